internal import Findings

extension RuleDescription {
  /// All rules, in the order of their codes.
  package static let all: [RuleDescription] = table.map { code, name, severity, isOn, summary in
    RuleDescription(
      id: RuleID(code, name), summary: summary, severity: severity, isOnByDefault: isOn,
      markdown: "# \(code) \(name)\n\n\(summary)\n")
  }

  private static let table: [(String, String, Severity, Bool, String)] = [
    ("DSA101", "task-never-awaited", .error, true, "A started task that no wait can collect."),
    ("DSA102", "wait-without-start", .error, true, "A waited name that nothing in the program starts."),
    ("DSA901", "syntax-error", .error, true, "Bash itself would reject the text."),
    ("DSA902", "source-not-found", .info, true, "A sourced file that could not be found."),
    ("DSA903", "unused-suppression", .warning, true, "A suppression that silences nothing or cannot be read."),
  ]
}
