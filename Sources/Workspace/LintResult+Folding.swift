import Findings
package import LintRules

extension LintResult {
  /// The findings as they are told: what one mend removes is one. Those that are silenced stay by themselves.
  package func folded(_ level: FoldedFindings.Level) -> [CheckedFinding] {
    let shown = findings.filter { $0.silence == nil }
    let told = FoldedFindings(shown.map(\.finding), level)
    var result = told.findings.map { entry in
      CheckedFinding(finding: entry.finding, fingerprint: shown[entry.index].fingerprint, silence: nil)
    }
    result += findings.filter { $0.silence != nil }
    return result.sorted { $0.finding.precedesInReports($1.finding) }
  }
}
