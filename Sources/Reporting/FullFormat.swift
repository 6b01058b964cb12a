internal import Findings
internal import SourceText

/// For people at a terminal: each finding with the line it is about, its notes and its fix.
package struct FullFormat: ReportFormat {
  package let name = "full"
  private let style: TextStyle

  package init(style: TextStyle) { self.style = style }

  package func text(of report: Report) -> String {
    report.visible.map { text(of: $0.finding, in: report) }.joined(separator: "\n")
  }

  private func text(of finding: Finding, in report: Report) -> String {
    let label = style.severity(finding.severity, "\(finding.severity.name)[\(finding.rule.code)]")
    var text = "\(label) \(style.strong(finding.rule.name)): \(report.oneLine(finding.message))\n"
    text += excerpt(of: finding.location, in: report, mark: "^")
    for note in finding.notes {
      text += "  \(style.faint("note:")) \(report.oneLine(note.message))\n"
      if let place = note.location { text += excerpt(of: place, in: report, mark: "-") }
    }
    if let fix = finding.fix {
      text += "  \(style.faint("fix\(remark(on: fix.tier)):")) \(report.oneLine(fix.message))\n"
    }
    return text
  }

  private func remark(on tier: Fix.Tier) -> String {
    switch tier {
    case .safe: ""
    case .unsafe: " (--unsafe-fixes)"
    case .displayOnly: " (by hand)"
    }
  }

  /// The place, its line, and marks below what is meant.
  private func excerpt(of place: FileRange, in report: Report, mark: Character) -> String {
    let (start, end) = report.span(of: place)
    var text =
      "  \(style.frame("-->", unicode: "╭▸")) \(style.place("\(VisibleText.line(place.path)):\(start.line):\(start.column)"))\n"
    guard let source = report.sources[place.path] else { return text }
    let line = source.lineText(start.line - 1)
    // A line of megabytes is no help to anyone.
    guard line.utf8.count <= 400 else { return text }
    let number = "\(start.line)"
    let margin = String(repeating: " ", count: number.utf8.count)
    let bar = style.frame("|", unicode: "│")
    let width = max(1, end.column - start.column)
    let indent = String(line.unicodeScalars.prefix(start.column - 1).map { $0 == "\t" ? "\t" : " " as Character })
    text += "  \(style.faint(number)) \(bar) \(VisibleText.excerpt(line))\n"
    text += "  \(margin) \(bar) \(indent)\(style.marks(String(repeating: mark, count: width)))\n"
    return text
  }
}
