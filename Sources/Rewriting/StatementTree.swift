import ShellSyntax
import SourceText

/// The lists of statements that one body of code runs in its own shell, one after another: its own list, those of
/// branches, loops and groups within it. Conditions, subshells and pipelines belong to the statement they stand in.
struct StatementTree {
  /// A statement: the number of its list, and its index there. An index past the last stands for the end of the list.
  struct Position: Hashable {
    let list: Int
    let index: Int
  }

  struct List {
    let statements: [Statement]
    /// The statement that the list is part of.
    let parent: Position?
    let isLoopBody: Bool
    fileprivate(set) var children: [Int: [Int]] = [:]
  }

  private(set) var lists: [List] = []

  init(_ statements: [Statement]) {
    add(statements, parent: nil, isLoopBody: false)
  }

  subscript(position: Position) -> Statement { lists[position.list].statements[position.index] }

  /// The statements that an offset lies in, outermost first; empty where it lies in none.
  func path(to offset: Int) -> [Position] {
    var path: [Position] = []
    var list = 0
    while let index = Self.index(of: offset, in: lists[list].statements) {
      path.append(Position(list: list, index: index))
      guard let child = lists[list].children[index]?.first(where: { contains($0, offset) }) else { break }
      list = child
    }
    return path
  }

  private func contains(_ list: Int, _ offset: Int) -> Bool {
    guard let first = lists[list].statements.first, let last = lists[list].statements.last else { return false }
    return first.range.lowerBound <= offset && offset < last.range.upperBound
  }

  private static func index(of offset: Int, in statements: [Statement]) -> Int? {
    let index = statements.partitioningIndex { $0.range.upperBound > offset }
    return index < statements.count && statements[index].range.contains(offset) ? index : nil
  }

  // MARK: Building

  private mutating func add(_ statements: [Statement], parent: Position?, isLoopBody: Bool) {
    guard !statements.isEmpty || parent == nil else { return }
    let list = lists.count
    lists.append(List(statements: statements, parent: parent, isLoopBody: isLoopBody))
    if let parent { lists[parent.list].children[parent.index, default: []].append(list) }
    for (index, statement) in statements.enumerated() where !statement.isBackgrounded {
      guard case .compound(let compound) = statement.command, compound.redirections.isEmpty else { continue }
      addLists(of: compound, at: Position(list: list, index: index))
    }
  }

  private mutating func addLists(of compound: CompoundCommand, at position: Position) {
    switch compound.kind {
    case .group(let body): add(body, parent: position, isLoopBody: false)
    case .ifClause(let clause):
      for branch in clause.branches { add(branch.body, parent: position, isLoopBody: false) }
      if let body = clause.elseBody { add(body, parent: position, isLoopBody: false) }
    case .caseClause(let clause):
      for item in clause.items { add(item.body, parent: position, isLoopBody: false) }
    case .whileLoop(let loop): add(loop.body, parent: position, isLoopBody: true)
    case .forLoop(let loop): add(loop.body, parent: position, isLoopBody: true)
    case .arithmeticFor(let loop): add(loop.body, parent: position, isLoopBody: true)
    case .subshell, .arithmetic, .conditional: break
    }
  }
}
