package import SourceText

/// One file, parsed: immutable, with exact ranges.
package struct Script: Sendable {
  package let source: SourceFile
  package let statements: [Statement]
  /// Each from its `#` to the end of its line, in order.
  package let comments: [SourceRange]
  /// What could not be understood, in order.
  package let problems: [SyntaxProblem]
  /// What was read without the tree.
  package let recovery: Recovery

  package init(
    source: SourceFile, statements: [Statement], comments: [SourceRange], problems: [SyntaxProblem],
    recovery: Recovery = Recovery()
  ) {
    self.source = source
    self.statements = statements
    self.comments = comments
    self.problems = problems
    self.recovery = recovery
  }
}

/// A place in a script whose text was not understood.
package struct SyntaxProblem: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// Bash itself would reject the text; the message says why.
    case rejectedByBash(String)
    /// A command became `.unparsed`.
    case unparsedCommand
    /// A part of a word became `.unparsed`.
    case unparsedWord
    /// The file has a NUL byte among its first bytes: bash refuses to run it.
    case binary
    /// Nested deeper than is followed.
    case tooDeep
  }

  package let kind: Kind
  package let range: SourceRange

  package init(kind: Kind, range: SourceRange) {
    self.kind = kind
    self.range = range
  }
}
