internal import Findings
internal import JSON
internal import SourceText
internal import Workspace

/// Findings as the protocol has them.
struct Diagnostics {
  let snapshot: Snapshot

  /// All that is to be seen in one file: its findings, and the other sides of conflicts that are reported elsewhere.
  func items(for path: String) -> [JSONValue] {
    var items: [JSONValue] = []
    for program in snapshot.programs where program.held.script(at: path) != nil {
      guard program.checks(path) else { continue }
      items += program.findings(in: path).compactMap { diagnostic($0, in: program) }
      items += program.visible.flatMap { otherSides(of: $0, in: path, program) }
    }
    if let error = snapshot.configurationErrors[path] { items.append(item(error, in: path)) }
    return items
  }

  private func diagnostic(_ finding: Finding, in program: AnalysedProgram) -> JSONValue? {
    guard let range = snapshot.positions(of: finding.location, in: program) else { return nil }
    let client = snapshot.client
    let notes = finding.notes
    let related = notes.compactMap { note -> JSONValue? in
      guard let place = note.location, let location = snapshot.location(place, in: program) else { return nil }
      return .members([("location", location), ("message", .string(note.message))])
    }
    let isDead = Self.deadRules.contains(finding.rule.code) && client.understandsUnnecessary
    return .members([
      ("range", range.json), ("severity", .number(Self.number(of: finding.severity))),
      ("code", .string(finding.rule.code)),
      (
        "codeDescription",
        client.hasCodeDescription
          ? snapshot.options.link(finding.rule).map { .members([("href", .string($0))]) } : nil
      ), ("source", .string("devstack-async")), ("message", .string(message(of: finding, in: program))),
      ("tags", isDead ? .array([.number(1)]) : nil),
      ("relatedInformation", client.hasRelatedInformation && !related.isEmpty ? .array(related) : nil),
      ("data", .members([("name", .string(finding.rule.name)), ("task", finding.task.map(JSONValue.string))])),
    ])
  }

  /// The message; with the other places in it for clients that cannot show them beside it.
  private func message(of finding: Finding, in program: AnalysedProgram) -> String {
    let notes = finding.notes.filter { $0.location == nil || !snapshot.client.hasRelatedInformation }
    let lines = notes.map { note -> String in
      guard let place = note.location, let start = snapshot.positions(of: place, in: program)?.start else {
        return note.message
      }
      return "\(note.message): \(place.path), line \(start.line + 1)"
    }
    return ([finding.message] + lines).joined(separator: "\n")
  }

  /// A conflict has sides in several places; those that the finding does not stand at are shown where they are.
  private func otherSides(of finding: Finding, in path: String, _ program: AnalysedProgram) -> [JSONValue] {
    guard finding.rule.code.hasPrefix("DSA4"), let own = snapshot.location(finding.location, in: program) else {
      return []
    }
    let line = (snapshot.positions(of: finding.location, in: program)?.start.line ?? 0) + 1
    let related = JSONValue.members([("location", own), ("message", .string(finding.message))])
    return finding.notes.filter(\.isSide).compactMap { note in
      guard let place = note.location, program.absolutePath(of: place.path) == path, place != finding.location,
        let range = snapshot.positions(of: place, in: program)
      else { return nil }
      return .members([
        ("range", range.json), ("severity", .number(4)), ("code", .string(finding.rule.code)),
        ("source", .string("devstack-async")),
        ("message", .string("\(note.message) (\(finding.location.path), line \(line): \(finding.message))")),
        ("relatedInformation", snapshot.client.hasRelatedInformation ? .array([related]) : nil),
        ("data", .members([("name", .string(finding.rule.name)), ("isOtherSide", .boolean(true))])),
      ])
    }
  }

  /// What is wrong with a configuration file.
  private func item(_ error: ConfigurationError, in path: String) -> JSONValue {
    let text = snapshot.documents[path]?.text ?? DocumentText((try? FileSystem.read(path)) ?? [])
    let start = text.position(at: error.place?.offset ?? 0, snapshot.encoding)
    let end = text.position(at: text.line(start.line).upperBound, snapshot.encoding)
    return .members([
      ("range", PositionRange(start: start, end: max(start, end)).json), ("severity", .number(1)),
      ("source", .string("devstack-async")), ("message", .string(error.message)),
    ])
  }

  /// Rules about text that does nothing.
  private static let deadRules: Set<String> = ["DSA105", "DSA903"]

  private static func number(of severity: Severity) -> Int {
    switch severity {
    case .error: 1
    case .warning: 2
    case .info: 3
    }
  }
}

extension Finding.Note {
  /// Whether it tells where one side of a conflict is, and not how one gets there or where it ends.
  fileprivate var isSide: Bool {
    message.hasSuffix(" here") && !message.contains("is awaited ") && !message.hasPrefix("in ")
  }
}
