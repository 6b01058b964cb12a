internal import Findings
internal import SourceText

/// `path:line:col: severity: message [CODE]`, one line for each finding: what editors and Zuul's tox role read.
package struct ConciseFormat: ReportFormat {
  package let name = "concise"

  package init() {}

  package func text(of report: Report) -> String {
    var text = ""
    for entry in report.visible {
      let finding = entry.finding
      let start = report.span(of: finding.location).start
      text += "\(VisibleText.line(finding.location.path)):\(start.line):\(start.column): \(finding.severity.name): "
      text += "\(report.oneLine(finding.message)) [\(finding.rule.code)]\n"
      for note in finding.notes { text += "  note: \(line(for: note, in: report))\n" }
    }
    return text
  }

  /// Indented, so that it is no line of its own for a reader of places.
  private func line(for note: Finding.Note, in report: Report) -> String {
    guard let place = note.location else { return report.oneLine(note.message) }
    let start = report.span(of: place).start
    return "\(VisibleText.line(place.path)):\(start.line): \(report.oneLine(note.message))"
  }
}
