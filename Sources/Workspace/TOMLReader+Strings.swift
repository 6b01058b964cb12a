internal import SourceText

extension TOMLReader {
  /// A string of any of the four kinds, from its opening quote on.
  mutating func string(_ quote: Unicode.Scalar) throws(TOMLError) -> TOMLKey {
    isAtThree(quote) ? try multiLineString(quote) : try singleLineString(quote)
  }

  /// A basic string, or a literal one where `'` quotes it.
  mutating func singleLineString(_ quote: Unicode.Scalar) throws(TOMLError) -> TOMLKey {
    let opening = offset
    offset += 1
    var text: [UInt8] = []
    while let scalar = next, !isAtNewline {
      if take(quote) { return finished(text, opening + 1..<offset - 1) }
      try takeText(scalar, quote, into: &text)
    }
    throw error("the string is not closed on its line", at: opening)
  }

  /// A string between three quotes; its line ends are line feeds, however the file ends its lines.
  private mutating func multiLineString(_ quote: Unicode.Scalar) throws(TOMLError) -> TOMLKey {
    let opening = offset
    offset += 3
    _ = takeNewline()
    var text: [UInt8] = []
    while let scalar = next {
      if isAtThree(quote) {
        // One or two quotes may stand before the three that close.
        let run = bytes[offset...].prefix(5).prefix { $0 == UInt8(ascii: quote) }
        text += run.dropLast(3)
        offset += run.count
        return finished(text, opening + 3..<offset - 3)
      } else if takeNewline() {
        text.append(UInt8(ascii: "\n"))
      } else if quote == "'" || !takeContinuation() {
        try takeText(scalar, quote, into: &text)
      }
    }
    throw error("the string is not closed", at: opening)
  }

  private func finished(_ text: [UInt8], _ range: SourceRange) -> TOMLKey {
    TOMLKey(text: String(decoding: text, as: UTF8.self), range: range)
  }

  private mutating func takeText(
    _ scalar: Unicode.Scalar, _ quote: Unicode.Scalar, into text: inout [UInt8]
  ) throws(TOMLError) {
    guard scalar.isTextScalar else { throw controlCharacter() }
    if scalar == "\\" && quote == "\"" {
      text += String(try escape()).utf8
    } else {
      text.append(bytes[offset])
      offset += 1
    }
  }

  /// A backslash at the end of a line, with all blanks and line ends that follow.
  private mutating func takeContinuation() -> Bool {
    let start = offset
    guard take("\\") else { return false }
    skipBlanks()
    guard takeNewline() else {
      offset = start
      return false
    }
    repeat { skipBlanks() } while takeNewline()
    return true
  }

  private mutating func escape() throws(TOMLError) -> Unicode.Scalar {
    let start = offset
    offset += 1
    let letter = next
    offset += letter == nil ? 0 : 1
    switch letter {
    case "b": return "\u{8}"
    case "t": return "\t"
    case "n": return "\n"
    case "f": return "\u{C}"
    case "r": return "\r"
    case "\"": return "\""
    case "\\": return "\\"
    case "u": return try escapedScalar(digits: 4, start)
    case "U": return try escapedScalar(digits: 8, start)
    default: throw error("unknown escape in a string; a backslash is written '\\\\'", at: start)
    }
  }

  private mutating func escapedScalar(digits: Int, _ start: Int) throws(TOMLError) -> Unicode.Scalar {
    let range = offset..<min(offset + digits, bytes.count)
    offset = range.upperBound
    guard range.count == digits, bytes[range].allSatisfy({ Unicode.Scalar($0).isDigit(inRadix: 16) }),
      let scalar = UInt32(text(range), radix: 16).flatMap(Unicode.Scalar.init)
    else { throw error("expected the \(digits) digits of a Unicode scalar value", at: start) }
    return scalar
  }
}
