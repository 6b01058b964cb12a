import DataFlow
internal import EffectModels
internal import Findings
internal import ShellProgram
internal import ShellSyntax
internal import SourceText
internal import TaskAnalysis
internal import Workspace

/// A name of a task where a script states it, in a start or in a wait.
struct TaskMention: Sendable {
  enum Kind: Sendable { case start, wait }

  /// One of the times that the text is reached: the program, and the index among its starts or waits.
  struct Occurrence: Sendable {
    let program: Int
    let index: Int
  }

  let kind: Kind
  let name: SymbolicString
  /// As a reader would write it.
  let title: String
  /// The word, or the alternative in its braces, that states the name; a call where the name was passed in.
  let place: FileRange
  /// The whole word, where the name stands in the helper's own call.
  let editableWord: SourceRange?
  /// The helper's call.
  let command: FileRange
  /// The script that it stands in.
  fileprivate let script: Script
  fileprivate let roles: [String: TaskRole]
  fileprivate(set) var occurrences: [Occurrence]

  /// The name where all of it is known.
  var text: String? { name.text }

  /// What a start runs, where its text tells.
  var body: String? {
    guard kind == .start, let call = CommandSearch(command.range.lowerBound, in: script).command,
      call.range == command.range, case .start(_, let position)? = roles[call.literalName ?? ""],
      call.words.count > position
    else { return nil }
    return call.words[position].literalText
  }
}

/// All names of tasks that a program states, each place once.
struct TaskMentions: Sendable {
  let facts: TaskFacts?
  private(set) var all: [TaskMention] = []
  private var indices: [Key: Int] = [:]

  private struct Key: Hashable {
    let kind: TaskMention.Kind
    let place: FileRange
    let name: SymbolicString
  }

  init(_ program: AnalysedProgram) {
    facts = program.tasks
    guard let facts else { return }
    for (position, known) in facts.programs.enumerated() {
      for (index, start) in known.starts.enumerated() {
        add(.start, start.start, TaskMention.Occurrence(program: position, index: index), known, facts)
      }
      for (index, wait) in known.waits.enumerated() {
        add(.wait, wait.wait, TaskMention.Occurrence(program: position, index: index), known, facts)
      }
    }
  }

  private mutating func add(
    _ kind: TaskMention.Kind, _ use: TaskUse, _ occurrence: TaskMention.Occurrence, _ program: ProgramFacts,
    _ facts: TaskFacts
  ) {
    let event = program.trace.events[use.event]
    guard use.use.place.file != facts.traces.index.modelScript, event.place.file != facts.traces.index.modelScript
    else { return }
    func location(_ place: Place) -> FileRange {
      FileRange(path: facts.traces.index.source.scripts[place.file.value].source.path, range: place.range)
    }
    let key = Key(kind: kind, place: location(use.use.place), name: use.use.name)
    if let known = indices[key] { return all[known].occurrences.append(occurrence) }
    indices[key] = all.count
    all.append(
      TaskMention(
        kind: kind, name: use.use.name, title: facts.traces.symbols.describe(use.use.name), place: key.place,
        editableWord: use.use.editableWord, command: location(event.place),
        script: facts.traces.index.source.scripts[event.place.file.value], roles: facts.traces.index.models.roles,
        occurrences: [occurrence]))
  }

  /// The names that the text at an offset states: the narrowest place around it, with all names that it stands for.
  func at(_ offset: Int, in path: String) -> [TaskMention] {
    let around = all.filter {
      $0.place.path == path && ($0.place.range.contains(offset) || $0.place.range.upperBound == offset)
    }
    guard let narrowest = around.map(\.place.range.count).min() else { return [] }
    return around.filter { $0.place.range.count == narrowest }
  }

  /// Whether both may be about one task.
  func mayConcernOneTask(_ one: TaskMention, _ other: TaskMention) -> Bool {
    if one.name == other.name { return true }
    guard let facts, !isUnbounded(one.name), !isUnbounded(other.name) else { return false }
    switch (one.kind, other.kind) {
    case (.start, .wait): return facts.mayBeSame(one.name, other.name)
    case (.wait, .start): return facts.mayBeSame(other.name, one.name)
    case (.start, .start), (.wait, .wait):
      return one.text == nil || other.text == nil ? facts.mayBeSame(one.name, other.name) : false
    }
  }

  /// The starts that a wait may be for, or the waits that may be for a start.
  func partners(of mention: TaskMention) -> [TaskMention] {
    all.filter { $0.kind != mention.kind && mayConcernOneTask(mention, $0) }
  }

  /// All that may be about the same task, itself included.
  func concerning(_ mention: TaskMention) -> [TaskMention] { all.filter { mayConcernOneTask(mention, $0) } }

  /// Whether nothing of the name is known.
  private func isUnbounded(_ name: SymbolicString) -> Bool {
    name.text == nil && name.knownPrefix.isEmpty && name.knownSuffix.isEmpty
  }

  /// The tasks that may be running right after a start or a wait, itself included, by their names in order.
  func running(after mention: TaskMention) -> [String] {
    guard let facts else { return [] }
    var names: Set<String> = []
    for occurrence in mention.occurrences {
      let program = facts.programs[occurrence.program]
      let use =
        mention.kind == .start ? program.starts[occurrence.index].start : program.waits[occurrence.index].wait
      for start in program.starts where start.start.process == use.process && start.start.event <= use.event {
        let ends = start.laterWaits.map { program.waits[$0].wait.event }
        if ends.contains(where: { $0 <= use.event }) { continue }
        names.insert(facts.traces.symbols.describe(start.start.use.name))
      }
    }
    return names.sorted()
  }
}
