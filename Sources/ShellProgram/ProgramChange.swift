import ShellSyntax
import SourceText

/// One piece of text that has changed in one file of a program, within one function or outside of all.
struct ProgramChange {
  private enum Extent {
    /// Within the bodies of these functions, one inside the other.
    case functions([FunctionIndex])
    case outsideOfFunctions
  }

  let file: FileIndex
  private let extent: Extent
  /// Where the change begins, where it ends in the old text, and how far what follows has moved.
  private let start: Int
  private let end: Int
  private let shift: Int
  private let difference: IndexDifference

  /// The one difference between two states of a program; nil where it is of another kind.
  init?(from old: ProgramIndex, to new: ProgramIndex) {
    guard old.source.scripts.count == new.source.scripts.count, old.functions.count == new.functions.count,
      let difference = IndexDifference(old, new)
    else { return nil }
    self.difference = difference
    var changed: [Int] = []
    for (position, script) in new.source.scripts.enumerated() {
      let before = old.source.scripts[position].source
      guard before.path == script.source.path else { return nil }
      if before.bytes != script.source.bytes { changed.append(position) }
    }
    guard changed.count == 1, let position = changed.first else { return nil }
    file = FileIndex(position)
    let (before, after) = (old.source.scripts[position], new.source.scripts[position])
    let (prefix, suffix) = Self.commonEnds(before.source.bytes, after.source.bytes)
    let (end, shift) = (before.source.bytes.count - suffix, after.source.bytes.count - before.source.bytes.count)
    (start, self.end, self.shift) = (prefix, end, shift)

    let own = old.functionsByFile[position]
    guard own == new.functionsByFile[position] else { return nil }
    func moved(_ offset: Int) -> Int { offset >= end ? offset + shift : offset }
    var inside: [FunctionIndex] = []
    for function in own {
      let (one, other) = (old[function], new[function])
      guard one.name == other.name, one.isNested == other.isNested, one.isReplaced == other.isReplaced else {
        return nil
      }
      let (range, body, newBody) = (one.definition.range, one.definition.body.range, other.definition.body.range)
      if body.lowerBound < prefix, end < body.upperBound {
        inside.append(function)
        guard newBody.lowerBound == body.lowerBound, newBody.upperBound == body.upperBound + shift else { return nil }
      } else {
        // Nothing of it may be touched, and it stands where it stood.
        guard range.upperBound <= prefix || range.lowerBound >= end,
          other.definition.range == moved(range.lowerBound)..<moved(range.lowerBound) + range.count
        else { return nil }
      }
    }
    guard inside.isEmpty || inside.contains(where: { !old[$0].isNested }) else { return nil }
    extent = inside.isEmpty ? .outsideOfFunctions : .functions(inside)
  }

  /// How many bytes two texts have in common at their beginning, and at their end behind that.
  private static func commonEnds(_ before: [UInt8], _ after: [UInt8]) -> (prefix: Int, suffix: Int) {
    let shorter = min(before.count, after.count)
    var prefix = 0
    while prefix < shorter, before[prefix] == after[prefix] { prefix += 1 }
    var suffix = 0
    while suffix < shorter - prefix, before[before.count - 1 - suffix] == after[after.count - 1 - suffix] {
      suffix += 1
    }
    return (prefix, suffix)
  }

  // MARK: What it means

  /// The number that a statement of the changed script has now; nil where it is not surely the same statement.
  func number(ofStatement number: Int, of old: Script, in new: Script) -> Int? {
    let range = old.statements[number].range
    guard range.upperBound < start || range.lowerBound > end else { return nil }
    let position = range.upperBound < start ? number : number + new.statements.count - old.statements.count
    guard new.statements.indices.contains(position), new.statements[position].range == moved(range) else { return nil }
    return position
  }

  /// Whether it lies in or between some statements of the changed script, outside of functions.
  func touches(_ statements: Range<Int>, of old: Script) -> Bool {
    guard case .outsideOfFunctions = extent else { return false }
    let begins = statements.lowerBound == 0 || old.statements[statements.lowerBound].range.lowerBound <= end
    let ends =
      statements.upperBound >= old.statements.count
      || start <= old.statements[statements.upperBound].range.lowerBound
    return begins && ends
  }

