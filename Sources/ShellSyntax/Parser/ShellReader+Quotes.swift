internal import SourceText

/// Texts in which blanks and most signs are literal, but expansions are not.
enum QuotedPlace {
  case doubleQuotes
  case hereDocument
}

extension ShellReader {
  /// Reads `'…'`.
  mutating func readSingleQuotes() -> WordPart {
    let start = position
    var end = start + 1
    while end < limit && bytes[end] != 0x27 { end += 1 }
    if end >= limit { return recoverUnclosed("'", from: start) }
    position = end + 1
    return .singleQuoted(text(start + 1..<end), start..<position)
  }

  /// Reads `$'…'` and decodes its escapes.
  mutating func readAnsiQuotes() -> WordPart {
    let start = position
    var end = start + 2
    while end < limit && bytes[end] != 0x27 { end += bytes[end] == 0x5C ? 2 : 1 }
    if end >= limit { return recoverUnclosed("'", from: start) }
    position = end + 1
    return .singleQuoted(AnsiEscapes.decode(bytes[start + 2..<end]), start..<position)
  }

  /// Reads `"…"` or `$"…"`.
  mutating func readDoubleQuotes() -> WordPart {
    let start = position
    position += peek == "$" ? 2 : 1
    depth += 1
    defer { depth -= 1 }
    if depth > Self.maximumDepth { return skipDeep(.doubleQuotes, from: start) }
    let before = checkpoint
    let parts = readQuotedParts(in: .doubleQuotes)
    if isAtEnd {
      if remainingRetries > 0 { restore(before) }
      return recoverUnclosed("\"", from: start)
    }
    position += 1
    return .doubleQuoted(parts, start..<position)
  }

  /// Gives up on what an opening sign began: the text goes on in the next line.
  mutating func recoverUnclosed(_ quote: String, from start: Int) -> WordPart {
    rejectUnclosed(quote, at: start..<min(start + 1, limit))
    let lineEnd = endOfLine(from: start)
    position = remainingRetries > 0 ? lineEnd : limit
    remainingRetries -= 1
    return .unparsed(start..<position)
  }

  /// Passes over text that is nested too deep, the opening sign of which lies before the position.
  mutating func skipDeep(_ frame: Skimmer.Frame, from start: Int) -> WordPart {
    let end = Skimmer(bytes: bytes, limit: limit).closing(frame, from: position)
    position = end.map { $0 + 1 } ?? limit
    reportTooDeep(start..<position)
    return .unparsed(start..<position)
  }

  func isEscapedInDoubleQuotes(at offset: Int) -> Bool {
    switch byte(at: offset) {
    case "$", "`", "\"", "\\", "\n": true
    default: false
    }
  }

  /// Reads text and expansions up to the closing quote, or to the end of a here-document.
  mutating func readQuotedParts(in place: QuotedPlace) -> [WordPart] {
    var parts: [WordPart] = []
    var run = LiteralRun()
    reading: while position < limit {
      switch Byte(bytes[position]) {
      case "\"" where place == .doubleQuotes:
        break reading
      case "\\":
        let isEscape = isEscapedInDoubleQuotes(at: position + 1) || continuationLength(at: position) > 0
        if isEscape && !(place == .hereDocument && byte(at: position + 1) == "\"") {
          takeEscape(into: &run)
        } else {
          run.begin(at: position)
          position = min(position + 2, limit)
        }
      case "`":
        run.finish(at: position, of: bytes, into: &parts)
        parts.append(readBackquotes(inDoubleQuotes: true))
      case "$" where beginsExpansion(at: position + 1):
        run.finish(at: position, of: bytes, into: &parts)
        parts.append(readDollar(inDoubleQuotes: true))
      case "\0":
        run.omit(position..<position + 1, of: bytes)
        position += 1
      default:
        run.begin(at: position)
        position += 1
      }
    }
    run.finish(at: position, of: bytes, into: &parts)
    return parts
  }
}

/// The escapes of `$'…'`.
enum AnsiEscapes {
  static func decode(_ text: ArraySlice<UInt8>) -> String {
    var result: [UInt8] = []
    var offset = text.startIndex
    while offset < text.endIndex {
      let current = text[offset]
      offset += 1
      guard current == 0x5C, offset < text.endIndex else {
        result.append(current)
        continue
      }
      decodeEscape(text, &offset, into: &result)
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func decodeEscape(_ text: ArraySlice<UInt8>, _ offset: inout Int, into result: inout [UInt8]) {
    let sign = Byte(text[offset])
    offset += 1
    switch sign {
    case "a": result.append(7)
    case "b": result.append(8)
    case "e", "E": result.append(27)
    case "f": result.append(12)
    case "n": result.append(10)
    case "r": result.append(13)
    case "t": result.append(9)
    case "v": result.append(11)
    case "\\", "'", "\"", "?": result.append(sign.value)
    case "x": append(number(text, &offset, radix: 16, digits: 2), into: &result, asByte: true)
    case "u": append(number(text, &offset, radix: 16, digits: 4), into: &result, asByte: false)
    case "U": append(number(text, &offset, radix: 16, digits: 8), into: &result, asByte: false)
    case "0", "1", "2", "3", "4", "5", "6", "7":
      offset -= 1
      append(number(text, &offset, radix: 8, digits: 3), into: &result, asByte: true)
    default: result += [0x5C, sign.value]
    }
  }

  private static func number(_ text: ArraySlice<UInt8>, _ offset: inout Int, radix: Int, digits: Int) -> UInt32 {
    var value: UInt32 = 0
    var count = 0
    while count < digits, offset < text.endIndex,
      let digit = Character(Unicode.Scalar(text[offset])).hexDigitValue, digit < radix
    {
      value = value &* UInt32(radix) &+ UInt32(digit)
      offset += 1
      count += 1
    }
    return value
  }

  private static func append(_ value: UInt32, into result: inout [UInt8], asByte: Bool) {
    if asByte {
      result.append(UInt8(truncatingIfNeeded: value))
    } else if let scalar = Unicode.Scalar(value) {
      result += String(Character(scalar)).utf8
    }
  }
}
