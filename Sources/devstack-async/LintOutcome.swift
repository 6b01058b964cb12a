internal import ArgumentParser
internal import Findings
internal import Reporting
internal import Workspace

/// How a lint run ends.
struct LintOutcome {
  let result: LintResult
  let report: Report
  let fixed: Int

  /// Says what could not be done; the status is 2 where that is anything.
  static func complain(of result: LintResult) throws {
    for warning in result.warnings { StandardStreams.warn(warning) }
    for error in result.errors { StandardStreams.complain(error) }
    if !result.errors.isEmpty { throw ExitCodes.failure }
  }

  /// Says what could not be done, sums up, and gives the status.
  func finish(_ options: OutputOptions, failsOnFix: Bool) throws {
    if !options.quiet {
      for entry in result.staleBaselineEntries {
        StandardStreams.warn("the baseline lists \(entry.code) in \(entry.path), which is no longer found")
      }
    }
    for limit in report.limits { StandardStreams.warn(report.line(of: limit)) }
    try Self.complain(of: result)
    if !options.quiet { StandardStreams.say(summary) }
    let isFailing = report.visible.contains { $0.finding.severity >= options.failOn ?? .warning }
    if isFailing && !options.exitZero || failsOnFix && fixed > 0 { throw ExitCodes.findings }
  }

  private var summary: String {
    let count = report.visible.count
    let files = result.checkedPaths.count
    let silenced = report.entries.count - count
    let fixable = report.visible.filter { $0.finding.fix?.tier == .safe }.count
    var text = count == 0 ? "No findings" : count == 1 ? "1 finding" : "\(count) findings"
    text += files == 1 ? " in 1 file" : " in \(files) files"
    if fixed > 0 { text += ", \(fixed) fixed" }
    if fixable > 0 { text += ", \(fixable) fixable with --fix" }
    if silenced > 0 { text += ", \(silenced) silenced" }
    return text + "."
  }
}
