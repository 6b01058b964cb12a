internal import ArgumentParser
internal import Findings
internal import Pictures
internal import Reporting
internal import RunLogs
internal import SourceText
internal import Workspace

/// `lint [PATH…]`: reads a tree as one program and reports what is wrong with its tasks.
struct Lint: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Report what is wrong with the tasks of a tree, a plugin or files.",
    discussion: CommandPages.lint.help)

  @OptionGroup var files: FileOptions
  @OptionGroup(title: "Rules") var rules: RuleOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Fixes") var fixes: FixOptions
  @OptionGroup(title: "Changes") var changes: ChangeOptions

  @Option(help: ArgumentHelp("How many statuses of children bash remembers.", valueName: "number"))
  var childMax: Int?

  @Option(help: ArgumentHelp("Do not report the findings that this file lists.", valueName: "file"))
  var baseline: String?

  @Option(help: ArgumentHelp("The log of a run: say which wait of it cost most.", valueName: "log"))
  var log: String?

  @Flag(help: "List the files that would be checked.")
  var showFiles = false

  @Flag(help: "List the settings that hold, and where each comes from.")
  var showSettings = false

  func validate() throws {
    if let childMax, childMax < 1 { throw ValidationError("The value of '--child-max' must be at least 1.") }
  }

  func run() throws {
    var session = try LintSession(files: files, rules: rules, childMax: childMax, baseline: baseline)
    session.settings.wantsFindings = !showFiles
    let loggedRun = try log.map { try LogFile.read($0) }
    if showSettings { return StandardStreams.write(try session.shownSettings()) }
    if fixes.writes, !session.settings.overlay.isEmpty {
      throw CommandFailure("standard input cannot be changed; --diff prints what would change")
    }
    let change = try changes.change(for: &session.settings)
    if fixes.writes, change?.isOnDisk == false {
      throw CommandFailure("files have changes that are not staged: stage or stash them, or print a patch with --diff")
    }
    let format = try output.mainFormat(includingUnsafeFixes: fixes.unsafeFixes)
    let further = try output.furtherReports()
    var result = try session.result(of: change)
    // The process ends with the command: taking the program apart piece by piece would be work for nothing.
    _ = Unmanaged.passRetained(KeptToTheEnd(result.lastAnalysis))
    if output.verbose { session.describe(result) }
    if showFiles { return try listFiles(of: result) }
    if fixes.diff { return try printPatch(for: result) }
    if let reason = fixes.addIgnore { return try addIgnores(to: result, reason, in: session) }
    var fixed = 0
    if fixes.fix || fixes.fixOnly { fixed = try applyFixes(&result, of: change, in: session) }
    var report = session.report(of: result, output.unfold ? .places : .consequences)
    if fixes.fixOnly { report = report.restricted { _ in false } }
    try write(report, of: result, in: session, format, further)
    if let log, let loggedRun { tell(of: loggedRun, log, LintedTree(result)) }
    try LintOutcome(result: result, report: report, fixed: fixed).finish(output, failsOnFix: fixes.exitNonZeroOnFix)
  }

  /// What the run waited for longest, or what it hangs in.
  private func tell(of run: RunLog, _ name: String, _ tree: LintedTree) {
    let picture = Picture(timelineOf: run, name: name, findings: tree.findings)
    for sentence in (run.hang == nil ? [] : picture.alerts.prefix(2)) + picture.advice {
      StandardStreams.say("\(name): \(sentence)")
    }
  }

  private func write(
    _ report: Report, of result: LintResult, in session: LintSession, _ format: any ReportFormat,
    _ further: [(format: any ReportFormat, file: String)]
  ) throws {
    func save(_ bytes: [UInt8], _ file: String) throws {
      let directory = session.settings.workingDirectory
      let roots = result.rootPaths.map { PathName.joined(directory, $0) }
      try OutputFile.write(bytes, to: PathName.joined(directory, FileName.canonical(file)), roots: roots)
    }
    for (format, file) in further { try save(format.bytes(of: report), file) }
    if output.statistics {
      StandardStreams.write(Statistics.text(of: report) + Statistics.recoveries(of: result))
    } else if let file = output.outputFile {
      try save(format.bytes(of: report), file)
    } else {
      StandardStreams.write(format.bytes(of: report))
    }
  }

  private func listFiles(of result: LintResult) throws {
    StandardStreams.write(result.checkedPaths.map { $0 + "\n" }.joined())
    try LintOutcome.complain(of: result)
  }

  private func printPatch(for result: LintResult) throws {
    let run = FixRun(of: result, includingUnsafe: fixes.unsafeFixes)
    StandardStreams.write(patch: run.patch)
    try LintOutcome.complain(of: result)
    if !run.changes.isEmpty && !output.exitZero { throw ExitCodes.findings }
  }

  /// Fixes until nothing more can be fixed: a fix may stand in the way of another, or uncover one.
  private func applyFixes(
    _ result: inout LintResult, of change: RequestedChange?, in session: LintSession
  ) throws -> Int {
    var session = session
    var fixed = 0
    var texts = FixRun.Texts()
    for _ in 0..<10 {
      let run = FixRun(of: result, includingUnsafe: fixes.unsafeFixes)
      for path in run.refused { StandardStreams.warn("\(path): a fix would break its syntax and was left out") }
      if run.changes.isEmpty { break }
      texts.add(run.changes)
      for change in run.changes {
        session.settings.overlay[PathName.joined(session.settings.workingDirectory, change.path)] = change.new
      }
      fixed += run.fixed
      result = try session.result(of: change)
    }
    try texts.write(in: session.settings.workingDirectory, roots: result.rootPaths)
    return fixed
  }

  private func addIgnores(to result: LintResult, _ reason: String, in session: LintSession) throws {
    try LintOutcome.complain(of: result)
    var planned = result
    planned.replaceFindings(by: IgnoreInsertion.findings(for: result, reason: String(reason.drop { $0 == " " })))
    let run = FixRun(of: planned, includingUnsafe: false)
    var texts = FixRun.Texts()
    texts.add(run.changes)
    try texts.write(in: session.settings.workingDirectory, roots: result.rootPaths)
    for checked in planned.findings where checked.finding.fix == nil {
      let finding = checked.finding
      StandardStreams.warn("\(finding.location.path): no place for a comment that silences \(finding.rule.code)")
    }
    if !output.quiet { StandardStreams.say("Added \(run.fixed) comments.") }
  }
}

/// What stays until the process ends.
private final class KeptToTheEnd: Sendable {
  let analysis: Analysis?
  init(_ analysis: Analysis?) { self.analysis = analysis }
}
