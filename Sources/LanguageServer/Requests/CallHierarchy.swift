internal import Findings
internal import JSON
internal import SourceText

/// `textDocument/prepareCallHierarchy`: the function at a position.
@Sendable func prepareCallHierarchy(_ snapshot: Snapshot, _ params: JSONValue) throws(RequestError) -> JSONValue {
  guard let (target, offset) = try snapshot.targetAndOffset(params),
    let name = FunctionName(at: offset, in: target)?.text
  else { return .null }
  let graph = CallGraph(target.program)
  let items = graph.functions.filter { $0.name == name }.compactMap { item($0, nil, target.program, snapshot) }
  return items.isEmpty ? .null : .array(items)
}

/// `callHierarchy/incomingCalls`: who calls the function, and who starts it in the background.
@Sendable func incomingCalls(_ snapshot: Snapshot, _ params: JSONValue) throws(RequestError) -> JSONValue {
  guard let (name, program) = subject(snapshot, params) else { return .null }
  let graph = CallGraph(program)
  return grouped(graph.edges.filter { $0.callee == name }, by: { "\($0.path) \($0.caller ?? "")" }).map { edges in
    guard let first = edges.first else { return nil }
    let caller = graph.functions.first { $0.name == first.caller && $0.range.path == first.path }
    let from =
      caller.flatMap { item($0, detail(edges), program, snapshot) }
      ?? file(first.path, detail(edges), program, snapshot)
    return .members([("from", from), ("fromRanges", ranges(edges, program, snapshot))])
  }.asArray
}

/// `callHierarchy/outgoingCalls`: what the function calls, and what it starts in the background.
@Sendable func outgoingCalls(_ snapshot: Snapshot, _ params: JSONValue) throws(RequestError) -> JSONValue {
  guard let (name, program) = subject(snapshot, params) else { return .null }
  let graph = CallGraph(program)
  return grouped(graph.edges.filter { $0.caller == name }, by: \.callee).map { edges in
    guard let callee = edges.first?.callee, let function = graph.functions.first(where: { $0.name == callee }),
      let to = item(function, detail(edges), program, snapshot)
    else { return nil }
    return .members([("to", to), ("fromRanges", ranges(edges, program, snapshot))])
  }.asArray
}

private func subject(_ snapshot: Snapshot, _ params: JSONValue) -> (name: String, program: AnalysedProgram)? {
  guard let item = params["item"], let name = item["name"]?.string, let uri = item["uri"]?.string,
    let path = DocumentURI.path(of: uri), let program = snapshot.program(of: path)
  else { return nil }
  return (name, program)
}

private func grouped(_ edges: [CallGraph.Edge], by key: (CallGraph.Edge) -> String) -> [[CallGraph.Edge]] {
  var order: [String] = []
  var groups: [String: [CallGraph.Edge]] = [:]
  for edge in edges {
    if groups[key(edge)] == nil { order.append(key(edge)) }
    groups[key(edge), default: []].append(edge)
  }
  return order.compactMap { groups[$0] }
}

/// As which tasks calls run in the background, where any does.
private func detail(_ edges: [CallGraph.Edge]) -> String? {
  let tasks = edges.compactMap(\.task)
  return tasks.isEmpty ? nil : "in the background as " + tasks.joined(separator: ", ")
}

private func item(
  _ function: CallGraph.Function, _ detail: String?, _ program: AnalysedProgram, _ snapshot: Snapshot
) -> JSONValue? {
  guard let range = snapshot.positions(of: function.range, in: program),
    let selection = snapshot.positions(of: function.nameRange, in: program)
  else { return nil }
  return .members([
    ("name", .string(function.name)), ("kind", .number(12)), ("detail", (detail ?? function.range.path).json),
    ("uri", .string(snapshot.uri(of: program.absolutePath(of: function.range.path)))), ("range", range.json),
    ("selectionRange", selection.json),
  ])
}

/// The text of a file outside functions, as a caller.
private func file(_ path: String, _ detail: String?, _ program: AnalysedProgram, _ snapshot: Snapshot) -> JSONValue {
  let start = Position(line: 0, character: 0)
  let range = PositionRange(start: start, end: start)
  return .members([
    ("name", .string(path)), ("kind", .number(1)), ("detail", detail?.json),
    ("uri", .string(snapshot.uri(of: program.absolutePath(of: path)))), ("range", range.json),
    ("selectionRange", range.json),
  ])
}

private func ranges(_ edges: [CallGraph.Edge], _ program: AnalysedProgram, _ snapshot: Snapshot) -> JSONValue {
  .array(edges.compactMap { snapshot.positions(of: $0.place, in: program)?.json })
}

extension String {
  fileprivate var json: JSONValue { .string(self) }
}

extension [JSONValue?] {
  fileprivate var asArray: JSONValue { .array(compactMap { $0 }) }
}
