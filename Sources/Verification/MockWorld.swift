internal import AsyncRuntime
internal import CConfinement
internal import Glibc
internal import JSON
internal import RuleCatalogue

/// A directory that stands for the whole file system, made anew for each run.
struct MockWorld: ~Copyable {
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
    /// Where the scripts ended on purpose, the innermost place first: file, line and function.
    var end: [String] = []
  }

  private let options: VerificationOptions
  private let base: WorldBase
  /// What the scripts could do to the machine; none where they are confined.
  let breaches: [String]
  /// Whether they can read only what they are given.
  let hidesFiles: Bool

  init(_ options: VerificationOptions) throws(VerificationError) {
    guard access(options.bash, X_OK) == 0 else { throw .missingProgram(options.bash) }
    let base = try WorldBase(in: options.temporaryDirectory)
    try Self.copy(try options.standIn(), into: base)
    let confinement = try Confinement(in: base, options: options)
    if !confinement.breaches.isEmpty && !options.mayBeUnconfined { throw .notConfined(confinement.breaches) }
    self.init(options: options, base: base, confinement: confinement)
  }

  private init(options: VerificationOptions, base: consuming WorldBase, confinement: Confinement) {
    self.options = options
    self.base = base
    (breaches, hidesFiles) = (confinement.breaches, confinement.hidesFiles)
  }

  /// The program that stands in for commands becomes a file that every user can run, and that stays what it is.
  private static func copy(_ program: String, into base: borrowing WorldBase) throws(VerificationError) {
    let source = open(program, O_RDONLY | O_CLOEXEC)
    guard source >= 0 else { throw .missingProgram(program) }
    defer { close(source) }
    let target = openat(base.descriptor, "program", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o755)
    guard target >= 0 else { throw .file(path: base.path + "/program", code: errno) }
    defer { close(target) }
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(source, $0.baseAddress, $0.count) }
      if count == 0 { return }
      guard count > 0, write(target, buffer, count) == count else {
        throw .file(path: base.path + "/program", code: errno)
      }
    }
  }

  /// Runs the entry of a set of scripts once, with everything that it needs, in a directory under a name that no other run of
  /// this world has.
  func run(_ set: ScriptSet, entry: String, isParallel: Bool, seed: Int, name: String = "run") throws(VerificationError)
    -> Run
  {
    let directory = try RunDirectory(name, in: base)
    let root = directory.path
    try furnish(set, directory.descriptor, root: root)
    let output = confined_open(directory.descriptor, ".mock/output", O_WRONLY | O_CREAT | O_EXCL | O_APPEND, 0o600)
    guard output >= 0 else { throw .file(path: root, code: errno) }
    defer { close(output) }
    FileTree.give(output)
    let start = WorldStart(
      arguments: [options.bash, root + "/tree/" + entry] + options.arguments,
      environment: environment(isParallel, seed: seed, root: root), readable: WorldFiles.readable + Self.libraryFolders,
      executable: programs, workingDirectory: "tree", output: output, seconds: options.timeLimit,
      memory: options.memory)
    let ending = try WorldProcess.run(start, in: base, directory, without: options.missingWalls)
    let run = try collect(ending, set: set, directory.descriptor, root: root)
    if let folder = options.keptDirectory {
      try KeptRun(run, directory: directory.descriptor).write(
        to: folder, name: "\(name).\(isParallel ? "parallel" : "serial").\(seed)")
    }
    return run
  }

  /// Where the libraries of this program are, if they are not the system's: the stand-ins need the same.
  private static var libraryFolders: [String] {
    let folders = FileTree.mappedFiles().filter { $0.contains(".so") }.compactMap { path in
      path.lastIndex(of: "/").map { String(path[..<$0]) }
    }
    return Set(folders).sorted()
  }

  /// What may be executed beside stubs and scripts: the shell, the tools, and what starts them. `env` looks
  /// for programs where the scripts do.
  private var programs: [String] {
    [options.bash, "/bin/sh", "/usr/bin/env", base.path + "/program"]
      + (WorldFiles.tools + WorldFiles.ownTools).flatMap { ["/usr/bin/" + $0, "/bin/" + $0] }
      + WorldFiles.loaders
  }

  // MARK: - Before a run

  private func furnish(_ set: ScriptSet, _ directory: Int32, root: String) throws(VerificationError) {
    for folder in WorldFiles.folders { try FileTree.makeDirectory(folder, below: directory) }
    for (path, text) in WorldFiles.files { try FileTree.write(Array(text.utf8), to: path, below: directory) }
    for link in ["bin", "sbin", "usr/bin", "usr/sbin"] {
      try FileTree.link(link, to: root + "/.mock/bin", below: directory)
    }
    let rewriting = PathRewriting(root: root)
    for (path, script) in set.scripts {
      try FileTree.write(
        rewriting.moved(script.bytes), to: "tree/" + path, below: directory,
        mode: script.isExecutable ? 0o755 : 0o644)
    }
    for name in ["commands", "prelude"] {
      try FileTree.write(Array(WorldFiles.text(of: name).utf8), to: ".mock/" + name, below: directory)
    }
    let answers =
      options.answers.map { "\($0.pattern)\t\($0.status)\t\($0.text)\n" }.joined()
      + (RuleCatalogue.model(named: "answers.conf") ?? "")
    try FileTree.write(Array(answers.utf8), to: ".mock/answers", below: directory)
    for (path, text) in options.checkouts {
      try FileTree.write(Array(text.utf8), to: ".mock/checkouts/" + path, below: directory)
    }
    try furnishCommands(directory, own: root + "/.mock")
  }

  private func furnishCommands(_ directory: Int32, own: String) throws(VerificationError) {
    try FileTree.link(".mock/program", to: base.path + "/program", below: directory)
    let programs = Set(WorldFiles.stubs + options.commands).subtracting(WorldFiles.tools + ["bash", "sh"])
    let wrapped = WorldFiles.tools + WorldFiles.stubs
    for (name, list) in [("names", wrapped), ("programs", programs.sorted())] {
      try FileTree.write(Array(list.map { $0 + "\n" }.joined().utf8), to: ".mock/" + name, below: directory)
    }
    for name in programs.union(WorldFiles.tools) {
      try FileTree.link(".mock/bin/" + name, to: own + "/program", below: directory)
      try FileTree.link("usr/local/bin/" + name, to: own + "/program", below: directory)
    }
    for name in WorldFiles.tools + WorldFiles.ownTools {
      guard let path = ["/usr/bin/", "/bin/"].map({ $0 + name }).first(where: { access($0, X_OK) == 0 }) else {
        continue
      }
      try FileTree.link(".mock/tools/" + name, to: path, below: directory)
    }
    for name in ["bash", "sh"] { try FileTree.link(".mock/bin/" + name, to: options.bash, below: directory) }
  }

  private func environment(_ isParallel: Bool, seed: Int, root: String) -> [String: String] {
    let own = root + "/.mock"
    let variables = [
      "PATH": own + "/bin", "HOME": root + "/home/stack", "USER": "stack", "TMPDIR": root + "/tmp", "LC_ALL": "C",
      "DEST": root + "/opt/stack", "DEVSTACK_PARALLEL": isParallel ? "True" : "False", "BASH_ENV": own + "/prelude",
      "MOCK": own, "MOCK_SEED": String(seed), "MOCK_DELAY": String(options.delay), "MOCK_TOOLS": own + "/tools",
      "MOCK_REAL": ":" + WorldFiles.tools.joined(separator: ":") + ":",
    ]
    let rewriting = PathRewriting(root: root)
    let added = options.environment.mapValues { String(decoding: rewriting.moved(Array($0.utf8)), as: UTF8.self) }
    return variables.merging(added) { $1 }
  }

  // MARK: - After a run

  private func collect(_ ending: WorldProcess.Ending, set: ScriptSet, _ directory: Int32, root: String)
    throws(VerificationError) -> Run
  {
    let normalise = Normalisation(root: root)
    let entries = try FileTree.entries(below: directory, skipping: { $0 == ".mock" })
    let states = TaskRecords.stateDirectories(entries).map { "/" + $0 }
    var commands: [CommandRecord] = []
    let records = confined_open(directory, ".mock/records", O_RDONLY | O_DIRECTORY, 0)
    guard records >= 0 else { throw .file(path: root + "/.mock/records", code: errno) }
    defer { close(records) }
    for name in FileTree.names(in: records) {
      guard let bytes = FileTree.bytes(at: name, below: records, atMost: RunLimits.record) else { continue }
      if let record = CommandRecord(parsing: bytes, normalise: { normalise($0) }), !record.isAbout(states) {
        commands.append(record)
      }
    }
    commands.sort { ($0.begin, $0.task, $0.key) < ($1.begin, $1.task, $1.key) }
    guard let printed = FileTree.bytes(at: ".mock/output", below: directory) else {
      throw .tooMuch(
        "it prints more than \(RunLimits.read >> 20) MB, or has put something else into the place of its output")
    }
    let output = String(decoding: printed, as: UTF8.self)
    return Run(
      ending: ending, commands: commands, spans: TaskRecords(entries).spans,
      files: comparable(entries, laid: set, normalise, root: root), output: RunOutput.lines(of: normalise(output)),
      leftovers: RunOutput.leftovers(in: output), end: end(directory, normalise))
  }

  private func end(_ directory: Int32, _ normalise: Normalisation) -> [String] {
    guard let bytes = FileTree.bytes(at: ".mock/end", below: directory, atMost: RunLimits.record) else { return [] }
    return normalise(String(decoding: bytes, as: UTF8.self)).split(separator: "\n").map(String.init)
  }

  /// What a run made or changed, normalised.
  private func comparable(
    _ entries: [String: FileTree.Entry], laid set: ScriptSet, _ normalise: Normalisation, root: String
  ) -> [String: FileTree.Entry] {
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
