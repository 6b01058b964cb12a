import DataFlow
import ShellProgram
import SourceText
import TaskAnalysis

/// Writes the facts about effects as lines of text, in the order of the programs.
struct EffectPrinter {
  let facts: EffectFacts

  /// For each task: what it touches, ends, leaves behind; then what conflicts with it.
  func effects() -> String {
    var lines: [String] = []
    for program in facts.programs {
      lines.append(
        "\(program.trace.entry.name): \(program.trace.events.count) steps\(program.trace.isIncomplete ? ", incomplete" : "")"
      )
      for task in program.tasks {
        lines.append("  task \(facts.traces.describe(task.use.name)) started \(place(task.event, program))")
        for access in task.accesses { lines.append("    \(line(access, program))") }
        for exit in task.exits { lines.append("    may end at \(place(exit.event, program))") }
        for change in task.stateChanges { lines.append("    changes its shell at \(place(change, program))") }
        for input in task.inputs { lines.append("    reads input at \(place(input, program))") }
      }
      for conflict in program.conflicts {
        lines.append(
          "  \(conflict.kind) \(conflict.aliasing): \(facts.traces.describe(program.tasks[conflict.task].use.name)) \(line(conflict.access, program)) | \(line(conflict.other, program))"
        )
      }
      for lost in program.lostAssignments {
        lines.append(
          "  lost \(lost.variable.name) assigned \(place(lost.assignment, program)) read \(place(lost.read, program))")
      }
    }
    return lines.asVisibleLines
  }

  private func line(_ access: Access, _ program: ProgramEffects) -> String {
    let tree = access.resource.reach == .tree ? "/**" : ""
    return
      "\(access.mode.rawValue) \(access.resource.kind.rawValue) \(facts.traces.describe(access.resource.key))\(tree) at \(place(access.event, program))"
  }

  private func place(_ event: Int, _ program: ProgramEffects) -> String {
    let place = program.trace.events[event].place
    let source = facts.traces.index.source.scripts[place.file.value].source
    return "\(source.path):\(source.lines.line(at: place.range.lowerBound) + 1)"
  }
}
