import DataFlow
import ShellProgram

/// What the planner hands out: tasks, refusals and a schedule, from what it has judged.
extension Planner {
  func refusal(_ judged: Judged, _ obstacle: Obstacle) -> Refusal {
    Refusal(
      command: text(judged.candidate), callee: judged.candidate.callee, place: judged.candidate.place,
      obstacle: obstacle, seconds: judged.seconds)
  }

  private func text(_ candidate: Candidate) -> String {
    traces.index.source.scripts[candidate.file.value].source.text(candidate.command.range)
      .split(whereSeparator: \.isWhitespace).filter { $0 != "\\" }.joined(separator: " ")
  }

  func task(_ judged: Judged, _ name: String) -> PlannedTask {
    let waits = judged.anchor.map {
      [
        PlannedWait(
          file: judged.prefetch?.file ?? judged.candidate.file, offset: $0.offset, indentation: $0.indentation,
          because: judged.obstacle)
      ]
    }
    let split = judged.split
    var task = PlannedTask(
      name: name, command: split.map { $0.rest + $0.arguments } ?? text(judged.candidate),
      callee: split?.rest ?? judged.candidate.callee, start: judged.candidate.place,
      waits: waits ?? [], carried: judged.carried.sorted(), move: judged.move, guardWords: guardWords(judged.condition),
      resources: resources(of: judged),
      seconds: judged.seconds, overlap: overlap(of: judged, beside: []))
    (task.split, task.prefetch) = (split, judged.prefetch)
    return task
  }

  private func guardWords(_ condition: Formula) -> String? {
    guard condition != .always, let literals = space.example(of: condition) else { return nil }
    let words = literals.map { literal in
      let text = traces.atoms[Int(literal.atom)].description.split(whereSeparator: \.isWhitespace).joined(
        separator: " ")
      return literal.value ? text : "not \(text)"
    }
    return words.joined(separator: " and ")
  }

  /// What the main program takes with its own tasks and others.
  func schedule(
    _ main: Timeline, with tasks: [Judged], _ laterWaits: [Int: Int], _ rounds: [[Range<Int>]] = []
  ) -> Schedule {
    let present = main.presentTasks.map {
      Schedule.Task(start: $0.events.lowerBound, events: $0.events, wait: laterWaits[$0.start] ?? $0.wait)
    }
    let planned = tasks.flatMap(\.spans).filter { $0.program == 0 }.map {
      Schedule.Task(start: $0.whole.lowerBound, events: $0.events, wait: $0.wait)
    }
    let rounds = rounds.flatMap { rounds in
      rounds.map { Schedule.Task(start: $0.lowerBound, events: $0, wait: rounds.last?.upperBound ?? $0.upperBound) }
    }
    return Schedule(
      tasks: present + planned + rounds, seconds: { main.seconds($0) }, eventCount: main.trace.events.count)
  }

  func summary(_ tasks: [Judged]) -> ScheduleSummary {
    guard let main = timelines.first else { return ScheduleSummary() }
    let count = main.trace.events.count
    let now = schedule(main, with: [], [:])
    let schedule = schedule(main, with: tasks, laterWaits, rounds)
    let parallel = schedule.run(cores: options.cores)
    return ScheduleSummary(
      serialSeconds: main.seconds(0..<count), presentSeconds: now.run(cores: options.cores).seconds,
      parallelSeconds: parallel.seconds,
      criticalPathSeconds: schedule.run(cores: nil).seconds, maximumOutstanding: parallel.outstanding)
  }
}
