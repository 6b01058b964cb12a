/// What a reader is told about one rule: `explain`, hover and reports all show this page.
///
/// A page opens with its title, `# DSA102 wait-without-start`, a line `severity: error · default: on`, and the summary,
/// one paragraph. Its sections follow, each under a heading of the second level.
package struct RulePage: Sendable {
  package let code: String
  package let name: String
  /// The first paragraph, on one line.
  package let summary: String
  /// `error`, `warning` or `info`.
  package let severity: String
  package let isOnByDefault: Bool
  /// The whole page.
  package let markdown: String
  /// What stands under each heading, in order.
  package var sections: [Section] {
    Self.sections(in: markdown.split(separator: "\n", omittingEmptySubsequences: false))
  }

  /// What stands under one heading.
  package struct Section: Sendable {
    package let heading: String
    package let body: String
  }

  /// The headings of every page, in this order.
  package static let headings = [
    "What it finds", "Why it matters", "Bad", "Good", "When it stays silent", "Fix and its safety", "Limits",
  ]

  /// The section under a heading.
  package func section(_ heading: String) -> Section? {
    sections.first { $0.heading == heading }
  }

  /// Reads a page; nothing if its opening is not that of a page.
  package init?(markdown: String) {
    let lines = Self.opening(of: markdown)
    guard let title = lines.first, title.hasPrefix("# ") else { return nil }
    let titleWords = title.dropFirst(2).split(separator: " ")
    guard titleWords.count == 2, let properties = Self.properties(in: lines),
      let severity = properties["severity"], let standing = properties["default"]
    else { return nil }
    self.code = String(titleWords[0])
    self.name = String(titleWords[1])
    self.severity = severity
    self.isOnByDefault = standing == "on"
    self.markdown = markdown
    self.summary = Self.summary(in: lines)
  }

  /// The lines before the first section.
  private static func opening(of markdown: String) -> [Substring] {
    var lines: [Substring] = []
    var rest = markdown[...]
    while !rest.isEmpty {
      let end = rest.utf8.firstIndex(of: UInt8(ascii: "\n"))
      let line = rest[..<(end ?? rest.endIndex)]
      if line.hasPrefix("## ") { break }
      lines.append(line)
      rest = end.map { rest[rest.utf8.index(after: $0)...] } ?? ""
    }
    return lines
  }

  /// The pairs of the line `severity: error · default: on`.
  private static func properties(in lines: [Substring]) -> [String: String]? {
    guard let line = lines.first(where: { $0.hasPrefix("severity: ") }) else { return nil }
    var result: [String: String] = [:]
    for part in line.split(separator: "·") {
      let words = part.split(separator: " ")
      guard words.count == 2, words[0].hasSuffix(":") else { return nil }
      result[String(words[0].dropLast())] = String(words[1])
    }
    return result
  }

  /// The paragraph after the line of properties.
  private static func summary(in lines: [Substring]) -> String {
    lines.drop { !$0.hasPrefix("severity: ") }.dropFirst()
      .drop { $0.isEmpty }
      .prefix { !$0.isEmpty }
      .joined(separator: " ")
  }

  /// A line in a fenced block is no heading, whatever it begins with.
  private static func sections(in lines: [Substring]) -> [Section] {
    var result: [(heading: String, body: [Substring])] = []
    var isInFence = false
    for line in lines {
      if line.hasPrefix("```") { isInFence.toggle() }
      if !isInFence && line.hasPrefix("## ") {
        result.append((heading: String(line.dropFirst(3)), body: []))
      } else if !result.isEmpty {
        result[result.count - 1].body.append(line)
      }
    }
    return result.map { Section(heading: $0.heading, body: trimmed($0.body)) }
  }

  /// Without empty lines at either end.
  private static func trimmed(_ lines: [Substring]) -> String {
    var rest = lines[...]
    while rest.first?.isEmpty == true { rest.removeFirst() }
    while rest.last?.isEmpty == true { rest.removeLast() }
    return rest.joined(separator: "\n")
  }
}
