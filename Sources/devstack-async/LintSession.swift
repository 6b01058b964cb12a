internal import Findings
internal import Reporting
internal import Workspace

/// A lint run as the options of a command ask for it.
struct LintSession {
  private(set) var settings: LintSettings
  private let configurations: ConfigurationSource

  init(files: FileOptions, rules: RuleOptions, childMax: Int? = nil, factKinds: Set<String> = []) throws {
    settings = try files.settings()
    settings.rules = try rules.selection()
    settings.ignoresSuppressions = rules.ignoreSuppressions
    settings.childMax = childMax
    settings.factKinds = factKinds
    configurations = try files.configurationSource(settings)
  }

  func result() throws -> LintResult {
    let rules = RuleDescription.all.map {
      RuleSelection.Rule(id: $0.id, severity: $0.severity, isOnByDefault: $0.isOnByDefault)
    }
    return try LintRun(settings: settings, rules: rules, names: RuleOptions.names, configurations: configurations)
      .result()
  }

  func report(of result: LintResult) -> Report {
    let entries = result.findings.map { checked in
      Report.Entry(
        finding: checked.finding, fingerprint: checked.fingerprint.text, silence: checked.silence.map(Self.silence))
    }
    return Report(
      entries: entries, sources: result.sources, checkedPaths: result.checkedPaths, rules: RuleDescription.all,
      toolVersion: ToolVersion.text, rootPath: rootPath(of: result))
  }

  private static func silence(_ silence: CheckedFinding.Silence) -> Report.Silence {
    switch silence {
    case .comment(let reason): .comment(reason: reason)
    case .baseline: .baseline
    }
  }

  /// The one folder that was given, or the one that was found where none was.
  private func rootPath(of result: LintResult) -> String? {
    if settings.paths.isEmpty { return result.rootPaths.first }
    guard settings.paths.count == 1, let path = settings.paths.first, FileSystem.kind(of: path) == .folder else {
      return nil
    }
    let absolute = PathName.joined(settings.workingDirectory, path)
    return PathName.relative(absolute, to: settings.workingDirectory)
  }
}

/// How a lint run ends.
struct LintOutcome {
  let result: LintResult
  let report: Report

  /// Says what could not be done, sums up, and gives the status.
  func finish(_ options: OutputOptions) throws {
    for error in result.errors { StandardStreams.complain(error) }
    if !options.quiet { StandardStreams.say(summary) }
    if !result.errors.isEmpty { throw ExitCodes.failure }
    let isFailing = report.visible.contains { $0.finding.severity >= options.failOn }
    if isFailing && !options.exitZero { throw ExitCodes.findings }
  }

  private var summary: String {
    let count = report.visible.count
    let files = result.checkedPaths.count
    let silenced = report.entries.count - count
    var text = count == 0 ? "No findings" : count == 1 ? "1 finding" : "\(count) findings"
    text += files == 1 ? " in 1 file" : " in \(files) files"
    if silenced > 0 { text += ", \(silenced) silenced" }
    return text + "."
  }
}
