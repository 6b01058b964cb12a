extension MarkdownPage {
  /// The page as text for a terminal: headings stand out, paragraphs are wrapped, code is indented.
  package func text(_ style: TextStyle) -> String {
    let width = min(style.width ?? 80, 100)
    return blocks.enumerated().map { index, block in
      let isItemAfterItem = index > 0 && Self.isItem(block) && Self.isItem(blocks[index - 1])
      let gap = index == 0 || isItemAfterItem ? "" : "\n"
      switch block {
      case .heading(let level, let text): return gap + style.strong(level == 1 ? text : text.uppercased()) + "\n"
      case .paragraph(let spans): return gap + Self.lines(spans, style, width, first: "  ", others: "  ")
      case .item(let spans): return gap + Self.lines(spans, style, width, first: "  - ", others: "    ")
      case .code(let lines): return gap + lines.map { $0.isEmpty ? "\n" : "      \($0)\n" }.joined()
      }
    }.joined()
  }

  private static func isItem(_ block: Block) -> Bool { if case .item = block { true } else { false } }

  private static func lines(
    _ spans: [Span], _ style: TextStyle, _ width: Int, first: String, others: String
  ) -> String {
    let text = spans.map { span in
      switch span {
      case .plain(let text): text
      // Each word by itself: a line that ends within it does not colour what is before the next one.
      case .code(let text): text.split(separator: " ").map { style.place(String($0)) }.joined(separator: " ")
      case .strong(let text): text.split(separator: " ").map { style.strong(String($0)) }.joined(separator: " ")
      case .link(let text, let target): "\(text) (\(target))"
      }
    }.joined()
    let lines = TextWrap.lines(text, width: max(20, width - others.utf8.count))
    return lines.enumerated().map { ($0 == 0 ? first : others) + $1 + "\n" }.joined()
  }
}
