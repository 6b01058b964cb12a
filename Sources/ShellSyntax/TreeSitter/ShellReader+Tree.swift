internal import SourceText

/// How statements are taken from the tree: it says how they nest and where each begins and ends, the reader what stands
/// in the words of each.
///
/// The reader has to come to the same end of every command. Where it does not, or where the grammar failed, the smallest
/// statement around is read by recovery (`Recovery/`); `nil` travels outward until there is one whose ends fit.
extension ShellReader {
  /// Takes the statement that the tree has here, whole; nil leaves everything as it was.
  mutating func takeStatement() -> Command? {
    take { !$0.isAtJoiner }
  }

  /// Takes the compound command or function that the tree has here.
  mutating func takeCompound() -> Command? {
    guard position != refusedStart, finder?.statement(at: position)?.kind.isCompound == true else { return nil }
    return take { _ in true }
  }

  private mutating func take(_ isWanted: (borrowing ShellReader) -> Bool) -> Command? {
    guard let finder, position != refusedStart, remainingEffort >= 0, let node = finder.statement(at: position) else {
      return nil
    }
    let range = node.range
    guard range.upperBound <= limit else { return nil }
    let before = (checkpoint, remainingRetries)
    self.finder = StatementFinder(node)
    var cursor = TreeCursor(node)
    let command = lowered(&cursor)
    self.finder = finder
    if let command, !isAbandoned, agrees(command.range.upperBound, with: range) {
      position = command.range.upperBound
      if isWanted(self) { return command }
    }
    isAbandoned = false
    restore(before.0)
    remainingRetries = before.1
    refuse(range)
    return nil
  }

  /// Notes that a statement of the tree was lowered in vain; a tree that fits too badly is asked no more.
  private mutating func refuse(_ range: SourceRange) {
    refusedStart = range.lowerBound
    remainingEffort -= range.count
  }

  /// Whether what comes next joins the statement before to another.
  private var isAtJoiner: Bool {
    var offset = position
    while isBlank(at: offset) { offset += max(1, continuationLength(at: offset)) }
    return byte(at: offset) == "|" || hasText("&&", at: offset)
  }

  private func isBlank(at offset: Int) -> Bool {
    switch byte(at: offset) {
    case " ", "\t": true
    case "\0": offset < limit
    default: continuationLength(at: offset) > 0
    }
  }

  // MARK: Lists

  /// Lowers statements from the current child on, up to one of the kinds or the last; nil if tree and reader do not fit.
  mutating func statements(
    _ cursor: inout TreeCursor, _ more: inout Bool, closedBy closers: Closers, until stops: (NodeKind) -> Bool
  ) -> [Statement]? {
    let outer = enclosing
    enclosing.formUnion(closers)
    depth += 1
    defer {
      enclosing = outer
      depth -= 1
    }
    if depth > Self.maximumDepth {
      isAbandoned = true
      return nil
    }
    return statements(&cursor, &more, until: stops)
  }

  private mutating func statements(
    _ cursor: inout TreeCursor, _ more: inout Bool, until stops: (NodeKind) -> Bool
  ) -> [Statement]? {
    var result: [Statement] = []
    var mayTerminate = false
    while more {
      let kind = cursor.kind
      if stops(kind) { break }
      switch kind {
      case .newline, .hereDocumentBody, .hereDocumentEnd: break
      case .comment: comments.append(cursor.range)
      case .semicolon:
        guard mayTerminate else { return nil }
        mayTerminate = false
      case .ampersand:
        guard mayTerminate, let last = result.popLast() else { return nil }
        result.append(Statement(last.command, isBackgrounded: true))
        mayTerminate = false
      default:
        guard let command = statement(&cursor, &more) else { return nil }
        result.append(Statement(command))
        mayTerminate = true
        continue
      }
      more = cursor.advance()
    }
    return result
  }

  /// Lowers the statement here and moves behind it.
  private mutating func statement(_ cursor: inout TreeCursor, _ more: inout Bool) -> Command? {
    let node = cursor.node
    let range = node.range
    if range.lowerBound < position {
      isAbandoned = true
      return nil
    }
    let before = (checkpoint, remainingRetries)
    let outer = finder
    finder = StatementFinder(node)
    let command = lowered(&cursor)
    finder = outer
    if let command, !isAbandoned, agrees(command.range.upperBound, with: range) {
      more = cursor.advance()
      return command
    }
    guard !isAbandoned else { return nil }
    restore(before.0)
    remainingRetries = before.1
    refuse(range)
    return recoverStatement(range, &cursor, &more)
  }

  /// Reads the statement that begins where a node does, and moves behind all nodes that it covers.
  private mutating func recoverStatement(
    _ range: SourceRange, _ cursor: inout TreeCursor, _ more: inout Bool
  ) -> Command? {
    moveReader(to: range.lowerBound)
    if isAbandoned || isAtStrayCloser { return nil }
    guard let command = recovering({ $0.readAndOrList() }) else { return nil }
    let end = max(command.range.upperBound, range.upperBound)
    more = cursor.advance()
    while more && cursor.range.lowerBound < command.range.upperBound {
      guard cursor.range.upperBound <= end else { return nil }
      more = cursor.advance()
    }
    return agrees(command.range.upperBound, with: range) || command.range.upperBound > range.upperBound
      ? command : nil
  }

  /// Whether a reserved word that ends commands stands where the tree begins one: bash rejects what the tree accepts.
  private var isAtStrayCloser: Bool {
    mutating get {
      if closerHere() == nil { return false }
      isAbandoned = true
      return true
    }
  }

