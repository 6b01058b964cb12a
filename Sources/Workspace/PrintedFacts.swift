import ShellProgram
import SourceText
import TaskAnalysis

/// The kinds of facts about tasks that can be printed, each with what it prints.
package let analyzedFactKinds = [
  (name: "calls", meaning: "which files and functions each program runs, and from where"),
  (name: "effects", meaning: "what tasks and the foreground read, write, use and lock"),
  (name: "model-differences", meaning: "where what a function does is not what its model says"),
  (name: "parallel", meaning: "what may be running beside a line"),
  (name: "tasks", meaning: "each start, with the waits that may be for it"),
  (name: "trace", meaning: "every step that has to do with tasks, with its condition"),
  (name: "unknown-commands", meaning: "commands of which nothing is known, the most frequent first"),
]

/// The facts that were asked for, as text for developers, by kind.
func printedFacts(_ facts: TaskFacts, kinds: Set<String>) -> [String: String] {
  var result: [String: String] = [:]
  if kinds.contains("calls") { result["calls"] = FactPrinter(facts: facts).calls() }
  if kinds.contains("trace") { result["trace"] = FactPrinter(facts: facts).traces() }
  if kinds.contains("tasks") { result["tasks"] = FactPrinter(facts: facts).tasks() }
  return result
}

/// Writes facts as lines of text, in the order of the programs.
private struct FactPrinter {
  let facts: TaskFacts

  func traces() -> String {
    facts.programs.map { program in
      ([heading(program)] + program.trace.events.map { line($0, in: program) }).asVisibleLines
    }.joined(separator: "\n")
  }

  /// The functions and files that each program enters, as a tree.
  func calls() -> String {
    facts.programs.map { program in
      let lines = program.trace.frames.dropFirst().map { frame in
        String(repeating: "  ", count: frame.depth) + frame.name + (frame.callPlace.map { " at \(place($0))" } ?? "")
      }
      return ([heading(program)] + lines).asVisibleLines
    }.joined(separator: "\n")
  }

  /// For each start of each program: where it is awaited, and when it is not.
  func tasks() -> String {
    var lines: [String] = []
    for program in facts.programs where !program.starts.isEmpty || !program.waits.isEmpty {
      lines.append(heading(program))
      for start in program.starts {
        let waits = start.laterWaits.map { place(program.waits[$0].wait.use.place) }.joined(separator: " ")
        let state = start.leaks == .never ? "awaited" : start.mayBeAwaited ? "may be awaited" : "leaks"
        lines.append(
          "  \(name(start.start)) started \(place(start.start.use.place)) \(state)\(waits.isEmpty ? "" : " at \(waits)")"
        )
      }
      for wait in program.waits where !wait.mayCollect {
        lines.append("  \(name(wait.wait)) waited \(place(wait.wait.use.place)) collects nothing")
      }
      if let most = program.crowding.last {
        let families = program.familiesOfMost.map { ", one for each of \($0.description)" }.joined()
        lines.append("  at most \(most.outstanding) outstanding\(families)")
      }
    }
    return lines.asVisibleLines
  }

  private func heading(_ program: ProgramFacts) -> String {
    "\(program.trace.entry.name): \(program.trace.events.count) events\(program.trace.isIncomplete ? ", incomplete" : "")"
  }

  private func name(_ use: TaskUse) -> String { facts.traces.symbols.describe(use.use.name) }

  private func place(_ place: Place) -> String {
    let source = facts.traces.index.source.scripts[place.file.value].source
    return "\(source.path):\(source.lines.line(at: place.range.lowerBound) + 1)"
  }

  private func line(_ event: TraceEvent, in program: ProgramFacts) -> String {
    let names: (TaskNameUse) -> String = { facts.traces.symbols.describe($0.name) }
    let what =
      switch event.kind {
      case .start(let uses, _, _): "start " + uses.map(names).joined(separator: " ")
      case .wait(let uses): "wait " + uses.map(names).joined(separator: " ")
      case .waitForAll: "wait for all"
      case .initialize: "initialize"
      case .cleanUp: "clean up"
      case .loopBegin(let loop):
        "loop \(loop) begins\(program.trace.loops[loop].domain.map { " over \($0.description)" } ?? "")"
      case .loopEnd(let loop): "loop \(loop) ends"
      case .processEnd(let process): "process \(process) ends"
      case .leave(let leave): "leave \(leave)"
      case .effect(let effect): "\(effect)"
      }
    let condition = facts.formulas.example(of: event.condition) ?? []
    let words = condition.map { ($0.value ? "" : "not ") + facts.traces.atoms[Int($0.atom)].description }.joined(
      separator: ", ")
    return
      "  \(place(event.place)): \(what)\(event.process == 0 ? "" : " in process \(event.process)")\(words.isEmpty ? "" : " if \(words)")"
  }
}

extension [String] {
  /// Each as one line, whatever the script has written into it.
  var asVisibleLines: String { map(VisibleText.line).joined(separator: "\n") + "\n" }
}
