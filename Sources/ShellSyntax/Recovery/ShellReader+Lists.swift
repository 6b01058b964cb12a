internal import SourceText

extension ShellReader {
  /// Reads commands up to one of the closers, or to one that an enclosing command waits for, or to the end.
  mutating func readStatements(until closers: Closers) -> [Statement] {
    let outer = enclosing
    enclosing.formUnion(closers)
    depth += 1
    defer {
      enclosing = outer
      depth -= 1
    }
    if depth > Self.maximumDepth { return [skipTooDeep()] }
    var statements: [Statement] = []
    while true {
      skipNewlines()
      if isAtEnd { return statements }
      if let closer = closerHere() {
        if enclosing.contains(closer) { return statements }
        statements.append(skipUnexpectedToken())
        continue
      }
      guard let command = takeStatement() ?? recovering({ $0.readAndOrList() }) else {
        statements.append(skipUnexpectedToken())
        continue
      }
      statements.append(Statement(command, isBackgrounded: readTerminator(after: command)))
    }
  }

  /// Reads a statement that the tree does not have; notes it where none that lies in it is to blame.
  mutating func recovering(_ read: (inout ShellReader) -> Command?) -> Command? {
    let hasTree = finder != nil
    let known = recovered.count
    guard let command = read(&self) else { return nil }
    if hasTree && recovered.count == known { recovered.append(command.range) }
    return command
  }

  /// Reads a list that bash wants to hold at least one command.
  mutating func readFilledStatements(until closers: Closers) -> [Statement] {
    let statements = readStatements(until: closers)
    if statements.isEmpty { rejectToken() }
    return statements
  }

  private mutating func skipTooDeep() -> Statement {
    let range = position..<limit
    reportTooDeep(range)
    position = limit
    return Statement(.unparsed(range))
  }

  /// Rejects the token here and moves over it.
  private mutating func skipUnexpectedToken() -> Statement {
    rejectToken()
    let range = position..<tokenEnd()
    position = range.upperBound
    return Statement(.unparsed(range))
  }

  /// Moves over `;` or `&` after a command; whether it was `&`.
  private mutating func readTerminator(after command: Command) -> Bool {
    skipBlanks()
    switch peek {
    case ";":
      if closerHere() == nil { position += 1 }
      return false
    case "&":
      position += 1
      return true
    case "\n", ")":
      return false
    default:
      if !isAtEnd && !(command.endsWithReservedWord && closerHere() != nil) { rejectToken() }
      return false
    }
  }

  /// Reads `a && b || c`; nil where no command begins.
  mutating func readAndOrList() -> Command? {
    guard let first = readPipeline() else { return nil }
    var rest: [AndOrList.Element] = []
    while true {
      skipBlanks()
      let joiner: AndOrList.Operator
      if take("&&") {
        joiner = .and
      } else if take("||") {
        joiner = .or
      } else {
        break
      }
      skipNewlines()
      guard closerHere() == nil, let command = readPipeline() else {
        rejectToken()
        break
      }
      rest.append(AndOrList.Element(joiner: joiner, command: command))
    }
    guard let last = rest.last else { return first }
    let range = first.range.lowerBound..<last.command.range.upperBound
    return .andOrList(AndOrList(first: first, rest: rest, range: range))
  }

  /// Reads commands joined by `|`, and `!` and `time` before them.
  mutating func readPipeline() -> Command? {
    skipBlanks()
    let start = position
    var isNegated = false
    var isTimed = false
    var prefixEnd: Int?
    prefixes: while true {
      switch openerHere() {
      case .not:
        isNegated.toggle()
        position += 1
      case .time:
        isTimed = true
        position += 4
        readTimeOptions()
      default: break prefixes
      }
      prefixEnd = position
      skipBlanks()
    }
    let startsCommand = prefixEnd == nil || closerHere() == nil
    guard startsCommand, let first = readCommand() else {
      // `!` and `time` may stand alone.
      guard let prefixEnd else { return nil }
      let nothing = SimpleCommand(
        assignments: [], words: [], declarations: [], redirections: [], range: prefixEnd..<prefixEnd)
      return .pipeline(
        Pipeline(isNegated: isNegated, isTimed: isTimed, elements: [.simple(nothing)], range: start..<prefixEnd))
    }
    var elements = [first]
    while true {
      skipBlanks()
      guard peek == "|", byte(at: position + 1) != "|" else { break }
      position += byte(at: position + 1) == "&" ? 2 : 1
      skipNewlines()
      guard closerHere() == nil, let command = readPipelineElement() else {
        rejectToken()
        break
      }
      elements.append(command)
    }
    if elements.count == 1 && prefixEnd == nil { return first }
    let range = start..<(elements.last?.range.upperBound ?? position)
    return .pipeline(Pipeline(isNegated: isNegated, isTimed: isTimed, elements: elements, range: range))
  }

  /// Reads a command after `|`, which may have prefixes of its own.
  private mutating func readPipelineElement() -> Command? {
    skipBlanks()
    switch openerHere() {
    case .not, .time:
      let start = position
      let isNegated = openerHere() == .not
      position += isNegated ? 1 : 4
      skipBlanks()
      guard let command = readCommand() else { return nil }
      return .pipeline(
        Pipeline(
          isNegated: isNegated, isTimed: !isNegated, elements: [command], range: start..<command.range.upperBound))
    default:
      return readCommand()
    }
  }

  private mutating func readTimeOptions() {
    for option in ["-p", "--"] as [StaticString] {
      let before = position
      skipBlanks()
      if isAtReservedWord(option) {
        position += option.utf8CodeUnitCount
      } else {
        position = before
      }
    }
  }
}

extension Command {
  /// Whether the command's last token lets a reserved word follow without a separator.
  var endsWithReservedWord: Bool {
    switch self {
    case .simple: false
    case .compound(let compound): compound.redirections.isEmpty
    case .functionDefinition(let definition): definition.body.redirections.isEmpty
    case .pipeline(let pipeline): pipeline.elements.last?.endsWithReservedWord ?? true
    case .andOrList(let list): list.rest.last?.command.endsWithReservedWord ?? false
    case .coprocess(let coprocess): coprocess.command.endsWithReservedWord
    case .unparsed: true
    }
  }
}
