import ShellSyntax
import SourceText

/// One piece of text that has changed in one file of a program, within one function or outside of all.
struct ProgramChange {
  enum Extent {
    /// Within the body of the function that is the first of these; the others are defined inside it, around the change.
    case functions([FunctionIndex])
    /// Outside of functions, from there on.
    case outside(from: Int)
  }

  let file: FileIndex
  let extent: Extent
  /// Whether it changes nothing but a comment.
  let isComment: Bool
  /// Where the change ends in the old text, and how far what follows has moved.
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
    (self.end, self.shift) = (end, shift)
    isComment = Self.isInComment(before, prefix, end) && Self.isInComment(after, prefix, end + shift)

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
    guard let outermost = inside.first(where: { !old[$0].isNested }) else {
      guard inside.isEmpty else { return nil }
      extent = .outside(from: prefix)
      return
    }
    extent = .functions([outermost] + inside.filter { $0 != outermost })
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

  /// Whether a comment holds all between two offsets, and begins before them.
  private static func isInComment(_ script: Script, _ start: Int, _ end: Int) -> Bool {
    script.comments.contains { $0.lowerBound < start && end <= $0.upperBound }
  }

  /// Whether the first statements of a script, and where the next one begins, are the same in both states.
  func keeps(_ count: Int, of old: Script, in new: Script) -> Bool {
    new.statements.count >= count && old.statements.count > count
      && zip(old.statements, new.statements).prefix(count).allSatisfy { $0.range == $1.range }
  }

  /// Whether what has been looked at is not the same any more, the changed text itself aside.
  func matters(to consulted: Consulted, _ unresolved: some Sequence<UnresolvedSource>) -> Bool {
    difference.matters(to: consulted)
      || unresolved.contains { difference.writtenFiles.contains(PathTable.name(of: $0.path)) }
  }

  /// Whether a statement of a program has looked at the changed text, or is that text.
  func isMet(by consulted: Consulted, at range: SourceRange, of file: FileIndex) -> Bool {
    switch extent {
    case .functions(let functions): functions.contains(where: consulted.functions.contains)
    case .outside(let start):
      file == self.file ? range.upperBound > start : consulted.files.contains(self.file)
    }
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
      knownRounds: trace.knownRounds.map { $0.moved(moved) }, isIncomplete: trace.isIncomplete,
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
    ShellProcess(kind: kind, parent: parent, place: place.map(moved), startEvent: startEvent)
  }
}

extension LoopRecord {
  func moved(_ moved: (Place) -> Place) -> LoopRecord {
    LoopRecord(place: moved(place), domain: domain, symbol: symbol, runs: runs, repeats: repeats)
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
