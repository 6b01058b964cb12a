package import Findings

extension LintResult {
  /// Keeps the findings that a change touches, or that were not there before it.
  package mutating func restrict(to change: ChangedFiles, knownBefore: Set<String>?, workingDirectory: String) {
    func isTouched(_ place: FileRange) -> Bool {
      guard let source = sources[place.path] else { return false }
      let line = source.lines.line(at: place.range.lowerBound) + 1
      return change.touches(PathName.joined(workingDirectory, place.path), line: line)
    }
    findings.removeAll { checked in
      if let knownBefore, !knownBefore.contains(checked.fingerprint.text) { return false }
      let finding = checked.finding
      return !isTouched(finding.location) && !finding.notes.contains { $0.location.map(isTouched) ?? false }
    }
    let paths = Set(change.paths.map { PathName.relative($0, to: workingDirectory) })
    changedPaths = changedPaths?.intersection(paths) ?? paths
  }

  /// Puts other findings in place of those that were found; they keep no fingerprints of their own.
  package mutating func replaceFindings(by other: [Finding]) {
    let fingerprints = Fingerprint.all(of: other, in: sources)
    findings = zip(other, fingerprints).map { CheckedFinding(finding: $0, fingerprint: $1) }
  }
}
