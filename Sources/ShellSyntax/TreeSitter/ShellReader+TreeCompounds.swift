internal import SourceText

extension ShellReader {
  /// Lowers a compound command with its redirections.
  mutating func compound(_ cursor: inout TreeCursor) -> CompoundCommand? {
    let range = cursor.range
    let nodeKind = cursor.kind
    moveReader(to: range.lowerBound)
    // Bash may take what the tree begins a command with for a part of a word.
    guard peek == "(" || openerHere() != nil, cursor.enter() else { return nil }
    var more = true
    let kind = compoundKind(nodeKind, range, &cursor, &more)
    cursor.leave()
    guard let kind else { return nil }
    moveReader(to: range.upperBound)
    return finish(kind, from: range.lowerBound)
  }

  private mutating func compoundKind(
    _ kind: NodeKind, _ range: SourceRange, _ cursor: inout TreeCursor, _ more: inout Bool
  ) -> CompoundCommand.Kind? {
    switch kind {
    case .compoundStatement:
      if cursor.kind == .openArithmetic { return loweredArithmetic(range) }
      return group(&cursor, &more).map { .group($0) }
    case .subshell:
      let outer = (enclosing, isInSubstitution)
      (enclosing, isInSubstitution) = ([], true)
      defer { (enclosing, isInSubstitution) = outer }
      return body(&cursor, &more, from: .openParenthesis, to: .closeParenthesis, closedBy: .parenthesis)
        .map { .subshell($0) }
    case .ifStatement:
      return ifClause(&cursor, &more).map { .ifClause($0) }
    case .whileStatement:
      return whileLoop(&cursor, &more).map { .whileLoop($0) }
    case .forStatement:
      return forLoop(&cursor, &more).map { .forLoop($0) }
    case .arithmeticForStatement:
      return arithmeticFor(&cursor, &more).map { .arithmeticFor($0) }
    case .caseStatement:
      return caseClause(&cursor, &more).map { .caseClause($0) }
    default: return nil
    }
  }

  private mutating func loweredArithmetic(_ range: SourceRange) -> CompoundCommand.Kind? {
    guard let end = arithmeticEnd(after: 1), end + 2 == range.upperBound else { return nil }
    return .arithmetic(readArithmetic(range.lowerBound + 2..<end))
  }

  private mutating func group(_ cursor: inout TreeCursor, _ more: inout Bool) -> [Statement]? {
    body(&cursor, &more, from: .openBrace, to: .closeBrace, closedBy: .brace)
  }

  /// Lowers what stands between two tokens, the first of which is here; bash wants at least one command.
  private mutating func body(
    _ cursor: inout TreeCursor, _ more: inout Bool, from open: NodeKind, to close: NodeKind,
    closedBy closers: Closers
  ) -> [Statement]? {
    guard take(open, &cursor, &more) else { return nil }
    let list = statements(&cursor, &more, closedBy: closers) { $0 == close }
    guard let list, !list.isEmpty else { return nil }
    return take(close, &cursor, &more) ? list : nil
  }

  /// Moves over a token that must be here; a reserved word must be a word to bash too.
  private func take(_ kind: NodeKind, _ cursor: inout TreeCursor, _ more: inout Bool) -> Bool {
    let range = cursor.range
    guard more, cursor.kind == kind, !range.isEmpty else { return false }
    let isParenthesis = kind == .openParenthesis || kind == .closeParenthesis
    guard isParenthesis || endsWord(at: range.upperBound) else { return false }
    more = cursor.advance()
    return true
  }

  // MARK: Conditions

  private mutating func ifClause(_ cursor: inout TreeCursor, _ more: inout Bool) -> IfClause? {
    var branches: [IfClause.Branch] = []
    var elseBody: [Statement]?
    guard let first = branch(.if, &cursor, &more) else { return nil }
    branches.append(first)
    while more && cursor.kind != .fi {
      switch cursor.kind {
      case .elifClause:
        guard elseBody == nil, let branch = inner(&cursor, { $0.branch(.elif, &$1, &$2) }) else { return nil }
        branches.append(branch)
      case .elseClause:
        guard elseBody == nil, let body = inner(&cursor, { $0.elseBody(&$1, &$2) }) else { return nil }
        elseBody = body
      default: return nil
      }
      more = cursor.advance()
    }
    return take(.fi, &cursor, &more) ? IfClause(branches: branches, elseBody: elseBody) : nil
  }

  /// Lowers the children of the node here.
  private mutating func inner<Result>(
    _ cursor: inout TreeCursor, _ lower: (inout ShellReader, inout TreeCursor, inout Bool) -> Result?
  ) -> Result? {
    guard cursor.enter() else { return nil }
    defer { cursor.leave() }
    var more = true
    return lower(&self, &cursor, &more)
  }

  private mutating func branch(
    _ opener: NodeKind, _ cursor: inout TreeCursor, _ more: inout Bool
  ) -> IfClause.Branch? {
    let start = cursor.range.lowerBound
    guard let condition = body(&cursor, &more, from: opener, to: .then, closedBy: .then) else { return nil }
    let list = statements(&cursor, &more, closedBy: [.elif, .else, .fi]) {
      $0 == .fi || $0 == .elifClause || $0 == .elseClause
    }
    guard let list, let last = list.last else { return nil }
    return IfClause.Branch(condition: condition, body: list, range: start..<last.range.upperBound)
  }

