internal import ArgumentParser

/// Statuses that commands end with.
enum ExitCodes {
  /// Findings, or a change would be made.
  static let findings = ExitCode(1)
  /// Could not do what was asked; the reason was said.
  static let failure = ExitCode(2)
}
