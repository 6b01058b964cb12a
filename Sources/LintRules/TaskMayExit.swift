package import Findings
import ShellProgram
import TaskAnalysis

/// DSA204: a task that can end its own shell, with a runtime whose wait then blocks for ever.
package struct TaskMayExit: LintRule {
  package static let id = RuleID("DSA204", "task-may-exit")
  package static let severity = Severity.error
  package static let needsEffects = true
  package static let cause: FindingCause? = .runtime

  package func findings(in context: LintContext) -> [Finding] {
    guard context.profiles.contains(where: \.hangsWhenTaskExits) else { return [] }
    return context.tasks.compactMap { occurrence in
      guard let exit = occurrence.task.exits.first(where: \.isCertain) ?? occurrence.task.exits.first else {
        return nil
      }
      let trace = occurrence.program.trace
      let start = trace.events[occurrence.task.event]
      let name = context.name(occurrence.task)
      let count = Set(occurrence.task.exits.map { trace.events[$0.event].place }).count
      var notes = context.chain(
        exit.isCertain ? "its shell ends here" : "its shell may end here", to: exit.event, in: occurrence.program,
        from: start.place, brief: "ends")
      if count > 1 {
        notes.append(
          Finding.Note("so it may at \(count == 2 ? "one other place" : "\(count - 1) other places")", at: nil))
      }
      notes += context.conditionNote(trace.events[exit.event].condition, given: start.condition)
      return Finding(
        rule: Self.id, severity: Self.severity, confidence: exit.isCertain ? .high : .medium,
        message:
          "task '\(name)' can reach '\(word(exit, of: occurrence.task, in: occurrence.program, context))', which ends its shell: with this runtime its wait then never returns",
        location: context.location(start.place), task: name, notes: notes)
    }
  }

  /// The command that ends it, in the words of the script.
  private func word(
    _ exit: TaskEffects.Exit, of task: TaskEffects, in program: ProgramEffects, _ context: LintContext
  ) -> String {
    let event = program.trace.events[exit.event]
    if case .effect(.command(let command)) = event.kind, let name = command.words.first?.text { return name }
    return context.commandText(exit.event, of: task, in: program)
  }
}
