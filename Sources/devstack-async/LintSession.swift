internal import Findings
internal import LintRules
internal import Reporting
internal import Workspace

/// A lint run as the options of a command ask for it.
struct LintSession {
  var settings: LintSettings
  private let configurations: ConfigurationSource

  init(
    files: FileOptions, rules: RuleOptions, childMax: Int? = nil, baseline: String? = nil, factKinds: Set<String> = []
  ) throws {
    settings = try files.settings()
    settings.rules = try rules.selection()
    settings.ignoresSuppressions = rules.ignoreSuppressions
    settings.childMax = childMax
    settings.factKinds = factKinds
    settings.baseline = baseline
    configurations = try files.configurationSource(settings, replacedKeys: baseline == nil ? [] : [.baseline])
  }

  private static let rules = RuleDescription.all.map {
    RuleSelection.Rule(id: $0.id, severity: $0.severity, isOnByDefault: $0.isOnByDefault)
  }

  func result() throws -> LintResult {
    try LintRun(settings: settings, rules: Self.rules, names: RuleOptions.names, configurations: configurations)
      .result()
  }

  /// The findings of a change, or all.
  func result(of change: RequestedChange?) throws -> LintResult {
    var result = try result()
    let read = Set(result.sources.keys.map { PathName.joined(settings.workingDirectory, $0) })
    for files in try change?.files(reading: read, texts: settings.overlay) ?? [] {
      let before = files.knowsBefore && !result.findings.isEmpty ? try fingerprints(before: files) : nil
      result.restrict(to: files, knownBefore: before, workingDirectory: settings.workingDirectory)
    }
    return result
  }

  /// By what the findings before a change are remembered.
  private func fingerprints(before change: ChangedFiles) throws -> Set<String> {
    var old = self
    old.settings.overlay.merge(change.before) { _, new in new }
    old.settings.renamed = change.renamed
    old.settings.ignoresBaseline = true
    return Set(try old.result().findings.map(\.fingerprint.text))
  }

  /// - Parameter level: how much of what one mend removes is told as one.
  func report(of result: LintResult, _ level: FoldedFindings.Level = .consequences) -> Report {
    let entries = result.folded(level).map { checked in
      Report.Entry(
        finding: checked.finding, fingerprint: checked.fingerprint.text, silence: checked.silence.map(Self.silence))
    }
    var report = Report(
      entries: entries, sources: result.sources, checkedPaths: result.checkedPaths, rules: RuleDescription.all,
      toolVersion: ToolVersion.text, rootPath: rootPath(of: result))
    report.limits = result.limits
    report.changedPaths = result.changedPaths
    report.rulePages = Environment.rulePages
    return report
  }

  /// The settings that hold for each program, and where each comes from.
  func shownSettings() throws -> String {
    try ShownSettings(settings: settings, names: RuleOptions.names, rules: Self.rules).text(configurations)
  }

  /// Says what was read: the programs, their configurations and how many files.
  func describe(_ result: LintResult) {
    for root in result.rootPaths {
      let absolute = PathName.joined(settings.workingDirectory, root)
      let file = (try? configurations.configuration(for: absolute))?.file
      let configuration = file.map { "configuration \(PathName.relative($0, to: settings.workingDirectory))" }
      StandardStreams.say("program \(root.isEmpty ? "." : root): \(configuration ?? "no configuration")")
    }
    let context = result.sources.count - result.checkedPaths.count
    StandardStreams.say("\(result.checkedPaths.count) files checked, \(context) more read, \(settings.jobs) threads")
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
