package import Findings

/// DSA402: the foreground needs what a running task produces.
package struct UseBeforeWait: LintRule {
  package static let id = RuleID("DSA402", "use-before-wait")
  package static let severity = Severity.error
  package static let needsEffects = true
  package static let cause: FindingCause? = .missingWait
  package static let tellsEnoughOnce = false

  package func findings(in context: LintContext) -> [Finding] {
    ConflictFindings(context: context, rule: Self.id, severity: Self.severity, kind: .useBeforeWait).all()
  }
}
