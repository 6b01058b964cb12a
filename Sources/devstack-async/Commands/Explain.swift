internal import ArgumentParser
internal import Findings
internal import Reporting
internal import SourceText
internal import Workspace

/// `explain CODE`: shows the page of a rule. `explain FILE:LINE`: why there is a finding on this line.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Explain a rule (code or name), or the findings of a line (FILE:LINE).")

  @Argument(help: ArgumentHelp("A rule's code or name, or FILE:LINE.", valueName: "subject"))
  var subject: String

  @Option(help: ArgumentHelp("The devstack tree that a plugin is checked with.", valueName: "path"))
  var devstack: String?

  func run() throws {
    if case .rule(let id) = RuleOptions.names.meaning(of: subject) {
      for rule in RuleDescription.all where rule.id == id { StandardStreams.write(page(of: rule)) }
    } else if let (file, line) = place {
      try explain(file: file, line: line)
    } else {
      let hint = RuleOptions.names.nearest(to: subject).map { "; did you mean '\($0)'?" } ?? ""
      throw CommandFailure("'\(subject)' is neither a rule nor FILE:LINE\(hint)")
    }
  }

  private func page(of rule: RuleDescription) -> String {
    rule.markdown.hasSuffix("\n") ? rule.markdown : rule.markdown + "\n"
  }

  /// The file and the line, where the subject names them; a column after them is passed over.
  private var place: (file: String, line: Int)? {
    let parts = subject.split(separator: ":", omittingEmptySubsequences: false)
    for count in [1, 2] where parts.count > count {
      let numbers = parts.suffix(count).map { Int($0) ?? 0 }
      guard numbers.allSatisfy({ $0 > 0 }) else { continue }
      let file = parts.dropLast(count).joined(separator: ":")
      if FileSystem.kind(of: file) != nil || count == 1, let line = numbers.first { return (file, line) }
    }
    return nil
  }

  private func explain(file: String, line: Int) throws {
    var arguments = [file, "--select", "ALL", "--min-confidence", "low"]
    if let devstack { arguments += ["--devstack", devstack] }
    let lint = try Lint.parse(arguments)
    let session = try LintSession(files: lint.files, rules: lint.rules)
    let result = try session.result()
    for error in result.errors { StandardStreams.complain(error) }
    if !result.errors.isEmpty { throw ExitCodes.failure }
    let report = session.report(of: result).restricted { entry in
      guard let source = result.sources[entry.finding.location.path] else { return false }
      return source.lines.line(at: entry.finding.location.range.lowerBound) + 1 == line
    }
    if report.entries.isEmpty {
      StandardStreams.write("\(file):\(line): no findings on this line\n")
      return
    }
    StandardStreams.write(FullFormat(style: Environment.textStyle(.auto)).text(of: report))
    let codes = Set(report.entries.map(\.finding.rule))
    for rule in RuleDescription.all where codes.contains(rule.id) { StandardStreams.write("\n" + page(of: rule)) }
  }
}
