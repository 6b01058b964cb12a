package import JSON

/// The lanes of a program as a JSON document.
package struct GraphJSON {
  private let lanes: GraphLanes

  package init(_ lanes: GraphLanes) { self.lanes = lanes }

  package var value: JSONValue {
    .members([
      ("version", .number(1)), ("program", .string(lanes.program)),
      ("steps", .array(lanes.steps.map(step))), ("tasks", .array(lanes.tasks.map(task))),
      (
        "neverStarted",
        .array(lanes.strangers.map { .members([("name", .string($0.name)), ("step", .number($0.step))]) })
      ),
      (
        "findings",
        .array(
          lanes.findings.map { finding in
            .members([
              ("code", .string(finding.code)), ("task", .string(finding.task)), ("place", .string(finding.place)),
              ("message", .string(finding.message)),
            ])
          })
      ),
      (
        "refused",
        .array(
          lanes.refusals.map { refusal in
            .members([
              ("command", .string(refusal.command)), ("place", .string(refusal.place)),
              ("reason", .string(refusal.reason)),
            ])
          })
      ),
    ])
  }

  private func step(_ step: GraphLanes.Step) -> JSONValue {
    .members([
      ("place", .string(step.place)), ("awaits", .boolean(step.isWait)),
      ("tasks", .array(step.names.map { .string($0) })),
    ])
  }

  private func task(_ task: GraphLanes.Task) -> JSONValue {
    .members([
      ("name", .string(task.name)), ("command", task.command.map { .string($0) } ?? .null),
      ("start", .number(task.start)), ("waits", .array(task.waits.map { .number($0) })),
      ("alwaysAwaited", .boolean(task.isAlwaysAwaited)), ("conditional", .boolean(task.isConditional)),
    ])
  }
}
