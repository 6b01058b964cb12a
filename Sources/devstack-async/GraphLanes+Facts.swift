internal import Pictures
internal import ShellProgram
internal import TaskAnalysis

extension GraphLanes {
  /// The lanes of the program with the most starts; nil where none starts a task.
  ///
  /// - Parameter functions: only tasks that are started within one of these, itself or in what it calls; none: all.
  init?(of facts: TaskFacts, functions: Set<String>) {
    guard let program = facts.programs.max(by: { $0.starts.count < $1.starts.count }), !program.starts.isEmpty else {
      return nil
    }
    self.init()
    self.program = program.trace.entry.name
    LaneReader(program: program, traces: facts.traces, functions: functions).fill(&self)
  }
}

/// Puts the starts and waits of a program into steps.
private struct LaneReader {
  let program: ProgramFacts
  let traces: ProgramTraces
  let functions: Set<String>

  func fill(_ lanes: inout GraphLanes) {
    let starts = program.starts.indices.filter { isWanted(program.starts[$0].start) }
    let wanted = Set(starts.flatMap { program.starts[$0].laterWaits })
    let waits = program.waits.indices.filter { index in
      wanted.contains(index) || functions.isEmpty || isWanted(program.waits[index].wait)
    }
    let events = Set(starts.map { program.starts[$0].start.event } + waits.map { program.waits[$0].wait.event })
      .sorted()
    let step = Dictionary(events.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    lanes.steps = events.map { self.step($0, starts, waits) }
    lanes.tasks = starts.map { task(program.starts[$0], step) }
    lanes.strangers = waits.compactMap { index in
      let wait = program.waits[index]
      guard !wait.mayFindStart, !wait.isCutOff, let step = step[wait.wait.event] else { return nil }
      return (name(wait.wait), step)
    }
  }

  private func name(_ use: TaskUse) -> String { traces.describe(use.use.name) }

  private func task(_ fact: StartFact, _ step: [Int: Int]) -> GraphLanes.Task {
    let event = program.trace.events[fact.start.event]
    var command: String?
    if case .start(_, let body, _) = event.kind { command = body.map { traces.describe($0) } }
    let waits = fact.laterWaits.compactMap { step[program.waits[$0].wait.event] }
    return GraphLanes.Task(
      name: name(fact.start), command: command, start: step[fact.start.event] ?? 0, waits: Set(waits).sorted(),
      isAlwaysAwaited: fact.leaks == .never, isConditional: event.condition != .always)
  }

  private func step(_ event: Int, _ starts: [Int], _ waits: [Int]) -> GraphLanes.Step {
    let place = program.trace.events[event].place
    let source = traces.index.source.scripts[place.file.value].source
    let started = starts.map { program.starts[$0].start }.filter { $0.event == event }
    let awaited = waits.map { program.waits[$0].wait }.filter { $0.event == event }
    return GraphLanes.Step(
      place: "\(source.path):\(source.lines.line(at: place.range.lowerBound) + 1)", file: source.path,
      isWait: started.isEmpty, names: (started + awaited).map(name))
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
