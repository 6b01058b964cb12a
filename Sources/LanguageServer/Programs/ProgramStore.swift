internal import Findings
internal import JSON
internal import ShellProgram
internal import SourceText
internal import TaskAnalysis
internal import Workspace

/// The programs that open documents belong to, held in memory; analysed anew where something has changed.
struct ProgramStore {
  /// One program with what it takes to analyse it.
  private struct Entry {
    var held: HeldProgram
    var run: LintRun
    var analysed: AnalysedProgram?
    /// Findings about effects from the last complete analysis, until the next one.
    var carried = CarriedFindings()
    var effects: EffectFacts?
    /// How long that took; nil before the first one.
    var completionTime: Duration?
    /// Tells this program and this state of it from others.
    var revision: Int
    var configurationFiles: Set<String>
    /// What is wrong with configuration files, by absolute path.
    var configurationErrors: [String: ConfigurationError] = [:]
    /// What is wrong with the baseline that a configuration names; nil where it can be read.
    var baselineError: ConfigurationError?
    /// What the disk said of each file when it was read.
    var stamps: [String: FileStamp] = [:]
  }

  /// A larger tree is no program that somebody edits; without a bound a home folder would be read.
  private static let maximumEntries = 200_000

  private let options: ServerOptions
  var settings = ServerSettings()
  /// Texts of open documents by absolute path.
  private(set) var overlay: [String: [UInt8]] = [:]
  /// Those of them that the client takes for shell scripts.
  private var shellPaths: Set<String> = []
  private var entries: [Entry] = []
  private var lastRevision = 0
  /// Folders of the workspace, in which programs are looked for when the whole workspace is asked about.
  var folders: [String] = []

  init(_ options: ServerOptions) { self.options = options }

  // MARK: Documents

  /// Takes in the text of a document that is open.
  mutating func open(_ path: String, _ bytes: [UInt8], isShell: Bool) {
    overlay[path] = bytes
    if ConfigurationSource.isConfiguration(path) { return reload { _ in true } }
    if isShell || ScriptCheck.isScript(path, bytes) { shellPaths.insert(path) }
    guard shellPaths.contains(path) else { return }
    let root = ProgramRoot(around: path)
    if let index = entries.firstIndex(where: {
      $0.held.root.folder == root.folder && $0.held.root.isAlone == root.isAlone
    }) {
      replaceText(of: path, by: bytes)
      if entries[index].held.script(at: path) == nil { load(entries[index].held.root, at: index) }
    } else {
      load(root, at: nil)
    }
    replaceText(of: path, by: bytes)
  }

  /// Takes in the next text of a document.
  mutating func change(_ path: String, _ bytes: [UInt8]) {
    overlay[path] = bytes
    if ConfigurationSource.isConfiguration(path) { return reload { _ in true } }
    replaceText(of: path, by: bytes)
  }

  /// Goes back to what the disk says of a document, and lets go of programs without open documents.
  mutating func close(_ path: String) {
    overlay[path] = nil
    shellPaths.remove(path)
    if ConfigurationSource.isConfiguration(path) { return reload { _ in true } }
    let kept = entries.filter { entry in
      entry.held.script(at: path) == nil || isOpen(entry.held) || isWanted(entry.held.root)
    }
    entries = kept
    filesChanged([path])
  }

  private func isOpen(_ held: HeldProgram) -> Bool { shellPaths.contains { held.script(at: $0) != nil } }

  /// Whether the client has asked about the whole workspace, so that programs in it stay.
  private func isWanted(_ root: ProgramRoot) -> Bool {
    holdsWorkspace && folders.contains { PathName.isInside(root.folder, $0) || PathName.isInside($0, root.folder) }
  }

  private mutating func replaceText(of path: String, by bytes: [UInt8]) {
    for index in entries.indices where entries[index].held.replaceText(of: path, by: bytes) {
      touch(index)
    }
  }

  private mutating func touch(_ index: Int) {
    lastRevision += 1
    entries[index].revision = lastRevision
    entries[index].analysed = nil
  }

  // MARK: Files and folders

  private var holdsWorkspace = false

  /// Loads the programs of the workspace's folders.
  mutating func loadWorkspace() {
    holdsWorkspace = true
    for folder in folders {
      guard let root = ProgramRoot(ofFolder: folder) else { continue }
      if !entries.contains(where: { $0.held.root.folder == root.folder && !$0.held.root.isAlone }) {
        load(root, at: nil)
      }
    }
  }

