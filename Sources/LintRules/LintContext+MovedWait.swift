import Findings
import ShellProgram
import ShellSyntax
import SourceText
import TaskAnalysis

/// The mend of a race with the foreground: the task is awaited before the step that it races with.
extension LintContext {
  /// Moves the wait for a task up to the statement that holds a place; nil where that statement is not on every way from
  /// the start on, or where the wait cannot be taken out where it stands.
  func movingWait(for task: TaskEffects, startedAt start: Place, upTo place: Place) -> Fix? {
    guard let name = task.use.name.text, start.file == place.file, start.range.upperBound <= place.range.lowerBound,
      let wait = onlyWait(for: name, after: place), let removal = removal(of: wait.use, wait.occurrence)
    else { return nil }
    let script = facts.traces.index.source.scripts[place.file.value]
    var search = StatementSearch(start: start.range, place: place.range)
    guard let outer = script.statements.statement(at: place.range.lowerBound) else { return nil }
    search.walk([outer])
    guard let statement = search.found, !statement.isDefinition else { return nil }
    let line = script.source.lines.range(ofLine: script.source.lines.line(at: statement.range.lowerBound))
    let indentation = line.lowerBound..<statement.range.lowerBound
    guard script.source.bytes[indentation].allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else { return nil }
    let insertion = SourceEdit(
      range: line.lowerBound..<line.lowerBound, text: script.source.text(indentation) + "async_wait \(name)\n")
    return Fix(
      tier: .safe, message: "wait for '\(name)' before this",
      edits: [Fix.Edit(path: script.source.path, edit: insertion)] + removal.edits)
  }

  /// The one wait for the name that comes later in the same file.
  private func onlyWait(for name: String, after place: Place) -> (use: TaskUse, occurrence: Occurrence)? {
    let sites = waitSitesByText[name] ?? []
    guard sites.count == 1, let occurrence = sites[0].occurrences.first, sites[0].place.file == place.file,
      sites[0].place.range.lowerBound >= place.range.upperBound
    else { return nil }
    return (wait(occurrence).wait, occurrence)
  }
}

/// Finds the outermost statement that holds a place and not the start.
private struct StatementSearch: SyntaxVisitor {
  let start: SourceRange
  let place: SourceRange
  private(set) var found: Statement?

  init(start: SourceRange, place: SourceRange) {
    self.start = start
    self.place = place
  }

  mutating func visit(_ statement: Statement) {
    guard found == nil, holds(statement, place), !holds(statement, start) else { return }
    found = statement
  }

  mutating func visit(_ command: SimpleCommand) {}

  private func holds(_ statement: Statement, _ range: SourceRange) -> Bool {
    statement.range.lowerBound <= range.lowerBound && range.upperBound <= statement.range.upperBound
  }
}

extension [Statement] {
  /// The last one that begins at or before an offset.
  fileprivate func statement(at offset: Int) -> Statement? {
    let behind = partitioningIndex { $0.range.lowerBound > offset }
    return behind > startIndex ? self[behind - 1] : nil
  }
}

extension Statement {
  fileprivate var isDefinition: Bool { if case .functionDefinition = command { true } else { false } }
}
