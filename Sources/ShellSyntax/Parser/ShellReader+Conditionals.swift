internal import SourceText

extension ShellReader {
  /// Reads `[[ … ]]`.
  mutating func readConditional() -> ConditionalExpression {
    let start = position
    position += 2
    skipNewlines()
    let expression = readConditionalOr()
    skipNewlines()
    if let expression, isAtReservedWord("]]") {
      position += 2
      return expression
    }
    return skipConditional(from: start)
  }

  /// Gives up on a conditional: moves behind its `]]`, or to the end of the line.
  private mutating func skipConditional(from start: Int) -> ConditionalExpression {
    let lineEnd = endOfLine(from: position)
    while position < lineEnd && !(hasText("]]", at: position) && endsWord(at: position + 2)) { position += 1 }
    let range = start + 2..<position
    if position < lineEnd {
      problems.append(SyntaxProblem(kind: .unparsedCommand, range: start..<position))
      position += 2
    } else {
      reject("syntax error in conditional expression", at: start..<position)
    }
    return .unparsed(range)
  }

  private mutating func readConditionalOr() -> ConditionalExpression? {
    guard var expression = readConditionalAnd() else { return nil }
    while true {
      skipNewlines()
      guard take("||") else { return expression }
      guard let right = readConditionalAnd() else { return nil }
      expression = .or(expression, right)
    }
  }

  private mutating func readConditionalAnd() -> ConditionalExpression? {
    guard var expression = readConditionalTerm() else { return nil }
    while true {
      skipNewlines()
      guard take("&&") else { return expression }
      guard let right = readConditionalTerm() else { return nil }
      expression = .and(expression, right)
    }
  }

  private mutating func readConditionalTerm() -> ConditionalExpression? {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.maximumDepth {
      reportTooDeep(position..<limit)
      return nil
    }
    skipNewlines()
    if isAtReservedWord("!") {
      position += 1
      return readConditionalTerm().map { .not($0) }
    }
    if take("(") {
      guard let inner = readConditionalOr() else { return nil }
      skipNewlines()
      return take(")") ? inner : nil
    }
    if isAtReservedWord("]]") { return nil }
    let first = readWord(.conditional)
    if first.range.isEmpty { return nil }
    return readConditionalOperator(after: first)
  }

  /// Reads what follows the first word of a test.
  private mutating func readConditionalOperator(after first: Word) -> ConditionalExpression? {
    skipNewlines()
    if let name = unaryOperator(first), !isAtConditionalEnd, binaryOperatorHere() == nil {
      let operand = readWord(.conditional)
      return operand.range.isEmpty ? nil : .unary(name, operand)
    }
    if unaryOperator(first) != nil && isAtReservedWord("]]") {
      reject("unexpected argument `]]' to conditional unary operator", at: position..<position + 2)
    }
    guard let name = binaryOperatorHere() else { return .word(first) }
    position += name.utf8.count
    skipNewlines()
    let second = readWord(name == "=~" ? .regularExpression : .conditional)
    return second.range.isEmpty ? nil : .binary(name, first, second)
  }

  private var isAtConditionalEnd: Bool {
    isAtEnd || isAtReservedWord("]]") || peek == ")" || hasText("&&", at: position) || hasText("||", at: position)
  }

  private func unaryOperator(_ word: Word) -> String? {
    guard word.range.count == 2, byte(at: word.range.lowerBound) == "-" else { return nil }
    let name = text(word.range)
    return "abcdefghknoprstuvwxzGLNORS".contains(name.dropFirst()) ? name : nil
  }

  private func binaryOperatorHere() -> String? {
    switch peek {
    case "<": return byte(at: position + 1) == "(" ? nil : "<"
    case ">": return byte(at: position + 1) == "(" ? nil : ">"
    case "=", "!", "-": break
    default: return nil
    }
    var end = position
    while !endsWord(at: end) { end += 1 }
    guard end - position <= 3 else { return nil }
    let name = text(position..<end)
    switch name {
    case "=", "==", "!=", "=~", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef": return name
    default: return nil
    }
  }
}
