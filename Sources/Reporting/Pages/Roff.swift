/// Text for manual pages, in the macros of man(7).
package enum Roff {
  /// Text that no formatter takes for a request or an escape; what is not ASCII is named by its number.
  package static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "'": result += "\\(aq"
      case "`": result += "\\(ga"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      default:
        if scalar.isASCII {
          result.unicodeScalars.append(scalar)
        } else {
          let digits = String(scalar.value, radix: 16, uppercase: true)
          result += "\\[u\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)]"
        }
      }
    }
    return result
  }

  package static func bold(_ text: String) -> String { "\\fB\(escaped(text))\\fR" }

  package static func italic(_ text: String) -> String { "\\fI\(escaped(text))\\fR" }

  /// Escaped text as lines of the source, none of which is a request.
  package static func lines(_ text: String) -> String {
    TextWrap.lines(text, width: 76).map { line in
      (line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" : "") + line + "\n"
    }.joined()
  }

  /// Lines that are shown as they are.
  package static func literal(_ lines: [String], isFirst: Bool = false) -> String {
    let shown = lines.map { line in
      let text = escaped(line)
      return (text.hasPrefix(".") ? "\\&" : "") + text + "\n"
    }
    return "\(isFirst ? "" : ".PP\n").RS 4\n.nf\n\(shown.joined()).fi\n.RE\n"
  }

  /// A section's heading; where a name has blanks it stays one argument.
  package static func heading(_ text: String, macro: String = "SH") -> String {
    ".\(macro) \(escaped(text).contains(" ") ? "\"\(escaped(text))\"" : escaped(text))\n"
  }

  /// The first line of a page.
  package static func title(_ name: String, section: Int, date: String, source: String, manual: String) -> String {
    ".TH \(escaped(name.uppercased())) \(section) \"\(date)\" \"\(escaped(source))\" \"\(escaped(manual))\"\n"
  }

  /// A word and what it means.
  package static func definition(_ term: String, _ meaning: String) -> String {
    ".TP\n\(term)\n\(lines(meaning))"
  }
}

extension MarkdownPage {
  /// The blocks as a part of a manual page; headings of the first level are left out.
  package func roff(headings macro: String = "SS") -> String {
    var text = ""
    // Under a heading a paragraph begins by itself.
    var isFirst = true
    for block in blocks {
      switch block {
      case .heading(let level, let title): text += level == 1 ? "" : Roff.heading(title, macro: macro)
      case .paragraph(let spans): text += (isFirst ? "" : ".PP\n") + Roff.lines(Self.roff(spans))
      case .item(let spans): text += ".IP \\(bu 2\n" + Roff.lines(Self.roff(spans))
      case .code(let lines): text += Roff.literal(lines, isFirst: isFirst)
      }
      if case .heading = block { isFirst = true } else { isFirst = false }
    }
    return text
  }

  private static func roff(_ spans: [Span]) -> String {
    spans.map { span in
      switch span {
      case .plain(let text): Roff.escaped(text)
      case .code(let text), .strong(let text): Roff.bold(text)
      case .link(let text, let target): "\(Roff.escaped(text)) (\(Roff.italic(target)))"
      }
    }.joined()
  }
}
