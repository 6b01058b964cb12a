internal import ArgumentParser
internal import Findings
internal import Reporting
internal import Workspace

/// `lint [PATH…]`: reads a tree as one program and reports what is wrong with its tasks.
struct Lint: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Report what is wrong with the tasks of a tree, a plugin or files.")

  @OptionGroup var files: FileOptions
  @OptionGroup(title: "Rules") var rules: RuleOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  @Option(help: ArgumentHelp("How many statuses of children bash remembers.", valueName: "number"))
  var childMax: Int?

  func run() throws {
    let session = try LintSession(files: files, rules: rules, childMax: childMax)
    let result = try session.result()
    let report = session.report(of: result)
    let format = try output.mainFormat()
    StandardStreams.write(format.text(of: report))
    try LintOutcome(result: result, report: report).finish(output)
  }
}
