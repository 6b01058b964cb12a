internal import Findings
internal import SourceText

/// Checkstyle's XML, which many build servers read; an error has no body there, so that the notes stand in its message.
package struct CheckstyleFormat: ReportFormat {
  package let name = "checkstyle"

  package init() {}

  package func text(of report: Report) -> String {
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n"
    var path: String?
    for entry in report.visible {
      let finding = entry.finding
      if finding.location.path != path {
        if path != nil { text += "  </file>\n" }
        path = finding.location.path
        text += "  " + XMLText.opening("file", [("name", FileName.published(finding.location.path))]) + ">\n"
      }
      let start = report.span(of: finding.location).start
      let attributes = [
        ("line", "\(start.line)"), ("column", "\(start.column)"), ("severity", finding.severity.name),
        ("message", ([report.line(of: finding)] + report.noteLines(of: finding)).joined(separator: "\n")),
        ("source", "devstack-async.\(finding.rule.code)"),
      ]
      text += "    " + XMLText.opening("error", attributes) + "/>\n"
    }
    if path != nil { text += "  </file>\n" }
    for limit in report.limits {
      let start = report.span(of: limit.location).start
      let attributes = [
        ("line", "\(start.line)"), ("column", "\(start.column)"), ("severity", "info"),
        ("message", report.oneLine(limit.message)), ("source", "devstack-async.limit"),
      ]
      text += "  " + XMLText.opening("file", [("name", FileName.published(limit.location.path))]) + ">\n"
      text += "    " + XMLText.opening("error", attributes) + "/>\n  </file>\n"
    }
    return text + "</checkstyle>\n"
  }
}
