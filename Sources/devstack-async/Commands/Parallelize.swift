internal import ArgumentParser
internal import AsyncRuntime
internal import Glibc
internal import JSON
internal import Rewriting
internal import ShellSyntax
internal import SourceText
internal import Verification
internal import Workspace

/// `parallelize [TREE]`: rewrites serial scripts so that what can run in the background does.
struct Parallelize: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parallelize",
    abstract: "Find the steps of a devstack tree that can run in the background, as a patch.",
    discussion: CommandPages.parallelize.help)

  @OptionGroup var files: FileOptions
  @OptionGroup(title: "Tasks") var tasks: TaskOptions

  /// What is printed.
  enum Format: String, CaseIterable, ExpressibleByArgument { case diff, json }

  @Option(name: [.customLong("format"), .customLong("output-format")], help: "What is printed.")
  var format = Format.diff

  @Flag(help: "Print the patch; the default.")
  var diff = false

  @Flag(help: "Print each task and each refused step, with the reasons.")
  var report = false

  @Flag(help: "Print the files that would change.")
  var list = false

  @Flag(help: "Print nothing; the status says whether something would change.")
  var check = false

  @Flag(help: "Change the files.")
  var write = false

  @Flag(name: [.customShort("i"), .long], help: "Ask about each task: y, n, a(ll), d (no more), q(uit).")
  var interactive = false

  @Flag(help: "Run both versions in a mock world and compare what they do.")
  var verify = false

  @OptionGroup(title: "Runs of --verify") var runs: RunOptions

  @Flag(name: .shortAndLong, help: "No summary.")
  var quiet = false

  @Flag(name: [.customShort("e"), .long], help: "End with 0 where something would change.")
  var exitZero = false

  func validate() throws {
    if [report, list, check, format == .json].filter({ $0 }).count > 1 {
      throw ValidationError("--report, --list, --check and --format json exclude each other.")
    }
    if interactive && check { throw ValidationError("--interactive and --check exclude each other.") }
  }

  func run() throws {
    let measured = try MeasuredRuns(files: tasks.profile)
    let run = try session(try files.settings())
    for warning in run.warnings { StandardStreams.warn(warning) }
    try refuseUnknownNames(in: run)
    try report(measured, in: run)
    let before = try findingsBefore(of: run)
    var options = tasks.planOptions(measured)
    Progress.tell("planning")
    var plan = run.plan(options)
    if interactive {
      for start in try TaskQuestions(traces: run.traces).declined(among: plan) {
        options.declined[start] = "it was declined"
      }
      plan = run.plan(options)
    }
    Progress.tell("holding the plan against the rules")
    let changes = try self.examined(&plan, of: run, &options, before: before)
    Progress.tell("running both versions")
    if verify, !changes.isEmpty { try compare(plan, changes, with: run, runtimePath: options.runtimePath) }
    try print(plan, changes, run)
    if write { try run.write(changes) }
    if !quiet { StandardStreams.say(PlanPrinter(plan: plan, traces: run.traces).summary) }
    if !changes.isEmpty, !write, !exitZero { throw ExitCodes.findings }
  }

  private func print(_ plan: Plan, _ changes: [ParallelizeRun.Change], _ run: ParallelizeRun) throws {
    if check { return }
    if list { return StandardStreams.write(changes.map { $0.path + "\n" }.joined()) }
    if report { return StandardStreams.write(PlanPrinter(plan: plan, traces: run.traces).report) }
    switch format {
    case .json: StandardStreams.write(document: PlanJSON(plan: plan, traces: run.traces, changes: changes).value.pretty)
    case .diff: if !write || diff { StandardStreams.write(patch: changes.flatMap(\.patch)) }
    }
  }

  /// Names of tasks and functions that are none: asking for them would give nothing, as if nothing could be done.
  private func refuseUnknownNames(in run: ParallelizeRun) throws {
    let functions = Set(run.scriptsByPath.values.flatMap { $0.functionDefinitions.map(\.name) })
    for name in tasks.function where !functions.contains(name) {
      throw CommandFailure("no script of the tree defines a function '\(name)'\(hint(for: name, functions))")
    }
    guard !tasks.only.isEmpty else { return }
    var all = tasks.planOptions(try MeasuredRuns(files: []))
    (all.only, all.functions) = ([], [])
    let plan = run.plan(all)
    let names = Set(plan.tasks.map(\.name) + plan.laterWaits.map(\.name) + plan.keptWaits.map(\.name))
    for name in tasks.only where !names.contains(name) {
      throw CommandFailure("no task '\(name)' would be made or awaited elsewhere\(hint(for: name, names))")
    }
  }

  /// Says what was taken of the logs; one that has nothing to do with the tree is a mistake.
  private func report(_ measured: MeasuredRuns, in run: ParallelizeRun) throws {
    guard !tasks.profile.isEmpty else { return }
    let known = Set(run.scriptsByPath.values.flatMap { $0.functionDefinitions.map(\.name) })
    if let path = measured.useless(known: known) {
      throw CommandFailure("\(path): none of its durations is of a function that this tree has")
    }
    if !quiet { for line in measured.report(known: known) { StandardStreams.say(line) } }
  }

  private func hint(for name: String, _ names: Set<String>) -> String {
    nearestName(to: name, among: names.sorted()).map { "; did you mean '\($0)'?" } ?? ""
  }

  // MARK: Stages

  private func session(_ settings: LintSettings) throws -> ParallelizeRun {
    do {
      return try ParallelizeRun(settings: settings, configurations: files.configurationSource(settings))
    } catch let error as ParallelizeError {
      throw CommandFailure(error.message)
    }
  }

  private func lintSession(of run: ParallelizeRun) throws -> LintSession {
    var session = try LintSession(files: files, rules: RuleOptions.parse([]))
    session.settings.known = run.scriptsByPath
    session.settings.ignoresBaseline = true
    return session
  }

  /// What lint says of the tree as it is: worked out meanwhile where there are several threads, else when it is needed.
  private func findingsBefore(of run: ParallelizeRun) throws -> () throws -> LintResult {
    let session = try lintSession(of: run)
    let work: @Sendable () -> Result<LintResult, any Error> = { Result { try session.result() } }
    let before = Meanwhile(startingNow: session.settings.jobs > 1, work)
    return { try before.value().get() }
  }

  private func changes(of plan: Plan, _ run: ParallelizeRun, _ options: PlanOptions) throws -> [ParallelizeRun.Change] {
    do {
      return try run.changes(of: plan, runtimePath: options.runtimePath)
    } catch {
      throw CommandFailure(error.message)
    }
  }

  /// The changes of a plan: what bash accepts, and in which no rule finds what it did not find before. A task that a
  /// rule has something against is given up.
  private func examined(
    _ plan: inout Plan, of run: ParallelizeRun, _ options: inout PlanOptions, before: () throws -> LintResult
  ) throws
    -> [ParallelizeRun.Change]
  {
    var session = try lintSession(of: run)
    for _ in 0..<10 {
      let changes = try self.changes(of: plan, run, options)
      guard !changes.isEmpty else { return changes }
      session.settings.overlay = Dictionary(
        changes.map { (run.folder + "/" + $0.path, $0.new) }, uniquingKeysWith: { first, _ in first })
      let after = Meanwhile(startingNow: session.settings.jobs > 1) { [session] in Result { try session.result() } }
      for change in changes {
        guard let reason = try run.rejection(of: change) else { continue }
        throw CommandFailure("\(change.path): the result is rejected: \(reason)")
      }
      // What is not about tasks and stands in other files comes of what the analysis looks at, not of the change.
      let paths = Set(changes.map(\.path))
      let new = try after.value().get().newFindings(since: try before())
        .filter { $0.task != nil || paths.contains($0.location.path) }
      guard let first = new.first else { return changes }
      let concerned = plan.tasks.map { ($0.name, $0.start) } + plan.laterWaits.map { ($0.name, $0.start) }
      let starts = concerned.compactMap { name, start in
        // Of two tasks that meet, a rule may report either.
        new.first { $0.task == name || $0.message.contains("'\(name)'") }.map { (place: start, finding: $0) }
      }
      guard !starts.isEmpty else {
        let place = "\(first.location.path): \(first.message)"
        throw CommandFailure("the result would have a new finding: \(place) [\(first.rule.code)]")
      }
      for start in starts {
        options.declined[start.place] = "as a task it would have a finding: \(start.finding.message)"
      }
      plan = run.plan(options)
    }
    throw CommandFailure("no plan was found that the rules have nothing against")
  }

  /// The name of a task with a star for each expansion in it.
  private static func pattern(_ name: String) -> String {
    var result = ""
    var rest = name[...]
    while let first = rest.popFirst() {
      guard first == "$" else {
        result.append(first)
        continue
      }
      if rest.first == "{" {
        rest = rest.drop { $0 != "}" }.dropFirst()
      } else {
        rest = rest.drop { $0.isLetter || $0.isNumber || $0 == "_" }
      }
      result += "*"
    }
    return result
  }

  private func compare(
    _ plan: Plan, _ changes: [ParallelizeRun.Change], with run: ParallelizeRun, runtimePath: String
  ) throws {
    var options = VerificationOptions(runtime: RuntimeLibrary.text)
    options.runtimePath = runtimePath
    try runs.apply(to: &options)
    options.plannedTasks = plan.tasks.map { Self.pattern($0.name) }
    options.isSerialDelayed = true
    options.mayReorder = plan.reordersCommands
    options.repetitions = plan.repetitions
    let texts = Dictionary(
      changes.map { ($0.path, String(decoding: $0.new, as: UTF8.self)) }, uniquingKeysWith: { first, _ in first })
    let verdict = try RunOptions.verdict { () throws(VerificationError) in
      let original = try ScriptSet(directory: run.folder)
      return try Verification.verify(
        original: original, changed: original.replacing(texts), entry: "stack.sh", options: options)
    }
    StandardStreams.say(String(verdict.report.dropLast()))
    if !verdict.reach.isEnough { throw CommandFailure("the result could not be verified; nothing was changed") }
    if !verdict.isEquivalent { throw CommandFailure("the result does not do what the scripts do; nothing was changed") }
  }
}

extension ParallelizeError {
  var message: String {
    switch self {
    case .unreadable(let reasons): reasons.joined(separator: "; ")
    case .noTree(let path): "\(path.isEmpty ? "." : path): not a devstack tree: there is no stack.sh in it"
    case .model(let reason), .edits(let reason): reason
    }
  }
}
