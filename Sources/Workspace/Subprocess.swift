internal import Glibc

/// Programs that are run for their output.
enum Subprocess {
  /// What a program printed, and how it ended.
  struct Result {
    let output: [UInt8]
    let status: Int32
  }

  /// Runs a program found in the search path; its standard error goes nowhere.
  static func run(_ arguments: [String]) throws(FileError) -> Result {
    let name = arguments.first ?? ""
    var descriptors: [Int32] = [0, 0]
    guard pipe(&descriptors) == 0 else { throw FileError(path: name, code: errno) }
    for descriptor in descriptors { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, descriptors[1], STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    var process = pid_t()
    var pointers = arguments.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    let code = posix_spawnp(&process, name, &actions, nil, &pointers, environ)
    close(descriptors[1])
    defer { close(descriptors[0]) }
    guard code == 0 else { throw FileError(path: name, code: code) }
    let output = try FileSystem.readAll(descriptors[0], path: name, sizeHint: 0)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    return Result(output: output, status: status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F))
  }
}
