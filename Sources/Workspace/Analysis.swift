package import EffectModels
package import Findings
import LintRules
import Rewriting
import RuleCatalogue
package import ShellProgram
package import ShellSyntax
import SourceText
package import TaskAnalysis

/// What an analysis is told about the program besides its text.
package struct AnalysisOptions: Sendable {
  /// What the root of a program is.
  package enum RootKind: Sendable, Equatable {
    /// A devstack tree: `stack.sh` stands at the root.
    case devstackTree
    /// A plugin; the path of the folder with `plugin.sh`, relative to the root, empty for the root itself.
    case plugin(folder: String)
    /// Scripts of which nothing more is known.
    case scripts
  }

  package var rootKind: RootKind
  /// The paths of scripts on which findings are wanted; the others are context. Nil: all.
  package var reportedPaths: Set<String>?
  /// Where the devstack tree lies, relative to the root: empty for the root itself, nil where there is none.
  ///
  /// Paths of scripts that are read as context from a tree beside a plugin begin with it, as in `../devstack/stack.sh`.
  package var devstackPath: String?
  /// How many statuses of finished children bash is sure to remember.
  package var childMax: Int
  /// The limit that is meant where none is given: bash before 5.1 falls back to it where the system states none
  /// (jobs.c, `DEFAULT_CHILD_MAX`).
  package static let defaultChildMax = 32
  /// How many threads may take part.
  package var jobs: Int = 1
  /// Whether what tasks do to anything but tasks is wanted too: that takes much longer than all else.
  package var followsEffects: Bool = true
  /// Whether it is wanted which calls could run in the background.
  package var findsBackgroundCalls = false
  /// What commands do.
  package var commands = CommandModels.builtIn
  /// After how many steps it is written down where the programs stand, for a program that is going to change.
  package var segmentLength: Int?
  /// Ends the analysis early.
  package var abandonment: Abandonment?
  /// The kinds of facts that are wanted as text; none for linting.
  package var factKinds: Set<String>
  /// What the facts are wanted about; nil: all.
  package var factSubject: FactSubject?

  package init(
    rootKind: RootKind = .scripts, reportedPaths: Set<String>? = nil, devstackPath: String? = nil,
    childMax: Int = defaultChildMax,
    factKinds: Set<String> = []
  ) {
    self.rootKind = rootKind
    self.reportedPaths = reportedPaths
    self.devstackPath = devstackPath
    self.childMax = childMax
    self.factKinds = factKinds
  }
}

/// What an analysis found out.
package struct Analysis: Sendable {
  package var findings: [Finding]
  /// The facts that were asked for, as text, by kind.
  package var facts: [String: String]
  /// The facts themselves, with the scripts.
  package var tasks: TaskFacts?
  /// What the tasks do to anything but tasks; nil where there are none.
  package var effects: EffectFacts?
  /// Where something was not looked at.
  package var limits: [AnalysisLimit] = []
  /// What kept a part of the analysis from being done.
  package var errors: [String] = []

  package init(findings: [Finding], facts: [String: String] = [:]) {
    self.findings = findings
    self.facts = facts
  }
}

/// What is known of a script by itself, whatever the program around it.
package struct KnownScript: Sendable {
  let facts: ScriptFacts
  /// What comments state of its commands, by where each begins.
  let stated: [Int: StatedEffects]

  init(_ script: Script, file: FileIndex) {
    facts = ScriptFacts(script, file: file)
    stated = StatedEffects.stated(in: script)
  }
}

/// Reads the scripts as one program and judges it; `known` is what is known of each script, where it is at hand, and
/// `previous` are the facts of an earlier state of the program.
package func analyzeProgram(
  scripts: [Script], options: AnalysisOptions, known: [KnownScript]? = nil, previous: TaskFacts? = nil
) -> Analysis {
  var analysis = Analysis(findings: scripts.flatMap(syntaxErrors))
  do {
    var index = try programIndex(
      scripts: scripts, options: options, known: known, previous: previous?.traces.index)
    index.abandonment = options.abandonment
    let (facts, effects) = taskAndEffectFacts(index, options: options, previous: previous)
    if options.abandonment?.isRequested == true { return analysis }
    let context = LintContext(
      facts: facts, effects: effects, childMax: options.childMax,
      isThorough: options.factKinds.contains(FactSubject.explanation), reportedPaths: options.reportedPaths,
      backgroundCalls: options.findsBackgroundCalls && analysis.findings.isEmpty ? backgroundCalls(index, options) : [])
    analysis.findings += RuleRegistry.findings(in: context)
    analysis.facts = printedFacts(facts, kinds: options.factKinds)
    if options.factKinds.contains("unknown-commands") {
      let whole = ProgramTraces(
        facts.traces.index, entries: facts.traces.traces.map(\.entry), depth: .effects)
      analysis.facts["unknown-commands"] = UnknownCommandPrinter(traces: whole).text()
    }
    if options.factKinds.contains("model-differences") {
      let whole = ProgramTraces(
        facts.traces.index, entries: facts.traces.traces.map(\.entry), depth: .definitionsBesideModels)
      analysis.facts["model-differences"] = ModelDifferencePrinter(traces: whole).text()
    }
    if options.factKinds.contains("effects"), options.factSubject == nil {
      analysis.facts["effects"] = effects.map { EffectPrinter(facts: $0).effects() } ?? ""
    }
    if let subject = options.factSubject { analysis.facts.merge(printedFacts(about: subject, context)) { $1 } }
    analysis.tasks = facts
    analysis.effects = effects
    analysis.limits = AnalysisLimits.limits(
      of: facts.cuts + (effects?.cuts ?? []), in: facts.traces.index)
  } catch {
    analysis.errors.append("model \(error.file): \(error.message)")
  }
  analysis.findings.removeAll { !(options.reportedPaths?.contains($0.location.path) ?? true) }
  return analysis
}

