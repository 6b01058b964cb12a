package import SourceText

/// Turns files into scripts; one parser serves many files, one after another.
///
/// tree-sitter reads every file that it can bear, and what it says of a statement stands where the words in it end as it
/// says. The rest is read by recovery. It never fails: what is not understood is `.unparsed` and listed among the
/// script's problems.
package struct ShellParser: ~Copyable {
  private var trees = TreeParser()

  package init() {}

  package mutating func parse(_ source: SourceFile) -> Script {
    var tree: SyntaxTree?
    return parse(source, editing: nil, keeping: &tree)
  }

  /// Parses the text that an earlier one has become, whose tree is in `tree`; the new one's is there afterwards.
  package mutating func parse(
    _ source: SourceFile, editing earlier: SourceFile?, keeping tree: inout SyntaxTree?
  ) -> Script {
    if isBinary(source.bytes) {
      tree = nil
      let everything = 0..<source.bytes.count
      return Script(
        source: source, statements: [Statement(.unparsed(everything))], comments: [],
        problems: [SyntaxProblem(kind: .binary, range: everything)])
    }
    do {
      let edited = earlier.flatMap { tree?.edited(TextReplacement(from: $0.bytes, to: source.bytes)) }
      let parsed = try trees.parse(source.bytes, after: edited)
      tree = parsed
      return Self.read(source, parsed)
    } catch {
      tree = nil
      return Self.read(source, nil, because: error)
    }
  }

  /// Reads a file by its tree, or where there is none by recovery alone.
  static func read(_ source: SourceFile, _ tree: SyntaxTree?, because refusal: TreeRefusal? = nil) -> Script {
    var reader = ShellReader(bytes: source.bytes, range: 0..<source.bytes.count, tree: tree)
    let statements = withExtendedLifetime(tree) { reader.readStatements(until: []) }
    // Tree and reader may both have seen a comment, and here-documents are read ahead.
    var comments: [SourceRange] = []
    for comment in reader.comments.sorted(by: { $0.lowerBound < $1.lowerBound }) where comments.last != comment {
      comments.append(comment)
    }
    return Script(
      source: source, statements: statements, comments: comments,
      problems: reader.problems.sorted { $0.range.lowerBound < $1.range.lowerBound },
      recovery: Recovery(
        statements: reader.recovered.sorted { $0.lowerBound < $1.lowerBound }, reasonForAll: refusal))
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
