internal import ArgumentParser
internal import Findings
internal import Reporting
internal import SourceText
internal import Workspace

/// `baseline`: the file with the findings of a day, which are then not reported.
struct BaselineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baseline", abstract: "Keep the findings of today in a file, so that only new ones are reported.",
    discussion: CommandPages.baseline.help,
    subcommands: [CreateBaseline.self, UpdateBaseline.self, CheckBaseline.self])
}

/// What all subcommands of `baseline` take.
struct BaselineOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The file of the baseline.", valueName: "file"))
  var baseline: String?

  @OptionGroup var files: FileOptions
  @OptionGroup var rules: RuleOptions

  /// The option, then the configuration, then a file beside the scripts.
  func file(_ session: LintSession) throws -> String {
    let directory = session.settings.workingDirectory
    if let baseline { return PathName.joined(directory, FileName.canonical(baseline)) }
    let folder = PathName.joined(directory, session.settings.paths.first ?? "")
    let source = try files.configurationSource(session.settings)
    return try source.configuration(for: folder).baseline ?? PathName.joined(folder, ".devstack-async-baseline")
  }

  /// All findings, those of the old baseline too.
  func current() throws -> (session: LintSession, result: LintResult, baseline: Baseline) {
    var session = try LintSession(files: files, rules: rules, baseline: baseline)
    session.settings.ignoresBaseline = true
    let result = try session.result()
    try LintOutcome.complain(of: result)
    let folder = PathName.folder(of: try file(session))
    let entries = result.findings.filter { $0.silence == nil }.map { checked in
      let path = PathName.joined(session.settings.workingDirectory, checked.finding.location.path)
      return Baseline.Entry(
        fingerprint: checked.fingerprint.text, code: checked.finding.rule.code,
        path: PathName.relative(path, to: folder), message: Report.summary(of: checked.finding))
    }
    return (session, result, Baseline(entries: entries))
  }

  func write(_ baseline: Baseline, to file: String) throws {
    try OutputFile.write(
      Array(baseline.text.utf8), to: file, roots: self.baseline == nil ? [PathName.folder(of: file)] : [])
    let shown = PathName.told(file, in: FileSystem.workingDirectory())
    let count = baseline.entries.count
    StandardStreams.say(count == 1 ? "1 finding in \(shown)." : "\(count) findings in \(shown).")
  }
}

/// `baseline create`: writes the file, which must not be there yet.
struct CreateBaseline: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "create", abstract: "Write a new baseline.")

  @OptionGroup var options: BaselineOptions

  func run() throws {
    let current = try options.current()
    let file = try options.file(current.session)
    if FileSystem.kind(of: file) != nil { throw CommandFailure("\(file): is there already; use 'baseline update'") }
    try options.write(current.baseline, to: file)
    try say(how: file, in: current.session)
  }

  /// How lint gets to know of the file, where it does not already.
  private func say(how file: String, in session: LintSession) throws {
    let folder = PathName.joined(session.settings.workingDirectory, session.settings.paths.first ?? "")
    if try options.files.configurationSource(session.settings).configuration(for: folder).baseline == file { return }
    let shown = PathName.told(file, in: session.settings.workingDirectory)
    StandardStreams.say("Use it with 'devstack-async lint --baseline \(shown)', or for everybody with this line in")
    StandardStreams.say(".devstack-async.toml beside it: baseline = \"\(PathName.name(of: file))\"")
  }
}

/// `baseline update`: takes out what is no longer found; with `--add` takes in what is new.
struct UpdateBaseline: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update", abstract: "Take out of the baseline what is no longer found.")

  @Flag(help: "Take in what is new, too.")
  var add = false

  @OptionGroup var options: BaselineOptions

  func run() throws {
    let current = try options.current()
    let file = try options.file(current.session)
    let known = Set(try Baseline(file: file, shownAs: file).entries.map(\.fingerprint))
    let entries = current.baseline.entries.filter { add || known.contains($0.fingerprint) }
    try options.write(Baseline(entries: entries), to: file)
  }
}

/// `baseline check`: status 1 where the baseline lists what is no longer found.
struct CheckBaseline: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Report entries of the baseline that match no finding.")

  @OptionGroup var options: BaselineOptions

  func run() throws {
    let current = try options.current()
    let file = try options.file(current.session)
    let found = Set(current.baseline.entries.map(\.fingerprint))
    let stale = try Baseline(file: file, shownAs: file).stale(among: found)
    let lines = stale.map { entry in
      let message = entry.message.isEmpty ? "" : ": \(entry.message)"
      return "\(entry.path): \(entry.code) is no longer found\(message) [\(entry.fingerprint)]\n"
    }
    StandardStreams.write(lines.joined())
    if !stale.isEmpty { throw ExitCodes.findings }
  }
}
