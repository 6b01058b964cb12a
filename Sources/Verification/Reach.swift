/// How far the runs came: a verdict is worth no more than that.
package struct Reach: Sendable, Equatable {
  /// The tasks that parallel runs started, by name.
  package var started: Set<String> = []
  /// The tasks that the change would start, and of which no run started one; a star stands for what is not known of a name.
  package var missed: [String] = []
  /// How many tasks the change would start.
  package var planned = 0
  /// How many commands the original issues.
  package var commands = 0
  /// Where the original ended, if it failed: the innermost place first, as "stackrc:824".
  package var end: [String] = []
  /// The last commands before that of which nothing is known but that they were called.
  package var unanswered: [String] = []

  /// Whether there was something to compare.
  package var isEnough: Bool { !started.isEmpty && (missed.isEmpty || end.isEmpty) }

  init() {}

  init(reference: MockWorld.Run, spans: [TaskSpan], planned names: [String]) {
    started = Set(spans.map(\.name))
    let names = names.isEmpty ? started.sorted() : names
    planned = names.count
    missed = names.filter { name in !started.contains { Self.matches($0, name) } }
    commands = reference.commands.count
    guard reference.ending.status != 0 else { return }
    end = Self.places(reference.end)
    if end.isEmpty { end = ["an unknown place"] }
    unanswered = reference.commands.suffix(40).filter { $0.task.isEmpty && !$0.isTool && $0.isUnanswered }.suffix(3)
      .map(\.text)
  }

  /// Whether a name is what a pattern with stars says.
  private static func matches(_ name: String, _ pattern: String) -> Bool {
    let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return name == pattern }
    var rest = name[...]
    for (index, part) in parts.enumerated() {
      if index == 0 {
        guard rest.hasPrefix(part) else { return false }
        rest = rest.dropFirst(part.count)
      } else if index == parts.count - 1 {
        return rest.hasSuffix(part)
      } else {
        while !rest.hasPrefix(part) {
          if rest.isEmpty { return false }
          rest = rest.dropFirst()
        }
        rest = rest.dropFirst(part.count)
      }
    }
    return true
  }

  /// The places of a stack of calls: who calls a function that ends the shell is told, not where that function does it.
  private static func places(_ stack: [String]) -> [String] {
    let frames = stack.compactMap { line -> (place: String, function: String)? in
      let fields = line.split(separator: ":", omittingEmptySubsequences: false)
      guard fields.count == 3 else { return nil }
      let path = fields[0].hasPrefix("/tree/") ? fields[0].dropFirst(6) : fields[0]
      return ("\(path):\(fields[1])", String(fields[2]))
    }
    let isTop = frames.first.map { $0.function == "main" || $0.function == "source" } ?? true
    return (isTop || frames.count < 2 ? frames[...] : frames.dropFirst()).prefix(3).map(\.place)
  }
}
