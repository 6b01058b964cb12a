package import Findings
import ShellProgram
import TaskAnalysis

/// DSA302: a task leaves its shell in another state, which is lost with the shell, or leaks when tasks run serially.
package struct ShellStateLost: LintRule {
  package static let id = RuleID("DSA302", "shell-state-lost")
  package static let severity = Severity.error
  package static let needsEffects = true

  package func findings(in context: LintContext) -> [Finding] {
    var seen: Set<Place> = []
    return lostFunctions(in: context)
      + context.tasks.flatMap { occurrence in
        occurrence.task.stateChanges.compactMap { event -> Finding? in
          let trace = occurrence.program.trace
          guard case .effect(.shellState(let change)) = trace.events[event].kind else { return nil }
          guard seen.insert(trace.events[event].place).inserted else { return nil }
          let start = trace.events[occurrence.task.event]
          let name = context.name(occurrence.task)
          let notes =
            context.chain("changed here", to: event, in: occurrence.program, from: start.place).dropFirst()
            + context.startNote(occurrence.task, in: occurrence.program)
            + [
              Finding.Note(
                "with DEVSTACK_PARALLEL=False the change stays, with True it is lost: undo it in the task, or make it outside",
                at: nil)
            ]
          return Finding(
            rule: Self.id, severity: Self.severity, confidence: confidence(change),
            message: "task '\(name)' \(words(change)) in a child shell, which its caller does not see",
            location: context.location(trace.events[event].place), task: name, notes: Array(notes))
        }
      }
  }

  /// Functions that a task defines and that are called outside of it; of a task that only sources a file, that is told.
  private func lostFunctions(in context: LintContext) -> [Finding] {
    var seen: Set<Place> = []
    return (context.effects?.programs ?? []).flatMap { program in
      program.lostAssignments.compactMap { lost -> Finding? in
        let trace = program.trace
        let task = program.tasks[lost.task]
        guard let function = lost.variable.function, !task.stateChanges.contains(where: trace.isSourcing) else {
          return nil
        }
        let place = trace.events[lost.assignment].place
        guard seen.insert(place).inserted else { return nil }
        let name = context.name(task)
        let notes =
          context.startNote(task, in: program)
          + context.chain("called here", to: lost.read, in: program, from: nil)
          + context.conditionNote(lost.condition, given: trace.events[task.event].condition)
        return Finding(
          rule: Self.id, severity: Self.severity, confidence: .high,
          message:
            "task '\(name)' defines the function '\(function)' in a child shell: where it is called later, it is missing",
          location: context.location(place), task: name, notes: notes)
      }
    }
  }

  /// Who relies on an exported variable, or on a trap, is seldom to be seen in the scripts.
  private func confidence(_ change: ShellStateChange) -> Confidence {
    switch change.kind {
    case .workingDirectory, .option, .umask, .alias, .function, .sourcing: .high
    case .trap: .medium
    case .export: .low
    }
  }

  private func words(_ change: ShellStateChange) -> String {
    switch change.kind {
    case .workingDirectory: "changes the working directory"
    case .option:
      "changes the shell option '\(change.name.hasPrefix("shopt ") ? change.name.dropFirst(6) : change.name[...])'"
    case .umask: "changes the umask"
    case .trap: "sets a trap for \(change.name)"
    case .alias: "defines the alias '\(change.name)'"
    case .export: "exports '\(change.name)'"
    case .function: "defines the function '\(change.name)'"
    case .sourcing: "only sources '\(change.name)', whose variables and functions it has"
    }
  }
}

extension ProgramTrace {
  /// Whether a step is the sourcing of a file that is all that a task does.
  fileprivate func isSourcing(_ event: Int) -> Bool {
    if case .effect(.shellState(let change)) = events[event].kind { change.kind == .sourcing } else { false }
  }
}
