package import Findings

/// Turns facts into findings; walks nothing and keeps nothing.
package protocol LintRule: Sendable {
  static var id: RuleID { get }
  static var severity: Severity { get }

  func findings(in context: LintContext) -> [Finding]
}

/// The rules on programs, in the order of their codes.
package enum RuleRegistry {
  package static let all: [any LintRule] = [
    TaskNeverAwaited(), WaitWithoutStart(), TaskNotAwaitedOnEveryPath(), WaitBeforeStart(), TaskAwaitedTwice(),
    TaskNameReused(), WaitInOtherShell(), UnresolvableTaskName(), UnboundedFanOut(),
    MissingAsyncInit(), MissingAsyncCleanup(), RuntimeNotSourced(), WaitImmediately(), SourceNotFound(),
  ]

  /// The findings of all rules, unsorted.
  package static func findings(in context: LintContext) -> [Finding] {
    all.flatMap { $0.findings(in: context) }
  }
}
