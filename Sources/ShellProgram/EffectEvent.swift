package import DataFlow
package import EffectModels

/// What a step of a program does to anything but tasks.
package enum EffectEvent: Sendable {
  /// A command that is not followed: an external one, or a function that a model describes.
  case command(ExecutedCommand)
  /// A file that a redirection opens.
  case redirection(EffectMode, path: SymbolicString)
  /// A variable is assigned that outlives the function; elsewhere than in tasks, only if a task assigns it, too.
  case assignment(VariableUse, isChange: Bool)
  /// The value of a variable is used that some task assigns.
  case variableRead(VariableUse)
  /// A task leaves its shell in another state than it found it in.
  case shellState(ShellStateChange)
  /// Something runs of which nothing is known: a file that is not part of the program, text that is not known.
  case opaque(String)
}

/// A variable of one scope: names that are local in some caller are told apart from global ones.
package struct VariableUse: Hashable, Sendable {
  /// Its name, with the subscript of an element where only that is meant: `PROJECT_VENV[tempest]`.
  package let name: String
  /// The frame of the function to which it is local; nil where it is global.
  package let owner: Int?

  package init(name: String, owner: Int?) {
    self.name = name
    self.owner = owner
  }

  /// What a function's name means, which is lost with its shell as a variable's value is.
  package init(function: String) { self.init(name: function + "()", owner: nil) }

  /// The function's name, where it is one.
  package var function: Substring? { name.hasSuffix("()") ? name.dropLast(2) : nil }
}

/// A simple command after expansion, and what its model tells of it.
package struct ExecutedCommand: Sendable {
  package enum Knowledge: Sendable { case known, partly, unknown }

  /// The words, the command's name first.
  package var words: [SymbolicString]
  /// What it and the commands that it runs in turn do; paths are absolute where that is known.
  package var effects: [ModelEffect] = []
  package var knowledge = Knowledge.unknown
  /// Whether and how it ends the shell that runs it.
  package var ending = CommandBehaviour.Ending.never
  package var mayFail = true
  /// Whether it reads standard input, and nothing is redirected to it.
  package var readsInput = false
  package var needsTerminal = false
  /// Whether it lets time pass until something else has happened.
  package var polls = false
  /// Whether it brings something from elsewhere.
  package var fetch: FetchKind?
  package var binding: CommandBehaviour.Binding?
  package var cost = CommandBehaviour.Cost.short
  /// Whether its failure is asked for: by a condition, `||`, `!`.
  package var isTested = false
  /// Whether it stands in a child shell of the task or function: then it ends only that.
  package var isLast = false
}

/// A piece of a shell's state besides variables.
package struct ShellStateChange: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable {
    case workingDirectory = "working directory"
    case option = "option"
    case umask = "umask"
    case trap = "trap"
    case alias = "alias"
    case export = "export"
    case function = "function"
    /// All that a sourced file sets and defines.
    case sourcing = "sourced file"
  }

  package let kind: Kind
  /// The option, signal, alias, variable or function; the directory as a reader would write it.
  package let name: String
}
