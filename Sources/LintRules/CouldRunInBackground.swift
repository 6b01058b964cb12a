package import Findings
package import ShellProgram

/// A call that can run in the background, as whoever plans such things found it.
package struct BackgroundCall: Sendable {
  /// The command.
  package let place: Place
  /// The command as it stands in the script.
  package let command: String
  /// Before which place its task has to be awaited.
  package let wait: Place
  /// Why there, in words; nil where only the code around it ends there.
  package let reason: String?

  package init(place: Place, command: String, wait: Place, reason: String?) {
    self.place = place
    self.command = command
    self.wait = wait
    self.reason = reason
  }
}

/// DSA603: a call that nothing needs for a while after it.
package struct CouldRunInBackground: LintRule {
  package static let id = RuleID("DSA603", "could-run-in-background")
  package static let severity = Severity.info
  package static let needsPlan = true

  package func findings(in context: LintContext) -> [Finding] {
    context.backgroundCalls.filter { context.isReported($0.place) }.map { call in
      Finding(
        rule: Self.id, severity: Self.severity, confidence: .high,
        message: "'\(Self.shortened(call.command))' could run in the background: nothing needs it right after this",
        location: context.location(call.place), notes: [waitNote(call, context)].compactMap { $0 })
    }
  }

  private func waitNote(_ call: BackgroundCall, _ context: LintContext) -> Finding.Note? {
    let reason = call.reason ?? "the code around it ends there"
    return context.note("it would be awaited before this: \(reason)", at: call.wait, brief: "awaited")
  }

  /// The command on one line, as much of it as tells which one is meant.
  private static func shortened(_ command: String) -> String {
    let line = command.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.count > maximumLength ? line.prefix(maximumLength - 3) + "..." : line
  }

  private static let maximumLength = 60
}
