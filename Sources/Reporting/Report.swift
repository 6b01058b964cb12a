package import Findings
package import SourceText

/// Everything that a format may show: findings in report order, and what it takes to show them.
package struct Report: Sendable {
  /// A finding with what reports add to it.
  package struct Entry: Sendable {
    package let finding: Finding
    package let fingerprint: String
    /// Set where a comment or the baseline silences it: only formats that show such findings do.
    package let silence: Silence?

    package init(finding: Finding, fingerprint: String, silence: Silence? = nil) {
      self.finding = finding
      self.fingerprint = fingerprint
      self.silence = silence
    }
  }

  /// What silences a finding.
  package enum Silence: Sendable, Equatable {
    case comment(reason: String)
    case baseline
  }

  package let entries: [Entry]
  /// Where something was not looked at.
  package var limits: [AnalysisLimit] = []
  /// By the paths of findings.
  package let sources: [String: SourceFile]
  /// The files that were checked, with findings or without.
  package let checkedPaths: [String]
  package let rules: [RuleDescription]
  package let toolVersion: String
  /// The prefix of the paths of files that lie below the one root that was given; nil: paths stay as they are.
  package let rootPath: String?
  /// For reviews of a change: its files; nil where no change is looked at.
  package var changedPaths: Set<String>?
  /// Where the rules are explained; nil: nothing links to them.
  package var rulePages: RulePages?

  package init(
    entries: [Entry], sources: [String: SourceFile], checkedPaths: [String], rules: [RuleDescription],
    toolVersion: String, rootPath: String?
  ) {
    self.entries = entries
    self.sources = sources
    self.checkedPaths = checkedPaths
    self.rules = rules
    self.toolVersion = toolVersion
    self.rootPath = rootPath
  }

  /// The findings that are reported as such.
  package var visible: [Entry] { entries.filter { $0.silence == nil } }

  /// The first and the last position of a place, cut at the end of its first line.
  func span(of place: FileRange) -> (start: TextPosition, end: TextPosition) {
    guard let source = sources[place.path] else {
      let start = TextPosition(line: 1, column: 1, utf16Column: 1, byteColumn: 1)
      return (start, start)
    }
    let range = source.firstLine(of: place.range)
    return (source.position(at: range.lowerBound), source.position(at: range.upperBound))
  }

  /// Where a limit was reached and what that means, on one line.
  package func line(of limit: AnalysisLimit) -> String {
    let start = span(of: limit.location).start
    return "\(VisibleText.line(limit.location.path)):\(start.line):\(start.column): \(oneLine(limit.message))"
  }
}

/// What reports say of a rule.
package struct RuleDescription: Sendable {
  package let id: RuleID
  package let summary: String
  package let severity: Severity
  package let isOnByDefault: Bool
  package let markdown: String

  package init(id: RuleID, summary: String, severity: Severity, isOnByDefault: Bool, markdown: String) {
    self.id = id
    self.summary = summary
    self.severity = severity
    self.isOnByDefault = isOnByDefault
    self.markdown = markdown
  }
}

/// Turns a report into text.
package protocol ReportFormat: Sendable {
  /// As `--output-format` has it.
  var name: String { get }
  func text(of report: Report) -> String
  /// What is written: the text, unless the format can do better with scripts that are not UTF-8.
  func bytes(of report: Report) -> [UInt8]
}

extension ReportFormat {
  package func bytes(of report: Report) -> [UInt8] { Array(text(of: report).utf8) }
}

extension Report {
  /// The report of some of its findings.
  package func restricted(to isWanted: (Entry) -> Bool) -> Report {
    var report = Report(
      entries: entries.filter(isWanted), sources: sources, checkedPaths: checkedPaths, rules: rules,
      toolVersion: toolVersion, rootPath: rootPath)
    report.limits = limits
    report.changedPaths = changedPaths
    report.rulePages = rulePages
    return report
  }
}
