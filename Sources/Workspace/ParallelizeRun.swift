internal import AsyncRuntime
package import Findings
package import Rewriting
package import ShellProgram
package import ShellSyntax
internal import SourceText

/// Why a tree cannot be rewritten.
package enum ParallelizeError: Error, Sendable {
  case unreadable([String])
  case noTree(String)
  case model(String)
  case edits(String)
}

/// A devstack tree, read and followed once: plans are made of it.
package struct ParallelizeRun: Sendable {
  package let traces: ProgramTraces
  /// The folder of the tree, absolute.
  package let folder: String
  private let scripts: [Script]
  /// What is to be said of what was read all the same.
  package let warnings: [String]
  /// The scripts by their absolute paths, for those who read the tree once more.
  package let scriptsByPath: [String: Script]

  /// One file before and after.
  package struct Change: Sendable {
    /// Relative to the tree.
    package let path: String
    /// Nil for a new file.
    package let old: [UInt8]?
    package let new: [UInt8]
  }

  /// Reads the tree around a path.
  package init(settings: LintSettings, configurations: ConfigurationSource) throws {
    let resolver = ProgramRootResolver(
      paths: settings.paths, workingDirectory: settings.workingDirectory, overlay: Set(settings.overlay.keys))
    guard resolver.errors.isEmpty else { throw ParallelizeError.unreadable(resolver.errors.map(\.description)) }
    guard let root = resolver.roots.first, resolver.roots.count == 1, root.kind == .devstackTree else {
      throw ParallelizeError.noTree(settings.paths.joined(separator: ", "))
    }
    let configuration = try configurations.configuration(for: root.folder)
    let program = ProgramLoader(settings: settings, configuration: configuration).load(root)
    guard program.errors.isEmpty else { throw ParallelizeError.unreadable(program.errors.map(\.description)) }
    let broken = program.scripts.flatMap { script in
      let path = program.absolutePaths[script.source.path] ?? script.source.path
      return Self.syntaxErrors(in: script, shownAs: PathName.told(path, in: settings.workingDirectory))
    }
    guard broken.isEmpty else { throw ParallelizeError.unreadable(broken) }
    var options = AnalysisOptions(rootKind: root.kind, devstackPath: program.devstackPath)
    options.jobs = settings.jobs
    if let helpers = configuration.helperModels { options.commands = .builtIn.merging(helpers) }
    do {
      traces = ProgramTraces(programsOf: try programIndex(scripts: program.scripts, options: options))
    } catch {
      throw ParallelizeError.model("model \(error.file): \(error.message)")
    }
    folder = root.folder
    warnings = program.warnings.map(\.description)
    scripts = program.scripts
    scriptsByPath = Dictionary(
      program.scripts.compactMap { script in program.absolutePaths[script.source.path].map { ($0, script) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// The places that bash would reject, in words: what such a script does is not known.
  private static func syntaxErrors(in script: Script, shownAs path: String) -> [String] {
    Workspace.syntaxErrors(in: script).map { finding in
      let place = script.source.position(at: finding.location.range.lowerBound)
      return "\(path):\(place.line):\(place.column): \(finding.message)"
    }
  }

  package func plan(_ options: PlanOptions) -> Plan {
    var planner = Planner(traces, options: options)
    return planner.plan()
  }

  /// The files that a plan changes, in the order of their paths, with the runtime library.
  package func changes(of plan: Plan, runtimePath: String) throws(ParallelizeError) -> [Change] {
    guard !plan.isEmpty else { return [] }
    let edits: [FileIndex: EditSet]
    do {
      edits = try PlanEdits(plan, traces, runtimePath: runtimePath).edits
    } catch {
      throw .edits("two changes meet at one place")
    }
    var changes = edits.map { file, set in
      let source = scripts[file.value].source
      return Change(path: source.path, old: source.bytes, new: set.applied(to: source.bytes))
    }
    let runtime = Array(RuntimeLibrary.text.utf8)
    let old = scripts.first { $0.source.path == runtimePath }?.source.bytes
    if old != runtime, !plan.tasks.isEmpty { changes.append(Change(path: runtimePath, old: old, new: runtime)) }
    return changes.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }
}

extension ParallelizeRun {
  /// Writes all files; where one cannot be written, none is.
  package func write(_ changes: [Change]) throws(FileError) {
    var files = AtomicWrite()
    for change in changes {
      let path = PathName.joined(folder, change.path)
      if change.old == nil, FileSystem.kind(of: path) != nil {
        throw FileError(path: path, reason: "is there, and is no script that was read; nothing is written")
      }
      try files.prepare(path, change.new, within: folder, makesFolders: true, replacing: change.old)
    }
    try files.commit()
  }

  /// Why bash would not take a changed file; nil where it does, or did not take the old one either.
  package func rejection(of change: Change) throws(FileError) -> String? {
    guard try Subprocess.run(["bash", "-n"], input: change.new).status != 0 else { return nil }
    guard let old = change.old else { return "bash -n fails" }
    return ScriptCheck.rejections(in: old, path: change.path) == 0 ? "bash -n fails" : nil
  }
}

extension LintResult {
  /// Findings that another run did not have, wherever they stood.
  package func newFindings(since before: LintResult) -> [Finding] {
    var known: [String: Int] = [:]
    func key(_ finding: Finding) -> String { "\(finding.rule.code) \(finding.location.path) \(finding.message)" }
    for entry in before.findings where entry.silence == nil { known[key(entry.finding), default: 0] += 1 }
    return findings.filter { $0.silence == nil }.map(\.finding).filter { finding in
      known[key(finding), default: 0] -= 1
      return known[key(finding), default: 0] < 0
    }
  }
}

extension ParallelizeRun.Change {
  /// The change as a part of a patch.
  package var patch: [UInt8] { UnifiedDiff(path: path, old: old ?? [], new: new, isNew: old == nil).bytes }
}
