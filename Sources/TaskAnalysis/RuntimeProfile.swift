package import SourceText

/// What a runtime library of tasks can do, by what its functions do.
package struct RuntimeProfile: Sendable {
  package enum Kind: Sendable, Equatable {
    /// Bash is asked for the status of a finished child at the wait.
    case remembered
    /// Each child stays until the wait lets it go, by a fifo.
    case parked
    /// Each child writes its own status down.
    case recorded
    /// It starts children in a way that is not recognised.
    case unknown
  }

  package let kind: Kind
  /// Whether a task's status is lost when bash has forgotten the child (Bash manual, `CHILD_MAX`).
  package var reliesOnRememberedStatuses: Bool { kind == .remembered }
  /// Whether the wait blocks for ever when a task ends before it reaches its fifo.
  package var hangsWhenTaskExits: Bool { kind == .parked }
  /// Whether the task's command runs as a condition, where errexit is off.
  package let masksFailures: Bool
  /// Whether arguments are split and globbed again.
  package let resplitsArguments: Bool
  /// Where a wait for several names leaves the rest uncollected after a failure.
  package let leavesRestUncollected: SourceRange?
  /// Whether the clean-up reads a variable that nothing sets.
  package var cleanupIsBroken: Bool {
    defects.contains { if case .readsUnsetVariable = $0.kind { true } else { false } }
  }
  /// What is wrong, in the order of the text.
  package let defects: [RuntimeDefect]
  /// The name in the definition of the function that starts tasks.
  package let nameRange: SourceRange
}

/// A known defect of a runtime, and where it is.
package struct RuntimeDefect: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    case forgetsStatuses
    case hangsOnExit
    /// The wait does not let the child go that waits for it.
    case neverWakes
    case masksFailures
    case resplitsArguments
    /// The clean-up reads a variable that nothing sets.
    case readsUnsetVariable(String)
  }

  package let kind: Kind
  package let range: SourceRange
}
