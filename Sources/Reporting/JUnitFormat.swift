internal import Findings
internal import SourceText

/// JUnit's XML: a suite for each file; a clean file is one case that passes, so that no report is empty.
package struct JUnitFormat: ReportFormat {
  package let name = "junit"

  package init() {}

  package func text(of report: Report) -> String {
    var byPath: [String: [Finding]] = [:]
    for entry in report.visible { byPath[entry.finding.location.path, default: []].append(entry.finding) }
    let paths = Set(report.checkedPaths).union(byPath.keys).union(report.limits.map(\.location.path))
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let failures = report.visible.count
    let tests = paths.reduce(0) { $0 + max(1, byPath[$1]?.count ?? 0) }
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text += XMLText.opening("testsuites", attributes("devstack-async", tests, failures)) + ">\n"
    for path in paths { text += suite(path, byPath[path] ?? [], in: report) }
    return text + "</testsuites>\n"
  }

  private func attributes(_ name: String, _ tests: Int, _ failures: Int) -> [(String, String)] {
    [("name", name), ("tests", "\(tests)"), ("failures", "\(failures)"), ("errors", "0"), ("time", "0")]
  }

  private func suite(_ path: String, _ findings: [Finding], in report: Report) -> String {
    let tests = max(1, findings.count)
    var text = "  " + XMLText.opening("testsuite", attributes(FileName.published(path), tests, findings.count)) + ">\n"
    if findings.isEmpty {
      text +=
        "    " + XMLText.opening("testcase", [("name", "devstack-async"), ("classname", FileName.published(path))])
        + "/>\n"
    }
    for finding in findings { text += testCase(finding, in: report) }
    let limits = report.limits.filter { $0.location.path == path }.map { report.line(of: $0) }
    if !limits.isEmpty { text += "    <system-err>\(XMLText.escaped(limits.joined(separator: "\n")))</system-err>\n" }
    return text + "  </testsuite>\n"
  }

  private func testCase(_ finding: Finding, in report: Report) -> String {
    let names = [("name", finding.rule.code), ("classname", FileName.published(finding.location.path))]
    let message = report.line(of: finding)
    var text = "    " + XMLText.opening("testcase", names) + ">\n"
    text += "      " + XMLText.opening("failure", [("message", message), ("type", finding.rule.name)]) + ">"
    // The place and the severity have no attribute of their own in every reader's schema.
    text += XMLText.escaped(ConciseFormat().text(of: finding, in: report))
    return text + "</failure>\n    </testcase>\n"
  }
}
