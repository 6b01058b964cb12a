internal import SourceText

/// Finds the sound statements of a node by where they begin; asked in the order of the text, it passes over each node
/// once, however many children one has.
final class StatementFinder {
  private let root: SyntaxNode
  private var cursor: TreeCursor
  /// The last question and its answer.
  private var offset = -1
  private var found: SyntaxNode?

  init(_ root: SyntaxNode) {
    self.root = root
    cursor = TreeCursor(root)
  }

  /// The outermost node without an error that is a statement and begins at an offset.
  func statement(at offset: Int) -> SyntaxNode? {
    if offset < self.offset { cursor = TreeCursor(root) }
    if offset != self.offset {
      self.offset = offset
      found = find(offset)
    }
    return found
  }

  private func find(_ offset: Int) -> SyntaxNode? {
    while true {
      let node = cursor.node
      let range = node.range
      if range.upperBound <= offset {
        guard moveOn() else { return nil }
      } else if range.lowerBound > offset {
        return nil
      } else {
        if range.lowerBound == offset, node.kind.isStatement, !node.hasError { return node }
        guard cursor.enter() else { return nil }
      }
    }
  }

  /// Moves to the next node that does not lie in this one; at the end of all the cursor begins anew.
  private func moveOn() -> Bool {
    while !cursor.advance() {
      guard cursor.leave() else {
        cursor = TreeCursor(root)
        return false
      }
    }
    return true
  }
}
