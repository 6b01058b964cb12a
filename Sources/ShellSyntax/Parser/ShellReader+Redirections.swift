internal import SourceText

/// Here-documents that begin after the line being read.
struct PendingHereDocuments {
  /// The line end that they follow.
  let lineEnd: Int
  /// Where the text goes on behind them.
  var resume: Int
}

extension ShellReader {
  /// Reads a redirection if one begins here.
  mutating func readRedirection() -> Redirection? {
    let start = position
    var offset = position
    var variable: String?
    if peek == "{" && byte(at: offset + 1).isNameStart {
      offset += 2
      while byte(at: offset).isNameByte { offset += 1 }
      guard byte(at: offset) == "}" else { return nil }
      variable = text(start + 1..<offset)
      offset += 1
    } else {
      while byte(at: offset).isDigit { offset += 1 }
    }
    let hasDescriptor = offset > start
    guard let (kind, length) = redirectionOperator(at: offset, afterDescriptor: hasDescriptor) else { return nil }
    let descriptor = variable == nil && hasDescriptor ? Int(text(start..<offset)) : nil
    position = offset + length
    let target = readTarget(of: kind)
    guard !target.range.isEmpty else {
      rejectToken()
      return Redirection(
        operator: kind, descriptor: descriptor, descriptorVariable: variable, target: target, hereDocument: nil,
        range: start..<position)
    }
    let document = kind == .hereDocument ? readHereDocument(after: target, stripsTabs: length == 3) : nil
    return Redirection(
      operator: kind, descriptor: descriptor, descriptorVariable: variable, target: target, hereDocument: document,
      range: start..<position)
  }

  private func redirectionOperator(at offset: Int, afterDescriptor: Bool) -> (Redirection.Operator, Int)? {
    let next = byte(at: offset + 1)
    switch byte(at: offset) {
    case "<":
      switch next {
      case "(": return afterDescriptor ? (.input, 1) : nil
      case "<":
        let third = byte(at: offset + 2)
        return third == "<" ? (.hereString, 3) : (.hereDocument, third == "-" ? 3 : 2)
      case "&": return (.duplicateInput, 2)
      case ">": return (.inputOutput, 2)
      default: return (.input, 1)
      }
    case ">":
      switch next {
      case "(": return afterDescriptor ? (.output, 1) : nil
      case ">": return (.append, 2)
      case "&": return (.duplicateOutput, 2)
      case "|": return (.clobber, 2)
      default: return (.output, 1)
      }
    case "&":
      guard next == ">", !afterDescriptor else { return nil }
      return byte(at: offset + 2) == ">" ? (.appendOutputAndError, 3) : (.outputAndError, 2)
    default: return nil
    }
  }

  private mutating func readTarget(of kind: Redirection.Operator) -> Word {
    skipBlanks()
    return readWord(kind == .hereString || kind == .hereDocument ? .plain : .command)
  }

  // MARK: Here-documents

  /// Reads the lines of a here-document ahead, and notes where the text goes on behind them.
  private mutating func readHereDocument(after target: Word, stripsTabs: Bool) -> HereDocument {
    let afterTarget = position
    let (delimiter, isQuoted) = hereDocumentDelimiter(target.range)
    let lineEnd: Int
    let start: Int
    if let pending = pendingHereDocuments, pending.lineEnd >= position {
      lineEnd = pending.lineEnd
      start = pending.resume
    } else {
      lineEnd = Skimmer(bytes: bytes, limit: limit).closing(.line, from: position) ?? limit
      start = min(lineEnd + 1, limit)
    }
    let (end, resume) = hereDocumentEnd(
      delimiter: delimiter, from: start, stripsTabs: stripsTabs, joinsLines: !isQuoted)
    let parts = readHereDocumentParts(start..<end, isQuoted: isQuoted)
    position = afterTarget
    pendingHereDocuments = PendingHereDocuments(lineEnd: lineEnd, resume: resume)
    return HereDocument(isQuoted: isQuoted, stripsTabs: stripsTabs, parts: parts, range: start..<end)
  }

  /// The delimiter without its quotes, and whether it had any.
  private func hereDocumentDelimiter(_ range: SourceRange) -> ([UInt8], Bool) {
    var delimiter: [UInt8] = []
    var isQuoted = false
    var quote = Byte.none
    var offset = range.lowerBound
    while offset < range.upperBound {
      let current = Byte(bytes[offset])
      if current == quote {
        quote = .none
      } else if quote == .none && (current == "'" || current == "\"") {
        isQuoted = true
        quote = current
      } else if current == "\\" && quote != "'" {
        isQuoted = true
        offset += 1
        if offset < range.upperBound { delimiter.append(bytes[offset]) }
      } else {
        delimiter.append(current.value)
      }
      offset += 1
    }
    return (delimiter, isQuoted)
  }

  /// The start of the delimiter's line and the place behind it.
  private func hereDocumentEnd(
    delimiter: [UInt8], from start: Int, stripsTabs: Bool, joinsLines: Bool
  ) -> (end: Int, resume: Int) {
    var lineStart = start
    var isJoined = false
    while lineStart < limit {
      let lineEnd = endOfLine(from: lineStart)
      var first = lineStart
      if stripsTabs { while first < lineEnd && bytes[first] == 0x09 { first += 1 } }
      if !isJoined, let behind = endOfDelimiter(delimiter, in: first..<lineEnd) {
        return (lineStart, behind)
      }
      isJoined = joinsLines && endsWithBackslash(lineStart..<lineEnd)
      lineStart = lineEnd + 1
    }
    return (limit, limit)
  }

  /// Where the text goes on if a line is the delimiter.
  private func endOfDelimiter(_ delimiter: [UInt8], in line: SourceRange) -> Int? {
    let end = line.lowerBound + delimiter.count
    guard end <= line.upperBound, bytes[line.lowerBound..<end].elementsEqual(delimiter) else { return nil }
    if end == line.upperBound || end + 1 == line.upperBound && bytes[end] == 0x0D {
      return min(line.upperBound + 1, limit)
    }
    return isInSubstitution && bytes[end..<line.upperBound].contains(0x29) ? end : nil
  }

  private func endsWithBackslash(_ line: SourceRange) -> Bool {
    var offset = line.upperBound
    while offset > line.lowerBound && bytes[offset - 1] == 0x5C { offset -= 1 }
    return (line.upperBound - offset) % 2 == 1
  }

  private mutating func readHereDocumentParts(_ range: SourceRange, isQuoted: Bool) -> [WordPart] {
    if range.isEmpty { return [] }
    if isQuoted { return [.literal(text(range), range)] }
    let outer = (isReadAtOnce, pendingHereDocuments)
    isReadAtOnce = false
    pendingHereDocuments = nil
    let parts = readText(range) { $0.readQuotedParts(in: .hereDocument) }
    (isReadAtOnce, pendingHereDocuments) = outer
    return parts
  }
}
