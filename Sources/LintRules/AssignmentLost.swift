package import Findings
import ShellProgram
import TaskAnalysis

/// DSA301: a task sets a variable that another shell process reads later.
package struct AssignmentLost: LintRule {
  package static let id = RuleID("DSA301", "assignment-lost")
  package static let severity = Severity.error
  package static let needsEffects = true

  package func findings(in context: LintContext) -> [Finding] {
    var seen: Set<Place> = []
    return (context.effects?.programs ?? []).flatMap { program in
      var hoisted = HoistedAssignments(of: program, in: context)
      return program.lostAssignments.filter { $0.variable.function == nil }.compactMap { lost -> Finding? in
        let trace = program.trace
        let task = program.tasks[lost.task]
        let name = context.name(task)
        let start = trace.events[task.event]
        let place = trace.events[lost.assignment].place
        guard seen.insert(place).inserted else { return nil }
        let notes =
          context.chain("assigned here", to: lost.assignment, in: program, from: start.place).dropFirst()
          + context.startNote(task, in: program)
          + context.chain("read here", to: lost.read, in: program, from: nil, brief: "read")
          + context.conditionNote(lost.condition, given: start.condition)
          + [Finding.Note("assign it before the start, or have the runtime carry it back at the wait", at: nil)]
        return Finding(
          rule: Self.id, severity: Self.severity, confidence: .high,
          message:
            "task '\(name)' assigns '\(lost.variable.name)' in a child shell: where it is read later, the value is missing",
          location: context.location(place), task: name, notes: notes,
          fix: hoisted.fix(for: lost))
      }
    }
  }
}
