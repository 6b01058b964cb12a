package import Findings
import ShellProgram

/// DSA902: a sourced file that could not be found.
package struct SourceNotFound: LintRule {
  package static let id = RuleID("DSA902", "source-not-found")
  package static let severity = Severity.info

  package func findings(in context: LintContext) -> [Finding] {
    // Where a plugin does nothing to tasks, nothing is missed.
    let usesTasks = (context.startSites + context.waitSites).contains { context.isReported($0.place) }
    let isDevstack = context.facts.programs.contains { program in
      program.trace.entry.isWholeProgram
        && context.isReported(Place(file: program.trace.entry.file, range: 0..<0))
    }
    guard usesTasks || isDevstack else { return [] }
    return context.facts.traces.unresolvedSources.filter { !$0.isGuarded }.map { source in
      Finding(
        rule: Self.id, severity: Self.severity, confidence: source.isExpectedHere ? .high : .low,
        message: "'\(source.path)' is not among the files that were read; what it defines is not known",
        location: context.location(source.place))
    }
  }
}
