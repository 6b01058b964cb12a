package import Findings

/// DSA501: tasks started, `async_init` not called before.
package struct MissingAsyncInit: LintRule {
  package static let id = RuleID("DSA501", "missing-async-init")
  package static let severity = Severity.error

  package func findings(in context: LintContext) -> [Finding] {
    context.facts.programs.compactMap { program in
      guard !program.isIncomplete, program.trace.entry.isWholeProgram, let first = program.bookkeeping.firstStart,
        !program.bookkeeping.isInitialized
      else { return nil }
      let start = program.starts[first].start
      let name = context.describe(start.use.name)
      return Finding(
        rule: Self.id, severity: Self.severity, confidence: .high,
        message: "\(program.trace.entry.name) starts task '\(name)' before it calls async_init",
        location: context.location(start.use.place), task: name, notes: context.callNotes(start, in: program))
    }
  }
}
