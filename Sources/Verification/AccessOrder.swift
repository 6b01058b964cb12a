/// Whether starts and waits keep the conflicting accesses of a parallel run in the order of the serial one.
///
/// What counts is not which access happened to be first, but whether one was sure to be: a task's access comes before
/// whatever follows the wait for the task, and after whatever the starter did before it started the task. A wait that is
/// missing is hence seen however the delays fall.
struct AccessOrder {
  private let commands: [CommandRecord]
  private let spans: [String: [TaskSpan]]
  private let position: [Int?]

  /// Commands are matched with those of the reference by what they are and how often they were issued before.
  init(of run: MockWorld.Run, reference: [CommandRecord]) {
    commands = run.commands
    spans = Dictionary(grouping: run.spans, by: \.name)
    let positions = Dictionary(grouping: reference.indices, by: { reference[$0].key })
    var used: [String: Int] = [:]
    position = run.commands.map { command in
      let count = used[command.key, default: 0]
      used[command.key] = count + 1
      guard let all = positions[command.key], count < all.count else { return nil }
      return all[count]
    }
  }

  func differences(_ accesses: (CommandRecord) -> [ResourceAccess]) -> [Verdict.Difference] {
    let touched = commands.map { command in accesses(command) }
    var result: [Verdict.Difference] = []
    for (one, other) in pairs(touched) {
      guard let resource = conflict(touched[one], touched[other]) else { continue }
      if commands[one].key == commands[other].key {
        if !isOrdered(one, other) && !isOrdered(other, one) { result.append(difference(one, other, resource)) }
      } else if let left = position[one], let right = position[other] {
        let (first, second) = left < right ? (one, other) : (other, one)
        if !isOrdered(first, second) { result.append(difference(first, second, resource)) }
      }
    }
    return result
  }

  /// Pairs of commands of different processes, of which both access something and one changes it.
  private func pairs(_ touched: [[ResourceAccess]]) -> [(Int, Int)] {
    let accessing = commands.indices.filter { !touched[$0].isEmpty }
    var result: [(Int, Int)] = []
    for (offset, one) in accessing.enumerated() {
      for other in accessing[(offset + 1)...] where commands[one].task != commands[other].task {
        result.append((one, other))
      }
    }
    return result
  }

  private func conflict(_ one: [ResourceAccess], _ other: [ResourceAccess]) -> String? {
    for left in one {
      for right in other where left.conflicts(with: right) {
        return left.resource.utf8.count >= right.resource.utf8.count ? left.resource : right.resource
      }
    }
    return nil
  }

  private func difference(_ first: Int, _ second: Int, _ resource: String) -> Verdict.Difference {
    .unorderedAccesses(
      first: Verdict.Site(task: commands[first].task, command: commands[first].text),
      second: Verdict.Site(task: commands[second].task, command: commands[second].text), resource: resource)
  }

  /// Whether the first command was sure to be over before the second began.
  private func isOrdered(_ first: Int, _ second: Int) -> Bool {
    let left = lineage(of: commands[first])
    let right = lineage(of: commands[second])
    let common = zip(left, right).prefix { $0 == $1 }.count
    let over =
      common < left.count
      ? left[common].awaited
      : commands[first].end.map { $0 / 1000 }
    let begun = common < right.count ? right[common].start : commands[second].begin / 1000
    guard let over else { return false }
    return over <= begun
  }

  /// The task that issued a command, after the tasks that it was started from, the outermost first.
  private func lineage(of command: CommandRecord) -> [TaskSpan] {
    var result: [TaskSpan] = []
    var name = command.task
    while !name.isEmpty, result.count < 100, let span = span(of: name, at: command.begin / 1000) {
      result.insert(span, at: 0)
      name = span.starter
    }
    return result
  }

  /// The use of a name to which a time belongs.
  private func span(of name: String, at time: Int) -> TaskSpan? {
    let all = spans[name] ?? []
    return all.last { $0.start <= time } ?? all.first
  }
}
