internal import SourceText

extension TOMLReader {
  /// One value, within as many tables and arrays as told.
  mutating func value(depth: Int) throws(TOMLError) -> TOMLValue {
    guard depth <= Self.nestingLimit else { throw tooDeep(at: offset) }
    switch next {
    case .some(let quote) where quote == "\"" || quote == "'":
      let string = try string(quote)
      return TOMLValue(content: .string(string.text), range: string.range)
    case "[": return try array(depth: depth)
    case "{": return try inlineTable(depth: depth)
    default: return try plainValue()
    }
  }

  private mutating func array(depth: Int) throws(TOMLError) -> TOMLValue {
    let start = offset
    offset += 1
    var elements: [TOMLValue] = []
    while true {
      try skipLines()
      if take("]") { break }
      guard next != nil else { throw error("the array is not closed", at: start) }
      elements.append(try value(depth: depth + 1))
      try skipLines()
      if take(",") { continue }
      if take("]") { break }
      throw next == nil ? error("the array is not closed", at: start) : error("expected ',' or ']' in an array")
    }
    return TOMLValue(content: .array(elements), range: start..<offset)
  }

  private mutating func inlineTable(depth: Int) throws(TOMLError) -> TOMLValue {
    let start = offset
    offset += 1
    let table = tables.makeTable()
    skipBlanks()
    if !take("}") {
      repeat {
        skipBlanks()
        try keyValue(in: table, depth: depth)
        skipBlanks()
      } while take(",")
      guard take("}") else { throw error("expected ',' or '}' on the line of an inline table") }
    }
    return TOMLValue(content: .table(tables.members(of: table)), range: start..<offset)
  }

  /// A value without quotes and brackets: a truth value, a number, a date or a time.
  private mutating func plainValue() throws(TOMLError) -> TOMLValue {
    let start = offset
    skipPlainScalars()
    if next == " ", TOMLDateTime.isDate(bytes[start..<offset]), offset + 1 < bytes.count,
      Unicode.Scalar(bytes[offset + 1]).isDigit(inRadix: 10)
    {
      offset += 1
      skipPlainScalars()
    }
    let word = text(start..<offset)
    if word.isEmpty { throw error("expected a value") }
    return TOMLValue(content: try content(of: word, at: start), range: start..<offset)
  }

  private mutating func skipPlainScalars() {
    while let scalar = next, scalar.isPlainScalar { offset += 1 }
  }

  private func content(of word: String, at start: Int) throws(TOMLError) -> TOMLValue.Content {
    if word == "true" || word == "false" { return .boolean(word == "true") }
    if let integer = TOMLNumber.Integer(word) {
      guard let number = integer.value else { throw error("'\(word)' does not fit into 64 bits", at: start) }
      return .integer(number)
    }
    if let number = TOMLNumber.float(word) { return .float(number) }
    if TOMLDateTime.isDateOrTime(bytes[start..<offset]) { return .other }
    throw error("'\(word)' is no value; a string stands in quotes", at: start)
  }
}

extension Unicode.Scalar {
  fileprivate var isPlainScalar: Bool {
    switch self {
    case "A"..."Z", "a"..."z", "0"..."9", "-", "+", "_", ".", ":": true
    default: false
    }
  }

  func isDigit(inRadix radix: UInt32) -> Bool {
    let digit: UInt32
    switch self {
    case "0"..."9": digit = value - 0x30
    case "A"..."F": digit = value - 0x41 + 10
    case "a"..."f": digit = value - 0x61 + 10
    default: return false
    }
    return digit < radix
  }
}