  /// Whether a command that the reader ended at an offset is what a node covers.
  private func agrees(_ end: Int, with range: SourceRange) -> Bool {
    if end == range.upperBound { return true }
    guard let pending = pendingHereDocuments else { return false }
    return end < range.upperBound && range.upperBound <= pending.resume
  }

  /// Moves on to an offset; the lines of a here-document can hold no command, and nothing may stand between that only
  /// the grammar takes for a blank.
  mutating func moveReader(to offset: Int) {
    if offset > position && hasHiddenText(position..<offset) { isAbandoned = true }
    position = offset
    guard let pending = pendingHereDocuments, offset > pending.lineEnd else { return }
    if offset < pending.resume { isAbandoned = true }
    pendingHereDocuments = nil
  }

  private func hasHiddenText(_ range: SourceRange) -> Bool {
    var offset = range.lowerBound
    while offset < range.upperBound {
      if let pending = pendingHereDocuments, offset == pending.lineEnd {
        offset = max(offset + 1, pending.resume)
        continue
      }
      switch bytes[offset] {
      case 0x09, 0x0A, 0x20...0x22, 0x24...0x5B, 0x5D...0x7E: offset += 1
      case 0x23: offset = endOfLine(from: offset)
      case 0x0D where isLineEndReturn(at: offset): offset += 1
      default:
        let length = continuationLength(at: offset)
        if length == 0 { return true }
        offset += length
      }
    }
    return false
  }

  // MARK: Commands

  /// Lowers the node here, whatever statement it is.
  private mutating func lowered(_ cursor: inout TreeCursor) -> Command? {
    switch cursor.kind {
    case .list, .pipeline, .negatedCommand, .redirectedStatement:
      var sequence = CommandSequence()
      guard flatten(&cursor, into: &sequence) else { return nil }
      return sequence.command()
    default:
      return loweredCommand(&cursor)
    }
  }

  /// Lowers a node that operators join to others, or that stands alone.
  private mutating func loweredCommand(_ cursor: inout TreeCursor) -> Command? {
    switch cursor.kind {
    case .command, .variableAssignment, .variableAssignments, .declarationCommand, .unsetCommand, .testCommand:
      return leaf(cursor.range)
    case .functionDefinition:
      return functionDefinition(&cursor)
    default:
      return compound(&cursor).map { .compound($0) }
    }
  }

  /// Reads a command that holds no other statements of its own.
  private mutating func leaf(_ range: SourceRange) -> Command? {
    moveReader(to: range.lowerBound)
    if isAbandoned || isAtStrayCloser { return nil }
    switch openerHere() {
    case nil, .conditional: break
    default: return nil
    }
    guard let command = readOwnCommand(),
      command.range.upperBound >= range.upperBound || pendingHereDocuments != nil
    else { return nil }
    if case .functionDefinition = command { return nil }
    position = command.range.upperBound
    return command
  }

  /// Takes lists and pipelines apart into commands and operators, since the tree groups some unlike bash.
  ///
  /// What stands on the line behind the delimiter of a here-document belongs to the redirection in the tree.
  private mutating func flatten(_ cursor: inout TreeCursor, into sequence: inout CommandSequence) -> Bool {
    var level = 0
    defer { for _ in 0..<level { cursor.leave() } }
    while true {
      if isSequence(&cursor) {
        guard cursor.enter() else { return false }
        level += 1
        continue
      }
      guard append(&cursor, to: &sequence) else { return false }
      while level > 0 && !cursor.advance() {
        cursor.leave()
        level -= 1
      }
      if level == 0 { return true }
    }
  }

  /// Whether the node here is to be taken apart; not so a command that redirections stand before.
  private func isSequence(_ cursor: inout TreeCursor) -> Bool {
    switch cursor.kind {
    case .list, .pipeline, .negatedCommand, .hereDocumentRedirect: return true
    case .redirectedStatement:
      guard cursor.enter() else { return false }
      defer { cursor.leave() }
      return !cursor.kind.isRedirection
    default: return false
    }
  }

  /// Adds the operator or the command here.
  private mutating func append(_ cursor: inout TreeCursor, to sequence: inout CommandSequence) -> Bool {
    let range = cursor.range
    let kind = cursor.kind
    switch kind {
    case .comment: comments.append(range)
    case .newline, .hereDocumentBody, .hereDocumentEnd: break
    case .and, .or, .pipe, .pipeBoth, .not:
      guard range.lowerBound >= sequence.end, sequence.append(kind, at: range) else { return false }
      return kind != .not || isPrefix(endingAt: range.upperBound)
    case .redirectedStatement:
      guard range.lowerBound >= sequence.end, let command = leaf(range) else { return false }
      sequence.append(command)
    default:
      // The reader has read the redirections and all the words of the command before.
      if range.upperBound <= sequence.end { return true }
      guard range.lowerBound >= sequence.end, let command = loweredCommand(&cursor) else { return false }
      sequence.append(command)
    }
    return true
  }

  /// Whether `!` up to an offset is a word of its own and a command follows on its line, as bash wants it.
  private func isPrefix(endingAt end: Int) -> Bool {
    var offset = end
    while isBlank(at: offset) { offset += max(1, continuationLength(at: offset)) }
    return endsWord(at: end) && !isNewline(at: offset) && !isLineEndReturn(at: offset) && byte(at: offset) != "#"
  }
}
