internal import SourceText

/// Turns a syntax tree into commands: the tree tells how statements nest, the reader what stands in each.
///
/// The reader says for each command where it ends. Where the tree is of another opinion, the reader reads the
/// smallest statement whose ends both agree on; `nil` travels outward until there is one.
struct TreeLowering {
  var reader: ShellReader
  /// Set where the whole file is better left to the reader.
  var isAbandoned = false
  /// How many statements may still be read a second time.
  var remainingDisagreements = 64

  init(_ reader: ShellReader) { self.reader = reader }

  /// Lowers the whole tree; nil if tree and reader do not fit together.
  mutating func lower(_ cursor: inout TreeCursor) -> [Statement]? {
    var more = cursor.enter()
    return statements(&cursor, &more) { _ in false }
  }

  /// Lowers statements from the current child on, up to one of the kinds or the last.
  mutating func statements(
    _ cursor: inout TreeCursor, _ more: inout Bool, until stops: (NodeKind) -> Bool
  ) -> [Statement]? {
    var result: [Statement] = []
    var mayTerminate = false
    while more {
      let kind = cursor.kind
      if stops(kind) { break }
      switch kind {
      case .newline, .hereDocumentBody, .hereDocumentEnd: break
      case .comment:
        reader.comments.append(cursor.range)
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
    let range = cursor.range
    if range.lowerBound < reader.position {
      isAbandoned = true
      return nil
    }
    let before = reader.checkpoint
    if let command = command(&cursor), !isAbandoned, agrees(command.range.upperBound, with: range) {
      more = cursor.advance()
      return command
    }
    guard !isAbandoned, remainingDisagreements > 0 else { return nil }
    remainingDisagreements -= 1
    reader.restore(before)
    moveReader(to: range.lowerBound)
    if isAtStrayCloser { return nil }
    guard let command = reader.readAndOrList() else { return nil }
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
      if reader.closerHere() == nil { return false }
      isAbandoned = true
      return true
    }
  }

  /// Whether a command that the reader ended at an offset is what a node covers.
  private func agrees(_ end: Int, with range: SourceRange) -> Bool {
    if end == range.upperBound { return true }
    guard let pending = reader.pendingHereDocuments else { return false }
    return end < range.upperBound && range.upperBound <= pending.resume
  }

  /// Moves on to an offset; the lines of a here-document can hold no command.
  mutating func moveReader(to offset: Int) {
    reader.position = offset
    guard let pending = reader.pendingHereDocuments, offset > pending.lineEnd else { return }
    if offset < pending.resume { isAbandoned = true }
    reader.pendingHereDocuments = nil
  }

  /// Lowers the node here, whatever statement it is.
  mutating func command(_ cursor: inout TreeCursor) -> Command? {
    reader.depth += 1
    defer { reader.depth -= 1 }
    if reader.depth > ShellReader.maximumDepth {
      isAbandoned = true
      return nil
    }
    switch cursor.kind {
    case .list, .pipeline, .negatedCommand, .redirectedStatement:
      var sequence = CommandSequence()
      guard flatten(&cursor, into: &sequence) else { return nil }
      return sequence.command()
    case .command, .variableAssignment, .variableAssignments, .declarationCommand, .unsetCommand, .testCommand:
      return leaf(cursor.range)
    case .functionDefinition:
      return functionDefinition(&cursor)
    default:
      return compound(&cursor).map { .compound($0) }
    }
  }

  /// Has the reader read a command that holds no other statements of its own.
  private mutating func leaf(_ range: SourceRange) -> Command? {
    moveReader(to: range.lowerBound)
    if isAtStrayCloser { return nil }
    switch reader.openerHere() {
    case nil, .conditional: break
    default: return nil
    }
    guard let command = reader.readCommand(), command.range.upperBound >= range.upperBound || hasHereDocument else {
      return nil
    }
    if case .functionDefinition = command { return nil }
    reader.position = command.range.upperBound
    return command
  }

  private var hasHereDocument: Bool { reader.pendingHereDocuments != nil }

  /// Takes lists and pipelines apart into commands and operators, since the tree groups some unlike bash.
  private mutating func flatten(_ cursor: inout TreeCursor, into sequence: inout CommandSequence) -> Bool {
    switch cursor.kind {
    case .list, .pipeline, .negatedCommand: break
    case .redirectedStatement: return flattenRedirected(&cursor, into: &sequence)
    default:
      guard cursor.range.lowerBound >= sequence.end, let command = command(&cursor) else { return false }
      sequence.append(command)
      return true
    }
    guard cursor.enter() else { return false }
    defer { cursor.leave() }
    repeat {
      let range = cursor.range
      switch cursor.kind {
      case .comment: reader.comments.append(range)
      case .newline: break
      case .and, .or, .pipe, .pipeBoth, .not:
        guard range.lowerBound >= sequence.end, sequence.append(cursor.kind, at: range) else { return false }
        // To bash, `!` is a word of its own or begins another.
        if cursor.kind == .not && !reader.endsWord(at: range.upperBound) { return false }
      default:
        guard flatten(&cursor, into: &sequence) else { return false }
      }
    } while cursor.advance()
    return true
  }

  /// The reader has read the redirections with the command; a here-document may hide more commands.
  private mutating func flattenRedirected(_ cursor: inout TreeCursor, into sequence: inout CommandSequence) -> Bool {
    let range = cursor.range
    guard cursor.enter() else { return false }
    defer { cursor.leave() }
    if cursor.kind.isRedirection {
      guard range.lowerBound >= sequence.end, let command = leaf(range) else { return false }
      sequence.append(command)
      return true
    }
    guard flatten(&cursor, into: &sequence) else { return false }
    while cursor.advance() {
      if cursor.kind == .hereDocumentRedirect && holdsCommands(&cursor) { return false }
    }
    return true
  }

  private func holdsCommands(_ cursor: inout TreeCursor) -> Bool {
    guard cursor.enter() else { return false }
    defer { cursor.leave() }
    repeat {
      switch cursor.kind {
      case .pipeline, .list, .command, .and, .or, .pipe, .pipeBoth, .ampersand, .redirectedStatement: return true
      default: break
      }
    } while cursor.advance()
    return false
  }
}

extension NodeKind {
  var isRedirection: Bool {
    self == .fileRedirect || self == .hereDocumentRedirect || self == .hereStringRedirect
  }
}
