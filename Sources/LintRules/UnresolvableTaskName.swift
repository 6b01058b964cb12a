import DataFlow
package import Findings

/// DSA108: a name that the analysis cannot bound.
package struct UnresolvableTaskName: LintRule {
  package static let id = RuleID("DSA108", "unresolvable-task-name")
  package static let severity = Severity.info

  package func findings(in context: LintContext) -> [Finding] {
    let starts = context.startSites.filter { site in
      context.isUnbounded(site.name) && site.occurrences.contains { context.start($0).leaks != .never }
    }
    let waits = context.waitSites.filter { site in
      context.isUnbounded(site.name) && !context.startSites.contains { $0.name == site.name }
    }
    return (starts + waits).map { site in
      Finding(
        rule: Self.id, severity: Self.severity, confidence: .high,
        message:
          "the task's name '\(context.describe(site.name))' can be anything: starts and waits cannot be paired here",
        location: context.location(site.place))
    }
  }
}
