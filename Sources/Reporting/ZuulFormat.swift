internal import JSON
internal import Findings
internal import SourceText

/// What `zuul_return` takes: comments on the files of a change. Zuul refuses all of them over one unknown key.
package struct ZuulFormat: ReportFormat {
  package let name = "zuul"
  private static let commitMessage = "/COMMIT_MSG"

  package init() {}

  package func text(of report: Report) -> String {
    var paths: [String] = []
    var comments: [String: [JSONValue]] = [:]
    for entry in report.visible {
      let (path, comment) = comment(on: entry.finding, in: report)
      if comments[path] == nil { paths.append(path) }
      comments[path, default: []].append(comment)
    }
    for limit in report.limits {
      let path = limit.location.path
      // Zuul takes comments on files of the change only.
      let isTaken = report.changedPaths?.contains(path) ?? true
      let line = isTaken ? report.span(of: limit.location).start.line : 1
      let target = isTaken ? path : Self.commitMessage
      if comments[target] == nil { paths.append(target) }
      let message =
        isTaken ? report.oneLine(limit.message) : "\(VisibleText.line(path)): \(report.oneLine(limit.message))"
      comments[target, default: []].append(
        .members([("line", .number(line)), ("message", .string("info: \(message)")), ("level", .string("info"))]))
    }
    let files = paths.map { (FileName.published($0), JSONValue.array(comments[$0] ?? [])) }
    return JSONValue.members([("zuul", .members([("file_comments", .members(files))]))]).pretty
  }

  /// A comment on the finding's file, or on the first touched place that belongs to it, else on the commit message.
  private func comment(on finding: Finding, in report: Report) -> (String, JSONValue) {
    guard let changed = report.changedPaths, !changed.contains(finding.location.path) else {
      return (finding.location.path, comment(finding, at: finding.location, in: report))
    }
    for note in finding.notes {
      if let place = note.location, changed.contains(place.path) {
        return (place.path, comment(finding, at: place, in: report))
      }
    }
    let start = report.span(of: finding.location).start
    let message = "\(VisibleText.line(finding.location.path)), line \(start.line): \(message(of: finding, in: report))"
    return (Self.commitMessage, fields(line: 1, message: message, finding, range: nil))
  }

  private func comment(_ finding: Finding, at place: FileRange, in report: Report) -> JSONValue {
    let (start, end) = report.span(of: place)
    var message = message(of: finding, in: report)
    if place != finding.location {
      message +=
        "\nfound at \(VisibleText.line(finding.location.path)), line \(report.span(of: finding.location).start.line)"
    }
    // Gerrit counts characters of a range from 0.
    let range = JSONValue.members([
      ("start_line", .number(start.line)), ("start_character", .number(start.column - 1)),
      ("end_line", .number(end.line)), ("end_character", .number(end.column - 1)),
    ])
    return fields(line: start.line, message: message, finding, range: start == end ? nil : range)
  }

  private func fields(line: Int, message: String, _ finding: Finding, range: JSONValue?) -> JSONValue {
    .members([
      ("line", .number(line)), ("message", .string(message)), ("level", .string(finding.severity.name)),
      ("range", range),
    ])
  }

  /// Gerrit shows no level: the text says it.
  private func message(of finding: Finding, in report: Report) -> String {
    var text = "\(finding.severity.name): \(report.oneLine(finding.message)) [\(finding.rule.code)]"
    for note in finding.notes {
      let place = note.location.map { "\(VisibleText.line($0.path)), line \(report.span(of: $0).start.line): " } ?? ""
      text += "\nnote: \(place)\(report.oneLine(note.message))"
    }
    return text
  }
}