  /// Files on the disk have come, changed or gone.
  mutating func filesChanged(_ paths: [String]) {
    if paths.contains(where: { ConfigurationSource.isConfiguration($0) || PathName.name(of: $0) == ".gitignore" }) {
      return reload { _ in true }
    }
    var incomplete: Set<Int> = []
    for path in paths where overlay[path] == nil {
      // What belongs to no program is not opened, whatever the client tells of it.
      let isKnown = entries.contains {
        $0.held.script(at: path) != nil || !$0.held.root.isAlone && PathName.isInside(path, $0.held.root.folder)
      }
      let bytes = isKnown ? try? FileSystem.read(path) : nil
      for index in entries.indices {
        if let bytes, entries[index].held.replaceText(of: path, by: bytes) {
          entries[index].stamps[path] = FileStamp(path)
          touch(index)
        } else if entries[index].held.script(at: path) != nil || mayJoin(path, bytes, entries[index].held.root) {
          incomplete.insert(index)
        }
      }
    }
    for index in incomplete.sorted() { load(entries[index].held.root, at: index) }
  }

  /// Whether a file that has come may belong to a program: what clients report is mostly something else.
  private func mayJoin(_ path: String, _ bytes: [UInt8]?, _ root: ProgramRoot) -> Bool {
    guard let bytes, !root.isAlone, PathName.isInside(path, root.folder) else { return false }
    let isHidden = PathName.relative(path, to: root.folder).split(separator: "/").contains { $0.hasPrefix(".") }
    return !isHidden && ScriptCheck.isScript(path, bytes)
  }

  /// Looks at the disk for clients that do not watch it; reads what has changed there.
  mutating func refreshFromDisk() {
    var changed: [String] = []
    for entry in entries {
      for (path, stamp) in entry.stamps where overlay[path] == nil && FileStamp(path) != stamp { changed.append(path) }
    }
    if !changed.isEmpty { filesChanged(changed.sorted()) }
  }

  /// Reads the files of programs again; what is still the same is not parsed again.
  mutating func reload(where isWanted: (ProgramRoot) -> Bool) {
    for index in entries.indices where isWanted(entries[index].held.root) { load(entries[index].held.root, at: index) }
  }

  private mutating func load(_ root: ProgramRoot, at index: Int?) {
    var settings = settings.lintSettings(options.lint, folder: root.folder)
    settings.maximumEntries = Self.maximumEntries
    settings.overlay = overlay.filter { PathName.isInside($0.key, root.folder) || root.isAlone }
    let opened = shellPaths.filter { PathName.isInside($0, root.folder) && (!root.isAlone || root.wants($0)) }.sorted()
    let own = root.isAlone ? root : root.including(opened)
    let source = ConfigurationSource(
      workingDirectory: root.folder, names: options.names, toolVersion: options.toolVersion,
      isIsolated: options.isIsolated, given: options.givenConfiguration, overlay: overlay)
    let old = index.map { entries[$0] }
    var errors: [String: ConfigurationError] = [:]
    var configuration = old?.held.configuration ?? Configuration(folder: root.folder)
    do throws(ConfigurationError) {
      configuration = try source.configuration(for: root.folder)
    } catch {
      note(error, root, &errors)
      source.assume(configuration, for: root.folder)
    }
    let held = HeldProgram(own, settings: settings, configuration: configuration, reusing: old?.held)
    for path in held.absolutePaths {
      let folder = PathName.folder(of: path)
      do throws(ConfigurationError) {
        _ = try source.configuration(for: folder)
      } catch {
        note(error, root, &errors)
        source.assume(configuration, for: folder)
      }
    }
    lastRevision += 1
    var entry = Entry(
      held: held,
      run: LintRun(settings: settings, rules: options.rules, names: options.names, configurations: source),
      revision: lastRevision, configurationFiles: source.files)
    entry.carried = old?.carried ?? CarriedFindings()
    entry.completionTime = old?.completionTime
    entry.effects = old?.effects
    entry.configurationErrors = errors
    for path in held.absolutePaths { entry.stamps[path] = FileStamp(path) }
    if let index { entries[index] = entry } else { entries.append(entry) }
  }

  private func note(_ error: ConfigurationError, _ root: ProgramRoot, _ errors: inout [String: ConfigurationError]) {
    guard let place = error.place else { return }
    errors[PathName.joined(root.folder, place.file)] = error
  }

  /// What is wrong with configuration files, by absolute path.
  var configurationErrors: [String: ConfigurationError] {
    entries.reduce(into: [:]) { errors, entry in
      errors.merge(entry.configurationErrors) { first, _ in first }
      guard let error = entry.baselineError, let file = entry.held.configuration.file else { return }
      let place = ConfigurationError.Place(
        file: PathName.relative(file, to: entry.held.root.folder), offset: entry.held.configuration.baselineOffset ?? 0)
      errors[file] = errors[file] ?? ConfigurationError(error.description, message: error.message, place: place)
    }
  }

