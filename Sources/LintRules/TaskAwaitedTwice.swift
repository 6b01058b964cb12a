package import Findings

/// DSA105: the second wait of a name, with no start between: dead.
package struct TaskAwaitedTwice: LintRule {
  package static let id = RuleID("DSA105", "task-awaited-twice")
  package static let severity = Severity.warning

  package func findings(in context: LintContext) -> [Finding] {
    context.waitSites.compactMap { site in
      guard context.isWhole(site), let first = site.occurrences.first,
        site.occurrences.allSatisfy({ context.wait($0).earlierWait != nil }),
        let earlier = context.wait(first).earlierWait
      else { return nil }
      let name = context.describe(site.name)
      let program = context.program(first)
      let wait = context.wait(first).wait
      return Finding(
        rule: Self.id, severity: Self.severity, confidence: context.confidence(of: site.name),
        message: "task '\(name)' has already been awaited, and nothing starts it again before this wait",
        location: context.location(site.place), task: name,
        notes: [context.note("awaited here before", at: program.waits[earlier].wait.use.place, brief: "awaited before")]
          .compactMap { $0 },
        fix: context.removal(of: wait, first))
    }
  }
}
