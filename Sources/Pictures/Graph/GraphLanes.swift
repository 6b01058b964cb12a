/// What a graph is drawn from: tasks over the steps that start and await them, in program order.
package struct GraphLanes: Sendable {
  /// A command that starts or awaits tasks; steps are counted from 0, in program order.
  package struct Step: Sendable {
    package let place: String
    package let file: String
    package let isWait: Bool
    package let names: [String]

    package init(place: String, file: String, isWait: Bool, names: [String]) {
      (self.place, self.file, self.isWait, self.names) = (place, file, isWait, names)
    }
  }

  /// A task, from the step that starts it.
  package struct Task: Sendable {
    package let name: String
    package let command: String?
    package let start: Int
    /// The steps that may await it, the first to the last.
    package let waits: [Int]
    /// Whether a wait is sure to collect it, whatever the configuration.
    package let isAlwaysAwaited: Bool
    /// Whether it starts in some configurations only.
    package let isConditional: Bool

    package init(
      name: String, command: String?, start: Int, waits: [Int], isAlwaysAwaited: Bool, isConditional: Bool
    ) {
      (self.name, self.command, self.start, self.waits) = (name, command, start, waits)
      (self.isAlwaysAwaited, self.isConditional) = (isAlwaysAwaited, isConditional)
    }
  }

  /// A step that stays in the foreground, and why.
  package struct Refusal: Sendable {
    package let command: String
    package let place: String
    package let reason: String

    package init(command: String, place: String, reason: String) {
      (self.command, self.place, self.reason) = (command, place, reason)
    }
  }

  package var program = ""
  package var steps: [Step] = []
  package var tasks: [Task] = []
  /// Awaited names that nothing starts before.
  package var strangers: [(name: String, step: Int)] = []
  /// What is found of each task, each by itself.
  package var findings: [TimelineFinding] = []
  /// The same as lint tells it: one fault once, whichever tasks it concerns.
  package var told: [String] = []
  package var refusals: [Refusal] = []

  package init() {}
}
