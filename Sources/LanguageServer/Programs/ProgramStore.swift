internal import Findings
internal import JSON
internal import SourceText
internal import Workspace

/// The programs that open documents belong to, held in memory; analysed anew where something has changed.
struct ProgramStore {
  /// One program with what it takes to analyse it.
  private struct Entry {
    var held: HeldProgram
    var run: LintRun
    var analysed: AnalysedProgram?
    var configurationFiles: Set<String>
    /// What is wrong with configuration files, by absolute path.
    var configurationErrors: [String: ConfigurationError] = [:]
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
      entries[index].analysed = nil
    }
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
    for path in paths where overlay[path] == nil {
      let bytes = try? FileSystem.read(path)
      for index in entries.indices {
        let root = entries[index].held.root
        if let bytes, entries[index].held.replaceText(of: path, by: bytes) {
          entries[index].stamps[path] = FileStamp(path)
          entries[index].analysed = nil
        } else if entries[index].held.script(at: path) != nil || bytes != nil && PathName.isInside(path, root.folder) {
          load(root, at: index)
        }
      }
    }
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
    var entry = Entry(
      held: held,
      run: LintRun(settings: settings, rules: options.rules, names: options.names, configurations: source),
      configurationFiles: source.files)
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
    entries.reduce(into: [:]) { $0.merge($1.configurationErrors) { first, _ in first } }
  }

  /// All configuration files that some program has read.
  var configurationFiles: Set<String> { entries.reduce(into: []) { $0.formUnion($1.configurationFiles) } }

  // MARK: Analysis

  /// Whether something has changed since the last analysis.
  var needsAnalysis: Bool { entries.contains { $0.analysed == nil } }

  /// Analyses what has changed; returns whether that was anything.
  mutating func analyse() -> Bool {
    var hasChanged = false
    for index in entries.indices where entries[index].analysed == nil {
      let held = entries[index].held
      let result: LintResult
      do throws(ConfigurationError) {
        let run = entries[index].run
        result = try run.result(of: held, run.analysis(of: held, followsEffects: true)())
      } catch {
        // A baseline that cannot be read is an error of the configuration that names it.
        var failed = LintResult()
        failed.errors = [error.description]
        result = failed
      }
      entries[index].analysed = AnalysedProgram(held: held, result: result)
      hasChanged = true
    }
    return hasChanged
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
