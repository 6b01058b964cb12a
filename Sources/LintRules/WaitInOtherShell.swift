package import Findings
import ShellProgram

/// DSA107: start and wait in different shell processes.
package struct WaitInOtherShell: LintRule {
  package static let id = RuleID("DSA107", "wait-in-other-shell")
  package static let severity = Severity.error

  package func findings(in context: LintContext) -> [Finding] {
    context.waitSites.compactMap { site in
      for occurrence in site.occurrences {
        let program = context.program(occurrence)
        guard let crossing = program.crossings.first(where: { $0.wait == occurrence.index }) else { continue }
        let start = program.starts[crossing.start].start
        let wait = program.waits[crossing.wait].wait
        let name = context.describe(site.name)
        let starter = program.trace.processes[start.process]
        let waiter = program.trace.processes[wait.process]
        return Finding(
          rule: Self.id, severity: Self.severity,
          confidence: site.name == start.use.name ? context.confidence(of: site.name) : .low,
          message:
            "task '\(name)' is started \(words(starter.kind)) and awaited \(words(waiter.kind)), where it is no child",
          location: context.location(site.place), task: name,
          notes: [
            context.note("started here", at: start.use.place, brief: "started"),
            starter.place.flatMap { context.note("the start runs in this child shell", at: $0) },
            waiter.place.flatMap { context.note("the wait runs in this child shell", at: $0) },
          ].compactMap { $0 })
      }
      return nil
    }
  }

  private func words(_ kind: ShellProcess.Kind) -> String {
    switch kind {
    case .main: "in the script's own shell"
    case .subshell: "in a subshell"
    case .pipelineElement: "in a pipeline's child shell"
    case .commandSubstitution: "in a command substitution"
    case .processSubstitution: "in a process substitution"
    case .background: "in a background shell"
    case .coprocess: "in a coprocess"
    case .task: "inside another task"
    }
  }
}
