package import Findings

/// DSA104: a wait that can only run before any start of the name.
package struct WaitBeforeStart: LintRule {
  package static let id = RuleID("DSA104", "wait-before-start")
  package static let severity = Severity.error

  package func findings(in context: LintContext) -> [Finding] {
    context.waitSites.compactMap { site in
      guard context.isWhole(site), site.occurrences.allSatisfy({ !context.wait($0).mayFindStart }),
        let occurrence = site.occurrences.first(where: { context.wait($0).laterStart != nil }),
        let later = context.wait(occurrence).laterStart
      else { return nil }
      let name = context.describe(site.name)
      let start = context.program(occurrence).starts[later].start
      return Finding(
        rule: Self.id, severity: Self.severity, confidence: context.confidence(of: site.name),
        message: "task '\(name)' is only started after this wait", location: context.location(site.place), task: name,
        notes: [context.note("started here", at: start.use.place, brief: "started")].compactMap { $0 }
          + context.callNotes(context.wait(occurrence).wait, in: context.program(occurrence)))
    }
  }
}
