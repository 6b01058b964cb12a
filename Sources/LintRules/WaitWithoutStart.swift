import DataFlow
package import Findings
import SourceText
import TaskAnalysis

/// DSA102: a waited name that nothing in the program starts.
package struct WaitWithoutStart: LintRule {
  package static let id = RuleID("DSA102", "wait-without-start")
  package static let severity = Severity.error

  package func findings(in context: LintContext) -> [Finding] {
    let starts = NameIndex(context.startSites.map(\.name))
    var unawaited = UnawaitedStarts(in: context)
    return context.waitSites.compactMap { site in
      guard context.isWhole(site), !context.isUnbounded(site.name), let first = site.occurrences.first,
        site.occurrences.allSatisfy({ !context.wait($0).mayFindStart && context.wait($0).laterStart == nil })
      else { return nil }
      let candidates = starts.candidates(for: site.name).map { context.startSites[$0] }
        .filter { context.mayBeSame($0.name, site.name) }
      let isUncalled = (site.occurrences + candidates.flatMap(\.occurrences)).contains(
        where: context.isInUncalledFunction)
      if isUncalled, candidates.contains(where: { !context.isUnbounded($0.name) }) { return nil }
      let sameProgram = candidates.contains { start in
        start.occurrences.contains { other in site.occurrences.contains { $0.program == other.program } }
      }
      let confidence = candidates.isEmpty ? context.confidence(of: site.name) : sameProgram ? .low : .medium
      let near = candidates.isEmpty ? unawaited.nearest(to: site.name) : nil
      return finding(site, first, candidates, near, confidence, in: context)
    }
  }

  private func finding(
    _ site: LintContext.Site, _ first: LintContext.Occurrence, _ candidates: [LintContext.Site],
    _ near: LintContext.Site?, _ confidence: Confidence, in context: LintContext
  ) -> Finding {
    let name = context.describe(site.name)
    let wait = context.wait(first).wait
    var notes = candidates.prefix(1).compactMap {
      context.note("another program starts it here", at: $0.place, brief: "started by another program")
    }
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
}

/// The started tasks of known name that nothing awaits.
private struct UnawaitedStarts {
  private let sites: [LintContext.Site]
  private let names: [String]
  private var comparisons = 0

  /// Who awaits so many names that nothing starts has misspelt none of them.
  private static let maximumComparisons = 1 << 17

  init(in context: LintContext) {
    sites = context.startSites.filter { start in
      start.name.text != nil && start.occurrences.contains { context.start($0).leaks != .never }
    }
    names = sites.compactMap(\.name.text)
  }

  /// The one whose name is nearly the same.
  mutating func nearest(to name: SymbolicString) -> LintContext.Site? {
    guard let text = name.text, comparisons < Self.maximumComparisons else { return nil }
    comparisons += names.count
    return nearestName(to: text, among: names).flatMap { near in sites.first { $0.name.text == near } }
  }
}
