import SourceText

/// Follows programs one after the other, and may write down on the way from where they can be followed again.
struct ProgramWalk {
  private(set) var unfolder: Unfolder
  private(set) var finished: [ProgramTrace] = []
  private(set) var checkpoints: [Checkpoint] = []
  private let programs: [EntryPoint]
  /// How many steps lie between two checkpoints, at least; nil where none are wanted.
  private var distance: Int?
  private var resumed: Checkpoint?
  private(set) var isContinued = false
  /// What has changed, as long as it has not been met.
  private var awaited: ProgramChange?

  /// They take memory, and time when they are taken.
  private static let maximumCheckpoints = 16

  init(_ index: ProgramIndex, programs: [EntryPoint], checkpointDistance: Int?) {
    unfolder = Unfolder(index)
    self.programs = programs
    distance = checkpointDistance
  }

  /// Begins at the last of the checkpoints, those of an earlier state of the same programs, before which a change means
  /// nothing.
  mutating func resume(among earlier: [Checkpoint], _ change: ProgramChange) {
    for checkpoint in earlier {
      guard let moved = checkpoint.moved(by: change, to: unfolder.index) else { break }
      checkpoints.append(moved)
    }
    guard let last = checkpoints.last else { return }
    isContinued = true
    (unfolder, finished, resumed, awaited) = (last.unfolder, last.finished, last, change)
  }

  mutating func run() {
    for number in (resumed?.program ?? 0)..<programs.count { run(number) }
  }

  private mutating func run(_ number: Int) {
    let entry = programs[number]
    guard entry.kind == .script else {
      finished.append(unfolder.trace(entry))
      return
    }
    let beginning = resumed
    resumed = nil
    let enteredBefore = beginning?.enteredBefore ?? unfolder.consulted.files
    let opened = beginning?.opened ?? unfolder.begin(entry)
    let script = unfolder.index.source.scripts[entry.file.value]
    var lastSteps = beginning == nil ? 0 : unfolder.steps
    for (position, statement) in script.statements.enumerated().dropFirst(beginning?.statement ?? 0) {
      if let distance = currentDistance, unfolder.steps >= lastSteps + distance, unfolder.scope.arguments.isEmpty,
        script.source.hasLineBreak(between: script.statements[position - 1].range, statement.range)
      {
        lastSteps = unfolder.steps
        note(
          Checkpoint(
            unfolder: unfolder, opened: opened, program: number, statement: position, enteredBefore: enteredBefore,
            finished: finished))
      }
      unfolder.run([statement])
      if let change = awaited, change.isMet(by: unfolder.consulted, at: statement.range, of: entry.file) {
        awaited = nil
        // The next change is likely to come here again: what is behind it is of little use.
        distance = distance.map { $0 * 4 }
      }
    }
    finished.append(unfolder.end(entry, opened))
  }

  /// Just before a change they are the nearer, the better.
  private var currentDistance: Int? { awaited == nil ? distance : distance.map { ($0 + 1) / 2 } }

  private mutating func note(_ checkpoint: Checkpoint) {
    if checkpoints.count == Self.maximumCheckpoints {
      checkpoints = checkpoints.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
      distance = distance.map { $0 * 2 }
    }
    checkpoints.append(checkpoint)
  }
}

extension SourceFile {
  /// Whether a line ends between two ranges.
  fileprivate func hasLineBreak(between first: SourceRange, _ second: SourceRange) -> Bool {
    first.upperBound <= second.lowerBound && bytes[first.upperBound..<second.lowerBound].contains(UInt8(ascii: "\n"))
  }
}
