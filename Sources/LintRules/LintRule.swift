package import Findings

/// Turns facts into findings; walks nothing and keeps nothing.
package protocol LintRule: Sendable {
  static var id: RuleID { get }
  static var severity: Severity { get }
  /// Whether one finding at a place tells enough, whichever of several tasks it names.
  static var tellsEnoughOnce: Bool { get }
  /// Whether it judges what tasks do to anything but tasks.
  static var needsEffects: Bool { get }
  /// Whether it tells what could run in the background: that takes a plan of the whole program.
  static var needsPlan: Bool { get }
  /// What its findings come of, where that may be another finding.
  static var cause: FindingCause? { get }

  func findings(in context: LintContext) -> [Finding]
}

extension LintRule {
  package static var tellsEnoughOnce: Bool { true }
  package static var needsEffects: Bool { false }
  package static var needsPlan: Bool { false }
  package static var cause: FindingCause? { nil }
}

/// Why there are findings that go away with another one.
package enum FindingCause: Sendable {
  /// What the runtime in use does wrong.
  case runtime
  /// That a task is not awaited.
  case missingWait
  /// That the wait for a task has another name.
  case misspeltWait
}

/// The rules on programs, in the order of their codes.
package enum RuleRegistry {
  package static let all: [any LintRule] = [
    TaskNeverAwaited(), WaitWithoutStart(), TaskNotAwaitedOnEveryPath(), WaitBeforeStart(), TaskAwaitedTwice(),
    TaskNameReused(), WaitInOtherShell(), UnresolvableTaskName(), ChildLimitExceeded(), UnboundedFanOut(),
    DefectiveRuntime(), TaskMayExit(), TaskFailureMasked(), AssignmentLost(), ShellStateLost(), TaskOutputCaptured(),
    ArgumentsResplit(), TaskReadsInput(), ConflictingAccess(), UseBeforeWait(), ServiceInterrupted(),
    ExclusiveLockContention(), MissingAsyncInit(), MissingAsyncCleanup(), RuntimeNotSourced(), WaitImmediately(),
    WaitInsideLoop(), CouldRunInBackground(), SourceNotFound(),
  ]

  /// Whether some of the rules judge what tasks do to anything but tasks: following that takes longer than all else.
  package static func needEffects(_ rules: Set<RuleID>) -> Bool {
    all.contains { type(of: $0).needsEffects && rules.contains(type(of: $0).id) }
  }

  /// Whether some of the rules tell what could run in the background.
  package static func needPlan(_ rules: Set<RuleID>) -> Bool {
    all.contains { type(of: $0).needsPlan && rules.contains(type(of: $0).id) }
  }

  /// The rules that look at what commands do, beside those that look at starts and waits alone.
  package static let rulesOnEffects = Set(
    all.map { type(of: $0) }.filter { $0.needsEffects || $0.needsPlan }.map { $0.id })

  /// The findings of all rules, unsorted; of those of one rule that say the same of several tasks at one place, the first
  /// with the names of the others.
  package static func findings(in context: LintContext) -> [Finding] {
    all.flatMap { (rule) -> [Finding] in
      let findings = rule.findings(in: context)
      let gists = findings.map { $0.gist(isPlaceEnough: type(of: rule).tellsEnoughOnce) }
      let alike = Dictionary(grouping: findings.indices) { gists[$0] }
      return findings.enumerated().compactMap { (index, finding) -> Finding? in
        guard let same = alike[gists[index]], same.first == index else { return nil }
        return same.count == 1 ? finding : finding.speakingFor(same.dropFirst().map { findings[$0] })
      }
    }
  }
}
