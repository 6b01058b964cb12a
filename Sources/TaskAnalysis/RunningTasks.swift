package import DataFlow
package import ShellProgram
package import SourceText

/// A task that may be running at some line, seen from there.
package struct RunningTask: Sendable {
  package enum Relation: Sendable, Hashable {
    /// It started before the line, and is not surely awaited there.
    case beside
    /// The line is part of what it runs.
    case around
    /// The line starts it.
    case startedHere
  }

  package let relation: Relation
  package let task: TaskEffects
  package let program: ProgramEffects
  /// The step that was looked at: an event.
  package let event: Int
  /// When it is running there.
  package let condition: Formula
}

extension EffectFacts {
  /// The tasks that may be running at the steps of a line, one for each start, and when; where nothing of the line is
  /// written down, at the first step after it in the same function or file. With the space of their conditions.
  package func tasks(at file: FileIndex, _ line: SourceRange) -> (tasks: [RunningTask], formulas: FormulaSpace) {
    struct Key: Hashable {
      let relation: RunningTask.Relation
      let start: Place
      let name: SymbolicString
    }
    var space = formulas
    var found: [RunningTask] = []
    var positions: [Key: Int] = [:]
    for program in programs {
      for event in program.steps(at: file, line) {
        for task in program.tasks(at: event) {
          let start = program.trace.events[task.task.event]
          let key = Key(relation: task.relation, start: start.place, name: task.task.use.name)
          guard let known = positions[key] else {
            positions[key] = found.count
            found.append(task)
            continue
          }
          let other = found[known]
          guard other.program.trace.entry.name == program.trace.entry.name else { continue }
          found[known] = RunningTask(
            relation: other.relation, task: other.task, program: other.program, event: other.event,
            condition: space.or(other.condition, task.condition))
        }
      }
    }
    return (found, space)
  }

  /// Whether some program comes by the line.
  package func reaches(_ file: FileIndex, _ line: SourceRange) -> Bool {
    programs.contains { !$0.steps(at: file, line).isEmpty }
  }
}

extension ProgramEffects {
  /// The steps that stand on a line, or those of what it calls; where there are none, for each time that its function or file
  /// runs, the next one.
  fileprivate func steps(at file: FileIndex, _ line: SourceRange) -> [Int] {
    func isHere(_ place: Place) -> Bool { place.file == file && line.contains(place.range.lowerBound) }
    let here = trace.events.indices.filter { trace.events[$0].isStep && isHere(trace.events[$0].place) }
    if !here.isEmpty { return here }
    var isCalledHere: [Bool] = []
    for frame in trace.frames {
      // A caller stands before what it calls.
      isCalledHere.append(frame.callPlace.map(isHere) ?? false || frame.parent.map { isCalledHere[$0] } ?? false)
    }
    let called = trace.events.indices.filter { trace.events[$0].isStep && isCalledHere[trace.events[$0].frame] }
    if !called.isEmpty { return called }
    // The line is in a function or file where a step of the same run of it stands before and another one after it.
    var begun: Set<Int> = []
    var next: [Int: Int] = [:]
    for event in trace.events
    where event.place.file == file && event.isStep && event.place.range.lowerBound < line.lowerBound {
      begun.insert(event.frame)
    }
    for (index, event) in trace.events.enumerated() where event.place.file == file && event.isStep {
      guard event.place.range.lowerBound >= line.upperBound, begun.contains(event.frame), next[event.frame] == nil
      else { continue }
      next[event.frame] = index
    }
    return next.values.sorted()
  }

  fileprivate func tasks(at event: Int) -> [RunningTask] {
    let step = trace.events[event]
    let own = tasksOfProcess[step.process]
    let around = tasks.filter { own.contains($0.event) }.map {
      RunningTask(relation: .around, task: $0, program: self, event: event, condition: step.condition)
    }
    let started = tasks.filter { $0.event == event }.map {
      RunningTask(relation: .startedHere, task: $0, program: self, event: event, condition: $0.use.condition)
    }
    let beside = (running[event] ?? []).filter { tasks.indices.contains($0.start) }.map {
      RunningTask(relation: .beside, task: tasks[$0.start], program: self, event: event, condition: $0.condition)
    }
    return around + started + beside
  }
}

extension TraceEvent {
  /// Whether the tasks that run beside it are known.
  fileprivate var isStep: Bool {
    switch kind {
    case .start, .wait, .effect: true
    case .waitForAll, .initialize, .cleanUp, .loopBegin, .loopEnd, .processEnd, .leave: false
    }
  }
}
