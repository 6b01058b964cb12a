package import Findings

/// DSA601: a start whose wait follows with nothing between.
package struct WaitImmediately: LintRule {
  package static let id = RuleID("DSA601", "wait-immediately")
  package static let severity = Severity.info

  package func findings(in context: LintContext) -> [Finding] {
    context.waitSites.compactMap { site in
      guard let first = site.occurrences.first, site.occurrences.allSatisfy({ context.wait($0).immediateStart != nil }),
        let start = context.wait(first).immediateStart
      else { return nil }
      let use = context.program(first).starts[start].start.use
      let name = context.describe(use.name)
      return Finding(
        rule: Self.id, severity: Self.severity, confidence: .high,
        message: "task '\(name)' is awaited right after its start: the script does nothing meanwhile",
        location: context.location(site.place), task: name,
        notes: [context.note("started here", at: use.place, brief: "started")].compactMap { $0 })
    }
  }
}
