import RunLogs

/// A log that is written line by line, with a clock that goes on as it is told to.
struct LogText {
  private(set) var text = ""
  /// Seconds since midnight.
  var clock: Double
  private let style: Style

  enum Style {
    case devstack, zuul, bare, timeOfDay
  }

  init(_ style: Style = .devstack, at clock: Double = 36000) {
    (self.style, self.clock) = (style, clock)
  }

  /// A line, after some seconds.
  mutating func say(_ line: String, after seconds: Double = 0) {
    clock += seconds
    text += stamp + line + "\n"
  }

  /// A line of the trace.
  mutating func trace(_ place: String, _ command: String, after seconds: Double = 0, depth: Int = 1) {
    say(String(repeating: "+", count: depth) + " " + place + "        :   " + command, after: seconds)
  }

  private var stamp: String {
    let milliseconds = Int((clock * 1000).rounded())
    let seconds = milliseconds / 1000
    func padded(_ number: Int, _ width: Int) -> String {
      String(repeating: "0", count: width - String(number).count) + String(number)
    }
    let time = [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }.joined(separator: ":")
    let fraction = padded(milliseconds % 1000, 3)
    let day = padded(15 + seconds / 86400, 2)
    switch style {
    case .devstack: return "2026-04-\(day) \(time).\(fraction) | "
    case .zuul: return "2026-04-\(day) \(time).\(fraction)123 | controller | "
    case .timeOfDay: return "\(time).\(fraction) | "
    case .bare: return ""
    }
  }

  var run: RunLog { RunLogReader.read(Array(text.utf8)) }

  /// What a stack.sh with tasks says: one that is done before its wait, one that blocks for a second, and calls of one
  /// function that are far apart.
  static func sample(_ style: Style, at clock: Double = 36000) -> LogText {
    var log = LogText(style, at: clock)
    log.trace("./stack.sh:main:10", "install_base")
    log.trace("lib/base:install_base:3", "pip_install a", after: 0.25)
    log.trace("inc/python:pip_install:7", "fetch", after: 0.01)
    log.trace("lib/base:install_base:4", "local x=1", after: 0.39)
    log.trace("./stack.sh:main:11", "async_runfunc init_db", after: 0.1)
    log.say("[100 Async init_db:201]: running: init_db", after: 0.05)
    log.trace("./stack.sh:main:12", "async_run small create_role demo", after: 0.01)
    log.say("[100 Async small:202]: running: create_role demo", after: 0.04)
    log.trace("./stack.sh:main:13", "start_api", after: 0.01)
    log.say("[202 Async small:202]: finished successfully", after: 0.5)
    log.trace("lib/api:start_api:5", "pip_install b", after: 0.5)
    log.trace("inc/python:pip_install:7", "fetch")
    log.trace("./stack.sh:main:14", "async_wait init_db", after: 0.6)
    log.say("[100 Async init_db:201]: Waiting for completion of init_db running on PID 201 (2 other jobs running)")
    log.say("[100 Async init_db:201]: Signaling child to exit", after: 0.01)
    log.say("[201 Async init_db:201]: finished successfully", after: 1)
    log.say("[100 Async init_db:201]: Signaled", after: 0.01)
    log.trace("lib/db:init_db:9", "db_sync")
    log.say("database is there")
    log.say("[100 Async init_db:201]: finished init_db with result 0 in 2 seconds", after: 0.01)
    log.trace("./stack.sh:main:15", "async_wait small ghost", after: 0.01)
    log.say(
      "[100 Async small:202]: Waiting for completion of create_role demo running on PID 202 (1 other jobs running)")
    log.say("[100 Async small:202]: finished create_role demo with result 0 in 0 seconds", after: 0.02)
    log.say("Not waiting for async task ghost that we never started or has already been waited for")
    log.trace("./stack.sh:main:16", "pip_install c", after: 0.01)
    log.trace("inc/python:pip_install:7", "fetch")
    log.trace("./stack.sh:main:17", "exit 0", after: 0.5)
    return log
  }
}
