internal import SourceText

/// Reads shell text as bash's own reader does; never fails and always moves on.
///
/// It has three parts. Words, and the simple commands that they make up, it reads by itself (this folder). Statements it
/// takes from tree-sitter's tree (`TreeSitter/`). What the tree does not have, or has otherwise than the words allow, it
/// reads by recursive descent (`Recovery/`), statement by statement.
///
/// What bash would reject is reported once, where bash would stop, and reading goes on behind it.
struct ShellReader {
  /// Nested commands, quotes and expansions that are followed; what is deeper stays unparsed.
  static let maximumDepth = 100

  /// The text; inside back-quotes, backslashes that the back-quotes remove are zero for a while.
  var bytes: [UInt8]
  var position: Int
  /// Where the text that is being read ends: of the file, of a here-document, of back-quotes.
  var limit: Int
  var depth = 0

  var comments: [SourceRange] = []
  var problems: [SyntaxProblem] = []
  /// Whether bash looks at this text when it reads the file: not so in back-quotes and here-documents.
  var isReadAtOnce = true
  var hasRejected = false
  /// How often reading may still go back to the line of a quote that nothing closes.
  var remainingRetries = 8

  /// What enclosing commands of the same text wait for.
  var enclosing: Closers = []
  /// Here-documents that begin after the current line.
  var pendingHereDocuments: PendingHereDocuments?
  /// Whether `)` ends the text around, so that it may follow the delimiter of a here-document.
  var isInSubstitution = false
  /// Pairs of braces in the current word, by the offset of the opening one.
  var braces: [Int: BracePair] = [:]
  var bracesScannedTo = 0

  // MARK: The tree

  /// Where the tree's statements are looked up; nil where there is no tree, or it is of no use.
  var finder: StatementFinder?
  /// Set where a node is better read from further out.
  var isAbandoned = false
  /// Where a statement of the tree begins that was lowered in vain.
  var refusedStart = -1
  /// How many bytes may still be lowered in vain, so that no text is read over and over.
  var remainingEffort: Int
  /// The smallest statements that were read by recovery although there is a tree, in no order.
  var recovered: [SourceRange] = []

  init(bytes: [UInt8], range: SourceRange, tree: SyntaxTree? = nil) {
    self.bytes = bytes
    position = range.lowerBound
    limit = range.upperBound
    finder = tree.map { StatementFinder($0.root) }
    remainingEffort = 4 * range.count + 4_096
  }
}

// MARK: - Going back

extension ShellReader {
  /// What reading has changed so far, to go back to.
  struct Checkpoint {
    let problemCount: Int
    let commentCount: Int
    let hasRejected: Bool
    let pendingHereDocuments: PendingHereDocuments?
    let recoveredCount: Int
    let position: Int
  }

  var checkpoint: Checkpoint {
    Checkpoint(
      problemCount: problems.count, commentCount: comments.count, hasRejected: hasRejected,
      pendingHereDocuments: pendingHereDocuments, recoveredCount: recovered.count, position: position)
  }

  mutating func restore(_ checkpoint: Checkpoint) {
    problems.removeSubrange(checkpoint.problemCount...)
    comments.removeSubrange(checkpoint.commentCount...)
    hasRejected = checkpoint.hasRejected
    pendingHereDocuments = checkpoint.pendingHereDocuments
    recovered.removeSubrange(checkpoint.recoveredCount...)
    position = checkpoint.position
    bracesScannedTo = 0
  }
}

// MARK: - Bytes

extension ShellReader {
  var isAtEnd: Bool { position >= limit }

  /// The byte at the position, or none at the end.
  var peek: Byte { byte(at: position) }

  func byte(at offset: Int) -> Byte {
    offset < limit ? Byte(bytes[offset]) : .none
  }

  func isNewline(at offset: Int) -> Bool { byte(at: offset) == "\n" }

  /// Whether a carriage return stands here that belongs to the line's end.
  func isLineEndReturn(at offset: Int) -> Bool {
    byte(at: offset) == "\r" && (isNewline(at: offset + 1) || offset + 1 >= limit)
  }

  /// The length of an escaped line end at an offset, or 0.
  func continuationLength(at offset: Int) -> Int {
    guard byte(at: offset) == "\\" else { return 0 }
    if isNewline(at: offset + 1) { return 2 }
    return byte(at: offset + 1) == "\r" && isNewline(at: offset + 2) ? 3 : 0
  }

