internal import EffectModels
internal import Findings
internal import ShellProgram
internal import ShellSyntax
internal import SourceText
internal import TaskAnalysis
internal import Workspace

/// Rewritings that change what runs beside what: they are planned as `parallelize` plans, of the whole program.
struct TaskPlanning {
  let target: Snapshot.Target

  private var path: String { target.script.source.path }

  func actions(for range: SourceRange) -> [CodeAction] {
    guard let command = CommandSearch(range.lowerBound, in: target.script).command,
      let index = target.program.tasks?.traces.index, let name = command.literalName
    else { return [] }
    switch index.models.roles[name] {
    case .wait?: return [laterWait(at: range.lowerBound, command)].compactMap { $0 }
    case nil: return [background(command, name, index)].compactMap { $0 }
    default: return []
    }
  }

  // MARK: Into the background

  private func background(_ command: SimpleCommand, _ name: String, _ index: ProgramIndex) -> CodeAction? {
    let title = "Run this call of '\(name)' in the background"
    guard target.program.held.root.kind == .devstackTree else { return nil }
    let question = PlanMemo.Question(
      command: FileRange(path: path, range: command.range))
    switch target.program.plans.answer(question, { TaskOfCommand(command.range, in: path, index) }) {
    case nil: return nil
    case .refused(let reason)?: return CodeAction(title: title, kind: .rewrite, disabled: "it has to stay: \(reason)")
    case .task(_, let edits, let wait)?:
      let edits = edits.map { (path: $0.path, edit: $0.edit) }
      guard keepsSyntax(edits, target.program) else { return nil }
      let place = wait.map { ", awaited at \($0.path):\(line(of: $0.offset, in: $0.path))" } ?? ""
      return CodeAction(title: title + place, kind: .rewrite, edits: edits)
    }
  }

  /// Counted from 1.
  private func line(of offset: Int, in path: String) -> Int {
    (target.program.source(of: path)?.lines.line(at: offset) ?? 0) + 1
  }

  // MARK: Later

  /// Moves a wait down: to where it would stand if the task were made of a serial program.
  private func laterWait(at offset: Int, _ command: SimpleCommand) -> CodeAction? {
    let rewritings = TaskRewritings(target: target)
    guard let serial = rewritings.serial(at: offset), serial.waits.count == 1, let wait = serial.waits.first,
      target.program.held.root.kind == .devstackTree, let script = script(at: wait.path)
    else { return nil }
    let title = "Move the wait for '\(serial.name)' as late as is safe"
    func disabled(_ reason: String) -> CodeAction { CodeAction(title: title, kind: .rewrite, disabled: reason) }
    let start = serial.start
    guard start.path == wait.path,
      function(at: start.range.lowerBound, script) == function(at: wait.range.lowerBound, script)
    else { return disabled("it is started in other code") }
    let move = EditedOffsets(serial.edits.filter { $0.path == wait.path }.map(\.edit))
    let question = PlanMemo.Question(command: wait, task: serial.name)
    let planned = target.program.plans.answer(question) {
      guard let index = index(after: serial.edits),
        let call = self.command(at: move.new(serial.bodyOffset), wait.path, index)
      else { return nil }
      return TaskOfCommand(call, in: wait.path, index)
    }
    switch planned {
    case nil: return disabled("what it runs is over at once")
    case .refused(let reason)?: return disabled("where it could stand is not known: \(reason)")
    case .task(_, _, let later)?:
      guard let later, later.path == wait.path else { return disabled("there is no place for it after this one") }
      return moved(wait, serial, to: move.old(later.offset), later, title)
    }
  }

  private func moved(
    _ wait: FileRange, _ serial: TaskRewritings.Serial, to offset: Int, _ later: TaskOfCommand.Wait, _ title: String
  ) -> CodeAction {
    let source = target.program.source(of: wait.path)
    let isSamePlace =
      offset <= wait.range.upperBound
      || source.map { $0.text(wait.range.upperBound..<offset).allSatisfy(\.isWhitespace) } ?? true
    if isSamePlace {
      let reason = later.reason.map { ": the task \($0)" } ?? ""
      return CodeAction(title: title, kind: .rewrite, disabled: "it is as late as is safe\(reason)")
    }
    let ending = source.map { $0.bytes.prefix(4096).contains(0x0D) } == true ? "\r\n" : "\n"
    let new = SourceEdit(
      range: offset..<offset, text: "\(later.indentation)\(serial.waitHelper) \(serial.name)\(ending)")
    let edits = serial.waitEdits + [(path: wait.path, edit: new)]
    guard keepsSyntax(edits, target.program) else {
      return CodeAction(title: title, kind: .rewrite, disabled: "there is no line for it")
    }
    return CodeAction(title: title, kind: .rewrite, edits: edits)
  }

  private func script(at path: String) -> Script? {
    target.program.held.scripts.first { $0.source.path == path }
  }

  private func function(at offset: Int, _ script: Script) -> SourceRange? {
    CommandSearch(offset, in: script).functions.last?.range
  }

  /// The program as it would be after some edits.
  private func index(after edits: [(path: String, edit: SourceEdit)]) -> ProgramIndex? {
    var held = target.program.held
    for (path, own) in Dictionary(grouping: edits, by: \.path) {
      var set = EditSet()
      for (_, edit) in own {
        guard (try? set.insert(edit)) != nil else { return nil }
      }
      guard let source = target.program.source(of: path),
        held.replaceText(of: target.program.absolutePath(of: path), by: set.applied(to: source.bytes))
      else { return nil }
    }
    return held.index()
  }

  private func command(at offset: Int, _ path: String, _ index: ProgramIndex) -> SourceRange? {
    index.source.scripts.first { $0.source.path == path }.flatMap {
      CommandSearch(offset, in: $0).command?.range
    }
  }
}

/// Where offsets of a text are after edits of it, and the other way round.
struct EditedOffsets {
  private let edits: [SourceEdit]

  init(_ edits: [SourceEdit]) { self.edits = edits.sorted { $0.range.lowerBound < $1.range.lowerBound } }

  func new(_ old: Int) -> Int {
    var shift = 0
    for edit in edits where edit.range.upperBound <= old { shift += edit.text.utf8.count - edit.range.count }
    return old + shift
  }

  /// Of a place that an edit made, its beginning; behind text that an edit took out, the end of that.
  func old(_ new: Int) -> Int {
    var shift = 0
    for edit in edits {
      let begin = edit.range.lowerBound + shift
      let end = begin + edit.text.utf8.count
      if new < begin { break }
      if new < end { return edit.range.lowerBound }
      shift += edit.text.utf8.count - edit.range.count
    }
    return new - shift
  }
}
