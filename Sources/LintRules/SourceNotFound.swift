package import Findings

/// DSA902: a sourced file that could not be found.
package struct SourceNotFound: LintRule {
  package static let id = RuleID("DSA902", "source-not-found")
  package static let severity = Severity.info

  package func findings(in context: LintContext) -> [Finding] {
    context.facts.traces.unresolvedSources.filter { !$0.isGuarded }.map { source in
      Finding(
        rule: Self.id, severity: Self.severity, confidence: source.isExpectedHere ? .high : .low,
        message: "'\(source.path)' is not among the files that were read; what it defines is not known",
        location: context.location(source.place))
    }
  }
}
