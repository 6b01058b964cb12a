internal import Findings
internal import Pictures
internal import Workspace

/// What lint says of the tasks of a tree, for pictures.
struct LintedTree {
  /// Of each task what is found of it.
  let findings: [TimelineFinding]
  /// The same as lint tells it: one fault once, with the tasks that it concerns.
  private let told: [(text: String, tasks: Set<String>)]

  init(path: String) throws {
    let files = try FileOptions.parse([path])
    let result = try LintSession(files: files, rules: RuleOptions.parse([])).result()
    if let error = result.errors.first { throw CommandFailure(error) }
    self.init(result)
  }

  init(_ result: LintResult) {
    findings = result.findings.filter { $0.silence == nil }.flatMap { checked in
      let finding = checked.finding
      return finding.tasks.map {
        TimelineFinding(
          code: finding.rule.code, task: $0, place: Self.place(finding, result), message: finding.message)
      }
    }
    told = result.folded(.consequences).filter { $0.silence == nil }.map(\.finding).map { finding in
      ("\(finding.rule.code) \(Self.place(finding, result)): \(finding.message)", Set(finding.tasks))
    }
  }

  /// What is told of some of the tasks at least.
  func told(of tasks: Set<String>) -> [String] { told.filter { !$0.tasks.isDisjoint(with: tasks) }.map(\.text) }

  private static func place(_ finding: Finding, _ result: LintResult) -> String {
    let line = result.sources[finding.location.path].map { $0.position(at: finding.location.range.lowerBound).line }
    return finding.location.path + (line.map { ":\($0)" } ?? "")
  }
}
