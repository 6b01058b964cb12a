internal import AsyncRuntime
internal import CConfinement
internal import Glibc
internal import JSON

/// A directory that stands for the whole file system, made anew for each run.
struct MockWorld {
  /// What one run left behind.
  struct Run {
    let ending: WorldProcess.Ending
    /// In the order in which they began.
    let commands: [CommandRecord]
    let spans: [TaskSpan]
    /// What can be compared, by paths of the mock world.
    let files: [String: FileTree.Entry]
    /// The lines of both streams, without the runtime's own.
    let output: [String]
    /// The tasks that nobody awaited before the end, where the runtime collected what was left.
    var leftovers: [String] = []
  }

  let options: VerificationOptions
  /// The directory that is removed in the end.
  let base: String
  var root: String { base + "/world" }
  private var own: String { root + "/.mock" }

  init(_ options: VerificationOptions) throws(VerificationError) {
    guard confinement_version() > 0 else { throw .noConfinement }
    guard access(options.bash, X_OK) == 0 else { throw .missingProgram(options.bash) }
    self.options = options
    var template = Array((options.temporaryDirectory + "/devstack-async-verify.XXXXXX").utf8CString)
    guard let made = mkdtemp(&template) else { throw .file(path: options.temporaryDirectory, code: errno) }
    base = String(cString: made)
    // Scripts look whether others may pass through the directories above their own.
    chmod(base, 0o755)
  }

  func remove() { FileTree.remove(base) }

  /// Runs the entry of a set of scripts once, with everything that it needs.
  func run(_ set: ScriptSet, entry: String, isParallel: Bool, seed: Int) throws(VerificationError) -> Run {
    FileTree.remove(root)
    try furnish(set)
    let ending = try WorldProcess.run(
      [options.bash, root + "/tree/" + entry] + options.arguments, environment: environment(isParallel, seed: seed),
      root: root, programs: programs, directory: root + "/tree", output: own + "/output", timeLimit: options.timeLimit)
    let run = try collect(ending, set: set)
    FileTree.remove(root)
    return run
  }

  /// What may be executed beside stubs and scripts: the shell, the tools, and what starts them. `env` looks
  /// for programs where the scripts do.
  private var programs: [String] {
    [options.bash, "/bin/sh", "/usr/bin/env"]
      + (WorldFiles.tools + WorldFiles.ownTools).flatMap { ["/usr/bin/" + $0, "/bin/" + $0] }
      + WorldFiles.loaders
  }

  // MARK: - Before a run

  private func furnish(_ set: ScriptSet) throws(VerificationError) {
    for folder in WorldFiles.folders { try FileTree.makeDirectory(root + "/" + folder) }
    for (path, text) in WorldFiles.files { try FileTree.write(Array(text.utf8), to: root + "/" + path) }
    for link in ["bin", "sbin", "usr/bin", "usr/sbin"] { symlink(own + "/bin", root + "/" + link) }
    let rewriting = PathRewriting(root: root)
    for (path, script) in set.scripts {
      let target = root + "/tree/" + path
      if let slash = target.lastIndex(of: "/") { try FileTree.makeDirectory(String(target[..<slash])) }
      try FileTree.write(rewriting.moved(script.bytes), to: target, mode: script.isExecutable ? 0o755 : 0o644)
    }
    for name in ["commands", "prelude"] {
      try FileTree.write(Array(WorldFiles.text(of: name).utf8), to: own + "/" + name)
    }
    let answers = options.answers.map { "\($0.pattern)\t\($0.status)\t\($0.text)\n" }.joined()
    try FileTree.write(Array(answers.utf8), to: own + "/answers")
    for (path, text) in options.checkouts {
      let target = own + "/checkouts/" + path
      try FileTree.makeDirectory(String(target.prefix(upTo: target.lastIndex(of: "/") ?? target.endIndex)))
      try FileTree.write(Array(text.utf8), to: target)
    }
    try furnishCommands()
  }

