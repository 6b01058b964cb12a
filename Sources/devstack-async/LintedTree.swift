internal import Findings
internal import Pictures
internal import Workspace

/// What lint says of the tasks of a tree, for pictures.
struct LintedTree {
  let findings: [TimelineFinding]

  init(path: String) throws {
    let files = try FileOptions.parse([path])
    let result = try LintSession(files: files, rules: RuleOptions.parse([])).result()
    if let error = result.errors.first { throw CommandFailure(error) }
    self.init(result)
  }

  init(_ result: LintResult) {
    findings = result.findings.flatMap { checked -> [TimelineFinding] in
      let finding = checked.finding
      guard checked.silence == nil else { return [] }
      let line = result.sources[finding.location.path].map { $0.position(at: finding.location.range.lowerBound).line }
      let place = finding.location.path + (line.map { ":\($0)" } ?? "")
      return finding.tasks.map {
        TimelineFinding(code: finding.rule.code, task: $0, place: place, message: finding.message)
      }
    }
  }
}
