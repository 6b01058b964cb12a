package import SourceText

/// Turns files into scripts; one parser serves many files, one after another.
///
/// It never fails: what is not understood is `.unparsed` and listed among the script's problems.
package struct ShellParser: ~Copyable {
  package init() {}

  package mutating func parse(_ source: SourceFile) -> Script {
    let everything = 0..<source.bytes.count
    if isBinary(source.bytes) {
      return Script(
        source: source, statements: [Statement(.unparsed(everything))], comments: [],
        problems: [SyntaxProblem(kind: .binary, range: everything)])
    }
    var reader = DescentParser(bytes: source.bytes, range: everything)
    let statements = reader.readStatements(until: [])
    return Script(
      source: source, statements: statements, comments: reader.comments,
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
