internal import JSON
internal import Findings
internal import SourceText

/// GitLab's Code Quality report.
package struct GitLabFormat: ReportFormat {
  package let name = "gitlab"

  package init() {}

  package func text(of report: Report) -> String {
    JSONValue.array(report.visible.map { value(of: $0, in: report) }).pretty
  }

  private func value(of entry: Report.Entry, in report: Report) -> JSONValue {
    let finding = entry.finding
    let (start, end) = report.span(of: finding.location)
    return .members([
      ("description", .string("\(finding.rule.code): \(report.line(of: finding))")),
      ("check_name", .string(finding.rule.code)),
      ("fingerprint", .string(entry.fingerprint)),
      ("severity", .string(severity(of: finding))),
      (
        "location",
        .members([
          ("path", .string(FileName.published(finding.location.path))),
          ("lines", .members([("begin", .number(start.line)), ("end", .number(end.line))])),
          (
            "positions",
            .members([
              ("begin", .members([("line", .number(start.line)), ("column", .number(start.column))])),
              ("end", .members([("line", .number(end.line)), ("column", .number(end.column))])),
            ])
          ),
        ])
      ),
    ])
  }

  private func severity(of finding: Finding) -> String {
    switch finding.severity {
    case .info: "info"
    case .warning: "minor"
    case .error: finding.rule.code == "DSA901" ? "blocker" : "major"
    }
  }
}
