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

  /// Parses a text, after an earlier tree that has been told what was edited since; throws why there is none.
  mutating func parse(_ bytes: [UInt8], after earlier: SyntaxTree? = nil) throws(TreeRefusal) -> SyntaxTree {
    if let refusal = TreeRefusal(of: bytes) { throw refusal }
    guard let parser, let length = UInt32(exactly: bytes.count) else { throw .isUnavailable }
    ts_parser_set_timeout_micros(parser, TreeRefusal.patience(for: bytes.count))
    let tree = bytes.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) {
        ts_parser_parse_string(parser, earlier?.tree, $0.baseAddress, length)
      }
    }
    if let tree { return SyntaxTree(tree) }
    ts_parser_reset(parser)
    throw ts_parser_language(parser) == nil ? .isUnavailable : .takesTooLong
  }
}

/// A tree that tree-sitter made of one text; it never changes.
package final class SyntaxTree: @unchecked Sendable {
  fileprivate let tree: OpaquePointer

  fileprivate init(_ tree: OpaquePointer) { self.tree = tree }

  deinit { ts_tree_delete(tree) }

  /// The node of the whole text; it is good for as long as the tree.
  var root: SyntaxNode { SyntaxNode(ts_tree_root_node(tree)) }

  /// A tree for the text after an edit, from which the library parses on.
  func edited(_ edit: TextReplacement) -> SyntaxTree? {
    guard let copy = ts_tree_copy(tree) else { return nil }
    // Rows and columns are never asked for: all our places are offsets.
    let nowhere = TSPoint(row: 0, column: 0)
    var input = TSInputEdit(
      start_byte: UInt32(edit.start), old_end_byte: UInt32(edit.oldEnd), new_end_byte: UInt32(edit.newEnd),
      start_point: nowhere, old_end_point: nowhere, new_end_point: nowhere)
    ts_tree_edit(copy, &input)
    return SyntaxTree(copy)
  }
}

/// What differs between two texts: one stretch, which everything that is equal lies before or behind.
struct TextReplacement {
  let start: Int
  let oldEnd: Int
  let newEnd: Int

  init(from old: [UInt8], to new: [UInt8]) {
    let shorter = min(old.count, new.count)
    var start = 0
    while start < shorter && old[start] == new[start] { start += 1 }
    var behind = 0
    while behind < shorter - start && old[old.count - 1 - behind] == new[new.count - 1 - behind] { behind += 1 }
    self.start = start
    oldEnd = old.count - behind
    newEnd = new.count - behind
  }
}
