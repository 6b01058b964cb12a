internal import Glibc
internal import Synchronization

/// A line on standard error that says that there is still work going on; it goes away before anything else is written.
enum Progress {
  private struct State {
    var stage = "reading and following the scripts"
    var isRunning = false
    var isShown = false
  }

  private static let state = Mutex(State())
  /// What takes less needs no word.
  private static let delay: UInt32 = 500_000
  private static let interval: UInt32 = 200_000

  /// Begins to show that there is work, after half a second; once.
  static func begin() {
    let isFirst = state.withLock { state in
      defer { state.isRunning = true }
      return !state.isRunning
    }
    guard isFirst else { return }
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { _ in
        usleep(Progress.delay)
        var seconds = 0.5
        while Progress.show(seconds: seconds) {
          usleep(Progress.interval)
          seconds += 0.2
        }
        return nil
      }, nil)
    if failure == 0 { pthread_detach(thread) }
  }

  /// What is being done from now on.
  static func tell(_ stage: String) { state.withLock { $0.stage = stage } }

  /// Takes the line back, for good: what is written now is for the reader.
  static func end() {
    state.withLock { state in
      if state.isShown { write("\r\u{1B}[K") }
      (state.isRunning, state.isShown) = (false, false)
    }
  }

  /// Whether there is still something to show.
  private static func show(seconds: Double) -> Bool {
    state.withLock { state in
      guard state.isRunning else { return false }
      write("\r\u{1B}[Kdevstack-async: \(state.stage) … \(Int(seconds)) s")
      state.isShown = true
      return true
    }
  }

  private static func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
