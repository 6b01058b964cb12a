internal import SourceText

extension ShellReader {
  /// Whether what follows a dollar sign makes it an expansion (quotes aside).
  func beginsExpansion(at offset: Int) -> Bool {
    let next = byte(at: offset)
    return next.isNameByte || next.isSpecialParameter || next == "{" || next == "(" || next == "["
  }

  /// Reads what a dollar sign begins; the caller has seen that it begins something.
  mutating func readDollar(inDoubleQuotes: Bool) -> WordPart {
    let start = position
    let next = byte(at: position + 1)
    switch next {
    case "'" where !inDoubleQuotes: return readAnsiQuotes()
    case "\"" where !inDoubleQuotes: return readDoubleQuotes()
    case "{": return readBracedParameter(inDoubleQuotes: inDoubleQuotes)
    case "(":
      if let end = arithmeticEnd(after: 2) {
        let expression = readArithmetic(start + 3..<end)
        position = end + 2
        return .arithmetic(expression, start..<position)
      }
      return readCommandSubstitution()
    case "[":
      guard let end = Skimmer(bytes: bytes, limit: limit).closing(.bracket, from: start + 2) else {
        return recoverUnclosed("]", from: start)
      }
      let expression = readArithmetic(start + 2..<end)
      position = end + 1
      return .arithmetic(expression, start..<position)
    default:
      position += 2
      if next.isNameStart { while peek.isNameByte { position += 1 } }
      return .parameter(
        ParameterExpansion(
          name: text(start + 1..<position), subscriptWord: nil, operation: .value, range: start..<position))
    }
  }

  /// Where the expression in `((` ends, with the first parenthesis so many bytes before the second's end; nil if the
  /// parentheses are those of commands.
  func arithmeticEnd(after length: Int) -> Int? {
    guard byte(at: position + length - 1) == "(", byte(at: position + length) == "(" else { return nil }
    let skimmer = Skimmer(bytes: bytes, limit: limit)
    guard let end = skimmer.closing(.arithmetic, from: position + length + 1), byte(at: end + 1) == ")" else {
      return nil
    }
    return end
  }

  /// Reads `$( … )`.
  private mutating func readCommandSubstitution() -> WordPart {
    let start = position
    position += 2
    if depth >= Self.maximumDepth { return skipDeep(.parenthesis, from: start) }
    let statements = readNestedStatements()
    if !take(")") { rejectUnclosed(")", at: start + 1..<start + 2) }
    return .commandSubstitution(
      CommandSubstitution(statements: statements, isBackquoted: false, range: start..<position))
  }

  /// Reads `<( … )` or `>( … )`.
  mutating func readProcessSubstitution() -> WordPart {
    let start = position
    let isOutput = peek == ">"
    position += 2
    if depth >= Self.maximumDepth { return skipDeep(.parenthesis, from: start) }
    let statements = readNestedStatements()
    if !take(")") { rejectUnclosed(")", at: start + 1..<start + 2) }
    return .processSubstitution(
      ProcessSubstitution(statements: statements, isOutput: isOutput, range: start..<position))
  }

  /// Reads the commands of a substitution, up to its parenthesis or to the end.
  private mutating func readNestedStatements() -> [Statement] {
    let outer = (enclosing, pendingHereDocuments, isInSubstitution, braces, bracesScannedTo)
    enclosing = []
    pendingHereDocuments = nil
    isInSubstitution = true
    bracesScannedTo = 0
    let statements = readStatements(until: .parenthesis)
    (enclosing, pendingHereDocuments, isInSubstitution, braces, bracesScannedTo) = outer
    return statements
  }

  // MARK: Back-quotes

  /// Reads `` `…` ``, from which the shell first removes a level of backslashes.
  mutating func readBackquotes(inDoubleQuotes: Bool) -> WordPart {
    let start = position
    var removed: [Int] = []
    var end = start + 1
    while end < limit && bytes[end] != 0x60 {
      if bytes[end] == 0x5C {
        if isRemovedInBackquotes(before: end + 1, inDoubleQuotes: inDoubleQuotes) { removed.append(end) }
        end += 1
      }
      end += 1
    }
    if end >= limit { return recoverUnclosed("`", from: start) }
    if depth >= Self.maximumDepth {
      position = end + 1
      reportTooDeep(start..<position)
      return .unparsed(start..<position)
    }
    for offset in removed { bytes[offset] = 0 }
    // The tree was made of the text with all its backslashes.
    let outerFinder = finder
    if !removed.isEmpty { finder = nil }
    let outer = (enclosing, pendingHereDocuments, isInSubstitution, isReadAtOnce, braces, bracesScannedTo)
    enclosing = []
    pendingHereDocuments = nil
    isInSubstitution = false
    isReadAtOnce = false
    bracesScannedTo = 0
    let statements = readText(start + 1..<end) { $0.readStatements(until: []) }
    (enclosing, pendingHereDocuments, isInSubstitution, isReadAtOnce, braces, bracesScannedTo) = outer
    if !removed.isEmpty { finder = outerFinder }
    for offset in removed { bytes[offset] = 0x5C }
    position = end + 1
    return .commandSubstitution(
      CommandSubstitution(statements: statements, isBackquoted: true, range: start..<position))
  }

  private func isRemovedInBackquotes(before offset: Int, inDoubleQuotes: Bool) -> Bool {
    switch byte(at: offset) {
    case "`", "\\", "$": true
    case "\"": inDoubleQuotes
    default: false
    }
  }
}
