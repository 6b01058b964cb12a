import DataFlow
import EffectModels
import ShellProgram

/// What can go wrong inside a task: ends of its shell, failures that pass unnoticed, input that never comes.
struct TaskHazards {
  let trace: ProgramTrace
  let tasksOfProcess: [[Int]]
  let space: FormulaSpace

  init(_ trace: ProgramTrace, _ tasksOfProcess: [[Int]], space: FormulaSpace) {
    self.trace = trace
    self.tasksOfProcess = tasksOfProcess
    self.space = space
  }

  func effects(of start: TaskUse, accesses: [Access]) -> TaskEffects {
    let steps = trace.events[start.event...].indices.dropFirst().prefix { index in
      // The body of a task stands right after its start, up to the end of its process.
      tasksOfProcess[trace.events[index].process].contains(start.event)
    }
    let own = steps.filter { trace.processes[trace.events[$0].process].startEvent == start.event }
    let commands = own.filter { index in
      guard case .effect(.command(let command)) = trace.events[index].kind else { return false }
      return command.cost != .instant || command.mayFail
    }
    // The status of what comes last is the task's; one command may stand for several, whose arguments differ.
    let last = steps.last { if case .effect(.command) = trace.events[$0].kind { true } else { false } }
    let lastPlace = last.map { trace.events[$0].place }
    return TaskEffects(
      event: start.event, use: start.use, accesses: accesses, exits: own.compactMap(exit),
      maskedFailures: commands.filter { canFailUnnoticed($0) && trace.events[$0].place != lastPlace },
      inputs: steps.filter(needsInput),
      stateChanges: own.filter { isStateChange($0, of: start.event) })
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
