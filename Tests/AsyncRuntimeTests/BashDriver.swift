import AsyncRuntime
import Foundation
import Testing

/// A driver script that a real bash runs in a directory of its own, with a runtime sourced and `DEST` set. The runtime
/// is the one that is built in, or the file that `RUNTIME_UNDER_TEST` names: then nothing is built anew after an edit.
struct BashDriver {
  /// Which runtime the driver sources.
  enum Runtime: String {
    case ours
    /// Test doubles with the designs of the runtimes before ours.
    case blocking, remembering
  }

  /// How a run ended.
  struct Outcome {
    let status: Int32
    /// Both streams, in the order of writing.
    let text: String
    /// Whether the time limit ended it.
    var hung: Bool { status == 124 || status == 137 }

    /// The lines that the driver itself marked with a leading `= `.
    var results: [String] {
      text.split(separator: "\n", omittingEmptySubsequences: false).filter { $0.hasPrefix("= ") }
        .map { String($0.dropFirst(2)) }
    }

    func contains(_ part: String) -> Bool { text.contains(part) }
  }

  /// The directory; it is removed with `remove()`.
  let directory: String
  private let runtime: Runtime

  init(runtime: Runtime = .ours) throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "async-runtime-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    directory = url.path
    self.runtime = runtime
    try Self.text(of: runtime).write(toFile: "\(directory)/runtime", atomically: true, encoding: .utf8)
  }

  private static func text(of runtime: Runtime) throws -> String {
    if runtime == .ours {
      guard let path = ProcessInfo.processInfo.environment["RUNTIME_UNDER_TEST"] else { return RuntimeLibrary.text }
      return try String(contentsOfFile: path, encoding: .utf8)
    }
    let doubles = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Doubles")
    return try String(contentsOf: doubles.appending(path: runtime.rawValue), encoding: .utf8)
  }

  /// Runs a script; beyond the limit in seconds it is killed, for our runtime beyond five times as many: the limit is
  /// that of a machine which does nothing else. `prologue` stands before the runtime is sourced.
  func run(_ script: String, prologue: String = "", limit: Int = 60, launcher: [String] = []) throws -> Outcome {
    let whole = """
      \(prologue)
      DEST=${DEST:-\(directory)/dest}
      mkdir -p "$DEST" 2>/dev/null
      source \(directory)/runtime
      \(script)
      """
    let name = "\(directory)/driver-\(UUID().uuidString)"
    try (whole + "\n").write(toFile: name, atomically: true, encoding: .utf8)
    let output = name + ".out"
    var environment = ProcessInfo.processInfo.environment.filter {
      !$0.key.hasPrefix("ASYNC_") && !["DEST", "DEVSTACK_PARALLEL", "LOGDIR"].contains($0.key)
    }
    environment["PATH"] = try BashUnderTest.path(in: directory)
    let seconds = runtime == .ours ? 5 * limit : limit
    let status = try Spawning.run(
      ["timeout", "-k", "2", "\(seconds)"] + launcher + ["bash", name], environment: environment,
      directory: directory, output: output)
    let bytes = try Data(contentsOf: URL(filePath: output))
    return Outcome(status: status, text: String(decoding: bytes, as: UTF8.self))
  }

  func contents(of path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: "\(directory)/\(path)")), as: UTF8.self)
  }

  func remove() {
    try? FileManager.default.removeItem(atPath: directory)
  }

  /// One run of one script in a directory that is gone afterwards.
  static func run(
    _ script: String, with runtime: Runtime = .ours, prologue: String = "", limit: Int = 60, launcher: [String] = []
  ) throws -> Outcome {
    let driver = try BashDriver(runtime: runtime)
    defer { driver.remove() }
    return try driver.run(script, prologue: prologue, limit: limit, launcher: launcher)
  }
}

/// The bash that runs the drivers: the one in `PATH`, or the one that `BASH_UNDER_TEST` names.
enum BashUnderTest {
  static let program = ProcessInfo.processInfo.environment["BASH_UNDER_TEST"]

  /// The value of `PATH` with which `bash` is that one, whoever calls it. Needs a directory to keep a link in.
  static func path(in directory: String) throws -> String {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    guard let program else { return path }
    let folder = "\(directory)/bash-under-test"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    if !FileManager.default.fileExists(atPath: "\(folder)/bash") {
      try FileManager.default.createSymbolicLink(atPath: "\(folder)/bash", withDestinationPath: program)
    }
    return "\(folder):\(path)"
  }
}

/// What this machine lets a test do.
enum Permission {
  static let isRoot = geteuid() == 0

  /// Whether a command can be run and succeeds.
  static func succeeds(_ arguments: [String]) -> Bool {
    let environment = ProcessInfo.processInfo.environment
    return (try? Spawning.run(arguments, environment: environment, directory: "/", output: "/dev/null")) == 0
  }

  /// A way to run a command with the smallest CHILD_MAX that bash knows: it reads the limit when it starts.
  static let smallestChildMax = ["bash", "-c", "ulimit -Su 1; exec \"$@\"", "limit"]

  /// A way to run a command with process ids of its own, where the next id can be chosen.
  static let chosenPids = [["unshare", "-pf", "--mount-proc"], ["unshare", "-Urpf", "--mount-proc"]]
    .first { succeeds($0 + ["sh", "-c", "echo 5000 >/proc/sys/kernel/ns_last_pid"]) }

  /// A way to run a command that may mount file systems of its own.
  static let ownMounts = [["unshare", "-m"], ["unshare", "-Urm"]]
    .first { succeeds($0 + ["mount", "-t", "tmpfs", "none", "/mnt"]) }
}

/// Starts programs with no signal blocked or ignored, which a test runner's own children cannot be sure of.
enum Spawning {
  /// Why a program could not be started.
  struct Failure: Error {
    let code: Int32
  }

  /// Runs a program to its end; both streams go to one file. Gives its status, 128 and more for a signal.
  static func run(_ arguments: [String], environment: [String: String], directory: String, output: String) throws
    -> Int32
  {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o644)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    let words: [UnsafeMutablePointer<CChar>?] = (["env", "-C", directory] + arguments).map { strdup($0) } + [nil]
    let variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in words + variables { free(pointer) } }
    var child = pid_t()
    let code = posix_spawnp(&child, "env", &actions, &attributes, words, variables)
    if code != 0 { throw Failure(code: code) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
  }
}