/// All that is known of the tasks of a program, and what they do besides where that is wanted.
private func taskAndEffectFacts(
  _ index: ProgramIndex, options: AnalysisOptions, previous: TaskFacts?
) -> (TaskFacts, EffectFacts?) {
  let tasks: @Sendable () -> TaskFacts = {
    TaskFacts(ProgramTraces(index, after: previous?.traces, segmentLength: options.segmentLength), after: previous)
  }
  guard options.followsEffects else { return (tasks(), nil) }
  // Both follow the program on their own; only which programs have tasks is known from the first.
  guard options.jobs > 1 else {
    let facts = tasks()
    return (facts, EffectFacts(of: facts))
  }
  let (facts, expected) = inParallel(tasks) { EffectFacts(expectedOf: index) }
  return (facts, EffectFacts(of: facts, expected: expected))
}

/// What `parallelize` would run in the background right where it is called; nothing where no programs are known to start.
/// With text that bash rejects nobody knows what a program does: then it is not asked.
private func backgroundCalls(_ index: ProgramIndex, _ options: AnalysisOptions) -> [BackgroundCall] {
  guard case .devstackTree = options.rootKind else { return [] }
  var wanted = PlanOptions()
  wanted.transformations = [.background, .withinFunctions]
  var planner = Planner(ProgramTraces(programsOf: index), options: wanted)
  return planner.plan().tasks.compactMap { task in
    guard let wait = task.waits.first else { return nil }
    let line = Place(file: wait.file, range: wait.offset..<wait.offset)
    return BackgroundCall(
      place: task.start, command: task.command, wait: wait.because?.other ?? line, reason: wait.because?.reason)
  }
}

/// The program that the scripts make up, before anything of it is run.
func programIndex(
  scripts: [Script], options: AnalysisOptions, known: [KnownScript]? = nil, previous: ProgramIndex? = nil
) throws(ModelError) -> ProgramIndex {
  let models = try TaskModels { RuleCatalogue.model(named: $0) }
  var all = scripts
  let trees = options.trees
  var modelScript: FileIndex?
  if trees.contains(where: { $0.kind == .plugin }), !trees.contains(where: { $0.kind == .devstack }) {
    var parser = ShellParser()
    modelScript = FileIndex(all.count)
    all.append(parser.parse(SourceFile(path: "devstack", text: models.phaseScript)))
  }
  let scripts = all
  let known = known ?? []
  let own = mapInParallel(count: scripts.count, threads: known.isEmpty ? options.jobs : 1) {
    $0 < known.count ? known[$0] : KnownScript(scripts[$0], file: FileIndex($0))
  }
  var stated: [FileIndex: [Int: StatedEffects]] = [:]
  for (file, script) in own.enumerated() where !script.stated.isEmpty { stated[FileIndex(file)] = script.stated }
  return ProgramIndex(
    ProgramSource(scripts: scripts, trees: trees, stated: stated), scripts: own.map(\.facts), models: models,
    commands: options.commands, modelScript: modelScript, previous: previous)
}

extension AnalysisOptions {
  fileprivate var trees: [ProgramSource.Tree] {
    var trees: [ProgramSource.Tree] = []
    switch rootKind {
    case .devstackTree: trees.append(.init(kind: .devstack, path: ""))
    case .plugin(let folder): trees.append(.init(kind: .plugin, path: folder))
    case .scripts: trees.append(.init(kind: .loose, path: ""))
    }
    if let devstackPath, rootKind != .devstackTree { trees.append(.init(kind: .devstack, path: devstackPath)) }
    return trees
  }
}

/// What is known of one function, or of the tasks at one line, by the kind of fact.
private func printedFacts(about subject: FactSubject, _ context: LintContext) -> [String: String] {
  switch subject {
  case .function(let name): return ["effects": SummaryPrinter(context: context).text(ofFunction: name)]
  case .line(let path, let number):
    guard let effects = context.effects else { return [:] }
    let printer = RunningTaskPrinter(facts: effects, context: context, path: path, number: number)
    return ["parallel": printer.lines(), FactSubject.explanation: printer.sentences()]
  }
}
