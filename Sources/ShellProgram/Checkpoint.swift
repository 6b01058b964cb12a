import DataFlow
import SourceText

/// A program that is followed, where it stands between two of its statements: from there it can be followed again when
/// something has changed that nothing before has looked at.
struct Checkpoint: Sendable {
  var unfolder: Unfolder
  let opened: Unfolder.OpenedScope
  /// The program, by its place in the order in which programs are followed, and how many of its statements are done.
  let program: Int
  let statement: Int
  /// The files that the programs before have entered.
  let enteredBefore: Set<FileIndex>
  /// The traces of the programs before.
  var finished: [ProgramTrace]

  /// The checkpoint in a changed program; nil where the change matters to what was done until here.
  func moved(by change: ProgramChange, to index: ProgramIndex) -> Checkpoint? {
    let main = unfolder.scopes[0].file
    switch change.extent {
    case .functions(let functions):
      if functions.contains(where: unfolder.consulted.functions.contains) { return nil }
    case .outside(let start):
      if unfolder.consulted.files.contains(change.file) {
        // Only what is still to come of the program itself may be another one.
        guard change.file == main, !enteredBefore.contains(main),
          change.keeps(statement, of: unfolder.index.source.scripts[main.value], in: index.source.scripts[main.value]),
          unfolder.index.source.scripts[main.value].statements[statement].range.lowerBound <= start
        else { return nil }
      }
    }
    guard !change.matters(to: unfolder.consulted, unfolder.unresolvedSources.values) else { return nil }
    var moved = self
    moved.unfolder.index = index
    moved.unfolder.source = index.source.scripts[main.value].source
    moved.unfolder.move { change.moved($0) }
    moved.unfolder.events = unfolder.events.map(change.moved)
    moved.finished = finished.map(change.moved)
    return moved
  }
}

extension Unfolder {
  /// Writes other places in the stead of those that it holds between two statements of a program, events aside.
  fileprivate mutating func move(_ moved: (Place) -> Place) {
    frames = frames.map { $0.moved(moved) }
    processes = processes.map { $0.moved(moved) }
    loops = loops.map { $0.moved(moved) }
    knownRounds = knownRounds.map { $0.moved(moved) }
    exitTraps = exitTraps.map {
      Guarded($0.condition, ExitTrap(text: $0.wrapped.text, place: moved($0.wrapped.place)))
    }
    undefinedHelperCall = undefinedHelperCall.map(moved)
    unresolvedSources = Dictionary(
      unresolvedSources.values.map { ($0.moved(moved).place, $0.moved(moved)) }, uniquingKeysWith: { first, _ in first }
    )
    consulted.substitutions = Dictionary(
      consulted.substitutions.map { (moved($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
  }
}
