package import Findings
package import TaskAnalysis

extension RuleRegistry {
  /// The rules that look at what tasks do, beside those that look at starts and waits alone.
  package static let rulesOnEffects: Set<RuleID> = [
    TaskMayExit.id, TaskFailureMasked.id, AssignmentLost.id, ShellStateLost.id, TaskReadsInput.id, ConflictingAccess.id,
    UseBeforeWait.id, ServiceInterrupted.id, ExclusiveLockContention.id,
  ]
}

extension LintContext {
  /// What an access does, in the words of findings: `changes file '/etc/hosts'`.
  package func words(for access: Access) -> String { phrase(access) }
}
