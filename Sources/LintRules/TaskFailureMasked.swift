import EffectModels
package import Findings
import ShellProgram
import TaskAnalysis

/// DSA205: a task in which a command before the last can fail unnoticed, with a runtime that switches errexit off.
package struct TaskFailureMasked: LintRule {
  package static let id = RuleID("DSA205", "task-failure-masked")
  package static let severity = Severity.warning
  package static let needsEffects = true
  package static let cause: FindingCause? = .runtime

  package func findings(in context: LintContext) -> [Finding] {
    guard context.profiles.contains(where: \.masksFailures) else { return [] }
    return context.tasks.compactMap { occurrence in
      guard let first = worst(of: occurrence) else { return nil }
      let start = occurrence.program.trace.events[occurrence.task.event]
      let name = context.name(occurrence.task)
      let count = Set(occurrence.task.maskedFailures.map { occurrence.program.trace.events[$0].place }).count
      var notes = context.chain(
        "a failure here is passed over", to: first, in: occurrence.program, from: start.place, brief: "fails")
      if count > 1 {
        notes.append(
          Finding.Note("so is that of \(count == 2 ? "one other command" : "\(count - 1) other commands")", at: nil))
      }
      return Finding(
        rule: Self.id, severity: Self.severity, confidence: .high,
        message: "task '\(name)' goes on after a failure, since this runtime switches errexit off in tasks",
        location: context.location(start.place), task: name, notes: notes)
    }
  }

  /// The command whose failure matters most: the one that takes longest, of those the first.
  private func worst(of occurrence: LintContext.TaskOccurrence) -> Int? {
    func cost(_ event: Int) -> CommandCost {
      if case .effect(.command(let command)) = occurrence.program.trace.events[event].kind {
        command.cost
      } else {
        .instant
      }
    }
    let most = occurrence.task.maskedFailures.map(cost).max()
    return occurrence.task.maskedFailures.first { cost($0) == most }
  }
}
