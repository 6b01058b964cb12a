internal import Findings
internal import SourceText

/// `path:line:col: severity: message [CODE]`, one line for each finding: what editors and Zuul's tox role read.
package struct ConciseFormat: ReportFormat {
  package let name = "concise"

  package init() {}

  package func text(of report: Report) -> String {
    report.visible.map { self.text(of: $0.finding, in: report) }.joined()
  }

  /// The line of a finding, and those of its notes.
  func text(of finding: Finding, in report: Report) -> String {
    let start = report.span(of: finding.location).start
    var text = "\(VisibleText.line(finding.location.path)):\(start.line):\(start.column): \(finding.severity.name): "
    text += "\(report.line(of: finding)) [\(finding.rule.code)]\n"
    // Indented, so that it is no line of its own for a reader of places.
    return text + report.noteLines(of: finding).map { "  \($0)\n" }.joined()
  }
}
