internal import ShellSyntax
internal import SourceText

/// The innermost simple command around an offset, and the functions that it stands in.
struct CommandSearch: SyntaxVisitor {
  private let offset: Int
  private(set) var command: SimpleCommand?
  /// Outermost first.
  private(set) var functions: [FunctionDefinition] = []

  init(_ offset: Int, in script: Script) {
    self.offset = offset
    walk(script.statements)
  }

  mutating func visit(_ command: SimpleCommand) {
    if contains(command.range) { self.command = command }
  }

  mutating func visit(_ definition: FunctionDefinition) -> Bool {
    guard contains(definition.range) else { return false }
    functions.append(definition)
    return true
  }

  private func contains(_ range: SourceRange) -> Bool { range.contains(offset) || range.upperBound == offset }

  /// The word of the command that the offset is in.
  var word: Word? { command?.words.first { contains($0.range) } }
}

/// Every simple command of a script with the function around it, and all function definitions.
struct CommandList: SyntaxVisitor {
  struct Entry {
    let command: SimpleCommand
    /// The innermost function around it.
    let function: FunctionDefinition?
  }

  private(set) var commands: [Entry] = []
  private(set) var functions: [FunctionDefinition] = []
  private var open: [FunctionDefinition] = []

  init(of script: Script) { walk(script.statements) }

  mutating func visit(_ command: SimpleCommand) { commands.append(Entry(command: command, function: open.last)) }

  mutating func visit(_ definition: FunctionDefinition) -> Bool {
    functions.append(definition)
    open.append(definition)
    walk(definition.body)
    open.removeLast()
    return false
  }
}
