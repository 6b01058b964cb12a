internal import CFiles
internal import Glibc
internal import SourceText

/// Programs that are run for their output: git and bash.
///
/// They see little of our environment, so that nothing in it makes them run something else, and are looked for only in
/// absolute folders: a tree cannot bring a program of that name along.
enum Subprocess {
  /// What a program printed, and how it ended.
  struct Result {
    let output: [UInt8]
    let status: Int32
  }

  /// What a program may see of our environment: where programs and the user's files lie, and in which letters we write.
  private static let kept = ["PATH", "HOME", "XDG_CONFIG_HOME", "TMPDIR", "LANG", "LC_ALL", "LC_CTYPE"]

  /// Runs a program found in the search path; its standard error goes nowhere.
  ///
  /// - Parameters:
  ///   - input: what it reads from its standard input.
  ///   - environment: further variables, as `NAME=value`.
  static func run(
    _ arguments: [String], input: [UInt8] = [], environment: [String] = []
  ) throws(FileError) -> Result {
    let name = arguments.first ?? ""
    guard let program = program(called: name) else { throw FileError(path: name, code: ENOENT) }
    guard let text = Descriptor(cfiles_open_in_memory()) else { throw FileError(path: name, code: errno) }
    try FileSystem.write(input, to: text.number, path: name)
    lseek(text.number, 0, SEEK_SET)
    var ends: [Int32] = [-1, -1]
    guard cfiles_pipe(&ends) == 0 else { throw FileError(path: name, code: errno) }
    let process = spawn(program, arguments, inheritedEnvironment + environment, input: text.number, output: ends[1])
    close(ends[1])
    defer { close(ends[0]) }
    guard let process else { throw FileError(path: name, reason: "cannot be run") }
    let output: [UInt8]
    do throws(FileError) {
      output = try FileSystem.readAll(ends[0], path: "what \(name) prints", limit: SizeLimit.list)
    } catch {
      kill(process, SIGKILL)
      _ = status(of: process)
      throw error
    }
    return Result(output: output, status: status(of: process))
  }

  static func spawn(
    _ program: String, _ arguments: [String], _ environment: [String], input: Int32, output: Int32
  ) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var process = pid_t()
    var words = arguments.map(duplicate) + [nil]
    var variables = environment.map(duplicate) + [nil]
    defer { for pointer in words + variables { free(pointer) } }
    let code = FileSystem.withBytes(of: program) { posix_spawn(&process, $0, &actions, nil, &words, &variables) }
    return code == 0 ? process : nil
  }

  private static func duplicate(_ text: String) -> UnsafeMutablePointer<CChar>? {
    FileSystem.withBytes(of: text) { strdup($0) }
  }

  static func status(of process: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }

  /// The first program of that name that the search path has in an absolute folder.
  static func program(called name: String) -> String? {
    let path = variable("PATH") ?? "/usr/local/bin:/usr/bin:/bin"
    return path.split(separator: ":").filter { $0.hasPrefix("/") }.map { "\($0)/\(name)" }
      .first { FileSystem.kind(of: $0) == .file && FileSystem.withBytes(of: $0) { access($0, X_OK) } == 0 }
  }

  static var inheritedEnvironment: [String] {
    kept.compactMap { name in variable(name).map { "\(name)=\($0)" } }
  }

  /// A variable of our own environment.
  static func variable(_ name: String) -> String? {
    getenv(name).map { FileName.argument(of: UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
  }
}
