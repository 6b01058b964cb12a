import CTreeSitter
import CTreeSitterBash

/// What every tool over this grammar must at least do: read the files and parse them, one after the other.
enum BareParse {
  /// The number of bytes parsed.
  static func run(on paths: [String]) -> Int {
    let parser = ts_parser_new()
    defer { ts_parser_delete(parser) }
    ts_parser_set_language(parser, tree_sitter_bash())
    var total = 0
    for path in paths {
      guard let bytes = readFile(path) else { continue }
      let tree = bytes.withUnsafeBytes { buffer in
        ts_parser_parse_string(
          parser, nil, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), UInt32(buffer.count))
      }
      ts_tree_delete(tree)
      total += bytes.count
    }
    return total
  }
}
