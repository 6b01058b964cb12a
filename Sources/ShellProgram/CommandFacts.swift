package import ShellSyntax

/// What can be read off the text of some statements without running them: names called, variables assigned.
package struct CommandFacts: Sendable, Equatable {
  /// Names of commands, after `command`, `builtin`, `time` and the like.
  package var calledNames: Set<String> = []
  /// Literal arguments that may be names of functions, called by the command that is given them.
  package var namedArguments: Set<String> = []
  /// Known beginning and end of command names that are built from variables: `init_${x}_db`.
  package var namePatterns: Set<NamePattern> = []
  /// Variables whose value is a command's name: `$starter args`.
  package var nameVariables: Set<String> = []
  /// Whether it calls what was passed to it: `"$@"`, `$1`.
  package var callsItsArguments = false
  /// The files that it may source, by what is known of their paths.
  package var sourcedPaths: Set<PathPattern> = []
  /// Whether it may assign a variable whose name it was given: by `local -n`, `printf -v "$1"`, `read "$1"`, `eval`.
  package var assignsByReference = false
  /// Names of files that output is redirected to, without their directories.
  package var writtenFiles: Set<String> = []
  /// Variables assigned that are not local to the function.
  package var assignedVariables: Set<String> = []
  /// Literal texts assigned to variables, by variable.
  package var literalAssignments: [String: Set<String>] = [:]
  /// Whether it may end the script as one that has done its work: `exit`, `exit 0`.
  package var endsScript = false
  /// Whether it looks at its arguments.
  package var looksAtArguments = false

  /// Whether it may lead elsewhere than to the commands that it names.
  var isIndirect: Bool { !namePatterns.isEmpty || !nameVariables.isEmpty || !sourcedPaths.isEmpty }

  /// The known pieces of a path, in order; unknown text may stand between and around them.
  package struct PathPattern: Hashable, Sendable {
    package let pieces: [String]
    /// Whether nothing of the path is unknown.
    package let isLiteral: Bool

    /// `String.contains` is many times slower, and this is asked for each path and pattern.
    private static func contains(_ text: String, _ piece: String) -> Bool {
      var text = text
      var piece = piece
      return text.withUTF8 { text in
        piece.withUTF8 { piece in
          guard let first = piece.first else { return true }
          guard piece.count <= text.count else { return false }
          for start in 0...(text.count - piece.count) where text[start] == first {
            if (1..<piece.count).allSatisfy({ text[start + $0] == piece[$0] }) { return true }
          }
          return false
        }
      }
    }

    /// Whether a path, absolute in the program, can be meant.
    package func matches(_ path: String) -> Bool {
      if isLiteral { return path.hasSuffix(pieces[0].hasPrefix("/") ? pieces[0] : "/" + pieces[0]) }
      return path.hasSuffix(pieces.last ?? "") && pieces.allSatisfy { Self.contains(path, $0) }
    }
  }

  package struct NamePattern: Hashable, Sendable {
    package let prefix: String
    package let suffix: String

    package func matches(_ name: String) -> Bool {
      name.utf8.count > prefix.utf8.count + suffix.utf8.count && name.hasPrefix(prefix) && name.hasSuffix(suffix)
    }
  }
}

/// A function definition with what its text says.
package final class FunctionEntry: Sendable {
  package let name: String
  package let file: FileIndex
  package let definition: FunctionDefinition
  package let facts: CommandFacts
  /// Whether it stands inside another function.
  package let isNested: Bool
  /// Whether a later definition in the same file surely takes its place before anything is called.
  package let isReplaced: Bool

  fileprivate init(
    _ definition: FunctionDefinition, file: FileIndex, _ facts: CommandFacts, isNested: Bool, isReplaced: Bool
  ) {
    name = definition.name
    self.file = file
    self.definition = definition
    self.facts = facts
    self.isNested = isNested
    self.isReplaced = isReplaced
  }
}

extension FunctionEntry {
  /// Whether one of its commands has these words beside each other, as `sudo git config --add` has `git config`.
  func runs(_ words: [String]) -> Bool {
    var finder = WordsFinder(words: words)
    finder.walk(definition.body)
    return finder.isFound
  }
}

/// Looks for a command with some words beside each other.
private struct WordsFinder: SyntaxVisitor {
  let words: [String]
  var isFound = false

  mutating func visit(_ command: SimpleCommand) {
    let texts = command.words.map(\.literalText)
    isFound = isFound || texts.indices.contains { texts[$0...].starts(with: words) }
  }
}

