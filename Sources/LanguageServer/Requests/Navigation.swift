internal import Findings
internal import JSON
internal import ShellProgram
internal import ShellSyntax
internal import SourceText

/// `textDocument/definition`: from a wait to its starts, from a start to its waits, from a call to its function.
///
/// A start whose task has the name of its function is taken for a call of it.
@Sendable func definition(_ snapshot: Snapshot, _ params: JSONValue) throws(RequestError) -> JSONValue {
  guard let (target, offset) = try snapshot.targetAndOffset(params) else { return .null }
  let mentions = TaskMentions(target.program)
  let here = mentions.at(offset, in: target.script.source.path)
  let functions = here.contains { $0.kind == .wait } ? [] : functionPlaces(at: offset, target)
  let places = functions.isEmpty ? here.flatMap(mentions.partners).map(\.place) : functions
  return locations(places, target.program, snapshot)
}

/// `textDocument/references`: every start and wait of a task; every call of a function.
@Sendable func references(_ snapshot: Snapshot, _ params: JSONValue) throws(RequestError) -> JSONValue {
  guard let (target, offset) = try snapshot.targetAndOffset(params) else { return .null }
  let includesDeclaration = params["context"]?["includeDeclaration"]?.boolean ?? true
  let mentions = TaskMentions(target.program)
  let here = mentions.at(offset, in: target.script.source.path)
  var places: [FileRange] = []
  for mention in here {
    places += mentions.concerning(mention).filter { includesDeclaration || $0.kind == .wait }.map(\.place)
  }
  if here.isEmpty, let name = FunctionName(at: offset, in: target)?.text {
    let calls = CallGraph(target.program)
    places += calls.edges.filter { $0.callee == name }.map(\.place)
    if includesDeclaration { places += calls.functions.filter { $0.name == name }.map(\.nameRange) }
  }
  return locations(places, target.program, snapshot)
}

/// `textDocument/documentHighlight`: starts count as writes, waits as reads.
@Sendable func documentHighlights(_ snapshot: Snapshot, _ params: JSONValue) throws(RequestError) -> JSONValue {
  guard let (target, offset) = try snapshot.targetAndOffset(params) else { return .null }
  let mentions = TaskMentions(target.program)
  let path = target.script.source.path
  var seen: Set<FileRange> = []
  let highlights = mentions.at(offset, in: path).flatMap(mentions.concerning).filter { $0.place.path == path }
    .compactMap { mention -> JSONValue? in
      guard seen.insert(mention.place).inserted else { return nil }
      return .members([
        ("range", target.text.positions(of: mention.place.range, snapshot.encoding).json),
        ("kind", .number(mention.kind == .start ? 3 : 2)),
      ])
    }
  return highlights.isEmpty ? .null : .array(highlights)
}

/// The word at an offset, where it is the name of a function of the program.
struct FunctionName {
  let text: String
  let range: SourceRange

  init?(at offset: Int, in target: Snapshot.Target) {
    let search = CommandSearch(offset, in: target.script)
    if let function = search.functions.last,
      function.nameRange.contains(offset) || function.nameRange.upperBound == offset
    {
      (text, range) = (function.name, function.nameRange)
      return
    }
    guard let word = search.word, let text = word.literalText,
      target.program.tasks?.traces.index.functionsByName[text] != nil
    else { return nil }
    (self.text, range) = (text, word.range)
  }
}

/// Where the function is defined whose name stands at an offset.
private func functionPlaces(at offset: Int, _ target: Snapshot.Target) -> [FileRange] {
  guard let name = FunctionName(at: offset, in: target)?.text, let index = target.program.tasks?.traces.index else {
    return []
  }
  let entries = (index.functionsByName[name] ?? []).map { index.functions[$0.value] }
  return entries.filter { $0.file != index.modelScript }.map { entry in
    FileRange(
      path: index.source.scripts[entry.file.value].source.path, range: entry.definition.nameRange)
  }
}

/// Each place once, in the order of files.
private func locations(_ places: [FileRange], _ program: AnalysedProgram, _ snapshot: Snapshot) -> JSONValue {
  let sorted = Set(places).sorted {
    ($0.path, $0.range.lowerBound, $0.range.upperBound) < ($1.path, $1.range.lowerBound, $1.range.upperBound)
  }
  return sorted.isEmpty ? .null : .array(sorted.compactMap { snapshot.location($0, in: program) })
}
