internal import Findings

/// Colours, frames, links and the width of a terminal, or their absence.
package struct TextStyle: Sendable {
  private let isColoured: Bool
  private let hasUnicode: Bool
  /// How many columns a line has; nil: as many as it needs.
  package let width: Int?
  /// The pages that codes of rules link to; nil: the terminal shows no links, or the pages are not known.
  private let pages: RulePages?

  package init(isColoured: Bool, hasUnicode: Bool, width: Int? = nil, pages: RulePages? = nil) {
    self.isColoured = isColoured
    self.hasUnicode = hasUnicode
    self.width = width
    self.pages = pages
  }

  /// Text that links to the page of a rule (OSC 8).
  func linked(_ text: String, to rule: RuleID) -> String {
    guard let pages else { return text }
    return "\u{1B}]8;;\(pages.url(of: rule))\u{1B}\\\(text)\u{1B}]8;;\u{1B}\\"
  }

  /// Text in as many lines as the width asks for, those after the first indented; no line end behind the last.
  func wrapped(_ text: String, indent: Int) -> String {
    guard let width else { return text }
    let lines = TextWrap.lines(text, width: max(20, width - indent))
    return lines.joined(separator: "\n" + String(repeating: " ", count: indent))
  }

  func severity(_ severity: Severity, _ text: String) -> String {
    switch severity {
    case .error: coloured(text, "1;31")
    case .warning: coloured(text, "1;33")
    case .info: coloured(text, "1;34")
    }
  }

  /// What a line of a patch is, as `git diff` colours it.
  package func patch(_ text: String, _ kind: PatchLine) -> String {
    switch kind {
    case .header: coloured(text, "1")
    case .hunk: coloured(text, "36")
    case .added: coloured(text, "32")
    case .removed: coloured(text, "31")
    case .context: text
    }
  }

  func strong(_ text: String) -> String { coloured(text, "1") }
  func faint(_ text: String) -> String { coloured(text, "2") }
  func place(_ text: String) -> String { coloured(text, "36") }
  func marks(_ text: String) -> String { coloured(text, "1;32") }
  func frame(_ plain: String, unicode: String) -> String { coloured(hasUnicode ? unicode : plain, "2") }

  private func coloured(_ text: String, _ code: String) -> String {
    isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
