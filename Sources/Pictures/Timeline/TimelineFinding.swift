internal import SourceText

/// What lint says of a task.
package struct TimelineFinding: Sendable {
  package let code: String
  package let task: String
  package let place: String
  package let message: String

  package init(code: String, task: String, place: String, message: String) {
    (self.code, self.task, self.place, self.message) = (code, task, place, message)
  }

  /// One mark for all findings of a task, since they stand at one place; nil where there are none.
  static func mark(for findings: [TimelineFinding], at: Double) -> Picture.Mark? {
    guard !findings.isEmpty else { return nil }
    var codes: [String] = []
    for finding in findings where !codes.contains(finding.code) { codes.append(finding.code) }
    let words = findings.map { "\($0.code) \($0.place): \($0.message)" }.joined(separator: "; ")
    return Picture.Mark(kind: .finding, at: at, label: VisibleText.part("\(codes.joined(separator: ",")) \(words)"))
  }
}
