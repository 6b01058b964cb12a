internal import CTreeSitter
internal import SourceText

/// A node of a syntax tree, by value; it is good for as long as its tree.
struct SyntaxNode {
  fileprivate let node: TSNode

  init(_ node: TSNode) { self.node = node }

  var kind: NodeKind { BashGrammar.kind(of: ts_node_symbol(node)) }

  var range: SourceRange { Int(ts_node_start_byte(node))..<Int(ts_node_end_byte(node)) }

  /// Whether the grammar failed somewhere in the node.
  var hasError: Bool { ts_node_has_error(node) }
}

/// A place in a syntax tree, from which its neighbours can be reached.
struct TreeCursor: ~Copyable {
  private var cursor: TSTreeCursor

  init(_ root: SyntaxNode) { cursor = ts_tree_cursor_new(root.node) }

  deinit {
    var cursor = cursor
    ts_tree_cursor_delete(&cursor)
  }

  /// The node here.
  var node: SyntaxNode {
    var cursor = cursor
    return SyntaxNode(ts_tree_cursor_current_node(&cursor))
  }

  var kind: NodeKind { node.kind }

  var range: SourceRange { node.range }

  /// Moves to the first child, if there is one.
  mutating func enter() -> Bool { ts_tree_cursor_goto_first_child(&cursor) }

  /// Moves to the next sibling, if there is one.
  mutating func advance() -> Bool { ts_tree_cursor_goto_next_sibling(&cursor) }

  /// Moves to the parent, if that lies in the tree of the node that the cursor began at.
  @discardableResult
  mutating func leave() -> Bool { ts_tree_cursor_goto_parent(&cursor) }
}
