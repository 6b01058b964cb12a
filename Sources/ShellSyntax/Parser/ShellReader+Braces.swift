internal import SourceText

/// A pair of unquoted braces in one word.
struct BracePair {
  let close: Int
  let hasComma: Bool
}

extension ShellReader {
  /// Reads the braces here: a list, a range, or text.
  mutating func readBraces(into parts: inout [WordPart], _ run: inout LiteralRun) {
    if position >= bracesScannedTo { scanBraces() }
    let start = position
    guard let pair = braces[start], depth < Self.maximumDepth else {
      run.begin(at: position)
      position += 1
      return
    }
    if pair.hasComma {
      run.finish(at: position, of: bytes, into: &parts)
      parts.append(readBraceList(closedAt: pair.close))
    } else if let range = braceRange(start + 1..<pair.close) {
      run.finish(at: position, of: bytes, into: &parts)
      position = pair.close + 1
      parts.append(
        .braceRange(first: range[0], last: range[1], step: range.count > 2 ? range[2] : nil, start..<position))
    } else {
      run.begin(at: position)
      position += 1
    }
  }

  private mutating func readBraceList(closedAt close: Int) -> WordPart {
    let start = position
    depth += 1
    defer { depth -= 1 }
    var alternatives: [Word] = []
    position += 1
    while position <= close {
      alternatives.append(readWord(.alternative(end: close)))
      // A comma, the closing brace, or text that ends the word after all.
      if peek != "," { break }
      position += 1
    }
    if position == close { position += 1 }
    return .braceList(alternatives, start..<position)
  }

  /// Pairs the braces from here to the end of the word, once for the word.
  private mutating func scanBraces() {
    braces.removeAll(keepingCapacity: true)
    let skimmer = Skimmer(bytes: bytes, limit: limit)
    var open: [(offset: Int, hasComma: Bool)] = []
    var offset = position
    while offset < limit && !endsWord(at: offset) {
      switch byte(at: offset) {
      case "{": open.append((offset, false))
      case ",": if !open.isEmpty { open[open.count - 1].hasComma = true }
      case "}":
        if let last = open.popLast() { braces[last.offset] = BracePair(close: offset, hasComma: last.hasComma) }
      default:
        offset = skimmer.skipping(from: offset)
        continue
      }
      offset += 1
    }
    bracesScannedTo = max(offset, position + 1)
  }

  /// First, last and step of `1..5`, `a..e..2`; nil for other text.
  private func braceRange(_ range: SourceRange) -> [String]? {
    guard range.count <= 64 else { return nil }
    var pieces: [String] = []
    var start = range.lowerBound
    var offset = start
    while offset < range.upperBound {
      if hasText("..", at: offset) {
        pieces.append(text(start..<offset))
        offset += 2
        start = offset
      } else {
        offset += 1
      }
    }
    pieces.append(text(start..<range.upperBound))
    guard pieces.count == 2 || pieces.count == 3 else { return nil }
    if pieces.count == 3 && Int(pieces[2]) == nil { return nil }
    let areNumbers = Int(pieces[0]) != nil && Int(pieces[1]) != nil
    let areLetters = isLetter(pieces[0]) && isLetter(pieces[1])
    return areNumbers || areLetters ? pieces : nil
  }

  private func isLetter(_ text: String) -> Bool {
    guard text.utf8.count == 1, let first = text.utf8.first else { return false }
    return Byte(first).isNameStart && first != 0x5F
  }
}
