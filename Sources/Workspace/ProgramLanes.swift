internal import ShellProgram
package import TaskAnalysis

/// The tasks of one program in the order in which it starts and awaits them: what a picture of a tree is made from.
///
/// A step is a command that starts or awaits tasks; steps are counted from 0, in program order.
package struct ProgramLanes: Sendable {
  /// A command of the scripts that starts or awaits tasks.
  package struct Step: Sendable {
    package let file: String
    package let line: Int
    package let isWait: Bool
    package let names: [String]
    /// The function in which it stands; nil in a script itself.
    package let function: String?

    package var place: String { "\(file):\(line)" }
  }

  /// A task, from the step that starts it.
  package struct Task: Sendable {
    package let name: String
    package let command: String?
    package let start: Int
    /// The steps that may await it, the first to the last.
    package let waits: [Int]
    /// Whether a wait is sure to collect it, whatever the configuration.
    package let isAlwaysAwaited: Bool
    /// Whether it starts in every configuration.
    package let isConditional: Bool
  }

  /// A wait for names that nothing starts before it.
  package struct Stranger: Sendable {
    package let name: String
    package let step: Int
  }

  package let program: String
  package let steps: [Step]
  package let tasks: [Task]
  package let strangers: [Stranger]

  /// The lanes of the program with the most starts; nil where none starts a task.
  ///
  /// - Parameters:
  ///   - functions: only tasks that are started within one of these, itself or in what it calls; none: all.
  package init?(of facts: TaskFacts, functions: Set<String> = []) {
    guard let program = facts.programs.max(by: { $0.starts.count < $1.starts.count }), !program.starts.isEmpty else {
      return nil
    }
    let reader = LaneReader(program: program, traces: facts.traces, functions: functions)
    self.program = program.trace.entry.name
    (steps, tasks, strangers) = reader.lanes()
  }
}

/// Puts the starts and waits of a program into steps.
private struct LaneReader {
  let program: ProgramFacts
  let traces: ProgramTraces
  let functions: Set<String>

  func lanes() -> ([ProgramLanes.Step], [ProgramLanes.Task], [ProgramLanes.Stranger]) {
    let starts = program.starts.indices.filter { isWanted(program.starts[$0].start) }
    let wanted = Set(starts.flatMap { program.starts[$0].laterWaits })
    let waits = program.waits.indices.filter { index in
      wanted.contains(index) || functions.isEmpty || isWanted(program.waits[index].wait)
    }
    let events = Set(starts.map { program.starts[$0].start.event } + waits.map { program.waits[$0].wait.event })
      .sorted()
    let step = Dictionary(events.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let tasks = starts.map { task(program.starts[$0], step) }
    let strangers = waits.compactMap { index -> ProgramLanes.Stranger? in
      let wait = program.waits[index]
      guard !wait.mayFindStart, !wait.isCutOff, let step = step[wait.wait.event] else { return nil }
      return ProgramLanes.Stranger(name: name(wait.wait), step: step)
    }
    return (events.map { self.step($0, starts, waits) }, tasks, strangers)
  }

  private func name(_ use: TaskUse) -> String { traces.describe(use.use.name) }

  private func task(_ fact: StartFact, _ step: [Int: Int]) -> ProgramLanes.Task {
    let event = program.trace.events[fact.start.event]
    var command: String?
    if case .start(_, let body, _) = event.kind { command = body.map { traces.describe($0) } }
    let waits = fact.laterWaits.compactMap { step[program.waits[$0].wait.event] }
    return ProgramLanes.Task(
      name: name(fact.start), command: command, start: step[fact.start.event] ?? 0, waits: Set(waits).sorted(),
      isAlwaysAwaited: fact.leaks == .never, isConditional: event.condition != .always)
  }

  private func step(_ event: Int, _ starts: [Int], _ waits: [Int]) -> ProgramLanes.Step {
    let place = program.trace.events[event].place
    let source = traces.index.source.scripts[place.file.value].source
    let started = starts.map { program.starts[$0].start }.filter { $0.event == event }
    let awaited = waits.map { program.waits[$0].wait }.filter { $0.event == event }
    return ProgramLanes.Step(
      file: source.path, line: source.lines.line(at: place.range.lowerBound) + 1, isWait: started.isEmpty,
      names: (started + awaited).map(name), function: function(around: program.trace.events[event].frame))
  }

  /// The function that a frame runs, outside of helpers that files define for all.
  private func function(around frame: Int) -> String? {
    program.trace.frames[frame].kind == .function ? program.trace.frames[frame].name : nil
  }

  private func isWanted(_ use: TaskUse) -> Bool {
    if functions.isEmpty { return true }
    var frame: Int? = use.frame
    while let current = frame {
      if functions.contains(program.trace.frames[current].name) { return true }
      frame = program.trace.frames[current].parent
    }
    return false
  }
}