/// What can be read off one script without running it.
package final class ScriptFacts: Sendable {
  package let functions: [FunctionEntry]
  /// Of the commands outside functions.
  package let topLevel: CommandFacts

  package init(_ script: Script, file: FileIndex) {
    var collector = FactCollector(file: file, lastDefinitions: Self.lastDefinitions(in: script))
    collector.walk(script.statements)
    functions = collector.functions
    topLevel = collector.facts
  }

  /// Those of its commands outside functions, then those of each function.
  package var all: some Sequence<CommandFacts> {
    (-1..<functions.count).lazy.map { [topLevel, functions] in $0 < 0 ? topLevel : functions[$0].facts }
  }

  /// Where the last definition of each name begins that stands outside of all else.
  private static func lastDefinitions(in script: Script) -> [String: Int] {
    var last: [String: Int] = [:]
    for statement in script.statements {
      if case .functionDefinition(let definition) = statement.command {
        last[definition.name] = definition.range.lowerBound
      }
    }
    return last
  }
}

extension CommandFacts {
  /// The variables that statements of one function assign by themselves, and those that they declare local.
  package static func variables(of statements: [Statement]) -> (assigned: Set<String>, locals: Set<String>) {
    var collector = FactCollector(file: FileIndex(0), lastDefinitions: [:])
    collector.walk(statements)
    return (collector.facts.assignedVariables, collector.locals)
  }
}

private struct FactCollector: SyntaxVisitor {
  let file: FileIndex
  let lastDefinitions: [String: Int]
  private(set) var functions: [FunctionEntry] = []
  private(set) var facts = CommandFacts()
  private(set) var locals: Set<String> = []
  private var depth = 0

  init(file: FileIndex, lastDefinitions: [String: Int]) {
    self.file = file
    self.lastDefinitions = lastDefinitions
  }

  mutating func visit(_ definition: FunctionDefinition) -> Bool {
    let outer = (facts, locals)
    (facts, locals) = (CommandFacts(), [])
    depth += 1
    walk(definition.body)
    depth -= 1
    facts.assignedVariables.subtract(locals)
    let isReplaced = lastDefinitions[definition.name].map { $0 > definition.range.lowerBound } ?? false
    functions.append(FunctionEntry(definition, file: file, facts, isNested: depth > 0, isReplaced: isReplaced))
    let inner = facts.literalAssignments
    (facts, locals) = outer
    if depth > 0 { facts.calledNames.insert(definition.name) }
    for (name, texts) in inner { facts.literalAssignments[name, default: []].formUnion(texts) }
    return false
  }

  mutating func visit(_ compound: CompoundCommand) {
    guard case .forLoop(let loop) = compound.kind else { return }
    facts.assignedVariables.insert(loop.variable)
    for word in loop.words ?? [] {
      for text in word.literalTexts { facts.literalAssignments[loop.variable, default: []].insert(text) }
    }
  }

  mutating func visit(_ expression: ArithmeticExpression) {
    facts.assignedVariables.formUnion(expression.writes)
  }

  mutating func visit(_ expansion: ParameterExpansion) {
    if ["@", "*", "#"].contains(expansion.name) || (Int(expansion.name) ?? 0) > 0 { facts.looksAtArguments = true }
    if case .applied(.substitute(let symbol, _)) = expansion.operation, symbol.hasSuffix("=") {
      facts.assignedVariables.insert(expansion.name)
    }
  }

  mutating func visit(_ command: SimpleCommand) {
    // Before a command, they are its own.
    if command.words.isEmpty { for assignment in command.assignments { note(assignment) } }
    for declaration in command.declarations { note(declaration) }
    for redirection in command.redirections where redirection.operator.isOutput {
      if let name = redirection.target.parts.last?.literalText { facts.writtenFiles.insert(PathTable.name(of: name)) }
    }
    let words = CommandPrefix.strip(command.words)
    guard let first = words.first else { return }
    guard let name = first.literalText else {
      noteDynamicCall(first)
      return
    }
    facts.calledNames.insert(name)
    for text in words.dropFirst().prefix(2).compactMap(\.literalText) where text.isName {
      facts.namedArguments.insert(text)
    }
    switch name {
    case "exit": if words.count == 1 || words.last?.literalText == "0" { facts.endsScript = true }
    case "shift": facts.looksAtArguments = true
    case "source", ".": if words.count > 1 { facts.sourcedPaths.insert(words[words.startIndex + 1].pathPattern) }
    case "local", "declare", "typeset", "export", "readonly": noteDeclaration(name, command)
    case "read", "mapfile", "readarray", "unset", "getopts":
      if name == "getopts" { facts.looksAtArguments = true }
      for word in words.dropFirst() {
        guard let text = word.literalText else {
          facts.assignsByReference = true
          continue
        }
        if !text.hasPrefix("-") { facts.assignedVariables.insert(text) }
      }
    case "printf":
      if words.count > 2, words[words.startIndex + 1].literalText == "-v" {
        guard let variable = words[words.startIndex + 2].literalText else {
          facts.assignsByReference = true
          break
        }
        facts.assignedVariables.insert(variable)
      }
    case "eval", "trap":
      // Text that becomes code: its words count as names that are called.
      if name == "eval", words.dropFirst().contains(where: { $0.literalText == nil }) {
        facts.assignsByReference = true
      }
      for word in words.dropFirst() { for text in word.literalTexts { noteCode(text) } }
    default: break
    }
  }

