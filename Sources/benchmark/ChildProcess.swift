import Glibc

/// What one run of a command took.
struct Measurement {
  let seconds: Double
  let peakMegabytes: Double
}

/// A command whose output goes nowhere.
struct ChildProcess {
  let arguments: [String]

  /// Runs it to its end, or kills it after a time; nothing if it does not exist or was killed.
  func measure(atMost limit: UInt32 = 600) -> Measurement? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
    }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    let timed = ["timeout", "-s", "KILL", String(limit)] + arguments
    var pointers: [UnsafeMutablePointer<CChar>?] = timed.map { strdup($0) }
    defer { for pointer in pointers { free(pointer) } }
    pointers.append(nil)
    var process = pid_t()
    let start = Self.now()
    guard posix_spawnp(&process, "timeout", &actions, nil, pointers, environ) == 0 else { return nil }
    var status: Int32 = 0
    var usage = rusage()
    guard wait4(process, &status, 0, &usage) == process else { return nil }
    let seconds = Self.now() - start
    // 124 and up: out of time, killed, or no such command
    guard status & 0x7f == 0, (status >> 8) & 0xff < 124 else { return nil }
    return Measurement(seconds: seconds, peakMegabytes: Double(usage.ru_maxrss) / 1024)
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// What a command prints, line by line; nothing if it cannot be run.
func output(of command: String) -> [String] {
  guard let pipe = popen(command, "r") else { return [] }
  defer { pclose(pipe) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&buffer, 1, buffer.count, pipe)
    if count == 0 { break }
    bytes += buffer[0..<count]
  }
  return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
}

/// A word that a shell reads as it stands.
func quoted(_ word: String) -> String {
  "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
}
