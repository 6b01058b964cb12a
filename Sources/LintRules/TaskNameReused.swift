import DataFlow
package import Findings
import TaskAnalysis

/// DSA106: a name started while a task of that name may be outstanding.
package struct TaskNameReused: LintRule {
  package static let id = RuleID("DSA106", "task-name-reused")
  package static let severity = Severity.error
  package static let cause: FindingCause? = .missingWait

  package func findings(in context: LintContext) -> [Finding] {
    let reuses = context.facts.programs.map { program in
      Dictionary(program.reuses.map { ($0.start, $0) }, uniquingKeysWith: { first, _ in first })
    }
    return context.startSites.compactMap { site in
      for occurrence in site.occurrences {
        let program = context.program(occurrence)
        if let reuse = reuses[occurrence.program][occurrence.index] {
          return finding(site, reuse, program, in: context)
        }
      }
      return nil
    }
  }

  private func finding(_ site: LintContext.Site, _ reuse: Reuse, _ program: ProgramFacts, in context: LintContext)
    -> Finding
  {
    let name = context.describe(site.name)
    let start = program.starts[reuse.start].start
    let earlier = program.starts[reuse.earlier].start
    let isCertain = reuse.condition == start.use.condition
    let message =
      reuse.loop != nil
      ? "each round of the loop starts task '\(name)' again before it is awaited"
      : "task '\(name)' is started again while it may be running"
    var notes: [Finding.Note] = []
    if earlier.use.place != start.use.place,
      let note = context.note("started here before", at: earlier.use.place, brief: "started before")
    {
      notes.append(note)
    }
    return Finding(
      rule: Self.id, severity: Self.severity,
      confidence: isCertain ? context.confidence(of: site.name) : min(.medium, context.confidence(of: site.name)),
      message: message, location: context.location(site.place), task: name,
      notes: notes + context.callNotes(start, in: program))
  }
}
