/// The part of Markdown that the rules' pages are written in, as blocks: headings, paragraphs, lists, fenced code.
package struct MarkdownPage: Sendable {
  /// A piece of a page; text is without line ends.
  package enum Block: Sendable, Equatable {
    /// The level is the number of `#`.
    case heading(level: Int, text: String)
    case paragraph([Span])
    case item([Span])
    case code([String])
  }

  /// A run of text in one style.
  package enum Span: Sendable, Equatable {
    case plain(String)
    case code(String)
    case strong(String)
    /// The text of a link, and where it leads.
    case link(String, target: String)
  }

  package private(set) var blocks: [Block] = []

  package init(_ markdown: String) {
    var reader = BlockReader()
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) { reader.take(line) }
    blocks = reader.finished()
  }
}

/// Collects lines into blocks.
private struct BlockReader {
  private var blocks: [MarkdownPage.Block] = []
  private var lines: [Substring] = []
  private var isItem = false
  private var code: [String]?

  mutating func take(_ line: Substring) {
    if line.hasPrefix("```") {
      if let code {
        blocks.append(.code(code))
        self.code = nil
      } else {
        endText()
        code = []
      }
    } else if code != nil {
      code?.append(String(line))
    } else if line.hasPrefix("#") {
      endText()
      let level = line.prefix { $0 == "#" }.count
      blocks.append(.heading(level: level, text: String(line.dropFirst(level).drop { $0 == " " })))
    } else if line.hasPrefix("- ") {
      endText()
      isItem = true
      lines = [line.dropFirst(2)]
    } else if line.allSatisfy(\.isWhitespace) {
      endText()
    } else {
      lines.append(line.drop { $0 == " " })
    }
  }

  /// A fence that nothing closes goes on to the end.
  mutating func finished() -> [MarkdownPage.Block] {
    endText()
    if let code { blocks.append(.code(code)) }
    return blocks
  }

  private mutating func endText() {
    if !lines.isEmpty {
      let spans = SpanReader.spans(of: lines.joined(separator: " "))
      blocks.append(isItem ? .item(spans) : .paragraph(spans))
    }
    (lines, isItem) = ([], false)
  }
}

/// Divides text into runs of one style.
private enum SpanReader {
  static func spans(of text: String) -> [MarkdownPage.Span] {
    var spans: [MarkdownPage.Span] = []
    var plain = ""
    var rest = text[...]
    while let first = rest.first {
      if let (span, end) = styled(rest) {
        if !plain.isEmpty { spans.append(.plain(plain)) }
        plain = ""
        spans.append(span)
        rest = rest[end...]
      } else {
        plain.append(first)
        rest = rest.dropFirst()
      }
    }
    if !plain.isEmpty { spans.append(.plain(plain)) }
    return spans
  }

  /// The styled run that a text begins with, and where it ends.
  private static func styled(_ text: Substring) -> (MarkdownPage.Span, String.Index)? {
    if let (inner, end) = enclosed(text, "`", "`") { return (.code(String(inner)), end) }
    if let (inner, end) = enclosed(text, "**", "**") { return (.strong(String(inner)), end) }
    guard let (title, middle) = enclosed(text, "[", "]") else { return nil }
    guard let (target, end) = enclosed(text[middle...], "(", ")") else { return nil }
    return (.link(String(title), target: String(target)), end)
  }

  private static func enclosed(_ text: Substring, _ opening: String, _ closing: String) -> (Substring, String.Index)? {
    guard text.hasPrefix(opening) else { return nil }
    let inner = text.dropFirst(opening.count)
    guard let close = inner.firstRange(of: closing), close.lowerBound != inner.startIndex else { return nil }
    return (inner[..<close.lowerBound], close.upperBound)
  }
}
