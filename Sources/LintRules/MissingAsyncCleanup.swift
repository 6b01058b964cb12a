package import Findings

/// DSA502: tasks started, no `async_cleanup` at the end.
package struct MissingAsyncCleanup: LintRule {
  package static let id = RuleID("DSA502", "missing-async-cleanup")
  package static let severity = Severity.warning

  package func findings(in context: LintContext) -> [Finding] {
    context.facts.programs.compactMap { program in
      guard !program.isIncomplete, program.trace.entry.isWholeProgram, let first = program.bookkeeping.firstStart,
        !program.bookkeeping.isCleanedUp
      else { return nil }
      let start = program.starts[first].start
      return Finding(
        rule: Self.id, severity: Self.severity, confidence: .high,
        message: program.bookkeeping.mayBeCleanedUp
          ? "\(program.trace.entry.name) starts tasks and does not always call async_cleanup"
          : "\(program.trace.entry.name) starts tasks and never calls async_cleanup",
        location: context.location(program.trace.events[start.event].place),
        notes: context.callNotes(start, in: program))
    }
  }
}
