extension Sequence where Element == Finding {
  /// By file, offset and rule, then by what tells equals apart: the one order of all output.
  package func inReportOrder() -> [Finding] {
    sorted { left, right in
      let (a, b) = (left.location, right.location)
      if a.path != b.path { return a.path.utf8.lexicographicallyPrecedes(b.path.utf8) }
      if a.range.lowerBound != b.range.lowerBound { return a.range.lowerBound < b.range.lowerBound }
      if left.rule != right.rule { return left.rule < right.rule }
      if a.range.upperBound != b.range.upperBound { return a.range.upperBound < b.range.upperBound }
      return left.message < right.message
    }
  }
}
