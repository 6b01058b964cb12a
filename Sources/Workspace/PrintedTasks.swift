import DataFlow
import LintRules
import ShellProgram
import SourceText
import TaskAnalysis

/// Writes which tasks may be running at a line.
struct RunningTaskPrinter {
  let facts: EffectFacts
  let context: LintContext
  let path: String
  /// Counted from 1.
  let number: Int

  /// A line for each task, below the program in which it is so.
  func lines() -> String {
    var text = ""
    var program = ""
    let (tasks, formulas) = found()
    for task in tasks {
      let name = task.program.trace.entry.name
      if name != program { text += "\(VisibleText.line(name))\n" }
      program = name
      text += "  \(relation(task)) \(self.name(task)) started \(place(task.task.event, task.program))"
      text += awaited(task).map { " awaited \($0)" } ?? " never awaited"
      text += condition(task, formulas).map { " \($0)" } ?? ""
      text += "\n"
    }
    return text
  }

  /// The same in sentences, for those who do not know the words.
  func sentences() -> String {
    let (tasks, formulas) = found()
    guard !tasks.isEmpty else {
      return isReached
        ? "No task may be running at this line.\n" : "No program that starts tasks is known to come by this line.\n"
    }
    var text = ""
    for task in tasks {
      let name = "task '\(self.name(task))'"
      let start = place(task.task.event, task.program)
      let end = awaited(task).map { "is awaited at \($0)" } ?? "is not awaited after that"
      switch task.relation {
      case .around: text += "This line is run by \(name), which starts at \(start) and \(end)"
      case .startedHere: text += "This line starts \(name), which \(end)"
      case .beside: text += "Beside this line \(name) may be running: it starts at \(start) and \(end)"
      }
      text += condition(task, formulas).map { ", \($0)" } ?? ""
      text += ".\n"
    }
    return text
  }

  private var file: (index: FileIndex, line: SourceRange)? {
    let scripts = facts.traces.index.source.scripts
    guard let position = scripts.firstIndex(where: { $0.source.path == path }) else { return nil }
    let source = scripts[position].source
    guard number > 0, number <= source.lines.count else { return nil }
    return (FileIndex(position), source.lines.range(ofLine: number - 1))
  }

  private func found() -> (tasks: [RunningTask], formulas: FormulaSpace) {
    file.map { facts.tasks(at: $0.index, $0.line) } ?? ([], facts.formulas)
  }

  private var isReached: Bool { file.map { facts.reaches($0.index, $0.line) } ?? false }

  private func relation(_ task: RunningTask) -> String {
    switch task.relation {
    case .beside: "beside"
    case .around: "within"
    case .startedHere: "starts"
    }
  }

  private func name(_ task: RunningTask) -> String { VisibleText.line(facts.traces.describe(task.task.use.name)) }

  /// The first wait after the step, in a task the first one of all.
  private func awaited(_ task: RunningTask) -> String? {
    let waits = task.program.waits[task.task.event] ?? []
    let after = task.relation == .beside ? waits.filter { $0 >= task.event } : waits
    return after.min().map { place($0, task.program) }
  }

  /// When it is so, beyond what leads to the line anyway.
  private func condition(_ task: RunningTask, _ formulas: FormulaSpace) -> String? {
    let step = task.program.trace.events[task.event].condition
    let given = task.relation == .beside ? step : .always
    let words = context.words(task.condition, given: given, space: formulas, atoms: facts.traces.atoms)
    return words == "on some path" ? nil : VisibleText.line(words)
  }

  private func place(_ event: Int, _ program: ProgramEffects) -> String {
    facts.traces.place(of: event, in: program.trace)
  }
}

extension ProgramTraces {
  /// The file and the line of a step.
  func place(of event: Int, in trace: ProgramTrace) -> String {
    let place = trace.events[event].place
    let source = index.source.scripts[place.file.value].source
    return "\(source.path):\(source.lines.line(at: place.range.lowerBound) + 1)"
  }
}
