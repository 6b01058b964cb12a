internal import ArgumentParser
internal import AsyncRuntime
internal import Glibc
internal import ShellSyntax
internal import SourceText
internal import TaskAnalysis
internal import Workspace

/// `runtime`: prints the runtime library, installs it, or says which runtime a file is and what it lacks.
struct Runtime: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runtime", abstract: "Print, install or check the bash library that runs tasks (inc/async).",
    usage: "devstack-async runtime [<options>]",
    discussion: CommandPages.runtime.help)

  @Option(help: ArgumentHelp("Install the library there instead of printing it.", valueName: "path"))
  var output: String?

  @Flag(help: "Replace the file even if it is not a runtime.")
  var force = false

  @Option(
    help: ArgumentHelp(
      "Put the library into a devstack tree, with tests, a page and a release note, as a commit to it.",
      valueName: "folder"))
  var forDevstack: String?

  @Option(help: ArgumentHelp("Say which runtime this file is and what it lacks.", valueName: "path"))
  var check: String?

  func validate() throws {
    if [output, check, forDevstack].compactMap({ $0 }).count > 1 {
      throw ValidationError("--output, --check and --for-devstack exclude each other.")
    }
    if force && output == nil { throw ValidationError("--force is about --output.") }
  }

  func run() throws {
    if let check {
      try report(on: FileName.canonical(check))
    } else if let forDevstack {
      try install(inTree: FileName.canonical(forDevstack))
    } else if let output {
      try install(at: FileName.canonical(output))
    } else {
      StandardStreams.write(document: RuntimeLibrary.text)
    }
  }

  private func install(at path: String) throws {
    if FileSystem.kind(of: path) != nil, !force, try profile(of: path).profile == nil {
      throw CommandFailure("\(path) exists and is not a runtime; --force replaces it")
    }
    let file = PathName.joined(FileSystem.workingDirectory(), path)
    try OutputFile.write(Array(RuntimeLibrary.text.utf8), to: file)
    StandardStreams.say("installed \(path)")
  }

  /// All files or none; a tree without an inc/async of its own gets one.
  private func install(inTree name: String) throws {
    guard FileSystem.kind(of: name) == .folder else { throw CommandFailure("\(name) is not a folder") }
    let tree = PathName.joined(FileSystem.workingDirectory(), name)
    var write = AtomicWrite()
    for file in RuntimeLibrary.devstackFiles {
      let path = PathName.joined(tree, file.path)
      try write.prepare(path, Array(file.text.utf8), within: tree, makesFolders: true)
    }
    try write.commit()
    for file in RuntimeLibrary.devstackFiles where file.isProgram { chmod(PathName.joined(tree, file.path), 0o755) }
    for file in RuntimeLibrary.devstackFiles { StandardStreams.say("installed \(PathName.joined(name, file.path))") }
  }

  private func report(on path: String) throws {
    let (script, profile) = try profile(of: path)
    guard let profile else {
      StandardStreams.write("\(path): not a runtime: it defines no function that starts tasks\n")
      throw ExitCodes.findings
    }
    let names = Set(script.functionDefinitions.map(\.name))
    let missing = RuntimeLibrary.publicFunctions.filter { !names.contains($0) }
    StandardStreams.write("\(path): \(description(of: profile.kind))\n")
    for defect in profile.defects {
      let place = script.source.position(at: defect.range.lowerBound)
      StandardStreams.write("\(path):\(place.line):\(place.column): \(description(of: defect.kind))\n")
    }
    if let range = profile.leavesRestUncollected {
      let place = script.source.position(at: range.lowerBound)
      let text = "a wait for several tasks leaves the rest uncollected after a failure"
      StandardStreams.write("\(path):\(place.line):\(place.column): \(text)\n")
    }
    if !missing.isEmpty {
      StandardStreams.write("\(path): does not define \(missing.joined(separator: ", "))\n")
    }
    if !profile.defects.isEmpty || !missing.isEmpty { throw ExitCodes.findings }
  }

  private func profile(of path: String) throws -> (script: Script, profile: RuntimeProfile?) {
    var parser = ShellParser()
    let script = parser.parse(SourceFile(path: path, bytes: try FileSystem.read(path)))
    return (script, RuntimeRecognition.profile(of: script, functions: script.functionDefinitions))
  }

  private func description(of kind: RuntimeProfile.Kind) -> String {
    switch kind {
    case .remembered: "statuses are remembered by bash alone (devstack's first runtime works so)"
    case .parked: "a finished task waits behind a fifo for its wait (devstack's present runtime works so)"
    case .recorded: "tasks write their own statuses down (the runtime of this project works so)"
    case .unknown: "an unknown kind of runtime"
    }
  }

  private func description(of kind: RuntimeDefect.Kind) -> String {
    switch kind {
    case .forgetsStatuses:
      "bash can forget the status of a finished child before it is asked (CHILD_MAX, recycled pids)"
    case .hangsOnExit: "a wait hangs for ever if its task exits, dies, execs or is killed"
    case .neverWakes: "its waits never let the task go on: both wait for ever"
    case .masksFailures: "a task runs with errexit off: only its last command can fail"
    case .resplitsArguments: "the arguments of a task are split and globbed again"
    case .readsUnsetVariable(let name): "the clean-up reads '\(name)', which nothing sets, and collects nothing"
    }
  }
}
