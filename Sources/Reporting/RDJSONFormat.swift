internal import JSON
internal import Findings
internal import SourceText

/// Reviewdog's diagnostics: columns count bytes, ranges are half open.
package struct RDJSONFormat: ReportFormat {
  package let name = "rdjson"

  package init() {}

  package func text(of report: Report) -> String {
    JSONValue.members([
      ("source", .members([("name", .string("devstack-async"))])),
      ("severity", .string("WARNING")),
      (
        "diagnostics",
        .array(
          report.visible.map { diagnostic($0.finding, in: report) } + report.limits.map { diagnostic($0, in: report) })
      ),
    ]).pretty
  }

  private func diagnostic(_ limit: AnalysisLimit, in report: Report) -> JSONValue {
    .members([
      ("message", .string(limit.message)), ("location", location(limit.location, in: report)),
      ("severity", .string("INFO")), ("code", .members([("value", .string("limit"))])),
    ])
  }

  private func diagnostic(_ finding: Finding, in report: Report) -> JSONValue {
    let suggestions = finding.fix.map { self.suggestions(of: $0, for: finding, in: report) } ?? []
    let related = finding.notes.compactMap { note in
      note.location.map { place in
        JSONValue.members([
          ("message", .string(FileName.published(note.message))), ("location", location(place, in: report)),
        ])
      }
    }
    return .members([
      ("message", .string(report.line(of: finding))),
      ("location", location(finding.location, in: report)),
      ("severity", .string(finding.severity.name.uppercased())),
      (
        "code",
        .members([
          ("value", .string(finding.rule.code)), ("url", report.rulePages.map { .string($0.url(of: finding.rule)) }),
        ])
      ),
      ("suggestions", suggestions.isEmpty ? nil : .array(suggestions)),
      ("related_locations", related.isEmpty ? nil : .array(related)),
    ])
  }

  /// Suggestions can only speak of the file of the diagnostic.
  private func suggestions(of fix: Fix, for finding: Finding, in report: Report) -> [JSONValue] {
    guard let source = report.sources[finding.location.path] else { return [] }
    guard fix.edits.allSatisfy({ $0.path == finding.location.path }) else { return [] }
    return fix.edits.map { edit in
      .members([
        (
          "range",
          range(source.position(at: edit.edit.range.lowerBound), source.position(at: edit.edit.range.upperBound))
        ),
        ("text", .string(edit.edit.text)),
      ])
    }
  }

  private func location(_ place: FileRange, in report: Report) -> JSONValue {
    let (start, end) = report.span(of: place)
    return .members([("path", .string(FileName.published(place.path))), ("range", range(start, end))])
  }

  private func range(_ start: TextPosition, _ end: TextPosition) -> JSONValue {
    .members([("start", position(start)), ("end", position(end))])
  }

  private func position(_ position: TextPosition) -> JSONValue {
    .members([("line", .number(position.line)), ("column", .number(position.byteColumn))])
  }
}
