internal import ShellSyntax
internal import SourceText

/// A program whose files have been read and parsed.
struct LoadedProgram {
  let root: ProgramRoot
  /// The given files first found, then their context; in the order of their paths.
  var scripts: [Script] = []
  /// Absolute paths by the paths of scripts.
  var absolutePaths: [String: String] = [:]
  /// The paths of scripts on which findings are wanted.
  var reported: Set<String> = []
  var devstackPath: String?
  var errors: [FileError] = []
  /// What is to be said of what was read all the same.
  var warnings: [FileError] = []
}

/// Reads one program from the disk.
struct ProgramLoader {
  let settings: LintSettings
  let configuration: Configuration
  /// Scripts that were read before, by absolute path.
  var known: [String: Script] = [:]

  func load(_ root: ProgramRoot) -> LoadedProgram {
    var program = LoadedProgram(root: root)
    var requests = root.isAlone ? [] : self.requests(of: root, &program)
    addNamedFiles(of: root, to: &requests)
    let reported = Set(requests.filter { root.wants($0.absolutePath) && !isForceExcluded($0) }.map(\.path))
    program.devstackPath = addContext(of: root, to: &requests, &program)
    requests.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    let readings = ScriptReader.read(requests, threads: settings.jobs)
    for (request, reading) in zip(requests, readings) {
      let isReported = reported.contains(request.path)
      switch reading {
      case .other: break
      case .failed(let error):
        if isReported { program.errors.append(FileError(path: display(error.path), reason: error.reason)) }
      case .script(let script):
        if isReported, let refusal = refusal(of: script, request, root) {
          program.errors.append(FileError(path: display(request.absolutePath), reason: refusal))
          continue
        }
        program.scripts.append(script)
        program.absolutePaths[request.path] = request.absolutePath
        if isReported { program.reported.insert(request.path) }
      }
    }
    return program
  }

  private func display(_ path: String) -> String { PathName.told(path, in: settings.workingDirectory) }

  /// Why a file that was named cannot be checked.
  private func refusal(of script: Script, _ request: ScriptRequest, _ root: ProgramRoot) -> String? {
    guard case .paths(let paths) = root.request, paths.contains(request.absolutePath) else { return nil }
    if script.problems.contains(where: { $0.kind == .binary }) { return "a binary file, not a shell script" }
    if isNoScriptByName(request) { return "not a shell script, by its name" }
    if let interpreter = ScriptKind.interpreter(of: script.source.bytes),
      !ScriptKind.byContents(script.source.bytes, path: request.path)
    {
      return "a script for \(interpreter), not for the shell"
    }
    return nil
  }

  /// Whether the name says so, the text does not say otherwise, and the configuration does not name it.
  private func isNoScriptByName(_ request: ScriptRequest) -> Bool {
    guard settings.overlay[request.absolutePath] == nil, ScriptKind.isDocument(request.path) else { return false }
    return !filter.included.contains { $0.covers(request.absolutePath) }
  }

  private func isForceExcluded(_ request: ScriptRequest) -> Bool {
    settings.forceExcludes && filter.excludes(request.absolutePath)
  }

  private var filter: Discovery.Filter {
    var filter = Discovery.Filter()
    filter.respectsGitignore = settings.respectsGitignore ?? configuration.respectsGitignore ?? true
    let own = ((configuration.exclude ?? []) + configuration.extendExclude).map(\.list)
    let given = IgnoreList(folder: settings.workingDirectory, patterns: settings.exclude + settings.extendExclude)
    filter.excluded = settings.exclude.isEmpty ? own + [given] : [given]
    filter.included = configuration.include.map(\.list)
    filter.maximumEntries = settings.maximumEntries
    return filter
  }

  /// The scripts of the program itself: of a plugin's repository only its devstack folder.
  private func requests(of root: ProgramRoot, _ program: inout LoadedProgram) -> [ScriptRequest] {
    var folder = root.folder
    if case .plugin(let plugin) = root.kind { folder = PathName.joined(folder, plugin) }
    var found = requests(below: folder, root, &program)
    let known = Set(found.map(\.absolutePath))
    for path in settings.overlay.keys.sorted() where PathName.isInside(path, folder) && !known.contains(path) {
      // A file that is no longer on the disk: its name, else its text, tells whether it was a script.
      if FileSystem.kind(of: path) != nil || ScriptKind.byName(path) == false { continue }
      found.append(request(path, root, isSurelyScript: ScriptKind.byName(path) == true))
    }
    return found
  }

  private func requests(
    below folder: String, _ root: ProgramRoot, _ program: inout LoadedProgram
  ) -> [ScriptRequest] {
    let discovery = Discovery(below: folder, filter: filter)
    program.warnings += discovery.linksOut.map { path, target in
      FileError(path: display(path), reason: "a link out of the repository, to \(target); it is read all the same")
    }
    program.errors += discovery.errors.map { FileError(path: display($0.path), reason: $0.reason) }
    if discovery.isGivenUp {
      let reason = "too many files to be one program; only open ones are read"
      program.errors.append(FileError(path: display(folder), reason: reason))
      return []
    }
    return discovery.candidates.map {
      request($0.path, root, isSurelyScript: $0.isSurelyScript)
    }
  }

  private func request(_ path: String, _ root: ProgramRoot, isSurelyScript: Bool) -> ScriptRequest {
    ScriptRequest(
      absolutePath: path, path: PathName.relative(path, to: root.folder), isSurelyScript: isSurelyScript,
      contents: settings.overlay[path], known: known[path])
  }

  /// Files that were named are read whatever they look like.
  private func addNamedFiles(of root: ProgramRoot, to requests: inout [ScriptRequest]) {
    for path in root.opened where !requests.contains(where: { $0.absolutePath == path }) && !filter.excludes(path) {
      if settings.overlay[path] != nil || FileSystem.kind(of: path) == .file {
        requests.append(request(path, root, isSurelyScript: true))
      }
    }
    guard case .paths(let paths) = root.request else { return }
    for path in paths where settings.overlay[path] != nil || FileSystem.kind(of: path) == .file {
      requests.removeAll { $0.absolutePath == path }
      requests.append(request(path, root, isSurelyScript: true))
    }
  }

  /// For a plugin, the devstack tree that is given or found beside it; its path as seen from the root.
  private func addContext(
    of root: ProgramRoot, to requests: inout [ScriptRequest], _ program: inout LoadedProgram
  ) -> String? {
    if root.kind == .devstackTree { return "" }
    guard case .plugin = root.kind, let tree = devstackTree(of: root) else { return nil }
    let known = Set(requests.map(\.absolutePath))
    requests += self.requests(below: tree, root, &program).filter { !known.contains($0.absolutePath) }
    return PathName.relative(tree, to: root.folder)
  }

  private func devstackTree(of root: ProgramRoot) -> String? {
    if let given = settings.devstack { return PathName.joined(settings.workingDirectory, given) }
    if let given = configuration.devstack { return given }
    return Surroundings.devstackTree(beside: root.folder)
  }
}
