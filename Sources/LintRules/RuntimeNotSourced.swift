package import Findings

/// DSA503: async helpers called, nothing defines them.
package struct RuntimeNotSourced: LintRule {
  package static let id = RuleID("DSA503", "runtime-not-sourced")
  package static let severity = Severity.error

  package func findings(in context: LintContext) -> [Finding] {
    context.facts.programs.compactMap { program in
      guard !program.isIncomplete, program.trace.entry.isWholeProgram, let call = program.trace.undefinedHelperCall
      else { return nil }
      return Finding(
        rule: Self.id, severity: Self.severity,
        confidence: context.facts.runtimes.isEmpty && context.facts.traces.mayDefineElsewhere ? .low : .high,
        message: "nothing that \(program.trace.entry.name) sources defines the async helpers",
        location: context.location(call), notes: [])
    }
  }
}
