package import Findings
internal import SourceText

/// Comments that silence findings: what `--add-ignore` writes.
package enum IgnoreInsertion {
  /// A finding for each command that is to be silenced, whose fix is the comment above it.
  ///
  /// Findings without a place for a comment are returned as they are, without a fix.
  package static func findings(for result: LintResult, reason: String) -> [Finding] {
    var byPlace: [FileRange: (codes: [String], findings: [Finding])] = [:]
    var places: [FileRange] = []
    var without: [Finding] = []
    for checked in result.findings where checked.silence == nil {
      let finding = checked.finding
      guard finding.rule != Suppressions.rule,
        let file = result.comments[finding.location.path],
        let offset = file.lineForDirective(about: finding.location.range.lowerBound)
      else {
        without.append(finding)
        continue
      }
      let place = FileRange(path: finding.location.path, range: offset..<offset)
      if byPlace[place] == nil { places.append(place) }
      var entry = byPlace[place] ?? ([], [])
      if !entry.codes.contains(finding.rule.code) { entry.codes.append(finding.rule.code) }
      entry.findings.append(finding)
      byPlace[place] = entry
    }
    let with = places.compactMap { place -> Finding? in
      guard let entry = byPlace[place], let first = entry.findings.first, let source = result.sources[place.path]
      else { return nil }
      let text = directive(entry.codes, reason, before: place.range.lowerBound, in: source)
      let edit = Fix.Edit(path: place.path, edit: SourceEdit(range: place.range, text: text))
      return Finding(
        rule: first.rule, severity: first.severity, confidence: first.confidence, message: first.message,
        location: first.location, fix: Fix(tier: .safe, message: "Silence it", edits: [edit]))
    }
    return with
      + without.map { finding in
        Finding(
          rule: finding.rule, severity: finding.severity, confidence: finding.confidence, message: finding.message,
          location: finding.location)
      }
  }

  /// The comment with the indentation and the line end of the line it stands above.
  private static func directive(
    _ codes: [String], _ reason: String, before offset: Int, in source: SourceFile
  ) -> String {
    let line = source.bytes[source.lines.range(ofLine: source.lines.line(at: offset))]
    let indent = String(decoding: line.prefix { $0 == 0x20 || $0 == 0x09 }, as: UTF8.self)
    let ending = line.suffix(2) == [0x0D, 0x0A] ? "\r\n" : "\n"
    let remark = reason.isEmpty ? "" : " " + reason
    return "\(indent)# devstack-async: ignore[\(codes.joined(separator: ", "))]\(remark)\(ending)"
  }
}
