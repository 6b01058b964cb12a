package import SourceText

/// A program of one or more files, and what is expected of it: read from one fixture file.
///
/// `# file: NAME` begins another file of the program; what stands before the first of these belongs to the program only if there
/// is no other file. A comment of carets marks the span above it and states a finding. In the first column, which holds the
/// number sign, `<` stands for a caret to its left, or without carets for that one column. Where no comment can stand, `# at LINE:FROM-TO` says the same at the file's end.
package struct Fixture: Sendable, CustomStringConvertible {
  /// The path below the folder of the suite, as in `wait-without-start/names.sh`.
  package let name: String
  package let path: String
  package let parts: [Part]

  /// One file of the program, without its marks.
  package struct Part: Sendable {
    package let path: String
    package var lines: [String]
    /// For each line, the line of the fixture on which it stands, counted from 0.
    package var fixtureLines: [Int]
    package var expectations: [StatedFinding] = []

    package var source: SourceFile {
      SourceFile(path: path, text: lines.map { $0 + "\n" }.joined())
    }
  }

  package var description: String { name }

  /// The rule that the fixture is about: the name of its folder.
  package var ruleName: String { String(name.prefix { $0 != "/" }) }

  package init(name: String, path: String, text: String) {
    self.name = name
    self.path = path
    var parts = [Part(path: "script.sh", lines: [], fixtureLines: [])]
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    for (number, line) in lines.enumerated() {
      if line.hasPrefix("# file: ") {
        parts.append(Part(path: String(line.dropFirst(8)), lines: [], fixtureLines: []))
        continue
      }
      let last = parts.count - 1
      if let expectation = StatedFinding(mark: line, below: parts[last].lines.count - 1) {
        parts[last].expectations.append(expectation)
      } else {
        parts[last].lines.append(line)
        parts[last].fixtureLines.append(number)
      }
    }
    if parts.count > 1 { parts.removeFirst() }
    self.parts = parts
  }

  private init(name: String, path: String, parts: [Part]) {
    self.name = name
    self.path = path
    self.parts = parts
  }

  /// The same fixture with changed files, as a variant makes them.
  package func with(parts: [Part]) -> Fixture {
    Fixture(name: name, path: path, parts: parts)
  }
}
