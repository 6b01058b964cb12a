package import SourceText

/// A word: text and expansions that stand together without blanks between.
package struct Word: Sendable {
  package let parts: [WordPart]
  package let range: SourceRange

  package init(parts: [WordPart], range: SourceRange) {
    self.parts = parts
    self.range = range
  }

  /// The text of the word after quote removal, where no part of it is expanded; nil otherwise.
  package var literalText: String? {
    var text = ""
    for part in parts {
      guard let piece = part.literalText else { return nil }
      text += piece
    }
    return text
  }
}

/// A piece of a word.
package indirect enum WordPart: Sendable {
  /// Unquoted text, with escapes removed; `*`, `?`, `[` and extended globs stay in it.
  case literal(String, SourceRange)
  /// `'…'` or `$'…'` with its escapes decoded.
  case singleQuoted(String, SourceRange)
  /// `"…"` or `$"…"`: literals (escapes removed) and expansions.
  case doubleQuoted([WordPart], SourceRange)
  case parameter(ParameterExpansion)
  /// `$( … )` or back-quotes.
  case commandSubstitution(CommandSubstitution)
  /// `$(( … ))` or `$[ … ]`
  case arithmetic(ArithmeticExpression, SourceRange)
  case processSubstitution(ProcessSubstitution)
  /// `{a,b,c}`: alternatives, each a word that may be empty.
  case braceList([Word], SourceRange)
  /// `{1..5}`, `{a..e..2}`: the texts of first, last and step.
  case braceRange(first: String, last: String, step: String?, SourceRange)
  /// `( … )` as an argument of a declaration builtin: `local a=(…)`.
  case array([ArrayElement], SourceRange)
  /// Text whose meaning could not be read: expands to anything.
  case unparsed(SourceRange)

  package var range: SourceRange {
    switch self {
    case .literal(_, let range), .singleQuoted(_, let range), .doubleQuoted(_, let range), .arithmetic(_, let range),
      .braceList(_, let range), .braceRange(_, _, _, let range), .array(_, let range), .unparsed(let range):
      range
    case .parameter(let expansion): expansion.range
    case .commandSubstitution(let substitution): substitution.range
    case .processSubstitution(let substitution): substitution.range
    }
  }

  /// The text that the part stands for where nothing in it is expanded.
  package var literalText: String? {
    switch self {
    case .literal(let text, _), .singleQuoted(let text, _): return text
    case .doubleQuoted(let parts, _):
      var text = ""
      for part in parts {
        guard let piece = part.literalText else { return nil }
        text += piece
      }
      return text
    case .parameter, .commandSubstitution, .arithmetic, .processSubstitution, .braceList, .braceRange, .array,
      .unparsed:
      return nil
    }
  }
}

/// `$NAME`, `${NAME}` and `${NAME…}` in all forms of the manual's *Shell Parameter Expansion*.
package struct ParameterExpansion: Sendable {
  package enum Operation: Sendable {
    /// `$NAME` or `${NAME}`
    case value
    /// `${#NAME}`
    case length
    /// `${!NAME}`: the value of the variable that NAME's value names. With an operator after it, the operation applies to that value.
    case indirect(Modifier?)
    /// `${!PREFIX*}` or `${!PREFIX@}`
    case namesWithPrefix
    /// `${!NAME[@]}` or `${!NAME[*]}`
    case keys
    /// An operation on the value.
    case applied(Modifier)
  }

  /// What follows the name inside the braces.
  package indirect enum Modifier: Sendable {
    /// `-` `:-` `=` `:=` `?` `:?` `+` `:+`, and the word after it.
    case substitute(operator: String, Word)
    /// `#` `##` `%` `%%`, and the pattern.
    case removePattern(operator: String, Word)
    /// `/` `//` `/#` `/%`, the pattern, and the replacement.
    case replace(operator: String, pattern: Word, replacement: Word?)
    /// `:OFFSET` or `:OFFSET:LENGTH`, as texts.
    case substring(offset: String, length: String?)
    /// `^` `^^` `,` `,,` and a pattern.
    case changeCase(operator: String, Word?)
    /// `@Q` and the like.
    case transform(String)
    case unparsed(SourceRange)
  }

  /// A variable's name, a digit or digits, or one of `@ * # ? - $ ! _`.
  package let name: String
  package let subscriptWord: Word?
  package let operation: Operation
  package let range: SourceRange

  package init(name: String, subscriptWord: Word?, operation: Operation, range: SourceRange) {
    self.name = name
    self.subscriptWord = subscriptWord
    self.operation = operation
    self.range = range
  }
}

/// `$( … )` or back-quotes: the output of commands that run in a child shell.
package struct CommandSubstitution: Sendable {
  package let statements: [Statement]
  package let isBackquoted: Bool
  package let range: SourceRange

  package init(statements: [Statement], isBackquoted: Bool, range: SourceRange) {
    self.statements = statements
    self.isBackquoted = isBackquoted
    self.range = range
  }
}

/// `<( … )` or `>( … )`
package struct ProcessSubstitution: Sendable {
  package let statements: [Statement]
  package let isOutput: Bool
  package let range: SourceRange

  package init(statements: [Statement], isOutput: Bool, range: SourceRange) {
    self.statements = statements
    self.isOutput = isOutput
    self.range = range
  }
}
