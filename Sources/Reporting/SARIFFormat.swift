internal import JSON
internal import Findings
internal import SourceText

/// SARIF 2.1.0 as code scanning services read it: relative locations, fingerprints, rules with their help.
package struct SARIFFormat: ReportFormat {
  package let name = "sarif"
  private static let schema = "https://json.schemastore.org/sarif-2.1.0.json"
  private static let rootName = "ROOT"

  package init() {}

  package func text(of report: Report) -> String {
    let ruleIndices = Dictionary(
      report.rules.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let run = JSONValue.members([
      ("tool", .members([("driver", driver(of: report))])),
      ("columnKind", .string("utf16CodeUnits")),
      (
        "originalUriBaseIds", .members([(Self.rootName, .members([("description", text("The root that was given."))]))])
      ),
      ("invocations", .array([invocation(of: report)])),
      ("automationDetails", .members([("id", .string("devstack-async/"))])),
      ("results", .array(report.entries.map { result(of: $0, in: report, ruleIndices) })),
    ])
    return JSONValue.members([
      ("$schema", .string(Self.schema)), ("version", .string("2.1.0")), ("runs", .array([run])),
    ]).pretty
  }

  /// How the run went, with what was not looked at.
  private func invocation(of report: Report) -> JSONValue {
    let notifications = report.limits.map { limit in
      JSONValue.members([
        ("level", .string("warning")), ("message", text(limit.message)),
        ("locations", .array([.members([("physicalLocation", physicalLocation(limit.location, in: report))])])),
      ])
    }
    return .members([
      ("executionSuccessful", .boolean(true)),
      ("toolExecutionNotifications", notifications.isEmpty ? nil : .array(notifications)),
    ])
  }

  private func driver(of report: Report) -> JSONValue {
    .members([
      ("name", .string("devstack-async")),
      ("semanticVersion", .string(report.toolVersion)),
      ("informationUri", report.rulePages.map { .string($0.base) }),
      ("rules", .array(report.rules.map { rule($0, report.rulePages) })),
    ])
  }

  private func rule(_ rule: RuleDescription, _ pages: RulePages?) -> JSONValue {
    let summary = String(rule.summary.unicodeScalars.prefix(1024).map(Character.init))
    return .members([
      ("id", .string(rule.id.code)),
      ("name", .string(rule.id.name)),
      ("shortDescription", text(summary)),
      ("fullDescription", text(summary)),
      ("helpUri", pages.map { .string($0.url(of: rule.id)) }),
      ("help", .members([("text", .string(rule.markdown)), ("markdown", .string(rule.markdown))])),
      (
        "defaultConfiguration",
        .members([("enabled", .boolean(rule.isOnByDefault)), ("level", .string(level(of: rule.severity)))])
      ),
      (
        "properties",
        .members([
          ("tags", .array([.string("devstack"), .string("concurrency")])),
          ("precision", .string("high")),
          ("problem.severity", .string(problemSeverity(of: rule.severity))),
        ])
      ),
    ])
  }

  private func result(of entry: Report.Entry, in report: Report, _ ruleIndices: [RuleID: Int]) -> JSONValue {
    let finding = entry.finding
    let parts = finding.parts.map { Finding.Note($0.message, at: $0.location) }
    let placed = finding.notes.filter { $0.location != nil } + parts
    let related = placed.enumerated().map { index, note in relatedLocation(note, id: index + 1, in: report) }
    return .members([
      ("ruleId", .string(finding.rule.code)),
      ("ruleIndex", ruleIndices[finding.rule].map(JSONValue.number)),
      ("level", .string(level(of: finding.severity))),
      ("message", text(message(of: finding))),
      ("locations", .array([.members([("physicalLocation", physicalLocation(finding.location, in: report))])])),
      ("partialFingerprints", .members([("primaryLocationLineHash", .string(entry.fingerprint))])),
      ("relatedLocations", related.isEmpty ? nil : .array(related)),
      ("codeFlows", codeFlow(of: finding, in: report).map { .array([$0]) }),
      ("suppressions", entry.silence.map { .array([suppression($0)]) }),
      ("fixes", finding.fix.flatMap { fixes($0, in: report) }),
      (
        "properties",
        .members([
          ("task", finding.task.map(JSONValue.string)), ("confidence", .string(finding.confidence.name)),
          ("tasks", finding.tasks.count > 1 ? .array(finding.tasks.map(JSONValue.string)) : nil),
        ])
      ),
    ])
  }

  /// The message, and each note as a link to its related location.
  private func message(of finding: Finding) -> String {
    var text = Self.escaped(FileName.published(finding.message))
    var id = 0
    for note in finding.notes {
      if note.location == nil {
        text += "\n" + Self.escaped(FileName.published(note.message))
      } else {
        id += 1
        text += "\n[\(Self.escaped(FileName.published(note.message)))](\(id))"
      }
    }
    return text
  }

  /// Brackets begin links in messages.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if character == "[" || character == "]" || character == "\\" { result += "\\" }
      result.append(character)
    }
    return result
  }

  private func relatedLocation(_ note: Finding.Note, id: Int, in report: Report) -> JSONValue {
    .members([
      ("id", .number(id)),
      ("physicalLocation", note.location.map { physicalLocation($0, in: report) }),
      ("message", text(FileName.published(note.message))),
    ])
  }

  /// One thread for each side of a finding that has sides.
  private func codeFlow(of finding: Finding, in report: Report) -> JSONValue? {
    let threads = finding.courses.filter { course in course.steps.contains { $0.location != nil } }
    guard threads.count > 1 else { return nil }
    let flows = threads.enumerated().map { index, course in
      let steps = course.steps.compactMap { step in
        step.location.map { place in
          JSONValue.members([
            (
              "location",
              .members([
                ("physicalLocation", physicalLocation(place, in: report)),
                ("message", text(FileName.published(step.message))),
              ])
            )
          ])
        }
      }
      return JSONValue.members([
        ("id", .string("\(index + 1)")), ("message", text(course.name)), ("locations", .array(steps)),
      ])
    }
    return .members([("threadFlows", .array(flows))])
  }

  private func physicalLocation(_ place: FileRange, in report: Report) -> JSONValue {
    let (start, end) = report.span(of: place)
    return .members([
      ("artifactLocation", artifactLocation(place.path, in: report)),
      ("region", region(start, end)),
    ])
  }

  private func artifactLocation(_ path: String, in report: Report) -> JSONValue {
    .members([
      ("uri", .string(PercentEncoding.encoded(report.pathBelowRoot(path)))), ("uriBaseId", .string(Self.rootName)),
    ])
  }

  private func region(_ start: TextPosition, _ end: TextPosition) -> JSONValue {
    .members([
      ("startLine", .number(start.line)), ("startColumn", .number(start.utf16Column)),
      ("endLine", .number(end.line)), ("endColumn", .number(end.utf16Column)),
    ])
  }

  private func suppression(_ silence: Report.Silence) -> JSONValue {
    switch silence {
    case .comment(let reason):
      .members([
        ("kind", .string("inSource")), ("status", .string("accepted")),
        ("justification", reason.isEmpty ? nil : .string(reason)),
      ])
    case .baseline: .members([("kind", .string("external")), ("status", .string("accepted"))])
    }
  }

  private func fixes(_ fix: Fix, in report: Report) -> JSONValue? {
    var paths: [String] = []
    for edit in fix.edits where !paths.contains(edit.path) { paths.append(edit.path) }
    let changes = paths.compactMap { path -> JSONValue? in
      guard let source = report.sources[path] else { return nil }
      let replacements = fix.edits.filter { $0.path == path }.map { edit in
        JSONValue.members([
          (
            "deletedRegion",
            region(source.position(at: edit.edit.range.lowerBound), source.position(at: edit.edit.range.upperBound))
          ),
          ("insertedContent", text(edit.edit.text)),
        ])
      }
      return .members([
        ("artifactLocation", artifactLocation(path, in: report)), ("replacements", .array(replacements)),
      ])
    }
    return changes.isEmpty
      ? nil : .array([.members([("description", text(fix.message)), ("artifactChanges", .array(changes))])])
  }

  private func text(_ text: String) -> JSONValue { .members([("text", .string(text))]) }

  private func level(of severity: Severity) -> String {
    switch severity {
    case .info: "note"
    case .warning: "warning"
    case .error: "error"
    }
  }

  private func problemSeverity(of severity: Severity) -> String {
    severity == .info ? "recommendation" : severity.name
  }
}

extension Report {
  /// The path seen from the root that was given; as it is where there was none or the file lies elsewhere.
  func pathBelowRoot(_ path: String) -> String {
    guard let rootPath, !rootPath.isEmpty, path.hasPrefix(rootPath + "/") else { return path }
    return String(path.dropFirst(rootPath.count + 1))
  }
}

/// Texts as parts of a URI.
enum PercentEncoding {
  static func encoded(_ path: String) -> String {
    var result = ""
    for byte in FileName.bytes(of: path) {
      let scalar = Unicode.Scalar(byte)
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "_", "~", "/": result.unicodeScalars.append(scalar)
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
      }
    }
    return result
  }
}
