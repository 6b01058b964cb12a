internal import SourceText

/// Where a word stands, which decides what ends it and what it may hold.
enum WordPlace {
  /// An argument: everything is expanded.
  case command
  /// A name, a subject of `case`, a here-document's delimiter: no brace lists.
  case plain
  /// The value of an assignment: no brace lists.
  case assignment
  /// A pattern of `case`.
  case pattern
  /// A word in `[[ … ]]`.
  case conditional
  /// The right side of `=~`: parentheses and bars belong to it.
  case regularExpression
  /// One alternative of a brace list that closes at an offset.
  case alternative(end: Int)

  var expandsBraces: Bool {
    switch self {
    case .command, .alternative: true
    case .plain, .assignment, .pattern, .conditional, .regularExpression: false
    }
  }

  var isRegularExpression: Bool {
    if case .regularExpression = self { true } else { false }
  }
}

extension ShellReader {
  /// Reads a word; its range is empty where none begins.
  mutating func readWord(_ place: WordPlace) -> Word {
    let start = position
    var parts: [WordPart] = []
    var run = LiteralRun()
    var openParentheses = 0
    reading: while position < limit {
      let current = Byte(bytes[position])
      if current.isPlain {
        run.begin(at: position)
        position += 1
        continue
      }
      switch current {
      case "\\":
        takeEscape(into: &run)
      case "\0":
        run.omit(position..<position + 1, of: bytes)
        position += 1
      case "'", "\"", "`", "$":
        readExpansion(current, into: &parts, &run)
      case "{" where place.expandsBraces && openParentheses == 0:
        readBraces(into: &parts, &run)
      case "}", ",":
        if case .alternative(let end) = place, position == end || current == "," { break reading }
        takePlain(into: &run)
      case "<", ">":
        guard openParentheses > 0 || byte(at: position + 1) == "(" else { break reading }
        if openParentheses > 0 {
          takePlain(into: &run)
        } else {
          run.finish(at: position, of: bytes, into: &parts)
          parts.append(readProcessSubstitution())
        }
      case "(":
        guard openParentheses > 0 || place.isRegularExpression || opensPattern(from: start) else { break reading }
        openParentheses += 1
        takePlain(into: &run)
      case ")":
        guard openParentheses > 0 else { break reading }
        openParentheses -= 1
        takePlain(into: &run)
      case "|":
        guard openParentheses > 0 || place.isRegularExpression && byte(at: position + 1) != "|" else { break reading }
        takePlain(into: &run)
      case " ", "\t", "\n", ";", "&":
        guard openParentheses > 0 else { break reading }
        takePlain(into: &run)
      case "\r":
        if isLineEndReturn(at: position) { break reading }
        takePlain(into: &run)
      default:
        takePlain(into: &run)
      }
    }
    run.finish(at: position, of: bytes, into: &parts)
    return Word(parts: parts, range: start..<position)
  }

  private mutating func takePlain(into run: inout LiteralRun) {
    run.begin(at: position)
    position += 1
  }

  /// Moves over a backslash, which goes, and the byte behind it, which stays; an escaped line end goes wholly.
  mutating func takeEscape(into run: inout LiteralRun) {
    let continuation = continuationLength(at: position)
    if continuation > 0 {
      run.omit(position..<position + continuation, of: bytes)
      position += continuation
    } else if position + 1 < limit {
      run.omit(position..<position + 1, of: bytes)
      position += 2
    } else {
      run.begin(at: position)
      position += 1
    }
  }

  /// Reads the quotes, back-quotes or expansion here; a dollar sign that begins none is text.
  private mutating func readExpansion(_ current: Byte, into parts: inout [WordPart], _ run: inout LiteralRun) {
    if current == "$" && !beginsExpansion(at: position + 1) {
      let quote = byte(at: position + 1)
      if quote != "'" && quote != "\"" {
        run.begin(at: position)
        position += 1
        return
      }
    }
    run.finish(at: position, of: bytes, into: &parts)
    switch current {
    case "'": parts.append(readSingleQuotes())
    case "\"": parts.append(readDoubleQuotes())
    case "`": parts.append(readBackquotes(inDoubleQuotes: false))
    default: parts.append(readDollar(inDoubleQuotes: false))
    }
  }

  /// How far the end of an extended glob is looked for.
  private static let longestPattern = 4096

  /// Whether the parenthesis here belongs to an extended glob like `@(a|b)`.
  private func opensPattern(from start: Int) -> Bool {
    guard position > start, byte(at: position + 1) != ")" else { return false }
    switch Byte(bytes[position - 1]) {
    case "?", "*", "+", "@", "!": break
    default: return false
    }
    let skimmer = Skimmer(bytes: bytes, limit: min(limit, position + Self.longestPattern))
    return skimmer.closing(.arithmetic, from: position + 1) != nil
  }

  // MARK: Enclosed words

  /// What ends a word inside an expansion.
  enum Enclosure {
    /// The end of the text that is being read.
    case end
    case brace
    /// The slash before a replacement, or the closing brace.
    case slashOrBrace
  }

  /// Reads a word inside `${ … }` or `[ … ]`, in which blanks are text; the position stays before what ends it.
  mutating func readEnclosedWord(until enclosure: Enclosure, inDoubleQuotes: Bool) -> Word {
    let start = position
    var parts: [WordPart] = []
    var run = LiteralRun()
    while position < limit {
      let current = Byte(bytes[position])
      switch current {
      case "}" where enclosure != .end, "/" where enclosure == .slashOrBrace && position > start:
        run.finish(at: position, of: bytes, into: &parts)
        return Word(parts: parts, range: start..<position)
      case "\\":
        if inDoubleQuotes && !isEscapedInDoubleQuotes(at: position + 1) && byte(at: position + 1) != "}" {
          run.begin(at: position)
          position += 1
        } else {
          takeEscape(into: &run)
        }
      case "'" where inDoubleQuotes:
        takePlain(into: &run)
      case "'", "\"", "`":
        readExpansion(current, into: &parts, &run)
      case "$":
        if inDoubleQuotes && byte(at: position + 1) == "'" || inDoubleQuotes && byte(at: position + 1) == "\"" {
          takePlain(into: &run)
        } else {
          readExpansion(current, into: &parts, &run)
        }
      case "<" where !inDoubleQuotes && byte(at: position + 1) == "(",
        ">" where !inDoubleQuotes && byte(at: position + 1) == "(":
        run.finish(at: position, of: bytes, into: &parts)
        parts.append(readProcessSubstitution())
      default:
        takePlain(into: &run)
      }
    }
    run.finish(at: position, of: bytes, into: &parts)
    return Word(parts: parts, range: start..<position)
  }
}
