import DataFlow
import LintRules
import ShellProgram
import SourceText
import TaskAnalysis

/// Writes what callers see of a function, a fact on each line.
struct SummaryPrinter {
  let context: LintContext

  /// All definitions of the name; empty where there is none.
  func text(ofFunction name: String) -> String {
    FunctionSummary.all(named: name, in: context.facts.traces.index).map(text).joined(separator: "\n")
  }

  private func text(_ summary: FunctionSummary) -> String {
    let (traces, trace) = (summary.traces, summary.trace)
    func place(_ event: Int) -> String { traces.place(of: event, in: trace) }
    func when(_ event: Int) -> String { condition(trace.events[event].condition, summary) }
    let path = traces.index.source.scripts[trace.entry.file.value].source.path
    var lines = ["\(trace.entry.name) in \(path)\(trace.isIncomplete ? ", incomplete" : "")"]
    for access in summary.accesses {
      let tree = access.resource.reach == .tree ? "/**" : ""
      lines.append(
        "\(access.mode.rawValue) \(access.resource.kind.rawValue) \(traces.describe(access.resource.key))\(tree) at \(place(access.event))"
          + condition(access.condition, summary))
    }
    for use in summary.assigned {
      lines.append("assigns \(use.variable.name) at \(place(use.event))\(when(use.event))")
    }
    let assigned = Set(summary.assigned.map(\.variable))
    for use in summary.used where !assigned.contains(use.variable) {
      lines.append("needs variable \(use.variable.name) at \(place(use.event))")
    }
    for event in summary.stateChanges {
      guard case .effect(.shellState(let change)) = trace.events[event].kind else { continue }
      lines.append("changes its shell's \(change.kind.rawValue) \(change.name) at \(place(event))\(when(event))")
    }
    for exit in summary.exits {
      lines.append("\(exit.isCertain ? "ends" : "may end") its shell at \(place(exit.event))\(when(exit.event))")
    }
    for event in summary.maskedFailures { lines.append("goes on after a failure without errexit at \(place(event))") }
    for event in summary.inputs { lines.append("reads input at \(place(event))") }
    for event in summary.tasks { lines.append("\(task(trace.events[event], traces)) at \(place(event))\(when(event))") }
    for event in summary.unknown { lines.append("unknown: \(unknown(trace.events[event], traces)) at \(place(event))") }
    lines.append("cost \(summary.cost.rawValue)")
    return lines.map(VisibleText.line).joined(separator: "\n  ") + "\n"
  }

  private func condition(_ condition: Formula, _ summary: FunctionSummary) -> String {
    let words = context.words(condition, given: .always, space: summary.formulas, atoms: summary.traces.atoms)
    return words == "on some path" ? "" : " \(words)"
  }

  private func task(_ event: TraceEvent, _ traces: ProgramTraces) -> String {
    switch event.kind {
    case .start(let uses, _, _): "starts \(uses.map { traces.describe($0.name) }.joined(separator: " "))"
    case .wait(let uses): "awaits \(uses.map { traces.describe($0.name) }.joined(separator: " "))"
    default: "awaits all tasks"
    }
  }

  private func unknown(_ event: TraceEvent, _ traces: ProgramTraces) -> String {
    switch event.kind {
    case .effect(.opaque(let text)): text
    case .effect(.command(let command)): command.words.first.map { traces.describe($0) } ?? ""
    default: ""
    }
  }
}
