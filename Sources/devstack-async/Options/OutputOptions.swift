internal import ArgumentParser
internal import Findings
internal import Reporting
internal import Workspace

extension Environment.ColorChoice: ExpressibleByArgument {}

/// How and where findings are written.
struct OutputOptions: ParsableArguments {
  @Option(
    name: [.customLong("output-format"), .customLong("format")],
    help: ArgumentHelp("One of: auto, \(ReportFormats.names.joined(separator: ", ")).", valueName: "format"))
  var outputFormat: String?

  @Option(
    name: [.customShort("o", allowingJoined: true), .long],
    help: ArgumentHelp("Write findings to a file.", valueName: "file"))
  var outputFile: String?

  @Option(help: ArgumentHelp("Write a further report: FORMAT=FILE.", valueName: "format=file"))
  var output: [String] = []

  @Option(help: "When to colour.")
  var color = Environment.ColorChoice.auto

  @Flag(help: "Do not link codes of rules to their pages on a terminal.")
  var noLinks = false

  @Flag(help: "List each finding by itself, those too that another one causes.")
  var unfold = false

  @Flag(help: "Count findings by rule instead of listing them.")
  var statistics = false

  @Flag(name: .shortAndLong, help: "Nothing but findings.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say more about what is done.")
  var verbose = false

  @Flag(name: [.customShort("e"), .long], help: "End with status 0 even with findings.")
  var exitZero = false

  @Option(help: "The least severity that makes the status 1; warning where none is given.")
  var failOn: Severity?

  /// All formats, with what is meant by those whose names do not say it.
  static let formats =
    [(value: "auto", meaning: "GitHub's on GitHub, else full on a terminal and concise elsewhere")]
    + ReportFormats.names.map { (value: $0, meaning: "") }

  /// The format of standard output: as asked for, else as fits the place.
  func mainFormat(includingUnsafeFixes: Bool = false) throws -> any ReportFormat {
    var name = outputFormat ?? Environment.value("DEVSTACK_ASYNC_OUTPUT_FORMAT") ?? "default"
    if name == "auto", Environment.value("GITHUB_ACTIONS") == "true" { name = "github" }
    if name == "auto" || name == "default" {
      name = Environment.outputIsTerminal && outputFile == nil ? "full" : "concise"
    }
    if name == "diff" { return DiffFormat(includesUnsafe: includingUnsafeFixes) }
    return try format(named: name)
  }

  /// The further reports, each with its file.
  func furtherReports() throws -> [(format: any ReportFormat, file: String)] {
    try output.map { pair in
      guard let equals = pair.firstIndex(of: "="), pair.index(after: equals) != pair.endIndex else {
        throw CommandFailure("--output wants FORMAT=FILE, not '\(pair)'")
      }
      return (try format(named: String(pair[..<equals])), String(pair[pair.index(after: equals)...]))
    }
  }

  private func format(named name: String) throws -> any ReportFormat {
    let style =
      outputFile == nil
      ? Environment.textStyle(color, links: !noLinks) : TextStyle(isColoured: false, hasUnicode: false)
    if let format = ReportFormats.format(named: name, style: style) { return format }
    let hint = ReportFormats.nearest(to: name).map { "; did you mean '\($0)'?" } ?? ""
    throw CommandFailure("unknown output format '\(name)'\(hint)")
  }
}
