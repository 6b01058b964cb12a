import DataFlow
package import Findings

/// DSA101: a started task that no wait can collect.
package struct TaskNeverAwaited: LintRule {
  package static let id = RuleID("DSA101", "task-never-awaited")
  package static let severity = Severity.error
  package static let cause: FindingCause? = .misspeltWait

  package func findings(in context: LintContext) -> [Finding] {
    context.startSites.compactMap { site in
      let never = site.occurrences.first { context.isWhole($0) && isNeverAwaited($0, in: context) }
      guard let occurrence = never else { return nil }
      let start = context.start(occurrence).start
      let isKnown = !context.isUnbounded(site.name) && !isAwaitedElsewhere(site, context)
      let name = context.describe(site.name)
      return Finding(
        rule: Self.id, severity: Self.severity, confidence: isKnown ? context.confidence(of: site.name) : .low,
        message: context.start(occurrence).earlierWaits.isEmpty
          ? "nothing awaits task '\(name)'" : "nothing awaits task '\(name)' after its start",
        location: context.location(site.place), task: name,
        notes: context.callNotes(start, in: context.program(occurrence))
          + context.programNote(context.program(occurrence).trace.entry))
    }
  }

  private func isNeverAwaited(_ occurrence: LintContext.Occurrence, in context: LintContext) -> Bool {
    let start = context.start(occurrence)
    let isCrossed = context.program(occurrence).crossings.contains { $0.start == occurrence.index }
    return start.leaks != .never && start.laterWaits.isEmpty && start.incompleteWaits.isEmpty
      && !start.mayBeAwaited && !isCrossed
  }

  /// Whether a wait of the name stands where what comes before it is not known: in a function that nothing known calls, or
  /// anywhere if the start is in such a function.
  private func isAwaitedElsewhere(_ site: LintContext.Site, _ context: LintContext) -> Bool {
    // What every program starts and one awaits is most often meant for that one: `settings` of a plugin.
    let isAwaited = site.occurrences.contains {
      context.start($0).leaks == .never || !context.start($0).laterWaits.isEmpty
    }
    if isAwaited { return true }
    let startsInFunction = site.occurrences.contains(where: context.isInUncalledFunction)
    return context.waitSites.contains { wait in
      let isInSameProgram = wait.occurrences.contains { other in
        site.occurrences.contains { $0.program == other.program }
      }
      guard !context.isUnbounded(wait.name), !isInSameProgram else { return false }
      let waitsInFunction = wait.occurrences.contains(where: context.isInUncalledFunction)
      return (startsInFunction || waitsInFunction) && context.mayBeSame(site.name, wait.name)
    }
  }
}
