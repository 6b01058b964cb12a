internal import Findings
internal import JSON
internal import ShellSyntax
internal import SourceText

/// `textDocument/documentSymbol`: functions, with the tasks that they start.
@Sendable func documentSymbols(_ snapshot: Snapshot, _ params: JSONValue) throws(RequestError) -> JSONValue {
  guard let target = snapshot.target(params) else { return .null }
  let path = target.script.source.path
  let starts = TaskMentions(target.program).all.filter { $0.kind == .start && $0.command.path == path }
  let functions = CommandList(of: target.script).functions
  func json(_ name: String, _ kind: Int, _ range: SourceRange, _ selection: SourceRange, _ inner: [JSONValue])
    -> JSONValue
  {
    .members([
      ("name", .string(name)), ("kind", .number(kind)),
      ("range", target.text.positions(of: range, snapshot.encoding).json),
      ("selectionRange", target.text.positions(of: selection, snapshot.encoding).json),
      ("children", inner.isEmpty ? nil : .array(inner)),
    ])
  }
  func tasks(in range: SourceRange?) -> [JSONValue] {
    var seen: Set<String> = []
    return starts.filter { start in
      let innermost = functions.filter { $0.range.contains(start.command.range.lowerBound) }.max {
        $0.range.lowerBound < $1.range.lowerBound
      }
      return innermost?.range == range && seen.insert("\(start.title) \(start.command.range)").inserted
    }.sorted { $0.command.range.lowerBound < $1.command.range.lowerBound }
      .map { start in
        let isInside = start.command.range.contains(start.place.range.lowerBound) && start.place.path == path
        return json(
          "task \(start.title)", 24, start.command.range, isInside ? start.place.range : start.command.range, [])
      }
  }
  let symbols = functions.map { ($0.range, json($0.name, 12, $0.range, $0.nameRange, tasks(in: $0.range))) }
  guard snapshot.client.hasHierarchicalSymbols else {
    let uri = JSONValue.string(snapshot.uri(of: target.path))
    return .array(
      functions.map { function in
        .members([
          ("name", .string(function.name)), ("kind", .number(12)),
          (
            "location",
            .members([("uri", uri), ("range", target.text.positions(of: function.range, snapshot.encoding).json)])
          ),
        ])
      })
  }
  let phases = PhaseList(of: target.script).phases.map { json($0.name, 3, $0.range, $0.range, []) }
  return .array(symbols.map(\.1) + tasks(in: nil) + phases)
}

/// `workspace/symbol`: functions and started tasks whose name has the letters of the query in order.
@Sendable func workspaceSymbols(_ snapshot: Snapshot, _ params: JSONValue) throws(RequestError) -> JSONValue {
  let query = (params["query"]?.string ?? "").lowercased()
  func matches(_ name: String) -> Bool {
    var rest = query[...]
    for character in name.lowercased() where character == rest.first { rest = rest.dropFirst() }
    return rest.isEmpty
  }
  var symbols: [JSONValue] = []
  for program in snapshot.programs {
    var found = CallGraph(program).functions.filter { matches($0.name) }.map { ($0.name, 12, $0.nameRange) }
    var seen: Set<FileRange> = []
    for start in TaskMentions(program).all where start.kind == .start && matches(start.title) {
      if seen.insert(start.place).inserted { found.append((start.title, 24, start.place)) }
    }
    for (name, kind, place) in found.prefix(2_000) {
      guard let location = snapshot.location(place, in: program) else { continue }
      symbols.append(.members([("name", .string(name)), ("kind", .number(kind)), ("location", location)]))
    }
  }
  return .array(symbols)
}

/// The parts of a plugin's script that run in one phase each: branches of an `if` that compare `$1` and `$2`.
private struct PhaseList: SyntaxVisitor {
  struct Phase {
    let name: String
    let range: SourceRange
  }

  private(set) var phases: [Phase] = []

  init(of script: Script) { walk(script.statements) }

  mutating func visit(_ command: SimpleCommand) {}

  mutating func visit(_ compound: CompoundCommand) {
    guard case .ifClause(let clause) = compound.kind else { return }
    for branch in clause.branches {
      var words: [String] = []
      for statement in branch.condition { Self.collect(statement.command, &words) }
      if !words.isEmpty { phases.append(Phase(name: words.joined(separator: " "), range: branch.range)) }
    }
  }

  private static func collect(_ command: Command, _ words: inout [String]) {
    switch command {
    case .andOrList(let list):
      collect(list.first, &words)
      for element in list.rest { collect(element.command, &words) }
    case .compound(let compound):
      if case .conditional(let expression) = compound.kind { collect(expression, &words) }
    case .simple, .pipeline, .functionDefinition, .coprocess, .unparsed: break
    }
  }

  private static func collect(_ expression: ConditionalExpression, _ words: inout [String]) {
    switch expression {
    case .and(let left, let right):
      collect(left, &words)
      collect(right, &words)
    case .binary(let sign, let left, let right) where sign == "==" || sign == "=":
      if isParameter(left), let text = right.literalText { words.append(text) }
    case .binary, .unary, .word, .not, .or, .unparsed: break
    }
  }

  /// `$1` or `$2`, quoted or not.
  private static func isParameter(_ word: Word) -> Bool {
    func names(_ part: WordPart) -> Bool {
      switch part {
      case .parameter(let expansion): expansion.name == "1" || expansion.name == "2"
      case .doubleQuoted(let parts, _): parts.count == 1 && names(parts[0])
      case .literal, .singleQuoted, .commandSubstitution, .arithmetic, .processSubstitution, .braceList, .braceRange,
        .array, .unparsed:
        false
      }
    }
    return word.parts.count == 1 && names(word.parts[0])
  }
}
