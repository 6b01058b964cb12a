internal import Findings
internal import Reporting

/// How many findings there are of each rule.
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
}