  /// Whether something has looked at what has changed, the text of the program's own script aside if that is stated.
  func matters(to log: TraceLog, of main: FileIndex?) -> Bool {
    switch extent {
    case .functions(let functions):
      if functions.contains(where: log.consulted.functions.contains) { return true }
    case .outsideOfFunctions:
      if file != main, log.consulted.files.contains(file) { return true }
    }
    return difference.matters(to: log.consulted)
      || log.unresolvedSources.values.contains { difference.writtenFiles.contains(PathTable.name(of: $0.path)) }
  }

  // MARK: Places

  func moved(_ range: SourceRange) -> SourceRange {
    let lower = range.lowerBound >= end ? range.lowerBound + shift : range.lowerBound
    return lower..<max(lower, range.upperBound >= end ? range.upperBound + shift : range.upperBound)
  }

  func moved(_ place: Place) -> Place { place.file == file ? Place(file: file, range: moved(place.range)) : place }

  func moved(_ trace: ProgramTrace) -> ProgramTrace {
    ProgramTrace(
      entry: trace.entry, events: trace.events.map(moved), frames: trace.frames.map { $0.moved(moved) },
      processes: trace.processes.map { $0.moved(moved) }, loops: trace.loops.map { $0.moved(moved) },
      knownRounds: trace.knownRounds.map { $0.moved(moved) }, cuts: trace.cuts.moved(by: self),
      undefinedHelperCall: trace.undefinedHelperCall.map(moved))
  }

  func moved(_ event: TraceEvent) -> TraceEvent {
    TraceEvent(
      kind: moved(event.kind, in: event.place.file), condition: event.condition, place: moved(event.place),
      frame: event.frame, process: event.process, loops: event.loops, step: event.step)
  }

  private func moved(_ kind: TraceEvent.Kind, in file: FileIndex) -> TraceEvent.Kind {
    switch kind {
    case .start(let uses, let body, let form):
      var form = form
      form.fragileArguments = form.fragileArguments.map {
        FragileArgument(place: moved($0.place), danger: $0.danger, text: $0.text, condition: $0.condition)
      }
      return .start(uses.map { moved($0, in: file) }, body: body, form)
    case .wait(let uses): return .wait(uses.map { moved($0, in: file) })
    case .waitForAll, .initialize, .cleanUp, .loopBegin, .loopEnd, .processEnd, .leave, .effect: return kind
    }
  }

  private func moved(_ use: TaskNameUse, in file: FileIndex) -> TaskNameUse {
    TaskNameUse(
      name: use.name, condition: use.condition, place: moved(use.place),
      editableWord: file == self.file ? use.editableWord.map { moved($0) } : use.editableWord)
  }
}

extension CallFrame {
  func moved(_ moved: (Place) -> Place) -> CallFrame {
    CallFrame(
      kind: kind, name: name, file: file, function: function, parent: parent, callPlace: callPlace.map(moved),
      depth: depth)
  }
}

extension ShellProcess {
  func moved(_ moved: (Place) -> Place) -> ShellProcess {
    ShellProcess(
      kind: kind, parent: parent, place: place.map(moved), startEvent: startEvent, decidesStatus: decidesStatus)
  }
}

extension LoopRecord {
  func moved(_ moved: (Place) -> Place) -> LoopRecord {
    LoopRecord(
      place: moved(place), domain: domain, symbol: symbol, runs: runs, runsWhereItHolds: runsWhereItHolds,
      repeats: repeats)
  }
}

extension KnownRound {
  func moved(_ moved: (Place) -> Place) -> KnownRound { KnownRound(place: moved(place), frame: frame, event: event) }
}

extension UnresolvedSource {
  func moved(_ moved: (Place) -> Place) -> UnresolvedSource {
    UnresolvedSource(place: moved(place), path: path, isExpectedHere: isExpectedHere, isGuarded: isGuarded)
  }
}
