package import JSON
package import RunLogs

/// A run as a JSON document: times in seconds from its begin.
package struct RunJSON {
  private let run: RunLog
  private let picture: Picture

  package init(run: RunLog, picture: Picture) { (self.run, self.picture) = (run, picture) }

  package var value: JSONValue {
    .members([
      ("version", .number(1)), ("log", .string(picture.title)), ("clock", .string(run.clock.rawValue)),
      ("node", run.node.map { .string($0) } ?? .null), ("begin", run.clock == .none ? .null : seconds(run.begin)),
      ("summary", summary), ("headline", texts(picture.headline)), ("advice", texts(picture.advice)),
      ("alerts", texts(picture.alerts)), ("tasks", .array(run.tasks.map(task))), ("waits", .array(run.waits.map(wait))),
      (
        "neverStarted",
        .array(
          run.strangers.map {
            .members([("name", .string($0.name)), ("at", moment($0.time)), ("place", optional($0.place))])
          })
      ),
      ("criticalPath", .array(run.criticalPath.map(piece))), ("hang", hang),
      ("foreground", .array(run.classes.map { named($0.name, $0.seconds) })),
      (
        "steps",
        .array(
          run.steps.map { step in
            .members([
              ("name", .string(step.name)), ("place", .string(step.place)), ("begin", moment(step.begin)),
              ("end", moment(step.end)),
            ])
          })
      ),
      ("calls", .array(run.calls.map(call))), ("timers", .array(run.timers.map { named($0.name, $0.seconds) })),
    ])
  }

  private var summary: JSONValue {
    .members([
      ("wallSeconds", seconds(run.wallSeconds)), ("serialSeconds", seconds(run.serialSeconds)),
      ("savedSeconds", seconds(run.savedSeconds)), ("blockedSeconds", seconds(run.blockedSeconds)),
      ("lines", .number(run.lines)), ("usedLines", .number(run.usedLines)), ("isComplete", .boolean(run.isComplete)),
    ])
  }

  private func task(_ task: LoggedTask) -> JSONValue {
    .members([
      ("name", .string(task.name)), ("command", .string(task.command)), ("place", optional(task.place)),
      ("start", task.start.map(moment) ?? .null), ("end", task.end.map(moment) ?? .null),
      ("seconds", task.seconds.map(seconds) ?? .null), ("status", task.status.map { .number($0) } ?? .null),
      ("collected", .boolean(task.isCollected)), ("serial", .boolean(task.isSerial)),
      ("lastLine", optional(task.lastLine)),
    ])
  }

  private func wait(_ wait: LoggedWait) -> JSONValue {
    .members([
      ("task", .string(run.tasks[wait.task].name)), ("place", optional(wait.place)), ("begin", moment(wait.begin)),
      ("end", wait.end.map(moment) ?? .null), ("blockedSeconds", seconds(run.blocked(wait))),
    ])
  }

  private func piece(_ piece: RunLog.PathPiece) -> JSONValue {
    .members([
      ("task", piece.task.map { .string(run.tasks[$0].name) } ?? .null), ("begin", moment(piece.begin)),
      ("end", moment(piece.end)),
    ])
  }

  private var hang: JSONValue {
    guard let hang = run.hang else { return .null }
    return .members([
      ("task", .string(run.tasks[hang.task].name)), ("place", optional(hang.place)), ("since", moment(hang.since)),
      ("unanswered", .boolean(hang.isUnanswered)),
    ])
  }

  private func call(_ call: CallTotals) -> JSONValue {
    .members([
      ("name", .string(call.name)), ("function", .boolean(call.isFunction)), ("count", .number(call.count)),
      ("seconds", seconds(call.seconds)), ("each", seconds(call.mean)), ("longest", seconds(call.longest)),
    ])
  }

  private func named(_ name: String, _ value: Double) -> JSONValue {
    .members([("name", .string(name)), ("seconds", seconds(value))])
  }

  private func texts(_ lines: [String]) -> JSONValue { .array(lines.map { .string($0) }) }
  private func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
  private func moment(_ time: Double) -> JSONValue { run.clock == .none ? .null : seconds(time - run.begin) }
  private func seconds(_ value: Double) -> JSONValue { .fraction((value * 1000).rounded() / 1000) }
}
