package import SourceText

/// A compound command with the redirections that follow it.
package struct CompoundCommand: Sendable {
  package indirect enum Kind: Sendable {
    /// `{ …; }`
    case group([Statement])
    /// `( … )`: runs in a child shell.
    case subshell([Statement])
    case ifClause(IfClause)
    case whileLoop(WhileLoop)
    case forLoop(ForLoop)
    case arithmeticFor(ArithmeticFor)
    case caseClause(CaseClause)
    /// `(( … ))`
    case arithmetic(ArithmeticExpression)
    /// `[[ … ]]`
    case conditional(ConditionalExpression)
  }

  package let kind: Kind
  package let redirections: [Redirection]
  package let range: SourceRange

  package init(kind: Kind, redirections: [Redirection] = [], range: SourceRange) {
    self.kind = kind
    self.redirections = redirections
    self.range = range
  }
}

/// `if …; then …; elif …; then …; else …; fi`
package struct IfClause: Sendable {
  package struct Branch: Sendable {
    package let condition: [Statement]
    package let body: [Statement]
    /// From `if` or `elif` to the end of the body.
    package let range: SourceRange

    package init(condition: [Statement], body: [Statement], range: SourceRange) {
      self.condition = condition
      self.body = body
      self.range = range
    }
  }

  /// The `if` branch, then one for each `elif`.
  package let branches: [Branch]
  package let elseBody: [Statement]?

  package init(branches: [Branch], elseBody: [Statement]?) {
    self.branches = branches
    self.elseBody = elseBody
  }
}

/// `while …; do …; done` and `until …; do …; done`
package struct WhileLoop: Sendable {
  package let isUntil: Bool
  package let condition: [Statement]
  package let body: [Statement]

  package init(isUntil: Bool, condition: [Statement], body: [Statement]) {
    self.isUntil = isUntil
    self.condition = condition
    self.body = body
  }
}

/// `for NAME in WORD…; do …; done` and `select NAME in WORD…; do …; done`
package struct ForLoop: Sendable {
  package let isSelect: Bool
  package let variable: String
  package let variableRange: SourceRange
  /// Nil without `in`: the positional parameters.
  package let words: [Word]?
  package let body: [Statement]

  package init(isSelect: Bool, variable: String, variableRange: SourceRange, words: [Word]?, body: [Statement]) {
    self.isSelect = isSelect
    self.variable = variable
    self.variableRange = variableRange
    self.words = words
    self.body = body
  }
}

/// `for (( INITIAL; CONDITION; UPDATE )); do …; done`
package struct ArithmeticFor: Sendable {
  package let initial: ArithmeticExpression?
  package let condition: ArithmeticExpression?
  package let update: ArithmeticExpression?
  package let body: [Statement]

  package init(
    initial: ArithmeticExpression?, condition: ArithmeticExpression?, update: ArithmeticExpression?, body: [Statement]
  ) {
    self.initial = initial
    self.condition = condition
    self.update = update
    self.body = body
  }
}

/// `case WORD in PATTERN | PATTERN) … ;; … esac`
package struct CaseClause: Sendable {
  package enum Terminator: Sendable {
    /// `;;`, or nothing before `esac`.
    case leave
    /// `;&`: goes on with the next body.
    case fallThrough
    /// `;;&`: goes on with the next pattern.
    case testNext
  }

  package struct Item: Sendable {
    package let patterns: [Word]
    package let body: [Statement]
    package let terminator: Terminator
    package let range: SourceRange

    package init(patterns: [Word], body: [Statement], terminator: Terminator, range: SourceRange) {
      self.patterns = patterns
      self.body = body
      self.terminator = terminator
      self.range = range
    }
  }

  package let subject: Word
  package let items: [Item]

  package init(subject: Word, items: [Item]) {
    self.subject = subject
    self.items = items
  }
}

/// What stands inside `[[ … ]]`.
package indirect enum ConditionalExpression: Sendable {
  /// `-f WORD` and the like; the operator with its dash.
  case unary(String, Word)
  /// `==`, `=`, `!=`, `=~`, `<`, `>`, `-eq`, `-nt` and the like.
  case binary(String, Word, Word)
  /// A word alone: true if it is not empty.
  case word(Word)
  case not(ConditionalExpression)
  case and(ConditionalExpression, ConditionalExpression)
  case or(ConditionalExpression, ConditionalExpression)
  case unparsed(SourceRange)
}

/// An arithmetic expression: its text, and what of it the shell expands or assigns.
package struct ArithmeticExpression: Sendable {
  /// The text between the delimiters.
  package let range: SourceRange
  package let text: String
  /// `$x`, `${…}`, `$( … )` inside, in order.
  package let expansions: [WordPart]
  /// Names of variables whose value is used without a dollar sign.
  package let reads: [String]
  /// Names of variables that are assigned (`=`, `+=`, `++` and the like).
  package let writes: [String]

  package init(range: SourceRange, text: String, expansions: [WordPart], reads: [String], writes: [String]) {
    self.range = range
    self.text = text
    self.expansions = expansions
    self.reads = reads
    self.writes = writes
  }
}
