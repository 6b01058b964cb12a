package import Findings
import SourceText

/// DSA102: a waited name that nothing in the program starts.
package struct WaitWithoutStart: LintRule {
  package static let id = RuleID("DSA102", "wait-without-start")
  package static let severity = Severity.error

  package func findings(in context: LintContext) -> [Finding] {
    context.waitSites.compactMap { site in
      guard context.isWhole(site), !context.isUnbounded(site.name), let first = site.occurrences.first,
        site.occurrences.allSatisfy({ !context.wait($0).mayFindStart && context.wait($0).laterStart == nil })
      else { return nil }
      let candidates = context.startSites.filter { context.mayBeSame($0.name, site.name) }
      let isUncalled = (site.occurrences + candidates.flatMap(\.occurrences)).contains(
        where: context.isInUncalledFunction)
      if isUncalled, candidates.contains(where: { !context.isUnbounded($0.name) }) { return nil }
      let sameProgram = candidates.contains { start in
        start.occurrences.contains { other in site.occurrences.contains { $0.program == other.program } }
      }
      let confidence = candidates.isEmpty ? context.confidence(of: site.name) : sameProgram ? .low : .medium
      return finding(site, first, candidates, confidence, in: context)
    }
  }

  private func finding(
    _ site: LintContext.Site, _ first: LintContext.Occurrence, _ candidates: [LintContext.Site],
    _ confidence: Confidence,
    in context: LintContext
  ) -> Finding {
    let name = context.describe(site.name)
    let wait = context.wait(first).wait
    var notes = candidates.prefix(1).compactMap {
      context.note("another program starts it here", at: $0.place, brief: "started by another program")
    }
    let near = candidates.isEmpty ? nearStart(to: site, in: context) : nil
    if let near,
      let note = context.note("did you mean '\(context.describe(near.name))'?", at: near.place, brief: "a similar name")
    {
      notes.append(note)
    }
    notes += context.callNotes(wait, in: context.program(first))
    var finding = Finding(
      rule: Self.id, severity: Self.severity, confidence: confidence,
      message: near.map { "nothing starts task '\(name)'; '\(context.describe($0.name))' is started" }
        ?? "nothing starts task '\(name)'",
      location: context.location(site.place), task: name, notes: notes,
      fix: near.flatMap { context.renaming(wait, to: context.describe($0.name)) } ?? context.removal(of: wait, first))
    finding.otherTasks = near.map { [context.describe($0.name)] } ?? []
    return finding
  }

  /// A started task whose name is nearly the same and that nothing awaits.
  private func nearStart(to site: LintContext.Site, in context: LintContext) -> LintContext.Site? {
    let unawaited = context.startSites.filter { start in
      start.occurrences.contains { context.start($0).leaks != .never } && start.name.text != nil
    }
    guard let text = site.name.text,
      let near = nearestName(to: text, among: unawaited.map { context.describe($0.name) })
    else { return nil }
    return unawaited.first { $0.name.text == near }
  }
}
