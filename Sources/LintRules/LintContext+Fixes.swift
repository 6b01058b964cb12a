package import Findings
import ShellProgram
import SourceText
package import TaskAnalysis

/// Mends that several rules share.
extension LintContext {
  /// Whether the names may be those of one task.
  func mayBeSame(_ start: SymbolicString, _ wait: SymbolicString) -> Bool {
    facts.mayBeSame(start, wait)
  }

  /// Takes a name out of its wait: the word, or the whole command where it names nothing else.
  func removal(of wait: TaskUse, _ occurrence: Occurrence) -> Fix? {
    guard let word = wait.use.editableWord else { return nil }
    let event = program(occurrence).trace.events[wait.event]
    let source = facts.traces.index.source.scripts[event.place.file.value].source
    let range = wait.nameCount == 1 ? lineOrCommand(event.place.range, in: source) : wordWithSeparator(word, in: source)
    guard let range else { return nil }
    let edit = Fix.Edit(path: source.path, edit: SourceEdit(range: range, text: ""))
    return Fix(tier: .safe, message: "remove the wait for '\(describe(wait.use.name))'", edits: [edit])
  }

  /// The same for a wait that is known by its program and its index there.
  package func removal(of wait: TaskUse, inProgram program: Int, at index: Int) -> Fix? {
    removal(of: wait, Occurrence(program: program, index: index))
  }

  /// Puts another name into a wait.
  func renaming(_ wait: TaskUse, to name: String) -> Fix? {
    guard let word = wait.use.editableWord else { return nil }
    let source = facts.traces.index.source.scripts[wait.use.place.file.value].source
    guard source.text(word) == wait.use.name.text else { return nil }
    let edit = Fix.Edit(path: source.path, edit: SourceEdit(range: word, text: name))
    return Fix(tier: .unsafe, message: "wait for '\(name)'", edits: [edit])
  }

  /// The lines of a command that stands alone on them; nil where it shares a line with something else.
  private func lineOrCommand(_ command: SourceRange, in source: SourceFile) -> SourceRange? {
    let first = source.lines.range(ofLine: source.lines.line(at: command.lowerBound))
    let last = source.lines.range(ofLine: source.lines.line(at: max(command.lowerBound, command.upperBound - 1)))
    let before = source.bytes[first.lowerBound..<command.lowerBound]
    let after = source.bytes[command.upperBound..<last.upperBound]
    guard (before + after).allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }) else { return nil }
    return first.lowerBound..<last.upperBound
  }

  /// A word with the blanks before it; an alternative in braces with a comma, where at least two others remain.
  private func wordWithSeparator(_ word: SourceRange, in source: SourceFile) -> SourceRange? {
    let bytes = source.bytes
    let comma = UInt8(ascii: ",")
    let before = word.lowerBound > 0 ? bytes[word.lowerBound - 1] : 0
    let after = word.upperBound < bytes.count ? bytes[word.upperBound] : 0
    if before == comma || before == UInt8(ascii: "{") {
      let open = bytes[..<word.lowerBound].lastIndex(of: UInt8(ascii: "{")) ?? word.lowerBound
      let close = bytes[word.upperBound...].firstIndex(of: UInt8(ascii: "}")) ?? word.upperBound
      guard bytes[open..<close].count(where: { $0 == comma }) > 1 else { return nil }
      return before == comma
        ? word.lowerBound - 1..<word.upperBound : after == comma ? word.lowerBound..<word.upperBound + 1 : nil
    }
    var lower = word.lowerBound
    while lower > 0, bytes[lower - 1] == 0x20 || bytes[lower - 1] == 0x09 { lower -= 1 }
    return lower < word.lowerBound ? lower..<word.upperBound : nil
  }
}
