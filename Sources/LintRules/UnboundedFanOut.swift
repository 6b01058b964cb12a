package import Findings

/// DSA202: a loop without a known bound starts tasks before any wait.
package struct UnboundedFanOut: LintRule {
  package static let id = RuleID("DSA202", "unbounded-fan-out")
  package static let severity = Severity.warning

  package func findings(in context: LintContext) -> [Finding] {
    context.startSites.compactMap { site in
      for occurrence in site.occurrences where context.isWhole(occurrence) {
        let program = context.program(occurrence)
        guard let fanOut = program.fanOuts.first(where: { $0.start == occurrence.index }) else { continue }
        let loop = program.trace.loops[fanOut.loop]
        let name = context.describe(site.name)
        return Finding(
          rule: Self.id, severity: Self.severity, confidence: .medium,
          message: "the loop starts task '\(name)' in every round and awaits none: nothing bounds how many run at once",
          location: context.location(site.place), task: name,
          notes: [
            context.note(
              loop.domain.map { "the loop runs over \($0.description)" } ?? "the loop", at: loop.place, brief: "loop")
          ].compactMap { $0 })
      }
      return nil
    }
  }
}
