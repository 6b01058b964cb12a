import Findings
import SourceText

@testable import Reporting

/// One report that every format is tried on.
enum SampleReport {
  static let leak = RuleDescription(
    id: RuleID("DSA101", "task-never-awaited"), summary: "A task that no wait can collect.", severity: .error,
    isOnByDefault: true, markdown: "# DSA101 task-never-awaited\n\nA task & <more>.\n")
  static let sure = RuleDescription(
    id: RuleID("DSA601", "wait-immediately"), summary: "A start whose wait follows.", severity: .info,
    isOnByDefault: true, markdown: "# DSA601 wait-immediately\n")

  /// `é` makes bytes, code points and UTF-16 units differ; so does the emoji.
  static let script = "#!/bin/bash\necho \"é😀\"; async_run a b\nasync_wait c\n"

  static func report(
    root: String? = nil, path: String = "lib/my file", pages: RulePages? = nil
  ) -> Report {
    let source = SourceFile(path: path, text: script)
    let start = FileRange(path: path, range: 27..<38)
    let wait = FileRange(path: path, range: 41..<53)
    let findings = [
      Finding(
        rule: leak.id, severity: .error, confidence: .high, message: "task 'a' is lost at x:12:3: so <&> it goes",
        location: start, task: "a",
        notes: [Finding.Note("a wait for [c]", at: wait, brief: "awaited"), Finding.Note("a remark", at: nil)],
        fix: Fix(
          tier: .safe, message: "Wait for 'a'",
          edits: [Fix.Edit(path: path, edit: SourceEdit(range: 52..<53, text: "a"))])),
      Finding(
        rule: sure.id, severity: .info, confidence: .medium, message: "100% at once,\nreally", location: wait),
      Finding(rule: leak.id, severity: .warning, confidence: .high, message: "known", location: wait),
    ]
    var race = findings[0]
    race.courses = [
      Finding.Course(
        name: "task 'a'", steps: [Finding.Note("starts here", at: start), Finding.Note("a remark", at: nil)]),
      Finding.Course(name: "what runs beside it", steps: [Finding.Note("waits here", at: wait)]),
    ]
    let entries = [
      Report.Entry(finding: race, fingerprint: "0123456789abcdef"),
      Report.Entry(finding: findings[1], fingerprint: "0123456789abcdee"),
      Report.Entry(finding: findings[2], fingerprint: "0123456789abcded", silence: .comment(reason: "so it is")),
    ]
    var report = Report(
      entries: entries, sources: [path: source], checkedPaths: [path, "lib/clean"], rules: [leak, sure],
      toolVersion: "1.2.3", rootPath: root)
    report.rulePages = pages
    return report
  }
}
