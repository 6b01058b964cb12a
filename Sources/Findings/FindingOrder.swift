extension Finding {
  /// By file, offset and rule, then by what tells equals apart: the one order of all output.
  package func precedesInReports(_ other: Finding) -> Bool {
    let (a, b) = (location, other.location)
    if a.path != b.path { return a.path.utf8.lexicographicallyPrecedes(b.path.utf8) }
    if a.range.lowerBound != b.range.lowerBound { return a.range.lowerBound < b.range.lowerBound }
    if rule != other.rule { return rule < other.rule }
    if a.range.upperBound != b.range.upperBound { return a.range.upperBound < b.range.upperBound }
    return message < other.message
  }

  /// The same finding with every path replaced.
  package func mappingPaths(_ transform: (String) -> String) -> Finding {
    func mapped(_ place: FileRange) -> FileRange { FileRange(path: transform(place.path), range: place.range) }
    let mappedFix = fix.map { fix in
      Fix(
        tier: fix.tier, message: fix.message,
        edits: fix.edits.map { Fix.Edit(path: transform($0.path), edit: $0.edit) })
    }
    func mapped(_ note: Note) -> Note { note.moved(to: note.location.map(mapped)) }
    var finding = self
    finding.location = mapped(location)
    finding.notes = notes.map(mapped)
    finding.fix = mappedFix
    finding.courses = courses.map { Course(name: $0.name, steps: $0.steps.map(mapped)) }
    finding.origin = origin.map(mapped)
    finding.parts = parts.map { $0.mappingPaths(transform) }
    return finding
  }
}

extension Finding {
  /// The same finding, its fix shown but never applied.
  package var withFixForDisplayOnly: Finding {
    var finding = self
    finding.fix = fix.map { Fix(tier: .displayOnly, message: $0.message, edits: $0.edits) }
    return finding
  }
}

extension Sequence where Element == Finding {
  /// Sorted as reports show them.
  package func inReportOrder() -> [Finding] { sorted { $0.precedesInReports($1) } }
}
