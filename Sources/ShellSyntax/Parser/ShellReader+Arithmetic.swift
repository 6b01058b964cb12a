internal import SourceText

extension ShellReader {
  /// Reads an arithmetic expression; leaves the position at its end.
  mutating func readArithmetic(_ range: SourceRange) -> ArithmeticExpression {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.maximumDepth {
      reportTooDeep(range)
      position = range.upperBound
      return ArithmeticExpression(
        range: range, text: text(range), expansions: [.unparsed(range)], reads: [], writes: [])
    }
    var reader = ArithmeticReader()
    readText(range) { $0.readOperands(into: &reader) }
    position = range.upperBound
    return ArithmeticExpression(
      range: range, text: text(range), expansions: reader.expansions, reads: reader.reads, writes: reader.writes)
  }

  /// What an arithmetic expression expands, reads and assigns.
  private struct ArithmeticReader {
    var expansions: [WordPart] = []
    var reads: [String] = []
    var writes: [String] = []
    /// Whether `++` or `--` stands before the next name.
    var isStepped = false
  }

  private mutating func readOperands(into reader: inout ArithmeticReader) {
    while position < limit {
      let current = peek
      if current.isNameStart {
        readVariable(into: &reader)
      } else if current.isDigit {
        while peek.isNameByte || peek == "#" || peek == "@" { position += 1 }
      } else if current == "$" && beginsExpansion(at: position + 1) {
        reader.expansions.append(readDollar(inDoubleQuotes: true))
      } else if current == "`" {
        reader.expansions.append(readBackquotes(inDoubleQuotes: true))
      } else if hasText("++", at: position) || hasText("--", at: position) {
        reader.isStepped = true
        position += 2
        continue
      } else if current == "\\" {
        position = min(position + 2, limit)
      } else {
        position += 1
        if current == " " || current == "\t" || current == "\n" { continue }
      }
      reader.isStepped = false
    }
  }

  private mutating func readVariable(into reader: inout ArithmeticReader) {
    let start = position
    while peek.isNameByte { position += 1 }
    let name = text(start..<position)
    if peek == "[" {
      let end = Skimmer(bytes: bytes, limit: limit).closing(.bracket, from: position + 1)
      if let end, depth < Self.maximumDepth {
        depth += 1
        readText(position + 1..<end) { $0.readOperands(into: &reader) }
        depth -= 1
        position = end + 1
      }
    }
    while peek == " " || peek == "\t" { position += 1 }
    let (assigns, reads) = assignmentHere()
    if assigns || reader.isStepped { reader.writes.append(name) }
    if reads || reader.isStepped || !assigns { reader.reads.append(name) }
  }

  /// Whether an assignment operator stands here, and whether it uses the old value; moves over it.
  private mutating func assignmentHere() -> (assigns: Bool, reads: Bool) {
    if peek == "=" {
      if byte(at: position + 1) == "=" { return (false, true) }
      position += 1
      return (true, false)
    }
    let operators: [StaticString] = ["++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "^=", "|=", "<<=", ">>="]
    for candidate in operators where take(candidate) { return (true, true) }
    return (false, true)
  }

  /// The pieces of an expression between separators that no bracket encloses; at least one.
  func arithmeticPieces(_ range: SourceRange, separator: Byte = ";") -> [SourceRange] {
    let skimmer = Skimmer(bytes: bytes, limit: range.upperBound)
    var pieces: [SourceRange] = []
    var start = range.lowerBound
    var offset = start
    var nesting = 0
    // Each `?` waits for a colon that separates nothing.
    var ternaries = 0
    while offset < range.upperBound {
      let current = Byte(bytes[offset])
      switch current {
      case "(": nesting += 1
      case ")": nesting -= 1
      case "?" where separator == ":": ternaries += 1
      case separator where nesting == 0 && ternaries > 0: ternaries -= 1
      case separator where nesting == 0:
        pieces.append(start..<offset)
        start = offset + 1
      default:
        offset = skimmer.skipping(from: offset)
        continue
      }
      offset += 1
    }
    pieces.append(start..<range.upperBound)
    return pieces
  }

  func isBlank(_ range: SourceRange) -> Bool {
    bytes[range].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A }
  }
}
