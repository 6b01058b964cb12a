/// What a graph is drawn from: tasks over the steps that start and await them, in program order.
package struct GraphLanes: Sendable {
  package struct Step: Sendable {
    package let place: String
    package let file: String
    package let isWait: Bool
    package let names: [String]

    package init(place: String, file: String, isWait: Bool, names: [String]) {
      (self.place, self.file, self.isWait, self.names) = (place, file, isWait, names)
    }
  }

  package struct Task: Sendable {
    package let name: String
    package let command: String?
    package let start: Int
    package let waits: [Int]
    package let isAlwaysAwaited: Bool
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
  package var strangers: [(name: String, step: Int)] = []
  package var findings: [TimelineFinding] = []
  package var refusals: [Refusal] = []
  /// How many steps stay in all.
  package var refusalCount = 0

  package init() {}
}
