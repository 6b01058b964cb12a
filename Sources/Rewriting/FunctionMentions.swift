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
      for offset in script.source.occurrences(of: name, in: 0..<script.source.bytes.count) {
        let line = script.source.lines.line(at: offset)
        if script.source.isComment(line) { continue }
        count += 1
        let text = script.source.lineText(line)
        if ["export -", "declare -", "typeset -"].contains(where: text.contains) { isExported = true }
      }
    }
    let patterns = index.scripts.lazy.flatMap(\.all).flatMap(\.namePatterns)
    if patterns.contains(where: { $0.matches(name) }) { count += 1 }
  }
}
