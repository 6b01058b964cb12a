import DataFlow
import EffectModels
import ShellProgram

/// What can go wrong inside a task: ends of its shell, failures that pass unnoticed, input that never comes.
struct TaskHazards {
  let trace: ProgramTrace
  let tasksOfProcess: [[Int]]
  /// Of the conditions of the steps.
  var space: FormulaSpace

  init(_ trace: ProgramTrace, _ tasksOfProcess: [[Int]], space: FormulaSpace) {
    self.trace = trace
    self.tasksOfProcess = tasksOfProcess
    self.space = space
  }

  mutating func effects(of start: TaskUse, accesses: [Access]) -> TaskEffects {
    // The body of a task stands right after its start, up to the end of its process.
    let body = trace.events[start.event...].indices.dropFirst().prefix { index in
      tasksOfProcess[trace.events[index].process].contains(start.event)
    }
    let own = body.filter { trace.processes[trace.events[$0].process].startEvent == start.event }
    return TaskEffects(
      event: start.event, use: start.use, accesses: accesses, exits: own.compactMap(exit),
      maskedFailures: maskedFailures(in: body, of: start.event), inputs: body.filter(needsInput),
      stateChanges: own.filter { isStateChange($0, of: start.event) })
  }

  // MARK: Failures

  /// The steps of a task that can fail while it goes on: those of its own shell, and of child shells whose failure is one
  /// of the shell that forks them.
  private mutating func maskedFailures(in body: Range<Int>, of start: Int) -> [Int] {
    var decides: [Int: Bool] = [:]
    var last: [Int: Int] = [:]
    for index in body {
      guard case .effect(.command) = trace.events[index].kind else { continue }
      last[trace.events[index].process] = index
    }
    let commands = body.filter { index in
      guard case .effect(.command(let command)) = trace.events[index].kind,
        command.cost != .instant || command.mayFail
      else { return false }
      let process = trace.events[index].process
      // Errexit is off in a substitution: its last command alone gives it its status.
      return decidesStatus(process, of: start, &decides)
        && (trace.processes[process].kind != .commandSubstitution || last[process] == index)
    }
    return commands.filter { canFailUnnoticed($0) && isFollowed($0, in: body) }
  }

  /// Whether a failure in a process is one of the task's own shell.
  private func decidesStatus(_ process: Int, of start: Int, _ known: inout [Int: Bool]) -> Bool {
    if let answer = known[process] { return answer }
    let record = trace.processes[process]
    var answer = record.startEvent == start
    if !answer, record.decidesStatus, let parent = record.parent { answer = decidesStatus(parent, of: start, &known) }
    known[process] = answer
    return answer
  }

  /// Whether the task does something after a step, so that its status is not that of the step; one command may stand for
  /// several, whose arguments differ.
  private mutating func isFollowed(_ index: Int, in body: Range<Int>) -> Bool {
    let step = trace.events[index]
    var lastStep = step.step
    for later in trace.events[(index + 1)..<body.upperBound] {
      if case .processEnd = later.kind { continue }
      lastStep = max(lastStep, later.step)
      guard case .effect(.command) = later.kind, later.place != step.place else { continue }
      if space.and(step.condition, later.condition) != .never { return true }
    }
    // What only prints is written down nowhere, but counts as a step: the end of the task's process has that of the last.
    return trace.events[body.upperBound - 1].step > lastStep
  }

  /// What the task leaves behind in its shell, but for exported variables that its wait brings back.
  private func isStateChange(_ index: Int, of start: Int) -> Bool {
    guard case .effect(.shellState(let change)) = trace.events[index].kind else { return false }
    if change.kind == .export, case .start(_, _, let form) = trace.events[start].kind {
      return !form.carriedVariables.contains(change.name)
    }
    return true
  }

  func exit(_ index: Int) -> TaskEffects.Exit? {
    switch trace.events[index].kind {
    case .leave(.exit): return TaskEffects.Exit(event: index, isCertain: true)
    case .effect(.command(let command)):
      switch command.ending {
      case .never: return nil
      case .may: return TaskEffects.Exit(event: index, isCertain: false)
      case .always: return TaskEffects.Exit(event: index, isCertain: true)
      }
    default: return nil
    }
  }

  func canFailUnnoticed(_ index: Int) -> Bool {
    guard case .effect(.command(let command)) = trace.events[index].kind else { return false }
    return command.mayFail && !command.isTested && command.ending == .never && command.knowledge != .unknown
  }

  func needsInput(_ index: Int) -> Bool {
    guard case .effect(.command(let command)) = trace.events[index].kind else { return false }
    return command.readsInput || command.needsTerminal
  }
}
