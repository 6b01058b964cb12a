internal import CFiles
internal import Glibc

extension Subprocess {
  /// A program whose output is read while it runs.
  final class Stream {
    let output: Descriptor
    private let process: pid_t
    private var isOver = false

    /// Starts a program that is found in the search path; nil where that cannot be.
    init?(_ arguments: [String], input: Int32) {
      var ends: [Int32] = [-1, -1]
      guard let program = Subprocess.program(called: arguments.first ?? ""), cfiles_pipe(&ends) == 0 else { return nil }
      let started = Subprocess.spawn(
        program, arguments, Subprocess.inheritedEnvironment, input: input, output: ends[1])
      close(ends[1])
      guard let started, let output = Descriptor(ends[0]) else { return nil }
      (self.output, process) = (output, started)
    }

    /// Waits for its end; gives its status.
    func wait() -> Int32 {
      isOver = true
      return Subprocess.status(of: process)
    }

    deinit {
      if isOver { return }
      kill(process, SIGKILL)
      _ = Subprocess.status(of: process)
    }
  }
}
