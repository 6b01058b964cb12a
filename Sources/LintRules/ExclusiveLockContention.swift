package import Findings

/// DSA404: two package managers, pips or the like at once.
package struct ExclusiveLockContention: LintRule {
  package static let id = RuleID("DSA404", "exclusive-lock-contention")
  package static let severity = Severity.warning
  package static let needsEffects = true
  package static let cause: FindingCause? = .missingWait
  package static let tellsEnoughOnce = false

  package func findings(in context: LintContext) -> [Finding] {
    ConflictFindings(context: context, rule: Self.id, severity: Self.severity, kind: .lockContention).all()
  }
}
