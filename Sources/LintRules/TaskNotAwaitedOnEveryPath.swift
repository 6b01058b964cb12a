import DataFlow
package import Findings
import ShellProgram
import TaskAnalysis

/// DSA103: a wait under a stricter guard than its start, or a way past it.
package struct TaskNotAwaitedOnEveryPath: LintRule {
  package static let id = RuleID("DSA103", "task-not-awaited-on-every-path")
  package static let severity = Severity.warning

  package func findings(in context: LintContext) -> [Finding] {
    context.startSites.compactMap { site in
      for occurrence in site.occurrences {
        if let finding = finding(site, occurrence, in: context) { return finding }
      }
      return nil
    }
  }

  private func finding(_ site: LintContext.Site, _ occurrence: LintContext.Occurrence, in context: LintContext)
    -> Finding?
  {
    let start = context.start(occurrence)
    let program = context.program(occurrence)
    guard start.leaks != .never, !start.mayBeAwaited,
      !program.crossings.contains(where: { $0.start == occurrence.index })
    else { return nil }
    let name = context.describe(site.name)
    var notes: [Finding.Note] = []
    let message: String
    if let exit = start.exits.first {
      let event = program.trace.events[exit.event]
      message = "task '\(name)' stays behind where \(words(event)) before its wait"
      notes += [
        context.note("leaves here", at: event.place),
        start.laterWaits.last.flatMap { context.note("awaited here", at: program.waits[$0].wait.use.place) },
      ].compactMap { $0 }
    } else if let wait = start.laterWaits.last {
      message = "task '\(name)' is not awaited \(context.words(start.unexplained, given: start.start.use.condition))"
      notes += start.laterWaits.suffix(2).compactMap {
        context.note("awaited here", at: program.waits[$0].wait.use.place)
      }
      _ = wait
    } else if let wait = start.incompleteWaits.last {
      let use = program.waits[wait].wait.use
      message = "the loop that awaits '\(name)' runs over fewer elements than the one that starts it"
      notes += [context.note("awaited here", at: use.place)].compactMap { $0 }
    } else {
      return nil
    }
    return Finding(
      rule: Self.id, severity: Self.severity, confidence: context.confidence(of: site.name), message: message,
      location: context.location(site.place), task: name, notes: notes + context.callNotes(start.start, in: program))
  }

  private func words(_ event: TraceEvent) -> String {
    guard case .leave(let leave) = event.kind else { return "the script goes on" }
    return switch leave {
    case .return: "the function returns"
    case .exit: "the script exits"
    case .break: "the loop is left"
    case .continue: "the loop goes on"
    }
  }
}