  private mutating func noteDeclaration(_ builtin: String, _ command: SimpleCommand) {
    let isGlobal = command.words.contains { $0.literalText.map { $0.hasPrefix("-") && $0.contains("g") } ?? false }
    let isLocal = builtin == "local" || (depth > 0 && (builtin == "declare" || builtin == "typeset") && !isGlobal)
    if command.words.contains(where: { $0.literalText.map { $0.hasPrefix("-") && $0.contains("n") } ?? false }) {
      facts.assignsByReference = true
    }
    var names = command.declarations.map(\.name)
    names += command.words.dropFirst().compactMap(\.literalText).filter { !$0.hasPrefix("-") && !$0.contains("=") }
    if isLocal { locals.formUnion(names) } else { facts.assignedVariables.formUnion(names) }
  }

  private mutating func noteDynamicCall(_ word: Word) {
    switch word.parts.first {
    case .parameter(let expansion)? where word.parts.count == 1: noteVariable(expansion)
    case .doubleQuoted(let inner, _)? where word.parts.count == 1:
      if inner.count == 1, case .parameter(let expansion) = inner[0] {
        noteVariable(expansion)
      } else {
        notePattern(inner)
      }
    default: notePattern(word.parts)
    }
  }

  private mutating func noteVariable(_ expansion: ParameterExpansion) {
    if expansion.name == "@" || expansion.name == "*" || expansion.name.allSatisfy(\.isNumber) {
      facts.callsItsArguments = true
    } else {
      facts.nameVariables.insert(expansion.name)
    }
  }

  private mutating func notePattern(_ parts: [WordPart]) {
    let prefix = parts.prefix { $0.literalText != nil }.compactMap(\.literalText).joined()
    let suffix = parts.reversed().prefix { $0.literalText != nil }.reversed().compactMap(\.literalText).joined()
    if !prefix.isEmpty || !suffix.isEmpty {
      facts.namePatterns.insert(.init(prefix: prefix, suffix: suffix))
    } else {
      facts.callsItsArguments = true
    }
  }

  private mutating func note(_ assignment: Assignment) {
    facts.assignedVariables.insert(assignment.name)
    switch assignment.value {
    case .word(let word):
      for text in word.literalTexts { facts.literalAssignments[assignment.name, default: []].insert(text) }
    case .array(let elements):
      for text in elements.flatMap(\.value.literalTexts) {
        facts.literalAssignments[assignment.name, default: []].insert(text)
      }
    }
  }

  private mutating func noteCode(_ text: String) {
    let separators: Set<Character> = [" ", "\t", "\n", ";", "&", "|", "(", ")", "{", "}", "\"", "'"]
    for piece in text.split(whereSeparator: separators.contains) { facts.calledNames.insert(String(piece)) }
  }
}

extension Redirection.Operator {
  fileprivate var isOutput: Bool {
    switch self {
    case .output, .append, .clobber, .outputAndError, .appendOutputAndError: true
    case .input, .inputOutput, .duplicateInput, .duplicateOutput, .hereDocument, .hereString: false
    }
  }
}

extension Word {
  /// What is known of the path that the word is.
  fileprivate var pathPattern: CommandFacts.PathPattern {
    var pieces: [String] = []
    var endsUnknown = false
    func add(_ parts: [WordPart]) {
      for part in parts {
        if case .doubleQuoted(let inner, _) = part, part.literalText == nil {
          add(inner)
        } else if let text = part.literalText {
          pieces.append(text)
          endsUnknown = false
        } else {
          endsUnknown = true
        }
      }
    }
    add(parts)
    // An end that is not known leaves the last known piece anywhere.
    return .init(pieces: endsUnknown ? pieces + [""] : pieces, isLiteral: literalText != nil && pieces.count == 1)
  }

  /// The literal texts in the word, quoted ones and those of default values included.
  fileprivate var literalTexts: [String] {
    func texts(_ parts: [WordPart]) -> [String] {
      parts.flatMap { part -> [String] in
        switch part {
        case .literal(let text, _), .singleQuoted(let text, _): [text]
        case .doubleQuoted(let inner, _): texts(inner)
        case .parameter(let expansion):
          if case .applied(.substitute(_, let word)) = expansion.operation { texts(word.parts) } else { [] }
        case .braceList(let words, _): words.flatMap { texts($0.parts) }
        case .commandSubstitution, .arithmetic, .processSubstitution, .braceRange, .array, .unparsed: []
        }
      }
    }
    return texts(parts)
  }
}

/// Words before a command's name that leave the command itself in this shell.
enum CommandPrefix {
  /// The words from the command's name on.
  static func strip(_ words: [Word]) -> ArraySlice<Word> {
    var rest = words[...]
    while let name = rest.first?.literalText, name == "command" || name == "builtin" {
      let next = rest.dropFirst()
      // `command -v NAME` only asks.
      guard let following = next.first, following.literalText?.hasPrefix("-") != true else { return rest }
      rest = next
    }
    return rest
  }
}
