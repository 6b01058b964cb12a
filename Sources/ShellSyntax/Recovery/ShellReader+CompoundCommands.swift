internal import SourceText

extension ShellReader {
  /// Reads the compound command that a reserved word begins, with its redirections.
  mutating func readCompound(_ opener: CommandOpener) -> CompoundCommand {
    let start = position
    let kind: CompoundCommand.Kind
    switch opener {
    case .if: kind = .ifClause(readIfClause())
    case .while: kind = .whileLoop(readWhileLoop(isUntil: false))
    case .until: kind = .whileLoop(readWhileLoop(isUntil: true))
    case .for: kind = readFor()
    case .select: kind = .forLoop(readForLoop(isSelect: true))
    case .case: kind = .caseClause(readCaseClause())
    case .conditional: kind = .conditional(readConditional())
    case .group, .function, .coproc, .time, .not:
      position += 1
      kind = .group(readFilledStatements(until: .brace))
      expect("}")
    }
    return finish(kind, from: start)
  }

  /// Reads `(( … ))` or `( … )`, with redirections.
  mutating func readParenthesized() -> CompoundCommand {
    let start = position
    if let end = arithmeticEnd(after: 1) {
      let expression = readArithmetic(start + 2..<end)
      position = end + 2
      return finish(.arithmetic(expression), from: start)
    }
    let outer = (enclosing, isInSubstitution)
    position += 1
    // Reserved words that end commands outside cannot end one in here.
    enclosing = []
    isInSubstitution = true
    let statements = readFilledStatements(until: .parenthesis)
    (enclosing, isInSubstitution) = outer
    if !take(")") { rejectUnclosed(")", at: start..<start + 1) }
    return finish(.subshell(statements), from: start)
  }

  /// Reads the redirections behind a compound command.
  mutating func finish(_ kind: CompoundCommand.Kind, from start: Int) -> CompoundCommand {
    var end = position
    var redirections: [Redirection] = []
    while true {
      skipBlanks()
      guard let redirection = readRedirection() else { break }
      redirections.append(redirection)
      end = position
    }
    return CompoundCommand(kind: kind, redirections: redirections, range: start..<end)
  }

  /// Moves over a reserved word, or says that it is missing.
  private mutating func expect(_ word: StaticString) {
    skipBlanks()
    if isAtReservedWord(word) {
      position += word.utf8CodeUnitCount
    } else {
      rejectToken()
    }
  }

  // MARK: Conditions

  private mutating func readIfClause() -> IfClause {
    var branches: [IfClause.Branch] = []
    var elseBody: [Statement]?
    var start = position
    position += 2
    while true {
      let condition = readFilledStatements(until: [.then])
      expect("then")
      let body = readFilledStatements(until: [.elif, .else, .fi])
      branches.append(IfClause.Branch(condition: condition, body: body, range: start..<lastByte(of: body)))
      start = position
      guard isAtReservedWord("elif") else { break }
      position += 4
    }
    if isAtReservedWord("else") {
      position += 4
      elseBody = readFilledStatements(until: .fi)
    }
    expect("fi")
    return IfClause(branches: branches, elseBody: elseBody)
  }

  private func lastByte(of body: [Statement]) -> Int { body.last?.range.upperBound ?? position }

  // MARK: Loops

  private mutating func readWhileLoop(isUntil: Bool) -> WhileLoop {
    position += 5
    let condition = readFilledStatements(until: .do)
    return WhileLoop(isUntil: isUntil, condition: condition, body: readDoGroup())
  }

  private mutating func readDoGroup() -> [Statement] {
    expect("do")
    let body = readFilledStatements(until: .done)
    expect("done")
    return body
  }

  /// Reads `do … done` or `{ … }` after the head of a `for`.
  private mutating func readForBody() -> [Statement] {
    skipNewlines()
    guard isAtReservedWord("{") else { return readDoGroup() }
    position += 1
    let body = readFilledStatements(until: .brace)
    expect("}")
    return body
  }

  private mutating func readFor() -> CompoundCommand.Kind {
    let start = position
    position += 3
    skipBlanks()
    if hasText("((", at: position), let end = arithmeticEnd(after: 1) {
      return .arithmeticFor(readArithmeticFor(position + 2..<end))
    }
    position = start
    return .forLoop(readForLoop(isSelect: false))
  }

  private mutating func readArithmeticFor(_ range: SourceRange) -> ArithmeticFor {
    let head = readArithmeticForHead(range)
    return ArithmeticFor(initial: head[0], condition: head[1], update: head[2], body: readForBody())
  }

