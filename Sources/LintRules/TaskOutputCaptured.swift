package import Findings
import ShellProgram
import TaskAnalysis

/// DSA303: the start of a task whose output is captured, redirected or piped.
package struct TaskOutputCaptured: LintRule {
  package static let id = RuleID("DSA303", "task-output-captured")
  package static let severity = Severity.error

  package func findings(in context: LintContext) -> [Finding] {
    context.startSites.compactMap { site in
      guard let first = site.occurrences.first else { return nil }
      let program = context.program(first)
      let event = program.trace.events[context.start(first).start.event]
      guard case .start(_, _, let form) = event.kind, let reason = reason(event, form, program.trace) else {
        return nil
      }
      let name = context.describe(site.name)
      return Finding(
        rule: Self.id, severity: Self.severity, confidence: .high,
        message: "the start of task '\(name)' \(reason)",
        location: context.location(event.place), task: name,
        notes: [
          Finding.Note("redirect inside the function that the task runs; what it prints is shown at its wait", at: nil)
        ])
    }
  }

  private func reason(_ event: TraceEvent, _ form: StartForm, _ trace: ProgramTrace) -> String? {
    switch form.redirection {
    case .output: return "is redirected: what the task prints goes to its log, not there"
    case .input: return "is given input, which a task does not get"
    case nil: break
    }
    var process: Int? = event.process
    while let current = process {
      switch trace.processes[current].kind {
      case .commandSubstitution:
        return
          "stands in a command substitution, which waits until the task closes its output, and so possibly for ever"
      case .pipelineElement: return "stands in a pipeline: it is started in a child shell, and its output is not piped"
      case .main, .subshell, .processSubstitution, .background, .coprocess, .task: break
      }
      process = trace.processes[current].parent
    }
    return nil
  }
}
