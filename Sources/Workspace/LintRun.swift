import EffectModels
package import Findings
import LintRules
package import ShellProgram
package import ShellSyntax
package import SourceText

/// A finding with all that reports say of it; its paths are relative to the working directory.
package struct CheckedFinding: Sendable {
  /// Why a finding is not shown as one.
  package enum Silence: Sendable, Equatable {
    /// By a comment, with the reason that it gives.
    case comment(reason: String)
    /// It was there when the baseline was made.
    case baseline
  }

  package let finding: Finding
  package let fingerprint: Fingerprint
  package var silence: Silence?
}

/// What a run found out.
package struct LintResult: Sendable {
  /// In report order, the silenced ones too.
  package var findings: [CheckedFinding] = []
  /// By paths relative to the working directory; context included.
  package var sources: [String: SourceFile] = [:]
  package var comments: [String: CommentedFile] = [:]
  /// The files on which findings were wanted, relative to the working directory, in order.
  package var checkedPaths: [String] = []
  package var problems: [(path: String, problem: SyntaxProblem)] = []
  /// What of the files was read without their trees; files of which nothing was are left out.
  package var recoveries: [(path: String, recovery: Recovery)] = []
  /// Facts by kind, those of several programs one after another.
  package var facts: [String: String] = [:]
  package var errors: [String] = []
  /// What is to be said of what was done all the same.
  package var warnings: [String] = []
  /// Where something was not looked at, with paths relative to the working directory.
  package var limits: [AnalysisLimit] = []
  /// The folders of the programs, relative to the working directory.
  package var rootPaths: [String] = []
  /// The files of the change that was asked about, relative to the working directory.
  package var changedPaths: Set<String>?
  package var staleBaselineEntries: [Baseline.Entry] = []
  /// What the last of the programs was found to be; the others are let go of as soon as they are judged.
  package var lastAnalysis: Analysis?

  package init() {}
}

