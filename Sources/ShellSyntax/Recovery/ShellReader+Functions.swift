internal import SourceText

extension ShellReader {
  /// Reads `() COMPOUND` after a name; nil if no parentheses follow.
  mutating func readFunctionBody(named name: Word) -> Command? {
    let afterName = position
    guard takeEmptyParentheses() else {
      position = afterName
      return nil
    }
    return definition(nameRange: name.range, start: name.range.lowerBound)
  }

  /// Reads `function NAME [()] COMPOUND`.
  mutating func readFunctionKeyword() -> Command {
    let start = position
    let nameRange = readFunctionHead()
    if nameRange.isEmpty {
      rejectToken()
      return .unparsed(start..<position)
    }
    return definition(nameRange: nameRange, start: start)
  }

  /// Reads `function NAME [()]` or `NAME ()`; the range of the name, empty if it is missing.
  mutating func readFunctionHead() -> SourceRange {
    if isAtReservedWord("function") { position += 8 }
    skipBlanks()
    let name = readWord(.plain)
    let afterName = position
    if !takeEmptyParentheses() { position = afterName }
    return name.range
  }

  private mutating func takeEmptyParentheses() -> Bool {
    skipBlanksOnly()
    guard take("(") else { return false }
    skipBlanks()
    return take(")")
  }

  private mutating func definition(nameRange: SourceRange, start: Int) -> Command {
    let end = position
    skipNewlines()
    guard let body = readFunctionCompound() else {
      rejectToken()
      position = max(end, position)
      return .unparsed(start..<end)
    }
    return .functionDefinition(
      FunctionDefinition(
        name: text(nameRange), nameRange: nameRange, body: body, range: start..<body.range.upperBound))
  }

  private mutating func readFunctionCompound() -> CompoundCommand? {
    if peek == "(" { return readParenthesized() }
    switch openerHere() {
    case .function, .coproc, .time, .not, nil: return nil
    case let opener?: return readCompound(opener)
    }
  }

  /// Reads `coproc [NAME] COMMAND`; a name stands only before a compound command.
  mutating func readCoprocess() -> Command {
    let start = position
    position += 6
    skipBlanks()
    let nameStart = position
    var name: String?
    if openerHere() == nil && peek.isNameStart {
      while peek.isNameByte { position += 1 }
      let nameRange = nameStart..<position
      skipBlanks()
      if position > nameRange.upperBound && (peek == "(" || isAtCompound) {
        name = text(nameRange)
      } else {
        position = nameStart
      }
    }
    depth += 1
    defer { depth -= 1 }
    if depth > Self.maximumDepth {
      position = limit
      reportTooDeep(start..<limit)
      return .unparsed(start..<limit)
    }
    guard let command = readCommand() else {
      rejectToken()
      return .unparsed(start..<max(nameStart, start + 6))
    }
    return .coprocess(Coprocess(name: name, command: command, range: start..<command.range.upperBound))
  }

  private var isAtCompound: Bool {
    switch openerHere() {
    case .function, .coproc, .time, .not, nil: false
    default: true
    }
  }
}
