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
    let label = style.linked("\(finding.severity.name)[\(finding.rule.code)]", to: finding.rule)
    let head = "\(style.severity(finding.severity, label)) \(style.strong(finding.rule.name)):"
    var text = style.wrapped("\(head) \(report.oneLine(finding.message))", indent: 2) + "\n"
    text += excerpt(of: finding.location, in: report, mark: "^")
    for note in finding.notes {
      text += "  " + style.wrapped("\(style.faint("note:")) \(report.oneLine(note.message))", indent: 8) + "\n"
      if let place = note.location { text += excerpt(of: place, in: report, mark: "-") }
    }
    if let fix = finding.fix {
      let head = style.faint("fix\(remark(on: fix.tier)):")
      text += "  " + style.wrapped("\(head) \(report.oneLine(fix.message))", indent: 7) + "\n"
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
    let shown = Excerpt(
      VisibleText.excerpt(line), from: start.column, to: end.column,
      width: style.width.map { $0 - number.utf8.count - 5 })
    let marks = style.marks(String(repeating: mark, count: shown.count))
    text += "  \(style.faint(number)) \(bar) \(shown.line)\n  \(margin) \(bar) \(shown.indent)\(marks)\n"
    return text
  }
}

/// A line of a script, and where the marks below it are; of one that is too wide the part around them.
private struct Excerpt {
  private(set) var line: String
  private(set) var indent: String
  private(set) var count: Int

  /// Columns count characters from 1; the second is behind the last.
  init(_ text: String, from start: Int, to end: Int, width: Int?) {
    line = text
    indent = String(text.unicodeScalars.prefix(start - 1).map { $0 == "\t" ? "\t" : " " as Character })
    count = max(1, end - start)
    // A tab takes eight columns at most.
    let expanded = text.unicodeScalars.reduce(0) { $0 + ($1 == "\t" ? 8 : 1) }
    guard let width, width >= 20, expanded > width else { return }
    let scalars = Array(text.replacing("\t", with: " ").unicodeScalars)
    let first = max(0, min(start - 1 - width / 4, scalars.count - (width - 2)))
    let last = min(scalars.count, first + width - 2)
    let head = first > 0 ? "…" : "", tail = last < scalars.count ? "…" : ""
    line = head + String(String.UnicodeScalarView(scalars[first..<last])) + tail
    indent = String(repeating: " ", count: max(0, start - 1 - first) + (first > 0 ? 1 : 0))
    count = max(1, min(count, last - (start - 1)))
  }
}