  /// All configuration files that some program has read.
  var configurationFiles: Set<String> { entries.reduce(into: []) { $0.formUnion($1.configurationFiles) } }

  // MARK: Analysis

  /// An analysis of effects shorter than this is done at once.
  private static let shortCompletion = Duration.milliseconds(15)

  /// Brings every program up to date as far as tasks go; what they do to each other is carried over, unless that is
  /// wanted, or not known at all yet. Returns whether something was out of date.
  mutating func analyse(completely: Bool = false) -> Bool {
    var hasChanged = false
    for index in entries.indices {
      let isDone = entries[index].analysed.map { $0.isComplete || !completely } ?? false
      if isDone { continue }
      hasChanged = true
      let time = entries[index].completionTime
      if completely || time == nil || time ?? .zero < Self.shortCompletion {
        complete(index)
      } else {
        let analysis = entries[index].run.analysis(of: entries[index].held, followsEffects: false)()
        accept(analysis, at: index, isComplete: false)
      }
    }
    return hasChanged
  }

  private mutating func complete(_ index: Int) {
    let held = entries[index].held
    var timed: (analysis: Analysis, time: Duration)?
    let work = entries[index].run.analysis(of: held, followsEffects: true)
    let time = ContinuousClock().measure { timed = (work(), .zero) }
    guard let analysis = timed?.analysis else { return }
    accept(CompletedAnalysis(revision: entries[index].revision, held: held, analysis: analysis, time: time))
  }

  /// A piece of work for another thread: the next program whose effects are not known for its newest state.
  var nextCompletion: Completion? {
    guard let entry = entries.first(where: { $0.analysed?.isComplete == false }) else { return nil }
    let (held, revision) = (entry.held, entry.revision)
    let abandonment = Abandonment()
    let work = entry.run.analysis(of: held, followsEffects: true, until: abandonment)
    return Completion(revision: revision, abandonment: abandonment) {
      var analysis: Analysis?
      let time = ContinuousClock().measure { analysis = work() }
      return CompletedAnalysis(revision: revision, held: held, analysis: analysis ?? Analysis(findings: []), time: time)
    }
  }

  /// Whether a state of a program is still its newest one.
  func isNewest(_ revision: Int) -> Bool { entries.contains { $0.revision == revision } }

  /// Takes in a complete analysis; one of an older state still tells what to carry over.
  mutating func accept(_ completed: CompletedAnalysis) {
    let folder = completed.held.root.folder
    guard
      let index = entries.firstIndex(where: {
        $0.held.root.folder == folder && $0.held.root.isAlone == completed.held.root.isAlone
      })
    else { return }
    entries[index].completionTime = completed.time
    entries[index].effects = completed.analysis.effects
    entries[index].carried = CarriedFindings(completed.analysis.findings, of: completed.held)
    if entries[index].revision == completed.revision { accept(completed.analysis, at: index, isComplete: true) }
  }

  private mutating func accept(_ analysis: Analysis, at index: Int, isComplete: Bool) {
    let held = entries[index].held
    var analysis = analysis
    if !isComplete { analysis.findings += entries[index].carried.findings(for: held) }
    let result = result(of: held, analysis, at: index)
    entries[index].analysed = AnalysedProgram(
      held: held, result: result, isComplete: isComplete, effects: entries[index].effects)
    entries[index].held.previousFacts = analysis.tasks
  }

  /// A baseline that cannot be read is an error of the configuration that names it, and silences nothing.
  private mutating func result(of held: HeldProgram, _ analysis: Analysis, at index: Int) -> LintResult {
    let run = entries[index].run
    do throws(ConfigurationError) {
      entries[index].baselineError = nil
      return try run.result(of: held, analysis)
    } catch {
      entries[index].baselineError = error
      var result = (try? run.ignoringBaseline.result(of: held, analysis)) ?? LintResult()
      result.errors.append(error.description)
      return result
    }
  }

  /// The programs as they were analysed last, in the order in which they were loaded.
  var analysed: [AnalysedProgram] { entries.compactMap(\.analysed) }
}

/// By what a file on the disk is known to be another one than before.
private struct FileStamp: Equatable {
  private let size: Int
  private let seconds: Int
  private let nanoseconds: Int

  init?(_ path: String) {
    guard let stamp = FileSystem.stamp(of: path) else { return nil }
    (size, seconds, nanoseconds) = stamp
  }
}
