package import Findings
import TaskAnalysis

/// DSA201: more tasks outstanding than bash is sure to remember, with a runtime that relies on its memory.
package struct ChildLimitExceeded: LintRule {
  package static let id = RuleID("DSA201", "child-limit-exceeded")
  package static let severity = Severity.error

  package func findings(in context: LintContext) -> [Finding] {
    guard context.facts.runtimes.first?.profile.reliesOnRememberedStatuses == true else { return [] }
    return context.facts.programs.flatMap { tooMany($0, context) + tooLong($0, context) }
  }

  /// The start that goes over the limit.
  private func tooMany(_ program: ProgramFacts, _ context: LintContext) -> [Finding] {
    guard let first = program.crowding.first(where: { $0.outstanding > context.childMax }) else { return [] }
    let most = program.crowding.map(\.outstanding).max() ?? first.outstanding
    let start = program.starts[first.start].start
    let name = context.describe(start.use.name)
    return [
      Finding(
        rule: Self.id, severity: Self.severity, confidence: .high,
        message:
          "with task '\(name)' more than \(context.childMax) tasks are outstanding, \(most) at most: bash may forget their statuses",
        location: context.location(start.use.place), task: name, notes: context.callNotes(start, in: program))
    ]
  }

  /// The task that is outstanding while more children come and go than bash remembers.
  private func tooLong(_ program: ProgramFacts, _ context: LintContext) -> [Finding] {
    guard let oldest = program.longest, oldest.childrenSince >= context.childMax else { return [] }
    let fact = program.starts[oldest.start]
    let name = context.describe(fact.start.use.name)
    let wait = fact.laterWaits.last.flatMap {
      context.note("awaited here", at: program.waits[$0].wait.use.place, brief: "awaited")
    }
    return [
      Finding(
        rule: Self.id, severity: Self.severity, confidence: .high,
        message:
          "task '\(name)' is outstanding while \(oldest.childrenSince) others start: bash is sure to remember \(context.childMax) statuses",
        location: context.location(fact.start.use.place), task: name, notes: [wait].compactMap { $0 })
    ]
  }
}
