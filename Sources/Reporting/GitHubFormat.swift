internal import Findings
internal import SourceText

/// Workflow commands that become annotations on GitHub, the worst first, since few are shown.
package struct GitHubFormat: ReportFormat {
  package let name = "github"
  /// How many annotations of one kind a step may have.
  private static let shownPerKind = 10

  package init() {}

  package func text(of report: Report) -> String {
    var text = ""
    var unseen = 0
    for severity in Severity.allCases.reversed() {
      let entries = report.visible.filter { $0.finding.severity == severity }
      for entry in entries { text += line(for: entry.finding, in: report) }
      unseen += max(0, entries.count - Self.shownPerKind)
    }
    for limit in report.limits {
      let start = report.span(of: limit.location).start
      let properties =
        "file=\(Self.escapedProperty(VisibleText.line(limit.location.path))),line=\(start.line),col=\(start.column)"
      text += "::notice \(properties),title=not looked at::\(Self.escapedData(report.line(of: limit)))\n"
    }
    if unseen > 0 { text += "\(unseen) more findings are in this log but not among the annotations.\n" }
    return text
  }

  private func line(for finding: Finding, in report: Report) -> String {
    let (start, end) = report.span(of: finding.location)
    let path = VisibleText.line(finding.location.path)
    let properties = [
      ("file", path), ("line", "\(start.line)"), ("endLine", "\(end.line)"), ("col", "\(start.column)"),
      ("endColumn", "\(end.column)"), ("title", "\(finding.rule.code) \(finding.rule.name)"),
    ]
    let list = properties.map { "\($0)=\(Self.escapedProperty($1))" }.joined(separator: ",")
    // The log of a step shows the message alone: so it says where, and not as a place that a matcher of lines would take.
    var message = "\(path) line \(start.line): \(report.oneLine(finding.message)) [\(finding.rule.code)]"
    for note in finding.notes {
      let place = note.location.map { "\(VisibleText.line($0.path)):\(report.span(of: $0).start.line): " } ?? ""
      message += "\nnote: \(place)\(report.oneLine(note.message))"
    }
    return "::\(Self.kind(of: finding.severity)) \(list)::\(Self.escapedData(message))\n"
  }

  private static func kind(of severity: Severity) -> String {
    severity == .info ? "notice" : severity.name
  }

  private static func escapedData(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func escapedProperty(_ text: String) -> String {
    var result = ""
    for scalar in escapedData(text).unicodeScalars {
      switch scalar {
      case ":": result += "%3A"
      case ",": result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