  /// Reads the three expressions of a C-style `for`, between its parentheses, and moves behind them and a semicolon.
  mutating func readArithmeticForHead(_ range: SourceRange) -> [ArithmeticExpression?] {
    let pieces = arithmeticPieces(range)
    if pieces.count != 3 { reject("syntax error: arithmetic expression required", at: range) }
    var expressions: [ArithmeticExpression?] = pieces.prefix(3).map { piece in
      isBlank(piece) ? nil : readArithmetic(piece)
    }
    while expressions.count < 3 { expressions.append(nil) }
    position = range.upperBound + 2
    skipBlanks()
    if peek == ";" && closerHere() == nil { position += 1 }
    return expressions
  }

  private mutating func readForLoop(isSelect: Bool) -> ForLoop {
    let head = readForHead(isSelect: isSelect)
    return head.loop(readForBody())
  }

  /// What stands before the body of a `for` or `select`.
  struct ForHead {
    let isSelect: Bool
    let variable: String
    let variableRange: SourceRange
    let words: [Word]?

    func loop(_ body: [Statement]) -> ForLoop {
      ForLoop(isSelect: isSelect, variable: variable, variableRange: variableRange, words: words, body: body)
    }
  }

  mutating func readForHead(isSelect: Bool) -> ForHead {
    position += isSelect ? 6 : 3
    skipBlanks()
    let name = readWord(.plain)
    if name.range.isEmpty { rejectToken() }
    skipBlanks()
    var words: [Word]?
    if peek == ";" && closerHere() == nil {
      position += 1
    } else {
      skipNewlines()
      if isAtReservedWord("in") {
        position += 2
        words = readForWords()
      }
    }
    return ForHead(isSelect: isSelect, variable: text(name.range), variableRange: name.range, words: words)
  }

  private mutating func readForWords() -> [Word] {
    var words: [Word] = []
    while true {
      skipBlanks()
      let word = readWord(.command)
      if word.range.isEmpty { break }
      words.append(word)
    }
    if peek == ";" && closerHere() == nil {
      position += 1
    } else if !isNewline(at: position) {
      rejectToken()
    }
    return words
  }

  // MARK: Cases

  /// Reads `case WORD in`.
  mutating func readCaseHead() -> Word {
    position += 4
    skipBlanks()
    let subject = readWord(.plain)
    if subject.range.isEmpty { rejectToken() }
    skipNewlines()
    expect("in")
    return subject
  }

  private mutating func readCaseClause() -> CaseClause {
    let subject = readCaseHead()
    var items: [CaseClause.Item] = []
    while true {
      skipNewlines()
      if isAtEnd || isAtReservedWord("esac") { break }
      let start = position
      guard let item = readCaseItem() else {
        items.append(unparsedItem(from: start))
        break
      }
      items.append(item)
    }
    expect("esac")
    return CaseClause(subject: subject, items: items)
  }

  /// An item for text that is no pattern.
  private func unparsedItem(from start: Int) -> CaseClause.Item {
    let body = start < position ? [Statement(.unparsed(start..<position))] : []
    return CaseClause.Item(patterns: [], body: body, terminator: .leave, range: start..<position)
  }

  private mutating func readCaseItem() -> CaseClause.Item? {
    let start = position
    guard let patterns = readCasePatterns() else { return nil }
    let patternsEnd = position
    let body = readStatements(until: [.caseItem, .esac])
    let bodyEnd = body.last?.range.upperBound ?? patternsEnd
    let terminatorStart = position
    let terminator = readCaseTerminator()
    let end = position > terminatorStart ? position : bodyEnd
    return CaseClause.Item(patterns: patterns, body: body, terminator: terminator, range: start..<end)
  }

  /// Reads `PATTERN | PATTERN )`; nil if the text is something else.
  mutating func readCasePatterns() -> [Word]? {
    if peek == "(" { position += 1 }
    var patterns: [Word] = []
    while true {
      skipBlanks()
      let pattern = readWord(.pattern)
      if pattern.range.isEmpty {
        rejectToken()
        return nil
      }
      patterns.append(pattern)
      skipBlanks()
      if take("|") { continue }
      if take(")") { return patterns }
      rejectToken()
      return nil
    }
  }

  private mutating func readCaseTerminator() -> CaseClause.Terminator {
    if take(";;&") { return .testNext }
    if take(";&") { return .fallThrough }
    _ = take(";;")
    return .leave
  }
}
