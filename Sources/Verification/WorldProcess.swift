internal import CConfinement
internal import Glibc

/// A confined process and all that it starts, as long as that stays in its process group.
struct WorldProcess {
  /// How it ended.
  struct Ending {
    /// As the shell gives it: 128 and the signal for one that was killed.
    let status: Int32
    let isTimedOut: Bool
    let seconds: Double
  }

  /// Runs a program to its end or to the time limit. Nothing of its group is left afterwards.
  static func run(
    _ arguments: [String], environment: [String: String], root: String, programs: [String], directory: String,
    output: String, timeLimit: Double
  ) throws(VerificationError) -> Ending {
    let begin = now()
    let process = start(
      arguments, environment: environment, root: root, programs: programs, directory: directory, output: output)
    guard process > 0 else { throw .file(path: arguments.first ?? "", code: errno) }
    var status: Int32 = 0
    var isTimedOut = false
    while waitpid(process, &status, WNOHANG) == 0 {
      if now() - begin > timeLimit {
        isTimedOut = true
        kill(-process, SIGKILL)
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        break
      }
      usleep(2_000)
    }
    let seconds = now() - begin
    end(group: process)
    return Ending(
      status: status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F), isTimedOut: isTimedOut,
      seconds: seconds)
  }

  private static func start(
    _ arguments: [String], environment: [String: String], root: String, programs: [String], directory: String,
    output: String
  ) -> pid_t {
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    var paths: [UnsafeMutablePointer<CChar>?] = programs.map { strdup($0) } + [nil]
    defer { for pointer in words + variables + paths { free(pointer) } }
    return confined_spawn(root, &paths, directory, output, &words, &variables)
  }

  /// Kills what is left of a group, after a moment for what passes on the last output. Those that nobody has buried yet
  /// count as members, so patience is short.
  private static func end(group: pid_t) {
    for _ in 0..<10 where kill(-group, 0) == 0 { usleep(2_000) }
    for _ in 0..<50 {
      if kill(-group, SIGKILL) != 0 { return }
      usleep(2_000)
    }
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
