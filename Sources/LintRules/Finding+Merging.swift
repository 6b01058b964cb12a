import Findings

extension Finding {
  /// The finding, with the names of other tasks of which the same place is true: the rounds of a loop, mostly.
  func speakingFor(_ others: [Finding]) -> Finding {
    let names = others.compactMap(\.task).filter { $0 != task }
    guard !names.isEmpty else { return self }
    let list =
      names.prefix(3).map { "'\($0)'" }.joined(separator: ", ")
      + (names.count > 3 ? " and \(names.count - 3) more" : "")
    return Finding(
      rule: rule, severity: severity, confidence: ([self] + others).map(\.confidence).max() ?? confidence,
      message: message, location: location, task: task, notes: notes + [Note("the same holds of \(list)", at: nil)],
      fix: fix)
  }
}
