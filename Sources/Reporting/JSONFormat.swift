internal import JSON
internal import Findings
internal import SourceText

/// One JSON document with all findings; `version` changes only if members change their meaning.
package struct JSONFormat: ReportFormat {
  package let name = "json"

  package init() {}

  package func text(of report: Report) -> String {
    JSONValue.members([
      ("version", .number(1)),
      ("tool", Self.tool(of: report)),
      ("findings", .array(report.entries.map { Self.value(of: $0, in: report) })),
      ("limits", report.limits.isEmpty ? nil : .array(report.limits.map { Self.value(of: $0, in: report) })),
    ]).pretty
  }

  private static func tool(of report: Report) -> JSONValue {
    .members([("name", .string("devstack-async")), ("version", .string(report.toolVersion))])
  }

  /// One finding; ranges count from 1 and end behind their last character.
  static func value(of entry: Report.Entry, in report: Report) -> JSONValue {
    let finding = entry.finding
    return .members([
      ("code", .string(finding.rule.code)),
      ("name", .string(finding.rule.name)),
      ("severity", .string(finding.severity.name)),
      ("confidence", .string(finding.confidence.name)),
      ("message", .string(FileName.published(finding.message))),
      ("path", .string(FileName.published(finding.location.path))),
      ("range", range(of: finding.location, in: report)),
      ("task", finding.task.map(JSONValue.string)),
      ("tasks", finding.tasks.count > 1 ? .array(finding.tasks.map(JSONValue.string)) : nil),
      ("parts", finding.parts.isEmpty ? nil : .array(finding.parts.map { part($0, in: report) })),
      ("related", .array(finding.notes.map { note($0, in: report) })),
      ("fix", finding.fix.map { fix($0, in: report) }),
      ("url", report.rulePages.map { .string($0.url(of: finding.rule)) }),
      ("fingerprint", .string(entry.fingerprint)),
      ("suppressed", entry.silence.map(suppression)),
    ])
  }

  /// Where something was not looked at.
  static func value(of limit: AnalysisLimit, in report: Report) -> JSONValue {
    .members([
      ("message", .string(limit.message)), ("path", .string(FileName.published(limit.location.path))),
      ("range", range(of: limit.location, in: report)),
    ])
  }

  /// What is told with a finding since the same mend removes it.
  private static func part(_ finding: Finding, in report: Report) -> JSONValue {
    .members([
      ("code", .string(finding.rule.code)), ("name", .string(finding.rule.name)),
      ("severity", .string(finding.severity.name)), ("confidence", .string(finding.confidence.name)),
      ("message", .string(finding.message)), ("path", .string(FileName.published(finding.location.path))),
      ("range", range(of: finding.location, in: report)), ("task", finding.task.map(JSONValue.string)),
      ("related", .array(finding.notes.map { note($0, in: report) })),
    ])
  }

  private static func note(_ note: Finding.Note, in report: Report) -> JSONValue {
    .members([
      ("message", .string(FileName.published(note.message))),
      ("path", note.location.map { .string(FileName.published($0.path)) }),
      ("range", note.location.map { range(of: $0, in: report) }),
    ])
  }

  private static func fix(_ fix: Fix, in report: Report) -> JSONValue {
    let tier =
      switch fix.tier {
      case .safe: "safe"
      case .unsafe: "unsafe"
      case .displayOnly: "display-only"
      }
    let edits = fix.edits.map { edit in
      JSONValue.members([
        ("path", .string(FileName.published(edit.path))),
        ("range", range(of: FileRange(path: edit.path, range: edit.edit.range), in: report)),
        ("text", .string(edit.edit.text)),
      ])
    }
    return .members([("tier", .string(tier)), ("message", .string(fix.message)), ("edits", .array(edits))])
  }

  private static func suppression(_ silence: Report.Silence) -> JSONValue {
    switch silence {
    case .comment(let reason): .members([("by", .string("comment")), ("reason", .string(reason))])
    case .baseline: .members([("by", .string("baseline"))])
    }
  }

  private static func range(of place: FileRange, in report: Report) -> JSONValue {
    guard let source = report.sources[place.path] else { return .null }
    return .members([
      ("start", position(source.position(at: place.range.lowerBound))),
      ("end", position(source.position(at: place.range.upperBound))),
    ])
  }

  private static func position(_ position: TextPosition) -> JSONValue {
    .members([
      ("line", .number(position.line)), ("column", .number(position.column)),
      ("utf16", .number(position.utf16Column)), ("byte", .number(position.byteColumn)),
    ])
  }
}

/// One JSON object on each line.
package struct JSONLinesFormat: ReportFormat {
  package let name = "json-lines"

  package init() {}

  package func text(of report: Report) -> String {
    let findings = report.entries.map { JSONFormat.value(of: $0, in: report) }
    let limits = report.limits.map { JSONValue.members([("limit", JSONFormat.value(of: $0, in: report))]) }
    return (findings + limits).map { $0.compact + "\n" }.joined()
  }
}
