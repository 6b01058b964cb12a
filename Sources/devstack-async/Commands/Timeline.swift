internal import ArgumentParser
internal import JSON
internal import Pictures
internal import RunLogs
internal import Workspace

/// `timeline LOG…`: a real run as lanes; of two logs, what changed between them.
struct Timeline: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timeline",
    abstract: "Show where the time of a run went, from its log.",
    usage: "devstack-async timeline [<options>] <log> [<other-log>]",
    discussion: CommandPages.timeline.help)

  @Argument(help: ArgumentHelp("A log, or the runtime's record or its folder; two are compared.", valueName: "log"))
  var logs: [String]

  /// What is written.
  enum Format: String, CaseIterable, ExpressibleByArgument { case text, html, svg, json, chrome }

  @Option(name: [.customLong("format"), .customLong("output-format")], help: "What is written.")
  var format: Format?

  @Option(help: ArgumentHelp("The tree that ran: what lint finds in it is marked.", valueName: "path"))
  var tree: String?

  @OptionGroup var picture: PictureOptions

  func validate() throws {
    if logs.count > 2 { throw ValidationError("One log is shown, two are compared; \(logs.count) are too many.") }
  }

  func run() throws {
    let format = format ?? picture.suffix(among: Self.suffixes).flatMap(Format.init(rawValue:)) ?? .text
    if logs.count == 2, format != .text, format != .json {
      throw CommandFailure("two logs are compared as text or json, not as \(format.rawValue)")
    }
    let runs = try logs.map { try LogFile.read($0) }
    guard let run = runs.first else { return }
    if let other = runs.dropFirst().first { return try compare(run, other, format) }
    let findings = try tree.map { try LintedTree(path: $0).findings } ?? []
    let shown = Picture(timelineOf: run, name: logs[0], findings: findings)
    switch format {
    case .text: try picture.write(picture.text(of: shown))
    case .json: try picture.write(RunJSON(run: run, picture: shown).value.pretty)
    case .chrome: try picture.write(ChromeTrace.value(of: shown).compact + "\n")
    case .svg: try picture.write(SVGPicture(shown).document)
    case .html: try picture.write(HTMLPicture(shown, data: RunJSON(run: run, picture: shown).value).document)
    }
  }

  private static let suffixes = [
    ".html": "html", ".htm": "html", ".svg": "svg", ".json": "json", ".trace": "chrome", ".txt": "text",
  ]

  private func compare(_ before: RunLog, _ after: RunLog, _ format: Format) throws {
    let comparison = RunComparison(before, after, names: (logs[0], logs[1]))
    switch format {
    case .json: try picture.write(comparison.json.pretty)
    case .text, .html, .svg, .chrome: try picture.write(picture.text(of: comparison.picture))
    }
  }
}