  private func furnishCommands() throws(VerificationError) {
    try FileTree.write(Array("#!\(options.bash)\n\(WorldFiles.text(of: "stub"))".utf8), to: own + "/stub", mode: 0o755)
    for name in Set(WorldFiles.tools + WorldFiles.stubs + options.commands) {
      symlink(own + "/stub", own + "/bin/" + name)
      symlink(own + "/stub", root + "/usr/local/bin/" + name)
    }
    for name in WorldFiles.tools + WorldFiles.ownTools {
      guard let path = ["/usr/bin/", "/bin/"].map({ $0 + name }).first(where: { access($0, X_OK) == 0 }) else {
        continue
      }
      symlink(path, own + "/tools/" + name)
    }
    for name in ["bash", "sh"] { symlink(options.bash, own + "/bin/" + name) }
  }

  private func environment(_ isParallel: Bool, seed: Int) -> [String: String] {
    let own = [
      "PATH": own + "/bin", "HOME": root + "/home/stack", "USER": "stack", "TMPDIR": root + "/tmp", "LC_ALL": "C",
      "DEST": root + "/opt/stack", "DEVSTACK_PARALLEL": isParallel ? "True" : "False", "BASH_ENV": own + "/prelude",
      "MOCK": own, "MOCK_SEED": String(seed), "MOCK_DELAY": String(options.delay), "MOCK_TOOLS": own + "/tools",
      "MOCK_REAL": ":" + WorldFiles.tools.joined(separator: ":") + ":",
      // The runtime assigns it in each task; what is exported from the start stays so, and stubs see it.
      "_ASYNC_SELF": "",
    ]
    let rewriting = PathRewriting(root: root)
    let added = options.environment.mapValues { String(decoding: rewriting.moved(Array($0.utf8)), as: UTF8.self) }
    return own.merging(added) { $1 }
  }

  // MARK: - After a run

  private func collect(_ ending: WorldProcess.Ending, set: ScriptSet) throws(VerificationError) -> Run {
    let normalise = Normalisation(root: root)
    let entries = try FileTree.entries(below: root, skipping: { $0 == ".mock" })
    let states = TaskRecords.stateDirectories(entries).map { "/" + $0 }
    var commands: [CommandRecord] = []
    for name in try FileTree.names(in: own + "/records") {
      guard let bytes = FileTree.bytes(at: own + "/records/" + name) else { continue }
      if let record = CommandRecord(parsing: bytes, normalise: { normalise($0) }), !record.isAbout(states) {
        commands.append(record)
      }
    }
    commands.sort { ($0.begin, $0.task, $0.key) < ($1.begin, $1.task, $1.key) }
    let output = String(decoding: FileTree.bytes(at: own + "/output") ?? [], as: UTF8.self)
    return Run(
      ending: ending, commands: commands, spans: TaskRecords(entries).spans,
      files: comparable(entries, laid: set, normalise), output: RunOutput.lines(of: normalise(output)),
      leftovers: RunOutput.leftovers(in: output))
  }

  /// What a run made or changed, normalised.
  private func comparable(_ entries: [String: FileTree.Entry], laid set: ScriptSet, _ normalise: Normalisation)
    -> [String: FileTree.Entry]
  {
    let rewriting = PathRewriting(root: root)
    let states = TaskRecords.stateDirectories(entries)
    var result: [String: FileTree.Entry] = [:]
    for (path, entry) in entries {
      if path.hasSuffix(".log")
        || (options.ignoredPaths + states).contains(where: { path == $0 || path.hasPrefix($0 + "/") })
      {
        continue
      }
      switch entry {
      case .file(let bytes, let mode):
        if path.hasPrefix("tree/"), let script = set.scripts[String(path.dropFirst(5))],
          rewriting.moved(script.bytes) == bytes
        {
          continue
        }
        let text = String(validating: bytes, as: UTF8.self)
        result[path] = .file(text.map { Array(normalise($0).utf8) } ?? bytes, mode: mode)
      case .link(let target): result[path] = .link(normalise(target))
      case .directory where set.scripts.keys.contains(where: { "tree/" + $0 > path && ("tree/" + $0).hasPrefix(path) }):
        continue
      case .directory, .other: result[path] = entry
      }
    }
    return result
  }
}