  /// Whether a word that reached this offset ends here.
  func endsWord(at offset: Int) -> Bool {
    offset >= limit || byte(at: offset).isMetacharacter || isLineEndReturn(at: offset)
      || continuationLength(at: offset) > 0 && endsWord(at: offset + continuationLength(at: offset))
  }

  func text(_ range: SourceRange) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  func hasText(_ text: StaticString, at offset: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard offset + count <= limit else { return false }
    return text.withUTF8Buffer { wanted in
      for index in 0..<count where bytes[offset + index] != wanted[index] { return false }
      return true
    }
  }

  /// Moves over a text if it stands here.
  mutating func take(_ text: StaticString) -> Bool {
    guard hasText(text, at: position) else { return false }
    position += text.utf8CodeUnitCount
    return true
  }

  /// The end of the line that holds an offset.
  func endOfLine(from offset: Int) -> Int {
    var offset = offset
    while offset < limit && bytes[offset] != 0x0A { offset += 1 }
    return offset
  }
}

// MARK: - Between words

extension ShellReader {
  /// Moves over blanks, escaped line ends and a comment.
  mutating func skipBlanks() {
    while position < limit {
      switch peek {
      case " ", "\t", "\0":
        position += 1
      case "\r":
        guard isLineEndReturn(at: position) else { return }
        position += 1
      case "\\":
        let length = continuationLength(at: position)
        guard length > 0 else { return }
        position += length
      case "#":
        let start = position
        position = endOfLine(from: position)
        comments.append(start..<(position > start && bytes[position - 1] == 0x0D ? position - 1 : position))
      default:
        return
      }
    }
  }

  /// Moves over blanks and escaped line ends where no comment can begin, or none may be noted yet.
  mutating func skipBlanksOnly() {
    while peek == " " || peek == "\t" || continuationLength(at: position) > 0 {
      position += max(1, continuationLength(at: position))
    }
  }

  /// Moves over blanks, comments and line ends, and over the here-documents that begin there.
  mutating func skipNewlines() {
    skipBlanks()
    while isNewline(at: position) {
      takeNewline()
      skipBlanks()
    }
  }

  /// Moves over a line end and the here-documents behind it.
  mutating func takeNewline() {
    position += 1
    if let pending = pendingHereDocuments, position > pending.lineEnd {
      position = max(position, min(pending.resume, limit))
      pendingHereDocuments = nil
    }
  }
}

// MARK: - Problems

extension ShellReader {
  /// Records what bash would say and stop at; only the first such place is certain.
  mutating func reject(_ message: String, at range: SourceRange) {
    if isReadAtOnce && !hasRejected {
      hasRejected = true
      problems.append(SyntaxProblem(kind: .rejectedByBash(message), range: range))
    } else {
      problems.append(SyntaxProblem(kind: isReadAtOnce ? .unparsedCommand : .unparsedWord, range: range))
    }
  }

  /// Records that the token here cannot stand here.
  mutating func rejectToken() {
    if isAtEnd {
      reject("syntax error: unexpected end of file", at: limit..<limit)
      return
    }
    let range = position..<tokenEnd()
    let name = isNewline(at: position) ? "newline" : text(range)
    reject("syntax error near unexpected token `\(name)'", at: range)
  }

  mutating func rejectUnclosed(_ bracket: String, at range: SourceRange) {
    reject("unexpected EOF while looking for matching `\(bracket)'", at: range)
  }

  mutating func reportTooDeep(_ range: SourceRange) {
    if !problems.contains(where: { $0.kind == .tooDeep }) {
      problems.append(SyntaxProblem(kind: .tooDeep, range: range))
    }
    hasRejected = true
  }

  /// The end of the operator or plain word at the position; at least one byte further.
  func tokenEnd() -> Int {
    var end = position
    while end < limit && !endsWord(at: end) { end += 1 }
    if end > position { return end }
    let operators: [StaticString] = [";;&", ";;", ";&", "&&", "||", "|&", "&>>", "&>", "<<-", "<<<", "<<", ">>"]
    for candidate in operators where hasText(candidate, at: position) {
      return position + candidate.utf8CodeUnitCount
    }
    return min(position + 1, limit)
  }
}
