package import JSON
package import RunLogs
internal import SourceText

/// What changed from one run to another.
package struct RunComparison: Sendable {
  /// One thing that took time in either run.
  struct Change {
    let kind: String
    let name: String
    let before: Double?
    let after: Double?

    var difference: Double { (after ?? 0) - (before ?? 0) }
  }

  private let before: RunLog
  private let after: RunLog
  private let names: (before: String, after: String)
  let changes: [Change]

  package init(_ before: RunLog, _ after: RunLog, names: (before: String, after: String)) {
    (self.before, self.after, self.names) = (before, after, names)
    let kinds: [(String, [String: Double], [String: Double])] = [
      ("task", Self.tasks(of: before), Self.tasks(of: after)),
      ("wait", Self.waits(of: before), Self.waits(of: after)),
      ("foreground", Self.classes(of: before), Self.classes(of: after)),
    ]
    changes = kinds.flatMap { kind, before, after in
      Set(before.keys).union(after.keys).map { Change(kind: kind, name: $0, before: before[$0], after: after[$0]) }
        .sorted { (-abs($0.difference), $0.name) < (-abs($1.difference), $1.name) }
    }
  }

  private static func tasks(of run: RunLog) -> [String: Double] {
    Dictionary(run.tasks.compactMap { task in task.seconds.map { (task.name, $0) } }, uniquingKeysWith: +)
  }

  private static func waits(of run: RunLog) -> [String: Double] {
    Dictionary(run.waits.map { (run.tasks[$0.task].name, run.blocked($0)) }, uniquingKeysWith: +)
  }

  private static func classes(of run: RunLog) -> [String: Double] {
    Dictionary(run.classes.map { ($0.name, $0.seconds) }, uniquingKeysWith: +)
  }

  /// The comparison in tables.
  package var picture: Picture {
    var picture = Picture()
    picture.title = VisibleText.part("\(names.before) → \(names.after)")
    let difference = after.wallSeconds - before.wallSeconds
    picture.headline = [
      "\(RunLog.duration(before.wallSeconds)) before, \(RunLog.duration(after.wallSeconds)) after: \(words(difference))",
      "saved by tasks: \(RunLog.duration(before.savedSeconds)), then \(RunLog.duration(after.savedSeconds))",
      "blocked in waits: \(RunLog.duration(before.blockedSeconds)), then \(RunLog.duration(after.blockedSeconds))",
    ]
    let titles = [("task", "Tasks"), ("wait", "Blocked in waits for"), ("foreground", "Where the foreground goes")]
    picture.tables = titles.compactMap { kind, title in table(kind, title) }
    if picture.tables.isEmpty { picture.headline.append("Nothing else differs.") }
    return picture
  }

  private func words(_ difference: Double) -> String {
    abs(difference) < 0.005 ? "the same" : RunLog.duration(abs(difference)) + (difference < 0 ? " less" : " more")
  }

  /// What differs enough to be told: ten thousandths of the run.
  private func table(_ kind: String, _ title: String) -> Picture.Table? {
    let least = max(0.01, max(before.wallSeconds, after.wallSeconds) / 1000)
    let told = changes.filter {
      $0.kind == kind && ($0.before == nil || $0.after == nil || abs($0.difference) >= least)
    }
    guard !told.isEmpty else { return nil }
    let rows = told.map { change in
      [
        VisibleText.part(change.name), change.before.map(RunLog.duration) ?? "–",
        change.after.map(RunLog.duration) ?? "–",
        change.before == nil ? "new" : change.after == nil ? "gone" : words(change.difference),
      ]
    }
    return Picture.Table(title: title, columns: ["", "before", "after", "difference"], rows: rows)
  }

  /// The comparison as a JSON document, with both runs.
  package var json: JSONValue {
    func number(_ value: Double?) -> JSONValue { value.map { .fraction(($0 * 1000).rounded() / 1000) } ?? .null }
    func run(_ run: RunLog, _ name: String) -> JSONValue {
      RunJSON(run: run, picture: Picture(timelineOf: run, name: name)).value
    }
    return .members([
      ("version", .number(1)), ("before", run(before, names.before)), ("after", run(after, names.after)),
      (
        "changes",
        .array(
          changes.map { change in
            .members([
              ("kind", .string(change.kind)), ("name", .string(change.name)), ("before", number(change.before)),
              ("after", number(change.after)),
            ])
          })
      ),
    ])
  }
}
