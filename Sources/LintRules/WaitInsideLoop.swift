import DataFlow
package import Findings
import TaskAnalysis

/// DSA602: a wait inside a loop for a task that was started outside of it.
package struct WaitInsideLoop: LintRule {
  package static let id = RuleID("DSA602", "wait-inside-loop")
  package static let severity = Severity.info

  package func findings(in context: LintContext) -> [Finding] {
    let startedOutside = context.facts.programs.map(Self.startsOutside)
    return context.waitSites.compactMap { site in
      guard let first = site.occurrences.first, isLiteral(context.wait(first).wait, in: context),
        site.occurrences.allSatisfy({ startedOutside[$0.program][$0.index] != nil }),
        let start = startedOutside[first.program][first.index]
      else { return nil }
      let name = context.describe(site.name)
      let use = context.program(first).starts[start].start.use
      return Finding(
        rule: Self.id, severity: Self.severity, confidence: .high,
        message: "the first round of the loop awaits task '\(name)', each later one finds nothing to await",
        location: context.location(site.place), task: name,
        notes: [context.note("started here, outside of the loop", at: use.place, brief: "started")].compactMap { $0 })
    }
  }

  /// For each wait in a loop that repeats, a start before that loop whose task it collects: indices of waits and starts.
  private static func startsOutside(_ program: ProgramFacts) -> [Int: Int] {
    var result: [Int: Int] = [:]
    for (index, start) in program.starts.enumerated() {
      for wait in start.laterWaits where result[wait] == nil {
        let inner = program.waits[wait].wait.loops.filter { !start.start.loops.contains($0) }
        if inner.contains(where: { program.trace.loops[$0].repeats != .never }) { result[wait] = index }
      }
    }
    return result
  }

  /// Whether the name stands in the wait as it is: then it is the same one in each round.
  private func isLiteral(_ wait: TaskUse, in context: LintContext) -> Bool {
    guard let word = wait.use.editableWord, let text = wait.use.name.text else { return false }
    return context.facts.traces.index.source.scripts[wait.use.place.file.value].source.text(word) == text
  }
}
