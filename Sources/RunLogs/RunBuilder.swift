/// A run, as line after line tells of it. It keeps names, tasks and the longer steps, never lines.
struct RunBuilder {
  var run = RunLog()
  var names = NameTable()
  /// The foreground's functions, and those of the task whose log is being shown.
  var foreground = CallStack(isTimed: false)
  var replay = CallStack()
  /// Whether the log that is being shown has times of its own.
  var isReplayTimed = false
  var replayLastLine: String?

  /// The time of the line, not before that of any line of the foreground before it; 0 where nothing tells.
  private(set) var now = 0.0
  private var hasTime = false

  /// The task of each name that started last, and the waits that have not ended, by name.
  var taskOfName: [String: Int] = [:]
  var pendingWaits: [String: Int] = [:]
  var hasWaitFailed = false
  /// The shell that waits: that of the script itself.
  var mainProcess: String?
  /// Where the calls stand that start and await names.
  var startPlaces: [String: String] = [:]
  var waitPlace: String?
  /// Commands that a task's shell has begun, before its name was told; and when tasks' commands ended, likewise.
  var begun: [(command: String, time: Double)] = []
  var unmatchedStarts: [Int] = []
  var returned: [Double] = []
  /// A task that runs in the foreground, and how many functions were being executed where it was started.
  var serial: (task: Int, depth: Int)?

  var currentClass = CommandClass.other
  var classSeconds = Array(repeating: 0.0, count: CommandClass.allCases.count)
  private var lastForeground: Double?
  var step: LoggedStep?
  var stepThreshold = 0.005

  var table = TableState.outside
  var dumpedTask: Int?

  /// Takes a line behind its stamp.
  mutating func take(_ line: LineBytes, at stamp: Double?) {
    run.lines += 1
    if let stamp { advance(to: stamp, .stamps) }
    guard let first = line.first else { return }
    switch first {
    case UInt8(ascii: "+"):
      if let traced = TraceLine(line) { return take(traced, line, at: stamp) }
    case UInt8(ascii: "["):
      if let message = AsyncMessage(line) { return take(message) }
    case UInt8(ascii: "{"):
      if takeRecord(line) { return }
    default:
      if takeStatement(line) { return }
    }
    if !pendingWaits.isEmpty { replayLastLine = line.prefix(300).text }
  }

  /// The time by which calls are measured: that of stamps alone.
  var traceTime: Double { run.clock == .stamps ? now : 0 }

  mutating func used() { run.usedLines += 1 }

  /// The clock goes on; it never goes back, since lines of logs that are shown later have their own times.
  mutating func advance(to time: Double, _ clock: RunLog.Clock) {
    if !hasTime { begin(at: time, clock) }
    now = max(now, time)
  }

  /// The first line with a time. What came before it, at the place where the log is cut off, happened just now.
  private mutating func begin(at time: Double, _ clock: RunLog.Clock) {
    hasTime = true
    run.clock = clock
    (run.begin, now) = (time, time)
    if clock == .stamps { foreground = CallStack() }
    foreground.isTimed = clock == .stamps
    (step, serial, lastForeground) = (nil, nil, nil)
    run.waits = run.waits.map { wait in
      var moved = LoggedWait(task: wait.task, begin: time, place: wait.place)
      moved.end = wait.end.map { _ in time }
      return moved
    }
  }

  /// The foreground has reached this time: what passed went into what it was doing.
  mutating func charge(_ next: CommandClass?) {
    if let last = lastForeground { classSeconds[currentClass.rawValue] += now - last }
    lastForeground = now
    if let next { currentClass = next }
  }

  /// The run as far as it was told.
  mutating func finish() -> RunLog {
    if run.clock == .stamps || run.clock == .epoch { run.end = max(now, run.end) }
    charge(nil)
    if pendingWaits.isEmpty || step?.name.hasPrefix("async_wait") == true { closeStep() }
    foreground.close(at: traceTime)
    run.classes = CommandClass.allCases.map { ($0.title, classSeconds[$0.rawValue]) }.filter { $0.1 > 0.0005 }
      .sorted { ($1.seconds, $0.name) < ($0.seconds, $1.name) }
    run.tasks = settledTasks()
    run.calls = calls()
    return run
  }

  private func calls() -> [CallTotals] {
    var totals: [String: CallStack.Totals] = [:]
    for (number, measured) in foreground.totals {
      let name = names.names[number]
      guard !name.contains(":"), !name.contains("async_"), run.clock != .none || measured.seconds > 0 else { continue }
      if !measured.isFunction, Self.shellWords.contains(name) { continue }
      totals[name] = measured
    }
    let isTraced = run.clock == .stamps || run.clock == .epoch
    for task in run.tasks where !(task.isSerial && isTraced) {
      guard let seconds = task.seconds, !task.callee.isEmpty else { continue }
      totals[task.callee, default: CallStack.Totals()].add(seconds, isFunction: true)
    }
    return totals.sorted { $0.key < $1.key }.map { name, totals in
      CallTotals(
        name: name, isFunction: totals.isFunction, count: totals.count, seconds: totals.seconds,
        longest: totals.longest, mean: totals.mean)
    }
  }

  /// What the shell does itself takes no time of its own.
  private static let shellWords: Set<String> = [
    "alias", "break", "case", "cd", "continue", "declare", "echo", "eval", "exec", "exit", "export", "false", "for",
    "if", "let", "local", "popd", "printf", "pushd", "pwd", "read", "readonly", "return", "set", "shift", "shopt",
    "source", "test", "trap", "true", "type", "typeset", "ulimit", "umask", "unset", "while",
  ]
}
