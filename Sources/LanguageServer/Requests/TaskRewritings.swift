internal import EffectModels
internal import Findings
internal import LintRules
internal import ShellProgram
internal import ShellSyntax
internal import SourceText
internal import TaskAnalysis
internal import Workspace

/// Rewritings of starts and waits that leave the order of what they do as it is, or serial.
struct TaskRewritings {
  let target: Snapshot.Target

  func actions(for range: SourceRange) -> [CodeAction] {
    [mergeWaits(at: range), makeSerial(at: range.lowerBound)].compactMap { $0 }
  }

  private var path: String { target.script.source.path }

  // MARK: Merging

  /// Makes one wait of several that follow each other.
  private func mergeWaits(at range: SourceRange) -> CodeAction? {
    let roles = target.program.tasks?.traces.index.models.roles ?? [:]
    let source = target.script.source
    let commands = CommandList(of: target.script).commands.map(\.command).sorted {
      $0.range.lowerBound < $1.range.lowerBound
    }
    var group: [SimpleCommand] = []
    for command in commands {
      let isWait =
        roles[command.literalName ?? ""] == .wait(name: 1) && command.words.count > 1 && command.redirections.isEmpty
        && command.assignments.isEmpty && command.literalName == group.first?.literalName ?? command.literalName
      if isWait, let last = group.last, isGap(last.range.upperBound..<command.range.lowerBound) {
        group.append(command)
        continue
      }
      if covers(group, range) { break }
      group = isWait ? [command] : []
    }
    guard covers(group, range), let first = group.first, let last = group.last else { return nil }
    let names = group.dropFirst().map { command in
      source.text(command.words[1].range.lowerBound..<command.range.upperBound)
    }
    let edit = SourceEdit(
      range: first.range.upperBound..<last.range.upperBound, text: " " + names.joined(separator: " "))
    return CodeAction(
      title: "Merge \(group.count) waits into one", kind: .rewrite, edits: [(path: path, edit: edit)])
  }

  private func covers(_ group: [SimpleCommand], _ range: SourceRange) -> Bool {
    guard group.count > 1, let first = group.first, let last = group.last else { return false }
    return first.range.lowerBound <= range.upperBound && range.lowerBound <= last.range.upperBound
  }

  /// Whether nothing but one line end and blanks stands between.
  private func isGap(_ range: SourceRange) -> Bool {
    guard range.lowerBound < range.upperBound else { return false }
    let bytes = target.script.source.bytes[range]
    return bytes.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) } && bytes.contains(0x0A)
  }

  // MARK: Back to serial

  /// What it takes to run a task in the foreground again.
  struct Serial {
    let name: String
    /// The call of the helper that starts it.
    let start: FileRange
    /// Where what it runs begins.
    let bodyOffset: Int
    let startEdit: (path: String, edit: SourceEdit)
    /// The calls of the helper that await it.
    let waits: [FileRange]
    let waitHelper: String
    let waitEdits: [(path: String, edit: SourceEdit)]

    var edits: [(path: String, edit: SourceEdit)] { [startEdit] + waitEdits }
  }

  /// Runs a task in the foreground again, and takes its name out of every wait.
  private func makeSerial(at offset: Int) -> CodeAction? {
    guard let serial = serial(at: offset), keepsSyntax(serial.edits, target.program) else { return nil }
    return CodeAction(title: "Run '\(serial.name)' in the foreground again", kind: .rewrite, edits: serial.edits)
  }

  /// The same of the task that the text at an offset names; nil where it is not started and awaited in so many words.
  func serial(at offset: Int) -> Serial? {
    guard let facts = target.program.tasks else { return nil }
    let mentions = TaskMentions(target.program)
    let here = mentions.at(offset, in: path)
    guard here.count == 1, let mention = here.first, let name = mention.text else { return nil }
    let concerned = mentions.concerning(mention)
    let starts = concerned.filter { $0.kind == .start }
    guard starts.count == 1, let start = starts.first, start.editableWord != nil,
      concerned.allSatisfy({ $0.text == name && $0.editableWord != nil }), let unwrap = unwrapping(start, facts)
    else { return nil }
    var edits: [(path: String, edit: SourceEdit)] = []
    var helper = ""
    let context = LintContext(facts: facts, childMax: 1)
    for wait in concerned where wait.kind == .wait {
      guard let first = wait.occurrences.first,
        let fix = context.removal(
          of: facts.programs[first.program].waits[first.index].wait, inProgram: first.program, at: first.index)
      else { return nil }
      edits += fix.edits.map { ($0.path, $0.edit) }
      let script = target.program.held.scripts.first { $0.source.path == wait.command.path }
      helper = script.flatMap { CommandSearch(wait.command.range.lowerBound, in: $0).command?.literalName } ?? helper
    }
    return Serial(
      name: name, start: start.command, bodyOffset: unwrap.range.upperBound,
      startEdit: (start.command.path, unwrap), waits: concerned.filter { $0.kind == .wait }.map(\.command),
      waitHelper: helper, waitEdits: edits)
  }

  /// Leaves of a start what it runs.
  private func unwrapping(_ start: TaskMention, _ facts: TaskFacts) -> SourceEdit? {
    guard let script = target.program.held.scripts.first(where: { $0.source.path == start.command.path }),
      let command = CommandSearch(start.place.range.lowerBound, in: script).command,
      command.range == start.command.range,
      case .start(_, let body)? = facts.traces.index.models.roles[command.literalName ?? ""],
      command.words.count > body, let helper = command.words.first
    else { return nil }
    return SourceEdit(range: helper.range.lowerBound..<command.words[body].range.lowerBound, text: "")
  }
}
