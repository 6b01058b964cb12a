package import SourceText

/// A command with what ends it: one element of a list, under the Bash manual's *Lists of Commands*.
package struct Statement: Sendable {
  package let command: Command
  /// Whether `&` ends it, so that it runs in a child shell and the script goes on.
  package let isBackgrounded: Bool

  package init(_ command: Command, isBackgrounded: Bool = false) {
    self.command = command
    self.isBackgrounded = isBackgrounded
  }

  /// From the first byte of the command to its last; the terminator is not part of it.
  package var range: SourceRange { command.range }
}

/// A command, under the names the Bash manual gives its kinds.
package indirect enum Command: Sendable {
  case simple(SimpleCommand)
  case pipeline(Pipeline)
  case andOrList(AndOrList)
  case compound(CompoundCommand)
  case functionDefinition(FunctionDefinition)
  case coprocess(Coprocess)

  /// Text that does not parse: rules pass over it, analyses assume it may do anything.
  case unparsed(SourceRange)

  package var range: SourceRange {
    switch self {
    case .simple(let command): command.range
    case .pipeline(let pipeline): pipeline.range
    case .andOrList(let list): list.range
    case .compound(let compound): compound.range
    case .functionDefinition(let definition): definition.range
    case .coprocess(let coprocess): coprocess.range
    case .unparsed(let range): range
    }
  }
}

/// Assignments, words and redirections; the first word is the command's name.
package struct SimpleCommand: Sendable {
  /// Assignments before the first word; without words they set variables of the shell itself.
  package let assignments: [Assignment]
  /// All words in order, arguments of declaration builtins included (an array argument is one word with a `.array` part).
  package let words: [Word]
  /// For `declare`, `typeset`, `local`, `export`, `readonly`: the arguments of the form `NAME=VALUE`, in order.
  package let declarations: [Assignment]
  package let redirections: [Redirection]
  package let range: SourceRange

  package init(
    assignments: [Assignment], words: [Word], declarations: [Assignment], redirections: [Redirection],
    range: SourceRange
  ) {
    self.assignments = assignments
    self.words = words
    self.declarations = declarations
    self.redirections = redirections
    self.range = range
  }

  /// The name of the command where its first word is literal text, quoted or not.
  package var literalName: String? { words.first?.literalText }
}

/// `NAME=VALUE`, `NAME+=VALUE`, `NAME[SUBSCRIPT]=VALUE` or `NAME=(…)`.
package struct Assignment: Sendable {
  package enum Value: Sendable {
    case word(Word)
    case array([ArrayElement])
  }

  package let name: String
  package let nameRange: SourceRange
  package let subscriptWord: Word?
  package let isAppending: Bool
  package let value: Value
  package let range: SourceRange

  package init(
    name: String, nameRange: SourceRange, subscriptWord: Word?, isAppending: Bool, value: Value, range: SourceRange
  ) {
    self.name = name
    self.nameRange = nameRange
    self.subscriptWord = subscriptWord
    self.isAppending = isAppending
    self.value = value
    self.range = range
  }
}

/// One element of `( … )` in an assignment to an array: `VALUE` or `[SUBSCRIPT]=VALUE`.
package struct ArrayElement: Sendable {
  package let subscriptWord: Word?
  package let value: Word

  package init(subscriptWord: Word?, value: Word) {
    self.subscriptWord = subscriptWord
    self.value = value
  }
}

/// Commands joined by `|` or `|&`, or one command under `!` or `time`.
package struct Pipeline: Sendable {
  package let isNegated: Bool
  package let isTimed: Bool
  /// At least one; each runs in a child shell where there are more than one.
  package let elements: [Command]
  package let range: SourceRange

  package init(isNegated: Bool, isTimed: Bool, elements: [Command], range: SourceRange) {
    self.isNegated = isNegated
    self.isTimed = isTimed
    self.elements = elements
    self.range = range
  }
}

/// `first && second || third`: both operators bind alike, from the left.
package struct AndOrList: Sendable {
  package enum Operator: Sendable { case and, or }

  package struct Element: Sendable {
    package let joiner: Operator
    package let command: Command

    package init(joiner: Operator, command: Command) {
      self.joiner = joiner
      self.command = command
    }
  }

  package let first: Command
  package let rest: [Element]
  package let range: SourceRange

  package init(first: Command, rest: [Element], range: SourceRange) {
    self.first = first
    self.rest = rest
    self.range = range
  }
}

/// `NAME () COMPOUND`, `function NAME COMPOUND` or `function NAME () COMPOUND`.
package struct FunctionDefinition: Sendable {
  package let name: String
  package let nameRange: SourceRange
  /// The body with the redirections that apply to each call.
  package let body: CompoundCommand
  package let range: SourceRange

  package init(name: String, nameRange: SourceRange, body: CompoundCommand, range: SourceRange) {
    self.name = name
    self.nameRange = nameRange
    self.body = body
    self.range = range
  }
}

/// `coproc [NAME] COMMAND`: runs in a child shell beside the script.
package struct Coprocess: Sendable {
  package let name: String?
  package let command: Command
  package let range: SourceRange

  package init(name: String?, command: Command, range: SourceRange) {
    self.name = name
    self.command = command
    self.range = range
  }
}
