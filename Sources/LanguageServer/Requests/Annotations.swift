internal import Findings
internal import JSON
internal import ShellProgram
internal import ShellSyntax
internal import SourceText
internal import Workspace

/// `textDocument/inlayHint`: after a start or a wait, the tasks that may be running then. Off unless the user wants it.
@Sendable func inlayHints(_ snapshot: Snapshot, _ params: JSONValue) throws(RequestError) -> JSONValue {
  guard snapshot.settings.showsInlayHints, let target = snapshot.target(params) else { return .array([]) }
  let wanted =
    PositionRange(params["range"]).map { target.text.range(of: $0, snapshot.encoding) } ?? 0..<target.text.bytes.count
    + 1
  let mentions = TaskMentions(target.program)
  let hints = commands(of: mentions, in: target, where: { wanted.contains($0.lowerBound) }).map { range, own in
    let running = Set(own.flatMap(mentions.running(after:))).sorted()
    let shown = running.prefix(4).joined(separator: ", ") + (running.count > 4 ? " and \(running.count - 4) more" : "")
    return JSONValue.members([
      ("position", target.text.position(at: range.upperBound, snapshot.encoding).json),
      ("label", .string(running.isEmpty ? "nothing running" : "running: \(shown)")), ("paddingLeft", .boolean(true)),
      ("tooltip", .string("Tasks that may be running after this command")),
    ])
  }
  return .array(hints)
}

/// `textDocument/codeLens`: above a start, where its task is awaited, and how many are running then.
@Sendable func codeLenses(_ snapshot: Snapshot, _ params: JSONValue) throws(RequestError) -> JSONValue {
  guard snapshot.settings.showsCodeLenses, let target = snapshot.target(params) else { return .array([]) }
  let mentions = TaskMentions(target.program)
  let lenses = commands(of: mentions, in: target, where: { _ in true }).compactMap { range, own -> JSONValue? in
    let starts = own.filter { $0.kind == .start }
    guard !starts.isEmpty else { return nil }
    let waits = Set(starts.flatMap(mentions.partners).map(\.place)).sorted {
      ($0.path, $0.range.lowerBound) < ($1.path, $1.range.lowerBound)
    }
    let places = waits.prefix(2).compactMap { place -> String? in
      guard let line = snapshot.positions(of: place, in: target.program)?.start.line else { return nil }
      return "\(place.path):\(line + 1)"
    }
    let running = Set(starts.flatMap(mentions.running(after:))).count
    let awaited = places.isEmpty ? "never awaited" : "awaited at " + places.joined(separator: ", ")
    let more = waits.count > 2 ? " and \(waits.count - 2) more" : ""
    return .members([
      ("range", target.text.positions(of: range, snapshot.encoding).json),
      (
        "command",
        .members([
          ("title", .string("\(awaited)\(more) · \(running) running here")),
          ("command", .string("")),
        ])
      ),
    ])
  }
  return .array(lenses)
}

/// The helpers' calls in a file with the names that they state, in the order of the text.
private func commands(
  of mentions: TaskMentions, in target: Snapshot.Target, where isWanted: (SourceRange) -> Bool
) -> [(range: SourceRange, mentions: [TaskMention])] {
  let path = target.script.source.path
  let own = mentions.all.filter { $0.command.path == path && isWanted($0.command.range) }
  return Dictionary(grouping: own, by: \.command.range).sorted { $0.key.lowerBound < $1.key.lowerBound }
    .map { (range: $0.key, mentions: $0.value) }
}

/// `textDocument/documentLink`: the files that the document sources, where the analysis found out which.
@Sendable func documentLinks(_ snapshot: Snapshot, _ params: JSONValue) throws(RequestError) -> JSONValue {
  guard let target = snapshot.target(params), let traces = target.program.tasks?.traces else { return .array([]) }
  let path = target.script.source.path
  let commands = CommandList(of: target.script).commands.map(\.command)
  var seen: Set<String> = []
  var links: [(offset: Int, json: JSONValue)] = []
  for frame in traces.traces.flatMap(\.frames) where frame.kind == .sourcedFile {
    guard let place = frame.callPlace, traces.index.source.scripts[place.file.value].source.path == path,
      let command = commands.first(where: { $0.range == place.range }), command.words.count > 1,
      seen.insert("\(place.range) \(frame.name)").inserted
    else { continue }
    let range = command.words[1].range
    let uri = snapshot.uri(of: target.program.absolutePath(of: frame.name))
    links.append(
      (
        range.lowerBound,
        .members([
          ("range", target.text.positions(of: range, snapshot.encoding).json), ("target", .string(uri)),
          ("tooltip", .string(frame.name)),
        ])
      ))
  }
  return .array(links.sorted { $0.offset < $1.offset }.map(\.json))
}