/// All stages in order: find, read, parse, analyse, silence, select.
package struct LintRun {
  private let settings: LintSettings
  private let rules: [RuleSelection.Rule]
  private let names: RuleNames
  private let configurations: ConfigurationSource

  package init(
    settings: LintSettings, rules: [RuleSelection.Rule], names: RuleNames, configurations: ConfigurationSource
  ) {
    self.settings = settings
    self.rules = rules
    self.names = names
    self.configurations = configurations
  }

  package func result() throws(ConfigurationError) -> LintResult {
    let resolver = ProgramRootResolver(
      paths: settings.paths, workingDirectory: settings.workingDirectory, overlay: Set(settings.overlay.keys))
    var result = LintResult()
    result.errors = resolver.errors.map(\.description)
    for root in resolver.roots { try check(root, into: &result) }
    result.findings.sort { Self.precedes($0.finding, $1.finding) }
    result.checkedPaths.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return result
  }

  private static func precedes(_ left: Finding, _ right: Finding) -> Bool {
    left.precedesInReports(right)
  }

  private func check(_ root: ProgramRoot, into result: inout LintResult) throws(ConfigurationError) {
    let configuration = try configurations.configuration(for: root.folder)
    let program = ProgramLoader(settings: settings, configuration: configuration, known: settings.known).load(root)
    var options = options(for: program, configuration)
    let rules = try activeRules(of: program)
    options.followsEffects =
      (settings.wantsFindings && RuleRegistry.needEffects(rules)) || settings.wantsEffects
    options.findsBackgroundCalls = settings.wantsFindings && RuleRegistry.needPlan(rules)
    let analysis =
      settings.wantsFindings || !settings.factKinds.isEmpty
      ? analyzeProgram(scripts: program.scripts, options: options) : Analysis(findings: [])
    let commented = Dictionary(
      program.scripts.filter { program.reported.contains($0.source.path) }
        .map { ($0.source.path, CommentedFile($0)) }, uniquingKeysWith: { first, _ in first })
    try assess(analysis, of: program, commented, configuration, into: &result)
    // Who asks for the commands of a file holds its syntax: of files without findings nobody does.
    let told = Set(result.findings.map(\.finding.location.path))
    result.comments = result.comments.filter { told.contains($0.key) }
  }

  /// What the analysis makes of a program whose files are in memory: it may go on in another thread.
  package func analysis(
    of held: HeldProgram, followsEffects: Bool, until abandonment: Abandonment? = nil
  ) -> @Sendable () -> Analysis {
    var options = options(for: held.program, held.configuration)
    options.followsEffects = followsEffects
    // Where a configuration cannot be read, that is told when the findings are judged.
    options.findsBackgroundCalls =
      followsEffects && (try? activeRules(of: held.program)).map(RuleRegistry.needPlan) == true
    options.abandonment = abandonment
    options.segmentLength = Self.segmentLength
    return { [options] in
      analyzeProgram(
        scripts: held.program.scripts, options: options, known: held.known, previous: held.previousFacts)
    }
  }

  /// A few milliseconds of following a program, several times of what it takes to write down where it stands.
  private static let segmentLength = 500

  /// The same run for one whose baseline cannot be used: nothing is taken for known.
  package var ignoringBaseline: LintRun {
    var settings = settings
    settings.ignoresBaseline = true
    return LintRun(settings: settings, rules: rules, names: names, configurations: configurations)
  }

  /// What is to be reported of such a program.
  package func result(of held: HeldProgram, _ analysis: Analysis) throws(ConfigurationError) -> LintResult {
    var result = LintResult()
    try assess(analysis, of: held.program, held.commented, held.configuration, into: &result)
    return result
  }

  private func options(for program: LoadedProgram, _ configuration: Configuration) -> AnalysisOptions {
    var options = AnalysisOptions(
      rootKind: program.root.kind, reportedPaths: program.reported, devstackPath: program.devstackPath,
      childMax: settings.childMax ?? configuration.childMax ?? AnalysisOptions.defaultChildMax)
    options.factKinds = settings.factKinds
    options.factSubject = settings.factSubject?.within(program, workingDirectory: settings.workingDirectory)
    options.jobs = settings.jobs
    if let helpers = configuration.helperModels { options.commands = .builtIn.merging(helpers) }
    return options
  }

  private func assess(
    _ analysis: Analysis, of program: LoadedProgram, _ commented: [String: CommentedFile],
    _ configuration: Configuration, into result: inout LintResult
  ) throws(ConfigurationError) {
    result.errors += program.errors.map(\.description)
    result.warnings += program.warnings.map(\.description)
    result.rootPaths.append(display(program.root.folder))
    if program.errors.isEmpty, !settings.forceExcludes { result.errors += emptyRequests(of: program) }
    result.errors += analysis.errors
    result.lastAnalysis = analysis
    for (kind, text) in analysis.facts { result.facts[kind, default: ""] += text }
    result.limits += analysis.limits.map { limit in
      limit.mappingPath { program.absolutePaths[$0].map(display) ?? $0 }
    }
    var judged = try judge(analysis.findings, of: program, commented, configuration)
    // What was not found need not be missing: a comment may well silence it.
    if !analysis.limits.isEmpty { judged.removeAll { $0.finding.rule == Suppressions.rule } }
    try record(judged, of: program, commented, configuration, into: &result)
  }

  /// What was asked for and has no script in it, in words.
  private func emptyRequests(of program: LoadedProgram) -> [String] {
    let reported = program.reported.compactMap { program.absolutePaths[$0] }
    func isEmpty(_ path: String) -> Bool { !reported.contains { PathName.isInside($0, path) } }
    switch program.root.request {
    case .everything:
      return reported.isEmpty ? ["\(told(program.root.folder)): no shell scripts found"] : []
    case .paths(let paths):
      return paths.filter { FileSystem.kind(of: $0) == .folder && isEmpty($0) }
        .map { "\(told($0)): no shell scripts found" }
    }
  }

  /// The rules that are wanted for some file.
  private func activeRules(of program: LoadedProgram) throws(ConfigurationError) -> Set<RuleID> {
    try selections(for: program).values.reduce(into: Set<RuleID>()) { $0.formUnion($1.active) }
  }

  /// The rules for each file that is reported on, by its path.
  private func selections(for program: LoadedProgram) throws(ConfigurationError) -> [String: RuleSelection] {
    var selections: [String: RuleSelection] = [:]
    var byFolder: [String: RuleSelection] = [:]
    for (path, absolute) in program.absolutePaths where program.reported.contains(path) {
      let folder = PathName.folder(of: absolute)
      if byFolder[folder] == nil {
        byFolder[folder] = RuleSelection(
          rules: rules, names: names, configuration: try configurations.configuration(for: folder),
          options: settings.rules, workingDirectory: settings.workingDirectory)
      }
      selections[path] = byFolder[folder]
    }
    return selections
  }

  /// Selects, silences, and puts into order, with paths as the program has them.
  private func judge(
    _ findings: [Finding], of program: LoadedProgram, _ commented: [String: CommentedFile],
    _ configuration: Configuration
  ) throws(ConfigurationError) -> [(finding: Finding, silence: CheckedFinding.Silence?)] {
    let selections = try selections(for: program)
    func selected(_ finding: Finding) -> Finding? {
      let path = finding.location.path
      guard let selection = selections[path], let absolute = program.absolutePaths[path] else { return nil }
      return selection.adapted(finding, absolutePath: absolute)
    }
    func isSure(_ finding: Finding) -> Bool {
      finding.confidence >= selections[finding.location.path]?.minConfidence ?? .medium
    }
    let wanted = Self.withoutRepetitions(findings.inReportOrder()).compactMap(selected)
    var judged: [(finding: Finding, silence: CheckedFinding.Silence?)]
    if settings.ignoresSuppressions {
      judged = wanted.map { ($0, nil) }
    } else {
      let files = commented.values.sorted { $0.source.path < $1.source.path }
      let active = selections.values.reduce(into: Set<RuleID>()) { $0.formUnion($1.active) }
      let suppressions = Suppressions(
        of: files, names: names, requiresReason: configuration.requiresReason ?? false, defect: StatedEffects.defect)
      let outcome = suppressions.apply(to: wanted, activeRules: active)
      judged = outcome.findings.compactMap { finding in
        finding.rule == Suppressions.rule ? selected(finding).map { ($0, nil) } : (finding, nil)
      }
      judged += outcome.silenced.map { ($0.finding, .comment(reason: $0.reason)) }
    }
    return judged.filter { isSure($0.finding) }.sorted { $0.finding.precedesInReports($1.finding) }
  }

  /// One finding for each place and message, even where several ways lead to it.
  private static func withoutRepetitions(_ findings: [Finding]) -> [Finding] {
    var result: [Finding] = []
    for finding in findings {
      if let last = result.last, last.location == finding.location, last.rule == finding.rule,
        last.message == finding.message
      {
        continue
      }
      result.append(finding)
    }
    return result
  }

  private func record(
    _ judged: [(finding: Finding, silence: CheckedFinding.Silence?)], of program: LoadedProgram,
    _ commented: [String: CommentedFile], _ configuration: Configuration, into result: inout LintResult
  ) throws(ConfigurationError) {
    let sources = Dictionary(
      program.scripts.map { ($0.source.path, $0.source) }, uniquingKeysWith: { first, _ in first })
    let fingerprints = fingerprints(of: judged.map(\.finding), in: program, sources)
    func shown(_ path: String) -> String { program.absolutePaths[path].map(display) ?? path }
    let baseline = try baseline(of: configuration)
    let known = Set(baseline?.entries.map(\.fingerprint) ?? [])
    let all = Set(fingerprints.map(\.text))
    result.staleBaselineEntries += baseline?.stale(among: all) ?? []
    var checked: [CheckedFinding] = []
    for (entry, fingerprint) in zip(judged, fingerprints) {
      checked.append(
        CheckedFinding(
          finding: entry.finding.mappingPaths(shown), fingerprint: fingerprint,
          silence: entry.silence ?? (known.contains(fingerprint.text) ? .baseline : nil)))
    }
    result.findings += checked
    for script in program.scripts {
      let path = shown(script.source.path)
      result.sources[path] = script.source
      guard program.reported.contains(script.source.path) else { continue }
      result.checkedPaths.append(path)
      result.comments[path] = commented[script.source.path]
      result.problems += script.problems.map { (path, $0) }
      if !script.recovery.isEmpty { result.recoveries.append((path, script.recovery)) }
      if let place = script.problems.first(where: { $0.kind == .tooDeep }).map({
        script.source.position(at: $0.range.lowerBound)
      }) {
        result.errors.append("\(path):\(place.line):\(place.column): nested too deep to be followed from here")
      }
    }
  }

  /// Findings in files that a change renames later are remembered by the new names.
  private func fingerprints(
    of findings: [Finding], in program: LoadedProgram, _ sources: [String: SourceFile]
  ) -> [Fingerprint] {
    if settings.renamed.isEmpty { return Fingerprint.all(of: findings, in: sources) }
    var names: [String: String] = [:]
    for (path, absolute) in program.absolutePaths {
      names[path] = settings.renamed[absolute].map { PathName.relative($0, to: program.root.folder) }
    }
    var renamedSources = sources
    for (old, new) in names { renamedSources[new] = sources[old] }
    return Fingerprint.all(of: findings.map { $0.mappingPaths { names[$0] ?? $0 } }, in: renamedSources)
  }

  private func baseline(of configuration: Configuration) throws(ConfigurationError) -> Baseline? {
    if settings.ignoresBaseline { return nil }
    if let given = settings.baseline {
      let file = PathName.joined(settings.workingDirectory, FileName.canonical(given))
      return try Baseline(file: file, shownAs: given, within: nil)
    }
    guard let file = configuration.baseline else { return nil }
    return try Baseline(file: file, shownAs: display(file), within: configuration.boundary)
  }

  private func display(_ path: String) -> String { PathName.relative(path, to: settings.workingDirectory) }

  private func told(_ path: String) -> String { PathName.told(path, in: settings.workingDirectory) }
}
