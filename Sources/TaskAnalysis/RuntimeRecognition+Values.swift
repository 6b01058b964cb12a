import ShellSyntax
import SourceText

/// What variables of a runtime stand for, as far as plain assignments tell: enough to see through a renamed command and
/// to know two spellings of one file name.
struct LiteralValues {
  private var words: [String: Word] = [:]

  init(_ code: [CommandOccurrence]) {
    for assignment in code.flatMap({ $0.command.assignments + $0.command.declarations }) {
      if case .word(let word) = assignment.value, assignment.subscriptWord == nil { words[assignment.name] = word }
    }
  }

  /// The text of a word with known variables replaced; `\u{0}` stands for what is not known.
  func text(of word: Word, depth: Int = 0) -> String {
    if let literal = word.literalText { return literal }
    return word.parts.map { text(of: $0, depth: depth) }.joined()
  }

  func text(ofFirst command: SimpleCommand) -> String { command.words.first.map { text(of: $0) } ?? "" }

  /// What follows the last unknown piece of a file's name; the whole name where nothing is unknown.
  func suffix(of word: Word) -> String {
    String(text(of: word).split(separator: "\u{0}", omittingEmptySubsequences: false).last ?? "")
  }

  private func text(of part: WordPart, depth: Int) -> String {
    if let literal = part.literalText { return literal }
    switch part {
    case .doubleQuoted(let inner, _): return inner.map { text(of: $0, depth: depth) }.joined()
    case .parameter(let expansion):
      guard depth < 8, case .value = expansion.operation, let word = words[expansion.name] else { return "\u{0}" }
      return text(of: word, depth: depth + 1)
    case .literal, .singleQuoted, .commandSubstitution, .arithmetic, .processSubstitution, .braceList, .braceRange,
      .array, .unparsed:
      return "\u{0}"
    }
  }
}

/// Which commands are the task itself: their first word is what the start was given.
struct TaskCommands {
  /// Variables that hold all parameters, as an array or as one text.
  private var holders: Set<String> = ["*", "@"]

  init(_ code: [CommandOccurrence]) {
    for assignment in code.flatMap({ $0.command.assignments + $0.command.declarations }) {
      let words: [Word] =
        switch assignment.value {
        case .word(let word): [word]
        case .array(let elements): elements.map(\.value)
        }
      if words.contains(where: \.expandsAllParameters) { holders.insert(assignment.name) }
    }
  }

  func isTask(_ command: SimpleCommand) -> Bool {
    guard let first = command.words.first else { return false }
    if holds(first) { return true }
    let runners: Set = ["eval", "command", "builtin", "env", "nice", "time"]
    return runners.contains(first.literalText ?? "") && command.words.dropFirst().contains { holds($0) }
  }

  /// The word in which the task's words are split again.
  func splitWord(of command: SimpleCommand) -> Word? {
    if command.literalName == "eval" { return command.words.dropFirst().first { holds($0) } }
    return command.words.first { word in
      word.expansions.contains { holders.contains($0.expansion.name) && !$0.isQuoted && isValue($0.expansion) }
    }
  }

  private func holds(_ word: Word) -> Bool {
    word.expansions.contains { holders.contains($0.expansion.name) && isValue($0.expansion) }
  }

  /// The words themselves or some of them, not how many or a default.
  private func isValue(_ expansion: ParameterExpansion) -> Bool {
    switch expansion.operation {
    case .value, .applied(.substring): true
    case .length, .indirect, .namesWithPrefix, .keys, .applied: false
    }
  }
}

/// Where the task's status goes in the child.
struct StatusFlow {
  /// Whether a command that writes to a file has the status among its words.
  let writesStatusToFile: Bool

  init(child: [CommandOccurrence], bodies: [String: [CommandOccurrence]]) {
    var holders: Set<String> = ["?"]
    for assignment in child.flatMap({ $0.command.assignments + $0.command.declarations }) {
      if case .word(let word) = assignment.value, word.expands(["?"]) { holders.insert(assignment.name) }
    }
    var found = child.contains { Self.writes($0, holders) }
    // A function that is given the status has it in a positional parameter.
    for occurrence in child {
      guard let name = occurrence.command.literalName, let body = bodies[name] else { continue }
      let positions = occurrence.command.words.enumerated().filter { $0.offset > 0 && $0.element.expands(holders) }
      let parameters = Set(positions.map { String($0.offset) })
      if !parameters.isEmpty, body.contains(where: { Self.writes($0, holders.union(parameters)) }) { found = true }
    }
    writesStatusToFile = found
  }

  private static func writes(_ occurrence: CommandOccurrence, _ holders: Set<String>) -> Bool {
    let toFile = occurrence.redirections.contains { redirection in
      switch redirection.operator {
      case .output, .append, .clobber, .outputAndError, .appendOutputAndError:
        redirection.descriptor ?? 1 == 1 && redirection.target.literalText != "/dev/null"
      case .input, .inputOutput, .duplicateInput, .duplicateOutput, .hereDocument, .hereString: false
      }
    }
    let writers: Set = ["iniset", "tee"]
    return (toFile || writers.contains(occurrence.command.literalName ?? ""))
      && occurrence.command.words.dropFirst().contains { $0.expands(holders) }
  }
}

extension Word {
  /// Whether it expands one of these parameters.
  fileprivate func expands(_ names: Set<String>) -> Bool { expansions.contains { names.contains($0.expansion.name) } }
}

/// Which variables some code sets, and which it reads without a default.
struct VariableUses: SyntaxVisitor {
  private(set) var writes: Set<String> = []
  private(set) var reads: [(name: String, range: SourceRange)] = []

  mutating func visit(_ command: SimpleCommand) {
    for assignment in command.assignments + command.declarations { writes.insert(assignment.name) }
    let setters: Set = [
      "local", "declare", "typeset", "export", "readonly", "read", "mapfile", "readarray", "printf", "getopts", "unset",
    ]
    if setters.contains(command.literalName ?? "") {
      writes.formUnion(command.words.dropFirst().compactMap(\.literalText))
    }
    for redirection in command.redirections { if let name = redirection.descriptorVariable { writes.insert(name) } }
  }

  mutating func visit(_ compound: CompoundCommand) {
    if case .forLoop(let loop) = compound.kind { writes.insert(loop.variable) }
  }

  mutating func visit(_ expansion: ParameterExpansion) {
    if case .applied(.substitute) = expansion.operation { return }
    if expansion.name.first.map({ $0.isLetter || $0 == "_" }) == true {
      reads.append((expansion.name, expansion.range))
    }
  }

  mutating func visit(_ expression: ArithmeticExpression) { writes.formUnion(expression.writes) }
}
