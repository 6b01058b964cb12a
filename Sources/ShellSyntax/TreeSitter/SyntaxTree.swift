internal import CTreeSitter
internal import CTreeSitterBash
internal import SourceText

/// Owns a tree-sitter parser for bash.
struct TreeParser: ~Copyable {
  private let parser: OpaquePointer?

  init() {
    parser = ts_parser_new()
    // A grammar that the library cannot use is refused here: then there are no trees, and scripts are read without.
    if let parser { _ = ts_parser_set_language(parser, BashGrammar.language) }
  }

  deinit {
    if let parser { ts_parser_delete(parser) }
  }

  /// Parses a text; nil if it is too long for a tree or memory is short.
  mutating func parse(_ bytes: [UInt8]) -> SyntaxTree? {
    guard let parser, let length = UInt32(exactly: bytes.count) else { return nil }
    let tree = bytes.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { ts_parser_parse_string(parser, nil, $0.baseAddress, length) }
    }
    return tree.map { SyntaxTree(tree: $0) }
  }
}

/// Owns a tree that tree-sitter made.
struct SyntaxTree: ~Copyable {
  fileprivate let tree: OpaquePointer

  fileprivate init(tree: OpaquePointer) { self.tree = tree }

  deinit { ts_tree_delete(tree) }

  /// Whether the grammar failed somewhere in the text.
  var hasError: Bool { ts_node_has_error(ts_tree_root_node(tree)) }

  /// Calls a function with a cursor on the root.
  func withCursor<Result>(_ body: (inout TreeCursor) -> Result) -> Result {
    var cursor = TreeCursor(root: ts_tree_root_node(tree))
    return body(&cursor)
  }
}
