internal import SourceText

extension ShellReader {
  /// Reads `${…}`.
  mutating func readBracedParameter(inDoubleQuotes: Bool) -> WordPart {
    let start = position
    position += 2
    depth += 1
    defer { depth -= 1 }
    if depth > Self.maximumDepth { return skipDeep(.brace, from: start) }
    let prefix = readParameterPrefix()
    guard let name = readParameterName() else { return skipParameter(from: start) }
    var subscriptWord: Word?
    if peek == "[" {
      guard let end = Skimmer(bytes: bytes, limit: limit).closing(.bracket, from: position + 1) else {
        return skipParameter(from: start)
      }
      subscriptWord = readSubscript(position + 1..<end)
    }
    guard let operation = readOperation(prefix, subscriptWord: subscriptWord, inDoubleQuotes: inDoubleQuotes) else {
      return skipParameter(from: start)
    }
    guard take("}") else { return skipParameter(from: start) }
    return .parameter(
      ParameterExpansion(
        name: name, subscriptWord: subscriptWord, operation: operation, range: start..<position))
  }

  /// A sign before the name.
  private enum ParameterPrefix { case none, length, indirection }

  private mutating func readParameterPrefix() -> ParameterPrefix {
    let next = byte(at: position + 1)
    guard next.isNameByte || next.isSpecialParameter else { return .none }
    switch peek {
    case "#":
      // `${#-word}` and the like are about `$#` unless the sign is all there is.
      if !next.isNameByte && byte(at: position + 2) != "}" { return .none }
      position += 1
      return .length
    case "!":
      if !next.isNameByte && !(byte(at: position + 2) == "}" && next != "-" && next != "?") { return .none }
      position += 1
      return .indirection
    default: return .none
    }
  }

  private mutating func readParameterName() -> String? {
    let start = position
    if peek.isDigit {
      while peek.isDigit { position += 1 }
    } else if peek.isNameStart {
      while peek.isNameByte { position += 1 }
    } else if peek.isSpecialParameter {
      position += 1
    } else {
      return nil
    }
    return text(start..<position)
  }

  private mutating func readOperation(
    _ prefix: ParameterPrefix, subscriptWord: Word?, inDoubleQuotes: Bool
  ) -> ParameterExpansion.Operation? {
    switch prefix {
    case .length: return .length
    case .indirection:
      if (peek == "*" || peek == "@") && byte(at: position + 1) == "}" {
        position += 1
        return .namesWithPrefix
      }
      if peek == "}" {
        let key = subscriptWord?.literalText
        return key == "@" || key == "*" ? .keys : .indirect(nil)
      }
      return .indirect(readModifier(inDoubleQuotes: inDoubleQuotes))
    case .none:
      return peek == "}" ? .value : .applied(readModifier(inDoubleQuotes: inDoubleQuotes))
    }
  }

  /// Passes over an expansion whose form is unknown.
  private mutating func skipParameter(from start: Int) -> WordPart {
    position = start + 2
    guard let end = Skimmer(bytes: bytes, limit: limit).closing(.brace, from: position) else {
      return recoverUnclosed("}", from: start)
    }
    position = end + 1
    problems.append(SyntaxProblem(kind: .unparsedWord, range: start..<position))
    return .unparsed(start..<position)
  }

  // MARK: Modifiers

  private mutating func readModifier(inDoubleQuotes: Bool) -> ParameterExpansion.Modifier {
    let start = position
    switch peek {
    case ":":
      switch byte(at: position + 1) {
      case "-", "=", "?", "+": return readSubstitute(length: 2, inDoubleQuotes: inDoubleQuotes)
      default: return readSubstring()
      }
    case "-", "=", "?", "+": return readSubstitute(length: 1, inDoubleQuotes: inDoubleQuotes)
    case "#", "%":
      let length = byte(at: position + 1) == peek ? 2 : 1
      position += length
      let name = text(start..<position)
      return .removePattern(operator: name, readEnclosedWord(until: .brace, inDoubleQuotes: false))
    case "/": return readReplacement()
    case "^", ",":
      position += byte(at: position + 1) == peek ? 2 : 1
      let name = text(start..<position)
      let pattern = readEnclosedWord(until: .brace, inDoubleQuotes: false)
      return .changeCase(operator: name, pattern.range.isEmpty ? nil : pattern)
    case "@" where byte(at: position + 2) == "}":
      position += 2
      return .transform(text(start + 1..<position))
    default:
      let end = Skimmer(bytes: bytes, limit: limit).closing(.brace, from: position) ?? limit
      position = end
      problems.append(SyntaxProblem(kind: .unparsedWord, range: start..<end))
      return .unparsed(start..<end)
    }
  }

  private mutating func readSubstitute(length: Int, inDoubleQuotes: Bool) -> ParameterExpansion.Modifier {
    let name = text(position..<position + length)
    position += length
    return .substitute(operator: name, readEnclosedWord(until: .brace, inDoubleQuotes: inDoubleQuotes))
  }

  private mutating func readReplacement() -> ParameterExpansion.Modifier {
    let start = position
    position += 1
    switch peek {
    case "/", "#", "%": position += 1
    default: break
    }
    let name = text(start..<position)
    // After `/` and `//` a slash is the pattern's first character; an anchor may stand before an empty pattern.
    let isEmpty = peek == "/" && (name == "/#" || name == "/%")
    let pattern =
      isEmpty
      ? Word(parts: [], range: position..<position)
      : readEnclosedWord(until: .slashOrBrace, inDoubleQuotes: false)
    guard take("/") else { return .replace(operator: name, pattern: pattern, replacement: nil) }
    let replacement = readEnclosedWord(until: .brace, inDoubleQuotes: false)
    return .replace(operator: name, pattern: pattern, replacement: replacement)
  }

  private mutating func readSubstring() -> ParameterExpansion.Modifier {
    let start = position + 1
    let end = Skimmer(bytes: bytes, limit: limit).closing(.brace, from: start) ?? limit
    position = end
    let pieces = arithmeticPieces(start..<end, separator: ":")
    let length = pieces.count > 1 ? text(pieces[1].lowerBound..<end) : nil
    return .substring(offset: text(pieces[0]), length: length)
  }
}
