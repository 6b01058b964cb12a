import DataFlow
package import Findings
import ShellProgram
import TaskAnalysis

/// DSA103: a wait under a stricter guard than its start, or a way past it.
package struct TaskNotAwaitedOnEveryPath: LintRule {
  package static let id = RuleID("DSA103", "task-not-awaited-on-every-path")
  package static let severity = Severity.warning

  package func findings(in context: LintContext) -> [Finding] {
    let leaks = context.startSites.flatMap { site in
      site.occurrences.filter { context.isWhole($0) && isLeaking($0, in: context) }.prefix(1).map {
        (site: site, occurrence: $0)
      }
    }
    return leaks.compactMap { finding($0.site, $0.occurrence, in: context) }
  }

  private func isLeaking(_ occurrence: LintContext.Occurrence, in context: LintContext) -> Bool {
    let start = context.start(occurrence)
    let isCrossed = context.program(occurrence).crossings.contains { $0.start == occurrence.index }
    return start.leaks != .never && !start.mayBeAwaited && !isCrossed
      && !(start.laterWaits.isEmpty && start.incompleteWaits.isEmpty)
  }

  private func finding(_ site: LintContext.Site, _ occurrence: LintContext.Occurrence, in context: LintContext)
    -> Finding?
  {
    let start = context.start(occurrence)
    let program = context.program(occurrence)
    let name = context.describe(site.name)
    let awaited = start.laterWaits.last.map { program.waits[$0].wait.use.place }
    var notes = [context.note("started here", at: site.place, brief: "started")].compactMap { $0 }
    let message: String
    let place: Place
    if let exit = start.exits.first {
      let event = program.trace.events[exit.event]
      message = "\(words(event)) here before task '\(name)' is awaited"
      place = event.place
      notes += awaited.flatMap { context.note("awaited here", at: $0, brief: "awaited") }.map { [$0] } ?? []
    } else if let awaited {
      let isOutOfReach = start.unexplained == start.start.use.condition
      message =
        isOutOfReach
        ? "no path that starts task '\(name)' comes to this wait"
        : "this wait is missed \(context.words(start.unexplained, given: start.start.use.condition)), but task '\(name)' runs then, too"
      place = awaited
    } else if let wait = start.incompleteWaits.last {
      message = "the loop that awaits '\(name)' runs over fewer elements than the one that starts it"
      place = program.waits[wait].wait.use.place
    } else {
      return nil
    }
    return Finding(
      rule: Self.id, severity: Self.severity, confidence: context.confidence(of: site.name), message: message,
      location: context.location(place), task: name,
      notes: notes + context.callNotes(start.start, in: program) + context.programNote(program.trace.entry))
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
