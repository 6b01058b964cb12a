/// Finds the end of quoted and bracketed text without reading it; keeps its own stack, so that no nesting is too deep.
struct Skimmer {
  enum Frame {
    case line
    /// Unquoted text of one word.
    case doubleQuotes
    /// Commands in `( … )`.
    case parenthesis
    /// An expression in `( … )`.
    case arithmetic
    /// `${ … }`
    case brace
    /// `[ … ]`
    case bracket
  }

  let bytes: [UInt8]
  let limit: Int

  private func byte(at offset: Int) -> Byte { offset < limit ? Byte(bytes[offset]) : .none }

  /// The offset of the byte that closes a frame opened just before an offset; nil if the text ends before.
  func closing(_ frame: Frame, from start: Int) -> Int? {
    var stack: [Frame] = [frame]
    var offset = start
    while offset < limit {
      guard let top = stack.last else { return nil }
      switch byte(at: offset) {
      case "\\":
        offset += 2
        continue
      case "'" where takesSingleQuotes(stack):
        offset = endOfSingleQuotes(from: offset + 1)
        continue
      case "`":
        offset = endOfBackquotes(from: offset + 1)
        continue
      case "\"" where top == .doubleQuotes:
        stack.removeLast()
      case "\"":
        stack.append(.doubleQuotes)
      case "$":
        if let (next, length) = opened(after: offset + 1) {
          stack.append(next)
          offset += length
        }
      case "#" where startsComment(at: offset, in: top):
        while offset + 1 < limit && byte(at: offset + 1) != "\n" { offset += 1 }
      case "(" where top == .parenthesis || top == .arithmetic || top == .line:
        stack.append(top == .arithmetic ? .arithmetic : .parenthesis)
      case "[" where top == .bracket:
        stack.append(.bracket)
      case ")" where top == .parenthesis || top == .arithmetic,
        "}" where top == .brace, "]" where top == .bracket, "\n" where top == .line:
        if stack.count == 1 { return offset }
        stack.removeLast()
      default: break
      }
      if stack.isEmpty { return offset }
      offset += 1
    }
    return nil
  }

  /// The offset behind the quotes, back-quotes or expansion at an offset; one byte further where none begins there.
  func skipping(from offset: Int) -> Int {
    switch byte(at: offset) {
    case "\\": return min(offset + 2, limit)
    case "'": return min(endOfSingleQuotes(from: offset + 1), limit)
    case "`": return min(endOfBackquotes(from: offset + 1), limit)
    case "\"": return closing(.doubleQuotes, from: offset + 1).map { $0 + 1 } ?? limit
    case "$":
      guard let (frame, length) = opened(after: offset + 1) else { return offset + 1 }
      return closing(frame, from: offset + 1 + length).map { $0 + 1 } ?? limit
    default: return offset + 1
    }
  }

  private func opened(after offset: Int) -> (Frame, Int)? {
    switch byte(at: offset) {
    case "(": (.parenthesis, 1)
    case "{": (.brace, 1)
    default: nil
    }
  }

  private func takesSingleQuotes(_ stack: [Frame]) -> Bool {
    switch stack[stack.count - 1] {
    case .doubleQuotes: false
    case .brace: stack.count < 2 || stack[stack.count - 2] != .doubleQuotes
    case .line, .parenthesis, .arithmetic, .bracket: true
    }
  }

  private func startsComment(at offset: Int, in frame: Frame) -> Bool {
    guard frame == .parenthesis || frame == .line, offset > 0 else { return false }
    let before = Byte(bytes[offset - 1])
    return before.isMetacharacter
  }

  private func endOfSingleQuotes(from start: Int) -> Int {
    var offset = start
    let isDollar = start >= 2 && bytes[start - 2] == 0x24
    while offset < limit {
      if byte(at: offset) == "'" { return offset + 1 }
      offset += isDollar && byte(at: offset) == "\\" ? 2 : 1
    }
    return limit
  }

  private func endOfBackquotes(from start: Int) -> Int {
    var offset = start
    while offset < limit {
      if byte(at: offset) == "`" { return offset + 1 }
      offset += byte(at: offset) == "\\" ? 2 : 1
    }
    return limit
  }
}
