/// What is known of the paths below a directory that a pattern such as `000-*` or `*.bak` stands for.
package struct PathPattern: Sendable, Hashable {
  /// The text of a path from the directory on: as it stands in the pattern, its stars included.
  package let text: String
  private let prefix: String
  private let suffix: String

  /// - Parameter text: the pattern, from behind the directory on.
  init(_ text: String) {
    self.text = text
    let special = { (character: Character) in "*?[".contains(character) }
    prefix = String(text.prefix { !special($0) })
    // Behind a bracket that opens the text is no text of the path.
    suffix = text.contains("[") ? "" : String(text.reversed().prefix { !special($0) }.reversed())
  }

  /// Whether a path may be one of them, or lie below one.
  ///
  /// - Parameters:
  ///   - beginning: what is known of the path's beginning, from the directory on.
  ///   - end: what is known of its end; nil where more may follow, as below a directory.
  package func mayMatch(beginning: String, end: String?) -> Bool {
    guard Self.areAlike(prefix, beginning) else { return false }
    guard let end, !beginning.contains("/"), !end.contains("/") else { return true }
    return Self.areAlike(String(suffix.reversed()), String(end.reversed()))
  }

  /// Whether two patterns may stand for one path.
  package func mayMeet(_ other: PathPattern) -> Bool { mayMatch(beginning: other.prefix, end: other.suffix) }

  private static func areAlike(_ left: String, _ right: String) -> Bool {
    left.hasPrefix(right) || right.hasPrefix(left)
  }
}