  private mutating func elseBody(_ cursor: inout TreeCursor, _ more: inout Bool) -> [Statement]? {
    guard take(.else, &cursor, &more) else { return nil }
    let list = statements(&cursor, &more, closedBy: .fi) { _ in false }
    return list?.isEmpty == false ? list : nil
  }

  // MARK: Loops

  private mutating func whileLoop(_ cursor: inout TreeCursor, _ more: inout Bool) -> WhileLoop? {
    let isUntil = cursor.kind == .until
    guard isUntil || cursor.kind == .while else { return nil }
    more = cursor.advance()
    let condition = statements(&cursor, &more, closedBy: .do) { $0 == .doGroup }
    guard let condition, !condition.isEmpty else { return nil }
    guard more, let list = doGroup(&cursor) else { return nil }
    return WhileLoop(isUntil: isUntil, condition: condition, body: list)
  }

  private mutating func doGroup(_ cursor: inout TreeCursor) -> [Statement]? {
    inner(&cursor) { $0.body(&$1, &$2, from: .do, to: .done, closedBy: .done) }
  }

  /// Moves to the body of a `for`, which must be where the reader has got to, and lowers it.
  private mutating func forBody(_ cursor: inout TreeCursor, _ more: inout Bool) -> [Statement]? {
    while more && cursor.kind != .doGroup && cursor.kind != .compoundStatement {
      if cursor.kind == .comment { comments.append(cursor.range) }
      more = cursor.advance()
    }
    skipNewlines()
    guard more, cursor.range.lowerBound == position else { return nil }
    if cursor.kind == .doGroup { return doGroup(&cursor) }
    return inner(&cursor) { $0.group(&$1, &$2) }
  }

  private mutating func forLoop(_ cursor: inout TreeCursor, _ more: inout Bool) -> ForLoop? {
    let head = readForHead(isSelect: cursor.kind == .select)
    return forBody(&cursor, &more).map { head.loop($0) }
  }

  private mutating func arithmeticFor(_ cursor: inout TreeCursor, _ more: inout Bool) -> ArithmeticFor? {
    position += 3
    skipBlanks()
    guard let end = arithmeticEnd(after: 1) else { return nil }
    let head = readArithmeticForHead(position + 2..<end)
    return forBody(&cursor, &more).map {
      ArithmeticFor(initial: head[0], condition: head[1], update: head[2], body: $0)
    }
  }

  // MARK: Cases

  private mutating func caseClause(_ cursor: inout TreeCursor, _ more: inout Bool) -> CaseClause? {
    let subject = readCaseHead()
    var items: [CaseClause.Item] = []
    while more && cursor.kind != .esac {
      switch cursor.kind {
      case .caseItem:
        guard cursor.range.lowerBound >= position, let item = caseItem(&cursor) else { return nil }
        items.append(item)
      case .comment: comments.append(cursor.range)
      default: break
      }
      more = cursor.advance()
    }
    guard more, mayClose(items.last, at: cursor.range.lowerBound) else { return nil }
    return take(.esac, &cursor, &more) ? CaseClause(subject: subject, items: items) : nil
  }

  /// Whether `esac` is a reserved word where it stands: behind the words of a command it is one of them.
  private func mayClose(_ last: CaseClause.Item?, at offset: Int) -> Bool {
    guard let last, let statement = last.body.last, last.range.upperBound == statement.range.upperBound else {
      return true
    }
    guard last.range.upperBound <= offset else { return false }
    if case .compound = statement.command { return true }
    return bytes[last.range.upperBound..<offset].contains { [0x0A, 0x3B, 0x26].contains($0) }
  }

  private mutating func caseItem(_ cursor: inout TreeCursor) -> CaseClause.Item? {
    let range = cursor.range
    moveReader(to: range.lowerBound)
    guard let patterns = readCasePatterns() else { return nil }
    let patternsEnd = position
    return inner(&cursor) { reader, cursor, more in
      while more && cursor.range.upperBound <= patternsEnd { more = cursor.advance() }
      var terminator = CaseClause.Terminator.leave
      let body = reader.statements(&cursor, &more, closedBy: [.caseItem, .esac]) {
        $0 == .doubleSemicolon || $0 == .fallThrough || $0 == .testNext
      }
      guard let body else { return nil }
      if more && cursor.kind == .fallThrough { terminator = .fallThrough }
      if more && cursor.kind == .testNext { terminator = .testNext }
      let isEnded = more
      let end = isEnded ? cursor.range.upperBound : body.last?.range.upperBound ?? range.upperBound
      if !isEnded { reader.moveReader(to: end) }
      return CaseClause.Item(
        patterns: patterns, body: body, terminator: terminator, range: range.lowerBound..<end)
    }
  }

  // MARK: Functions

  mutating func functionDefinition(_ cursor: inout TreeCursor) -> Command? {
    let range = cursor.range
    moveReader(to: range.lowerBound)
    let nameRange = readFunctionHead()
    guard !nameRange.isEmpty else { return nil }
    skipNewlines()
    let start = position
    let body: CompoundCommand? = inner(&cursor) { reader, cursor, more in
      while more && cursor.range.lowerBound < start { more = cursor.advance() }
      guard more, cursor.range.lowerBound == start else { return nil }
      return reader.compound(&cursor)
    }
    guard let body else { return nil }
    return .functionDefinition(
      FunctionDefinition(
        name: text(nameRange), nameRange: nameRange, body: body,
        range: range.lowerBound..<body.range.upperBound))
  }
}
