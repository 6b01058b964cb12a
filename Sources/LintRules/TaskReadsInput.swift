package import Findings
import ShellProgram
import TaskAnalysis

/// DSA305: a task that needs the terminal or reads standard input.
package struct TaskReadsInput: LintRule {
  package static let id = RuleID("DSA305", "task-reads-input")
  package static let severity = Severity.warning
  package static let needsEffects = true

  package func findings(in context: LintContext) -> [Finding] {
    context.tasks.compactMap { occurrence in
      guard let first = occurrence.task.inputs.first else { return nil }
      let trace = occurrence.program.trace
      guard case .effect(.command(let command)) = trace.events[first].kind else { return nil }
      let start = trace.events[occurrence.task.event]
      let name = context.name(occurrence.task)
      let what = context.commandText(first, of: occurrence.task, in: occurrence.program)
      return Finding(
        rule: Self.id, severity: Self.severity, confidence: .high,
        message:
          "task '\(name)' runs '\(what)', which \(command.needsTerminal ? "needs a terminal" : "reads standard input"), and a task has none",
        location: context.location(start.place), task: name,
        notes: context.chain("it does so here", to: first, in: occurrence.program, from: start.place))
    }
  }
}
