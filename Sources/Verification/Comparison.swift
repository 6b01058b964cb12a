/// What a run does otherwise than the serial run of the original.
struct Comparison {
  private let reference: MockWorld.Run
  /// What two serial runs of the original do not have in common, hence says nothing about the change.
  private let unstable: Unstable
  private let options: VerificationOptions

  private struct Unstable {
    let commands: Set<String>
    let files: Set<String>
    let output: Set<String>
  }

  init(reference: MockWorld.Run, repeated: MockWorld.Run, options: VerificationOptions) {
    self.reference = reference
    self.options = options
    let commands = Tally(reference.commands.map(\.key)).differences(to: Tally(repeated.commands.map(\.key)))
    let output = Tally(reference.output).differences(to: Tally(repeated.output))
    let paths = Set(reference.files.keys).union(repeated.files.keys)
    unstable = Unstable(
      commands: Set(commands.map(\.item)), files: paths.filter { reference.files[$0] != repeated.files[$0] },
      output: Set(output.map(\.item)))
  }

  /// A failing original ends early: what a parallel run had begun by then it has done besides, and the files are those
  /// of some moment. Then the status has to be the same, and no command may be missing unless a task was cut off.
  func differences(in run: MockWorld.Run, isParallel: Bool) -> [Verdict.Difference] {
    if run.ending.isTimedOut { return [.timedOut(seconds: Int(options.timeLimit))] }
    var result: [Verdict.Difference] = []
    if run.ending.status != reference.ending.status {
      result.append(.exitStatus(expected: reference.ending.status, found: run.ending.status))
    }
    let isWhole = reference.ending.status == 0
    result += commandDifferences(run, isWhole: isWhole)
    let isReordered = options.mayReorder && !isParallel
    if !isReordered { result += orderDifferences(run) }
    if isWhole { result += fileDifferences(run) + outputDifferences(run) }
    if isParallel || isReordered {
      result += AccessOrder(of: run, reference: reference.commands).differences(options.accesses)
    }
    if isParallel {
      let lost = run.spans.filter { $0.awaited == nil }.map(\.name) + run.leftovers
      if isWhole { result += lost.map { .neverAwaited(task: $0) } }
    }
    return result
  }

  private func commandDifferences(_ run: MockWorld.Run, isWhole: Bool) -> [Verdict.Difference] {
    let texts = Dictionary(
      (reference.commands + run.commands).map { ($0.key, $0.text) }, uniquingKeysWith: { one, _ in one })
    let known = Set(reference.commands.map(\.key))
    let isCut = !run.leftovers.isEmpty || run.spans.contains { $0.awaited == nil }
    let differences = Tally(reference.commands.map(\.key)).differences(to: Tally(run.commands.map(\.key)))
    return differences.compactMap { key, count in
      if unstable.commands.contains(key) { return nil }
      let text = texts[key] ?? key
      if count < 0 { return isWhole || !isCut ? .missingCommand(text, count: -count) : nil }
      if count <= options.repetitions, known.contains(key) { return nil }
      return isWhole ? .extraCommand(text, count: count) : nil
    }
  }

  /// Each process issues its commands in the order of the serial run. Tools that only read stand in pipelines, of which
  /// the parts run at once: they do not count.
  private func orderDifferences(_ run: MockWorld.Run) -> [Verdict.Difference] {
    let order = reference.commands.map(\.key)
    let known = Set(order)
    var next: [String: Int] = [:]
    var reported: Set<String> = []
    var result: [Verdict.Difference] = []
    for command in run.commands where known.contains(command.key) && !reported.contains(command.task) {
      if command.isTool && !options.accesses(command).contains(where: { $0.mode != .read }) { continue }
      let start = next[command.task, default: 0]
      if let index = order[start...].firstIndex(of: command.key) {
        next[command.task] = index + 1
      } else if !unstable.commands.contains(command.key) {
        reported.insert(command.task)
        result.append(.reorderedCommand(Verdict.Site(task: command.task, command: command.text)))
      }
    }
    return result
  }

  private func fileDifferences(_ run: MockWorld.Run) -> [Verdict.Difference] {
    Set(reference.files.keys).union(run.files.keys).sorted().compactMap { path in
      let one = reference.files[path]
      let other = run.files[path]
      if one == other || unstable.files.contains(path) { return nil }
      guard let one else { return .extraFile("/" + path) }
      guard let other else { return .missingFile("/" + path) }
      let lines = Self.firstDifference(Self.lines(of: one), Self.lines(of: other))
      return .changedFile("/" + path, expected: lines.0, found: lines.1)
    }
  }

  private func outputDifferences(_ run: MockWorld.Run) -> [Verdict.Difference] {
    Tally(reference.output).differences(to: Tally(run.output)).compactMap { line, count in
      unstable.output.contains(line) ? nil : count < 0 ? .missingOutput(line) : .extraOutput(line)
    }
  }

  private static func lines(of entry: FileTree.Entry) -> [String] {
    switch entry {
    case .file(let bytes, _):
      String(validating: bytes, as: UTF8.self)?.split(separator: "\n", omittingEmptySubsequences: false).map(
        String.init)
        ?? []
    case .link(let target): ["-> " + target]
    case .directory, .other: []
    }
  }

  private static func firstDifference(_ one: [String], _ other: [String]) -> (String?, String?) {
    let index = zip(one, other).prefix { $0 == $1 }.count
    return (index < one.count ? one[index] : nil, index < other.count ? other[index] : nil)
  }
}

/// How often each item occurs, the first occurrence first.
private struct Tally {
  private(set) var counts: [String: Int] = [:]
  private(set) var order: [String] = []

  init(_ items: [String]) {
    for item in items {
      if counts.updateValue(counts[item, default: 0] + 1, forKey: item) == nil { order.append(item) }
    }
  }

  /// By how much more often each item occurs in the other, where that is not the same.
  func differences(to other: Tally) -> [(item: String, count: Int)] {
    (order + other.order.filter { counts[$0] == nil }).compactMap { item in
      let count = other.counts[item, default: 0] - counts[item, default: 0]
      return count == 0 ? nil : (item, count)
    }
  }
}
