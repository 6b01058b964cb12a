package import Findings

/// DSA403: a service is stopped or restarted while a running task uses it, or something behind it.
package struct ServiceInterrupted: LintRule {
  package static let id = RuleID("DSA403", "service-interrupted")
  package static let severity = Severity.error
  package static let needsEffects = true
  package static let cause: FindingCause? = .missingWait
  package static let tellsEnoughOnce = false

  package func findings(in context: LintContext) -> [Finding] {
    ConflictFindings(context: context, rule: Self.id, severity: Self.severity, kind: .serviceInterrupted).all()
  }
}
