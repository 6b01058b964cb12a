import ShellProgram
import ShellSyntax
import SourceText

/// Where a function is named in the scripts, outside of comments: its definition, calls, and whatever else.
struct FunctionMentions {
  private(set) var count = 0
  /// Whether it may be handed to other shells, which would lack its parts.
  private(set) var isExported = false

  init(of name: String, _ index: ProgramIndex) {
    for script in index.source.scripts {
      for line in script.source.linesMentioning(name) where !script.source.isComment(line) {
        count += 1
        let text = script.source.lineText(line)
        if ["export -", "declare -", "typeset -"].contains(where: text.contains) { isExported = true }
      }
    }
    let facts = index.functions.map(\.facts) + index.scripts.map(\.topLevel)
    if facts.contains(where: { $0.namePatterns.contains { $0.matches(name) } }) { count += 1 }
  }
}

extension SourceFile {
  /// The line of each place where a word stands, counted from 0.
  fileprivate func linesMentioning(_ name: String) -> [Int] {
    var found: [Int] = []
    let name = Array(name.utf8)
    bytes.withUnsafeBufferPointer { bytes in
      guard let first = name.first, bytes.count >= name.count else { return }
      for start in 0...bytes.count - name.count where bytes[start] == first {
        guard start == 0 || !bytes[start - 1].isPartOfName,
          (1..<name.count).allSatisfy({ bytes[start + $0] == name[$0] })
        else { continue }
        let end = start + name.count
        if end == bytes.count || !bytes[end].isPartOfName { found.append(lines.line(at: start)) }
      }
    }
    return found
  }
}
