internal import ArgumentParser
internal import Findings
internal import Reporting
internal import SourceText
internal import Workspace

/// `explain CODE`: shows the page of a rule. `explain FILE:LINE`: why there is a finding on this line, and which tasks may be
/// running there.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Explain a rule (code or name), or the findings of a line (FILE:LINE).",
    discussion: CommandPages.explain.help)

  @Argument(help: ArgumentHelp("A rule's code or name, or FILE:LINE.", valueName: "subject"))
  var subject: String

  @Option(help: ArgumentHelp("The devstack tree that a plugin is checked with.", valueName: "path"))
  var devstack: String?

  func run() throws {
    if case .rule(let id) = RuleOptions.names.meaning(of: subject) {
      for rule in RuleDescription.all where rule.id == id { StandardStreams.write(document: shown(page(of: rule))) }
    } else if let place = LinePlace(subject) {
      try explain(file: place.file, line: place.line)
    } else {
      let hint = RuleOptions.names.nearest(to: subject).map { "; did you mean '\($0)'?" } ?? ""
      throw CommandFailure("'\(subject)' is neither a rule nor FILE:LINE\(hint)")
    }
  }

  /// Markdown as text where somebody reads it on a terminal; elsewhere it stays what it is.
  private func shown(_ markdown: String) -> String {
    Environment.outputIsTerminal ? MarkdownPage(markdown).text(Environment.textStyle(.auto)) : markdown
  }

  private func page(of rule: RuleDescription) -> String {
    rule.markdown.hasSuffix("\n") ? rule.markdown : rule.markdown + "\n"
  }

  private func explain(file: String, line: Int) throws {
    let source = SourceFile(path: file, bytes: try FileSystem.read(file))
    let lines = source.lines.line(at: max(0, source.bytes.count - 1)) + 1
    if line > lines { throw CommandFailure("\(file) has no line \(line); its last is \(lines)") }
    var arguments = [file, "--select", "ALL", "--min-confidence", "low"]
    if let devstack { arguments += ["--devstack", devstack] }
    let lint = try Lint.parse(arguments)
    var session = try LintSession(files: lint.files, rules: lint.rules, factKinds: [FactSubject.explanation])
    session.settings.factSubject = .line(path: file, number: line)
    let result = try session.result()
    try LintOutcome.complain(of: result)
    let report = session.report(of: result, .nothing).restricted { entry in
      guard let source = result.sources[entry.finding.location.path] else { return false }
      return source.lines.line(at: entry.finding.location.range.lowerBound) + 1 == line
    }
    if report.entries.isEmpty {
      StandardStreams.write("\(file):\(line): no findings on this line\n")
    } else {
      StandardStreams.write(document: FullFormat(style: Environment.textStyle(.auto)).text(of: report))
    }
    if let tasks = result.facts[FactSubject.explanation], !tasks.isEmpty { StandardStreams.write("\n\(tasks)") }
    let codes = Set(report.entries.map(\.finding.rule))
    for rule in RuleDescription.all where codes.contains(rule.id) {
      StandardStreams.write(document: "\n" + shown(reasons(of: rule)))
    }
  }

  /// What a page says of the findings of its rule: what they mean, and what to do.
  private func reasons(of rule: RuleDescription) -> String {
    let lines = rule.markdown.split(separator: "\n", omittingEmptySubsequences: false)
    var text = "# \(rule.id.code) \(rule.id.name)\n"
    var isWanted = false
    for line in lines {
      if line.hasPrefix("## ") { isWanted = line == "## Why it matters" || line == "## Fix and its safety" }
      if isWanted { text += line.hasPrefix("## ") ? "\n\(line)\n" : line.isEmpty ? "" : "\(line)\n" }
    }
    return text + "\n`devstack-async explain \(rule.id.code)` shows examples.\n"
  }
}
