package import Findings

/// DSA401: a running task and what runs beside it access one resource, one of them changing it.
package struct ConflictingAccess: LintRule {
  package static let id = RuleID("DSA401", "conflicting-access")
  package static let severity = Severity.error
  package static let needsEffects = true
  package static let cause: FindingCause? = .missingWait
  package static let tellsEnoughOnce = false

  package func findings(in context: LintContext) -> [Finding] {
    ConflictFindings(context: context, rule: Self.id, severity: Self.severity, kind: .conflictingAccess).all()
  }
}
