internal import Findings
internal import Reporting
internal import SourceText
internal import Workspace

/// How many findings there are of each rule, and what of the scripts tree-sitter did not read.
enum Statistics {
  /// The most frequent first.
  static func text(of report: Report) -> String {
    var counts: [RuleID: Int] = [:]
    for entry in report.visible { counts[entry.finding.rule, default: 0] += 1 }
    let rows = counts.sorted { ($1.value, $0.key.code) < ($0.value, $1.key.code) }
    let width = rows.map { "\($0.value)".utf8.count }.max() ?? 0
    return rows.map { rule, count in
      String(repeating: " ", count: width - "\(count)".utf8.count) + "\(count)  \(rule.code)  \(rule.name)\n"
    }.joined()
  }

  /// How many statements were recovered, and where; nothing where none was.
  static func recoveries(of result: LintResult) -> String {
    let count = result.recoveries.reduce(0) { $0 + $1.recovery.statements.count }
    var text = count == 0 ? "" : "\(count) \(count == 1 ? "statement was" : "statements were") recovered:\n"
    for (path, recovery) in result.recoveries {
      let lines = recovery.statements.compactMap { result.sources[path]?.position(at: $0.lowerBound).line }
      text += lines.map { "  \(path):\($0)\n" }.joined()
    }
    for (path, recovery) in result.recoveries {
      if let refusal = recovery.reasonForAll { text += "\(path) was recovered as a whole: \(refusal.reason)\n" }
    }
    return text
  }
}
