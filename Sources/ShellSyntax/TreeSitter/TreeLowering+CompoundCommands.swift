internal import SourceText

extension TreeLowering {
  /// Lowers a compound command with its redirections.
  mutating func compound(_ cursor: inout TreeCursor) -> CompoundCommand? {
    let range = cursor.range
    let nodeKind = cursor.kind
    guard cursor.enter() else { return nil }
    var more = true
    moveReader(to: range.lowerBound)
    let kind = compoundKind(nodeKind, range, &cursor, &more)
    cursor.leave()
    guard let kind else { return nil }
    moveReader(to: range.upperBound)
    return reader.finish(kind, from: range.lowerBound)
  }

  private mutating func compoundKind(
    _ kind: NodeKind, _ range: SourceRange, _ cursor: inout TreeCursor, _ more: inout Bool
  ) -> CompoundCommand.Kind? {
    switch kind {
    case .compoundStatement:
      return body(&cursor, &more, from: .openBrace, to: .closeBrace).map { .group($0) }
    case .subshell:
      let outer = reader.isInSubstitution
      reader.isInSubstitution = true
      defer { reader.isInSubstitution = outer }
      return body(&cursor, &more, from: .openParenthesis, to: .closeParenthesis).map { .subshell($0) }
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

  /// Lowers what stands between two tokens, the first of which is here; bash wants at least one command.
  private mutating func body(
    _ cursor: inout TreeCursor, _ more: inout Bool, from open: NodeKind, to close: NodeKind
  ) -> [Statement]? {
    guard more, cursor.kind == open else { return nil }
    more = cursor.advance()
    guard let list = statements(&cursor, &more, until: { $0 == close }), !list.isEmpty else { return nil }
    return take(close, &cursor, &more) ? list : nil
  }

  /// Moves over a token that must be here.
  private func take(_ kind: NodeKind, _ cursor: inout TreeCursor, _ more: inout Bool) -> Bool {
    guard more, cursor.kind == kind, !cursor.range.isEmpty else { return false }
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
    _ cursor: inout TreeCursor, _ lower: (inout TreeLowering, inout TreeCursor, inout Bool) -> Result?
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
    guard let condition = body(&cursor, &more, from: opener, to: .then) else { return nil }
    let list = statements(&cursor, &more) { $0 == .fi || $0 == .elifClause || $0 == .elseClause }
    guard let list, let last = list.last else { return nil }
    return IfClause.Branch(condition: condition, body: list, range: start..<last.range.upperBound)
  }

  private mutating func elseBody(_ cursor: inout TreeCursor, _ more: inout Bool) -> [Statement]? {
    guard take(.else, &cursor, &more) else { return nil }
    guard let list = statements(&cursor, &more, until: { _ in false }), !list.isEmpty else { return nil }
    return list
  }

  // MARK: Loops

  private mutating func whileLoop(_ cursor: inout TreeCursor, _ more: inout Bool) -> WhileLoop? {
    let isUntil = cursor.kind == .until
    guard isUntil || cursor.kind == .while else { return nil }
    more = cursor.advance()
    guard let condition = statements(&cursor, &more, until: { $0 == .doGroup }), !condition.isEmpty else { return nil }
    guard more, let list = doGroup(&cursor) else { return nil }
    return WhileLoop(isUntil: isUntil, condition: condition, body: list)
  }

  private mutating func doGroup(_ cursor: inout TreeCursor) -> [Statement]? {
    inner(&cursor) { $0.body(&$1, &$2, from: .do, to: .done) }
  }

  /// Moves to the body of a `for`, which must be where the reader has got to, and lowers it.
  private mutating func forBody(_ cursor: inout TreeCursor, _ more: inout Bool) -> [Statement]? {
    while more && cursor.kind != .doGroup && cursor.kind != .compoundStatement {
      if cursor.kind == .comment { reader.comments.append(cursor.range) }
      more = cursor.advance()
    }
    reader.skipNewlines()
    guard more, cursor.range.lowerBound == reader.position else { return nil }
    if cursor.kind == .doGroup { return doGroup(&cursor) }
    return inner(&cursor) { $0.body(&$1, &$2, from: .openBrace, to: .closeBrace) }
  }

  private mutating func forLoop(_ cursor: inout TreeCursor, _ more: inout Bool) -> ForLoop? {
    let head = reader.readForHead(isSelect: cursor.kind == .select)
    return forBody(&cursor, &more).map { head.loop($0) }
  }

  private mutating func arithmeticFor(_ cursor: inout TreeCursor, _ more: inout Bool) -> ArithmeticFor? {
    reader.position += 3
    reader.skipBlanks()
    guard let end = reader.arithmeticEnd(after: 1) else { return nil }
    let head = reader.readArithmeticForHead(reader.position + 2..<end)
    return forBody(&cursor, &more).map {
      ArithmeticFor(initial: head[0], condition: head[1], update: head[2], body: $0)
    }
  }

  // MARK: Cases

  private mutating func caseClause(_ cursor: inout TreeCursor, _ more: inout Bool) -> CaseClause? {
    let subject = reader.readCaseHead()
    var items: [CaseClause.Item] = []
    while more && cursor.kind != .esac {
      switch cursor.kind {
      case .caseItem:
        guard cursor.range.lowerBound >= reader.position, let item = caseItem(&cursor) else { return nil }
        items.append(item)
      case .comment: reader.comments.append(cursor.range)
      default: break
      }
      more = cursor.advance()
    }
    return take(.esac, &cursor, &more) ? CaseClause(subject: subject, items: items) : nil
  }

  private mutating func caseItem(_ cursor: inout TreeCursor) -> CaseClause.Item? {
    let range = cursor.range
    moveReader(to: range.lowerBound)
    guard let patterns = reader.readCasePatterns() else { return nil }
    let patternsEnd = reader.position
    return inner(&cursor) { lowering, cursor, more in
      while more && cursor.range.upperBound <= patternsEnd { more = cursor.advance() }
      var terminator = CaseClause.Terminator.leave
      let body = lowering.statements(&cursor, &more) {
        $0 == .doubleSemicolon || $0 == .fallThrough || $0 == .testNext
      }
      guard let body else { return nil }
      if more && cursor.kind == .fallThrough { terminator = .fallThrough }
      if more && cursor.kind == .testNext { terminator = .testNext }
      let isEnded = more
      let end = isEnded ? cursor.range.upperBound : body.last?.range.upperBound ?? range.upperBound
      if !isEnded { lowering.moveReader(to: end) }
      return CaseClause.Item(
        patterns: patterns, body: body, terminator: terminator, range: range.lowerBound..<end)
    }
  }

  // MARK: Functions

  mutating func functionDefinition(_ cursor: inout TreeCursor) -> Command? {
    let range = cursor.range
    moveReader(to: range.lowerBound)
    let nameRange = reader.readFunctionHead()
    guard !nameRange.isEmpty else { return nil }
    reader.skipNewlines()
    let start = reader.position
    let body: CompoundCommand? = inner(&cursor) { lowering, cursor, more in
      while more && cursor.range.lowerBound < start { more = cursor.advance() }
      guard more, cursor.range.lowerBound == start else { return nil }
      return lowering.compound(&cursor)
    }
    guard let body else { return nil }
    return .functionDefinition(
      FunctionDefinition(
        name: reader.text(nameRange), nameRange: nameRange, body: body,
        range: range.lowerBound..<body.range.upperBound))
  }
}
