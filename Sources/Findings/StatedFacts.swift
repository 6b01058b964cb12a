package import SourceText

/// A comment that states what the command below it does: `# devstack-async: reads=file:/etc/x.conf writes=database:x`.
///
/// What the resources mean is not known here: who reads them says what is wrong with them.
package struct StatedFacts: Sendable {
  /// One effect: how, and on what.
  package struct Fact: Sendable {
    package let key: String
    package let value: String
    package let range: SourceRange
  }

  /// None where the command is said to do nothing to anything.
  package let facts: [Fact]
  /// The whole comment.
  package let range: SourceRange

  static let effects = "effects"
  static let none = "none"

  /// How a command may touch what it touches; and `effects=none`.
  package static let keys = ["reads", "writes", "adds", "uses", "restarts", "stops", "locks", effects]
}

extension CommentedFile {
  /// The beginning of the command that facts speak of: the first one on the line of the next complete command; nil where
  /// none is there.
  package func command(of stated: StatedFacts) -> Int? {
    guard beginsLine(stated.range.lowerBound), let next = command(after: stated.range.upperBound) else { return nil }
    let line = source.lines.range(ofLine: source.lines.line(at: next.lowerBound))
    return commands.first {
      $0.isNamed && $0.range.lowerBound >= next.lowerBound && line.contains($0.range.lowerBound)
    }?
    .range.lowerBound
  }
}
