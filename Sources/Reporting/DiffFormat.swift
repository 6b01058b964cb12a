internal import Findings
internal import SourceText

/// The fixes as one patch, as `git diff` prints it.
package struct DiffFormat: ReportFormat {
  package let name = "diff"
  private let includesUnsafe: Bool

  package init(includesUnsafe: Bool = false) { self.includesUnsafe = includesUnsafe }

  package func text(of report: Report) -> String {
    String(decoding: bytes(of: report), as: UTF8.self)
  }

  /// The patch as bytes: scripts need not be UTF-8.
  package func bytes(of report: Report) -> [UInt8] {
    let plan = FixPlan(for: report.visible.map(\.finding), includingUnsafe: includesUnsafe)
    var bytes: [UInt8] = []
    for path in plan.paths {
      guard let source = report.sources[path], let edits = plan.edits[path] else { continue }
      bytes += UnifiedDiff(path: path, old: source.bytes, new: edits.applied(to: source.bytes)).bytes
    }
    return bytes
  }
}
