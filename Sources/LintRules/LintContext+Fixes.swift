import DataFlow
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
    let change =
      wait.nameCount == 1
      ? lineOrCommand(event.place.range, in: source).map { SourceEdit(range: $0, text: "") }
      : withoutWord(word, in: source)
    guard let change else { return nil }
    let edit = Fix.Edit(path: source.path, edit: change)
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

  /// Takes out a word with the blanks before it, or an alternative in braces with a comma; where one other is left, the braces too.
  private func withoutWord(_ word: SourceRange, in source: SourceFile) -> SourceEdit? {
    let bytes = source.bytes
    let comma = UInt8(ascii: ",")
    let before = word.lowerBound > 0 ? bytes[word.lowerBound - 1] : 0
    let after = word.upperBound < bytes.count ? bytes[word.upperBound] : 0
    if before == comma || before == UInt8(ascii: "{") {
      let open = bytes[..<word.lowerBound].lastIndex(of: UInt8(ascii: "{")) ?? word.lowerBound
      let close = bytes[word.upperBound...].firstIndex(of: UInt8(ascii: "}")) ?? word.upperBound
      let commas = (open..<close).filter { bytes[$0] == comma }
      if commas.count == 1, let between = commas.first, close < bytes.count {
        let other = before == comma ? open + 1..<between : between + 1..<close
        guard !bytes[other].contains(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "\n") }) else { return nil }
        return SourceEdit(range: open..<close + 1, text: source.text(other))
      }
      guard commas.count > 1 else { return nil }
      if before == comma { return SourceEdit(range: word.lowerBound - 1..<word.upperBound, text: "") }
      return after == comma ? SourceEdit(range: word.lowerBound..<word.upperBound + 1, text: "") : nil
    }
    var lower = word.lowerBound
    while lower > 0, bytes[lower - 1] == 0x20 || bytes[lower - 1] == 0x09 { lower -= 1 }
    return lower < word.lowerBound ? SourceEdit(range: lower..<word.upperBound, text: "") : nil
  }
}
