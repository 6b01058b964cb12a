internal import JSON
internal import Findings
internal import SourceText

/// GitLab's Code Quality report.
package struct GitLabFormat: ReportFormat {
  package let name = "gitlab"

  package init() {}

  package func text(of report: Report) -> String {
    let findings = report.visible.map { value(of: $0, in: report) }
    return JSONValue.array(findings + report.limits.map { value(of: $0, in: report) }).pretty
  }

  private func value(of limit: AnalysisLimit, in report: Report) -> JSONValue {
    let line = report.span(of: limit.location).start.line
    return .members([
      ("description", .string(report.oneLine(limit.message))), ("check_name", .string("limit")),
      ("fingerprint", .string(Self.fingerprint(of: limit))), ("severity", .string("info")),
      (
        "location",
        .members([
          ("path", .string(FileName.published(limit.location.path))), ("lines", .members([("begin", .number(line))])),
        ])
      ),
    ])
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

  /// The same limit in the same file has the same one, wherever it is in it (FNV-1a).
  private static func fingerprint(of limit: AnalysisLimit) -> String {
    let hash = "\(limit.location.path)\u{0}\(limit.message)".utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) {
      ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
    }
    return String(hash, radix: 16)
  }

  private func severity(of finding: Finding) -> String {
    switch finding.severity {
    case .info: "info"
    case .warning: "minor"
    case .error: finding.rule.code == "DSA901" ? "blocker" : "major"
    }
  }
}
