import ShellSyntax
import SourceText

extension ProgramTraces {
  /// These traces as those of another state of the program, where nothing that was followed has changed: only a comment, or
  /// the text of one function that was not followed, and nothing of it that was looked at. Nil elsewhere.
  package func reused(for index: ProgramIndex) -> ProgramTraces? {
    guard let change = FunctionChange(from: self.index, to: index),
      !change.functions.contains(where: enteredFunctions.contains), self.index.leadsAlike(index)
    else { return nil }
    return ProgramTraces(
      index: index, traces: traces.map(change.moved), formulas: formulas, symbols: symbols, atoms: atoms,
      unresolvedSources: unresolvedSources.map {
        UnresolvedSource(
          place: change.moved($0.place), path: $0.path, isExpectedHere: $0.isExpectedHere, isGuarded: $0.isGuarded)
      }, enteredFunctions: enteredFunctions)
  }
}

/// Text that has changed within one comment or the body of one function, in one file.
private struct FunctionChange {
  let file: FileIndex
  /// The function, and those that are defined inside it; none for a comment.
  let functions: [FunctionIndex]
  /// Where the change ends in the old text, and how far what follows has moved.
  private let end: Int
  private let shift: Int

  /// The one difference between two states of a program; nil where it is of another kind.
  init?(from old: ProgramIndex, to new: ProgramIndex) {
    guard old.source.scripts.count == new.source.scripts.count, old.functions.count == new.functions.count else {
      return nil
    }
    var changed: [Int] = []
    for (position, script) in new.source.scripts.enumerated() {
      let before = old.source.scripts[position].source
      guard before.path == script.source.path else { return nil }
      if before.bytes != script.source.bytes { changed.append(position) }
    }
    guard changed.count == 1, let position = changed.first else { return nil }
    file = FileIndex(position)
    let (before, after) = (old.source.scripts[position].source.bytes, new.source.scripts[position].source.bytes)
    let shorter = min(before.count, after.count)
    var prefix = 0
    while prefix < shorter, before[prefix] == after[prefix] { prefix += 1 }
    var suffix = 0
    while suffix < shorter - prefix, before[before.count - 1 - suffix] == after[after.count - 1 - suffix] {
      suffix += 1
    }
    end = before.count - suffix
    shift = after.count - before.count
    let own = old.functionsByFile[position]
    guard own == new.functionsByFile[position] else { return nil }
    var inside: [FunctionIndex] = []
    for function in own {
      let (one, other) = (old[function], new[function])
      guard one.name == other.name, one.isNested == other.isNested, one.isReplaced == other.isReplaced,
        one.facts.callsItsArguments == other.facts.callsItsArguments,
        one.facts.assignsByReference == other.facts.assignsByReference,
        one.definition.body.isPlain == other.definition.body.isPlain
      else { return nil }
      let body = one.definition.body.range
      if body.lowerBound < end, prefix < body.upperBound { inside.append(function) }
    }
    if Self.isInComment(old.source.scripts[position], prefix, end),
      Self.isInComment(new.source.scripts[position], prefix, end + shift)
    {
      functions = []
      return
    }
    // Outside of functions nothing may have changed: the outermost body holds the change, braces left out.
    guard let outermost = inside.first(where: { !old[$0].isNested }) else { return nil }
    let (body, newBody) = (old[outermost].definition.body.range, new[outermost].definition.body.range)
    guard body.lowerBound < prefix, end < body.upperBound, newBody.lowerBound == body.lowerBound,
      newBody.upperBound == body.upperBound + shift,
      inside.allSatisfy({ body.contains(old[$0].definition.body.range.lowerBound) })
    else { return nil }
    functions = inside
  }

  /// Whether a comment holds all between two offsets, and begins before them.
  private static func isInComment(_ script: Script, _ start: Int, _ end: Int) -> Bool {
    script.comments.contains { $0.lowerBound < start && end <= $0.upperBound }
  }

  private func moved(_ range: SourceRange) -> SourceRange {
    let lower = range.lowerBound >= end ? range.lowerBound + shift : range.lowerBound
    return lower..<max(lower, range.upperBound >= end ? range.upperBound + shift : range.upperBound)
  }

  func moved(_ place: Place) -> Place { place.file == file ? Place(file: file, range: moved(place.range)) : place }

  func moved(_ trace: ProgramTrace) -> ProgramTrace {
    ProgramTrace(
      entry: trace.entry, events: trace.events.map(moved),
      frames: trace.frames.map {
        CallFrame(
          kind: $0.kind, name: $0.name, file: $0.file, function: $0.function, parent: $0.parent,
          callPlace: $0.callPlace.map(moved), depth: $0.depth)
      },
      processes: trace.processes.map {
        ShellProcess(kind: $0.kind, parent: $0.parent, place: $0.place.map(moved), startEvent: $0.startEvent)
      },
      loops: trace.loops.map {
        LoopRecord(place: moved($0.place), domain: $0.domain, symbol: $0.symbol, runs: $0.runs, repeats: $0.repeats)
      }, knownRounds: trace.knownRounds.map { KnownRound(place: moved($0.place), frame: $0.frame, event: $0.event) },
      isIncomplete: trace.isIncomplete, undefinedHelperCall: trace.undefinedHelperCall.map(moved))
  }

  private func moved(_ event: TraceEvent) -> TraceEvent {
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
