internal import CConfinement
internal import Glibc

/// What is started in a run, and with what.
struct WorldStart {
  let arguments: [String]
  let environment: [String: String]
  /// What may be read with all below it, and what may be executed, beside the directory of the run.
  let readable: [String]
  let executable: [String]
  /// Below the directory of the run.
  let workingDirectory: String
  /// A descriptor for both output streams.
  let output: Int32
  var seconds = 600.0
  /// Bytes, of all its processes together.
  var memory = RunLimits.wholeMemory

  /// Calls with the description that the keeper wants.
  func withProgram<Result>(
    in base: borrowing WorldBase, _ directory: borrowing RunDirectory, without walls: Confinement.Walls,
    _ body: (confined_program) -> Result
  ) -> Result {
    let texts = CTexts([directory.path, base.name, workingDirectory])
    let words = CTexts(arguments)
    let variables = CTexts(environment.map { "\($0.key)=\($0.value)" })
    let read = CTexts(readable)
    let executed = CTexts(executable)
    defer { for list in [texts, words, variables, read, executed] { list.release() } }
    let limits = confinement_limits(
      memory: RunLimits.memory, file_size: RunLimits.fileSize, processes: RunLimits.processes,
      seconds: UInt64(max(1, seconds)) + 1)
    return body(
      confined_program(
        directory: directory.descriptor, path: texts.table[0], base: base.descriptor, above: base.above,
        base_name: texts.table[1], working_directory: texts.table[2], output: output, readable: read.table,
        executable: executed.table, arguments: words.table, environment: variables.table, limits: limits,
        without: walls.parts))
  }
}

/// Texts as C wants them: a table that ends with a null pointer.
private struct CTexts {
  let table: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  private let count: Int

  init(_ texts: [String]) {
    count = texts.count
    table = .allocate(capacity: count + 1)
    for (index, text) in texts.enumerated() { (table + index).initialize(to: strdup(text)) }
    (table + count).initialize(to: nil)
  }

  func release() {
    for index in 0..<count { free(table[index]) }
    table.deallocate()
  }
}

/// A confined process and all that it starts.
struct WorldProcess {
  /// How it ended.
  struct Ending {
    /// As the shell gives it: 128 and the signal for one that was killed.
    let status: Int32
    let isTimedOut: Bool
    let seconds: Double
  }

  /// Runs a program to its end or to a limit. When this returns, or throws, nothing of it is alive.
  static func run(
    _ start: WorldStart, in base: borrowing WorldBase, _ directory: borrowing RunDirectory,
    without walls: Confinement.Walls
  ) throws(VerificationError) -> Ending {
    let begin = now()
    var report = confinement_report()
    let keeper = start.withProgram(in: base, directory, without: walls) { program in
      withUnsafePointer(to: program) { confined_spawn($0, &report) }
    }
    guard keeper > 0 else { throw .notStarted(step: "making a process", code: errno) }
    var status: Int32 = 0
    let reason = watch(keeper, directory, start, since: begin, status: &status)
    if report.step != 0 {
      throw .notStarted(step: String(cString: confinement_step(report.step)), code: report.error)
    }
    var isTimedOut = false
    switch reason {
    case .ended: break
    case .timedOut: isTimedOut = true
    case .stopped(let error): throw error
    }
    return Ending(
      status: status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F), isTimedOut: isTimedOut,
      seconds: now() - begin)
  }

  /// Why watching ended.
  private enum Reason {
    case ended
    case timedOut
    case stopped(VerificationError)
  }

  private static func watch(
    _ keeper: pid_t, _ directory: borrowing RunDirectory, _ start: WorldStart, since begin: Double,
    status: inout Int32
  ) -> Reason {
    var nextLook = now() + 0.5
    while true {
      let ended = waitpid(keeper, &status, WNOHANG)
      if ended == keeper || (ended < 0 && errno != EINTR) { return .ended }
      var reason = Reason.ended
      if now() > begin + start.seconds { reason = .timedOut }
      do {
        try Interruption.check()
        if now() > nextLook {
          let look = now()
          try RunLimits.check(keeper: keeper, directory: directory.descriptor, memory: start.memory)
          nextLook = now() + max(0.5, 20 * (now() - look))
        }
      } catch {
        reason = .stopped(error)
      }
      if case .ended = reason {
        usleep(3_000)
        continue
      }
      kill(keeper, SIGTERM)
      while waitpid(keeper, &status, 0) < 0 && errno == EINTR {}
      return reason
    }
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
