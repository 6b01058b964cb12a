internal import SourceText

/// Commands and the operators between them, in the order of the text, grouped as bash does.
struct CommandSequence {
  private var joiners: [AndOrList.Operator] = []
  private var pipelines: [[Command]] = []
  private var elements: [Command] = []
  /// Where `!` stands before the current pipeline, and whether an even number does.
  private var start: Int?
  private var isNegated = false
  private var finished: [Command] = []
  private var expectsCommand = true

  /// Where the last command or operator ends.
  private(set) var end = 0

  mutating func append(_ command: Command) {
    elements.append(command)
    expectsCommand = false
    end = command.range.upperBound
  }

  /// Adds an operator; false if it cannot stand there.
  mutating func append(_ kind: NodeKind, at range: SourceRange) -> Bool {
    end = range.upperBound
    if kind == .not {
      guard expectsCommand, elements.isEmpty else { return false }
      start = start ?? range.lowerBound
      isNegated.toggle()
      return true
    }
    guard !expectsCommand else { return false }
    expectsCommand = true
    if kind == .and || kind == .or {
      finishPipeline()
      joiners.append(kind == .and ? .and : .or)
    }
    return true
  }

  private mutating func finishPipeline() {
    guard let first = elements.first, let last = elements.last else { return }
    if elements.count == 1 && start == nil {
      finished.append(first)
    } else {
      let range = (start ?? first.range.lowerBound)..<last.range.upperBound
      finished.append(
        .pipeline(Pipeline(isNegated: isNegated, isTimed: false, elements: elements, range: range)))
    }
    elements = []
    start = nil
    isNegated = false
  }

  /// The command that all make up; nil if one is missing.
  mutating func command() -> Command? {
    if expectsCommand { return nil }
    finishPipeline()
    guard let first = finished.first, let last = finished.last, finished.count == joiners.count + 1 else { return nil }
    if joiners.isEmpty { return first }
    let rest = zip(joiners, finished.dropFirst()).map { AndOrList.Element(joiner: $0, command: $1) }
    return .andOrList(AndOrList(first: first, rest: rest, range: first.range.lowerBound..<last.range.upperBound))
  }
}
