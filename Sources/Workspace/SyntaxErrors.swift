package import Findings
package import ShellSyntax
internal import SourceText

/// DSA901: a finding for each place that bash itself would reject.
package func syntaxErrors(in script: Script) -> [Finding] {
  script.problems.compactMap { problem in
    guard case .rejectedByBash(let reason) = problem.kind else { return nil }
    return Finding(
      rule: RuleID("DSA901", "syntax-error"), severity: .error, confidence: .high, message: reason,
      location: FileRange(path: script.source.path, range: script.source.firstLine(of: problem.range)))
  }
}
