package import SourceText

/// Turns files into scripts; one parser serves many files, one after another.
///
/// There are two readers: one written for this program, four times as fast as the grammar, and the tree of tree-sitter's
/// grammar, which is asked where the first does not understand something. On every text that both understand they
/// agree, which is a test.
///
/// It never fails: what is not understood is `.unparsed` and listed among the script's problems.
package struct ShellParser: ~Copyable {
  /// Longer texts are read without a tree: recovery from errors can take the grammar very long.
  static let longestTree = 1 << 20

  /// Deeper texts are read without a tree: tree-sitter corrupts its memory somewhere beyond 20,000 levels.
  static let deepestTree = 2_000

  private var trees = TreeParser()

  package init() {}

  package mutating func parse(_ source: SourceFile) -> Script {
    let everything = 0..<source.bytes.count
    if isBinary(source.bytes) {
      return Script(
        source: source, statements: [Statement(.unparsed(everything))], comments: [],
        problems: [SyntaxProblem(kind: .binary, range: everything)])
    }
    let script = Self.read(source)
    return script.problems.isEmpty ? script : lowered(source) ?? script
  }

  /// Lowers the file's tree; nil where the grammar fails or tree and reader do not fit together.
  mutating func lowered(_ source: SourceFile) -> Script? {
    guard source.bytes.count <= Self.longestTree, Self.nesting(of: source.bytes) <= Self.deepestTree,
      let tree = trees.parse(source.bytes), !tree.hasError
    else {
      return nil
    }
    var lowering = TreeLowering(ShellReader(bytes: source.bytes, range: 0..<source.bytes.count))
    guard let statements = tree.withCursor({ lowering.lower(&$0) }), !lowering.reader.hasRejected else { return nil }
    return Self.script(source, statements, lowering.reader)
  }

  /// How many parentheses and braces are open at once, at most; roughly, since those in quotes count too.
  static func nesting(of bytes: [UInt8]) -> Int {
    var open = 0
    var most = 0
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "{"): open += 1
      case UInt8(ascii: ")"), UInt8(ascii: "}"): open = max(0, open - 1)
      default: continue
      }
      most = max(most, open)
    }
    return most
  }

  /// Reads the file without a tree.
  static func read(_ source: SourceFile) -> Script {
    var reader = ShellReader(bytes: source.bytes, range: 0..<source.bytes.count)
    let statements = reader.readStatements(until: [])
    return script(source, statements, reader)
  }

  private static func script(_ source: SourceFile, _ statements: [Statement], _ reader: ShellReader) -> Script {
    // Tree and reader may both have seen a comment, and here-documents are read ahead.
    var comments: [SourceRange] = []
    for comment in reader.comments.sorted(by: { $0.lowerBound < $1.lowerBound }) where comments.last != comment {
      comments.append(comment)
    }
    return Script(
      source: source, statements: statements, comments: comments,
      problems: reader.problems.sorted { $0.range.lowerBound < $1.range.lowerBound })
  }

  /// Whether bash takes a file for a program of the machine: a zero byte in the first line of its first 80 bytes.
  private func isBinary(_ bytes: [UInt8]) -> Bool {
    for byte in bytes.prefix(80) {
      if byte == 0 { return true }
      if byte == 0x0A { return false }
    }
    return false
  }
}
