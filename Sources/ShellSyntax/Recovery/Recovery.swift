package import SourceText

/// What of a script was read by recovery, since the tree does not have it or has it otherwise than its words allow.
package struct Recovery: Sendable {
  /// The smallest such statements, in the order of the text.
  package let statements: [SourceRange]
  /// Why all of the script was; nil where it has a tree.
  package let reasonForAll: TreeRefusal?

  /// Whether the tree told everything.
  package var isEmpty: Bool { statements.isEmpty && reasonForAll == nil }

  package init(statements: [SourceRange] = [], reasonForAll: TreeRefusal? = nil) {
    self.statements = statements
    self.reasonForAll = reasonForAll
  }
}
