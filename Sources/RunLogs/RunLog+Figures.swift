extension RunLog {
  /// Tasks that ran beside the foreground.
  package var parallelTasks: [LoggedTask] { tasks.filter { !$0.isSerial } }

  /// Seconds that the foreground was blocked in waits.
  package var blockedSeconds: Double { waits.reduce(0) { $0 + blocked($1) } }

  /// Seconds from the begin of a wait to its end, or to the end of the log.
  package func blocked(_ wait: LoggedWait) -> Double { max(0, (wait.end ?? end) - wait.begin) }

  /// Seconds that all would have taken one after another: the time of the tasks on top, that of waits off.
  package var serialSeconds: Double {
    if clock == .none, let statedSaving { return wallSeconds + statedSaving }
    return wallSeconds + parallelTasks.reduce(0) { $0 + ($1.seconds ?? 0) } - blockedSeconds
  }

  /// Seconds that tasks saved; below zero where they cost more than they gain.
  package var savedSeconds: Double { serialSeconds - wallSeconds }

  /// When a task was over, as far as is known: at the latest when the log ends.
  package func lastSign(of task: LoggedTask) -> Double { task.end ?? end }

  /// Waits for one task, the first to the last.
  package func waits(for task: Int) -> [LoggedWait] { waits.filter { $0.task == task } }

  /// Seconds between the end of a task and its wait; nil where nothing waits for it, or its end is not known.
  package func slack(of task: Int) -> Double? {
    guard let end = tasks[task].end, let wait = waits(for: task).first else { return nil }
    return max(0, wait.begin - end)
  }

  /// The wait that blocked longest; nil where none blocked for a noticeable time.
  package var longestWait: LoggedWait? {
    waits.max { blocked($0) < blocked($1) }.flatMap { blocked($0) >= Self.noticeable ? $0 : nil }
  }

  /// Below this, a wait is the work of the runtime itself.
  package static let noticeable = 0.15
}

extension RunLog {
  /// A piece of the critical path: the foreground, or a task for which it waited.
  package struct PathPiece: Sendable, Equatable {
    /// An index into the tasks; nil for the foreground.
    package let task: Int?
    package let begin: Double
    package let end: Double
  }

  /// What the run could not have been shorter without, from its begin to its end: seen from the end, the foreground up
  /// to the last wait that blocked, then the task that was waited for, then the foreground up to its start, and so on.
  package var criticalPath: [PathPiece] {
    guard clock != .none, end > begin else { return [] }
    var pieces: [PathPiece] = []
    var time = end
    while time > begin {
      let wait = waits.last { wait in
        let until = wait.end ?? end
        let start = tasks[wait.task].start ?? begin
        return until <= time && until - wait.begin >= Self.noticeable && lastSign(of: tasks[wait.task]) > wait.begin
          && start < until
      }
      guard let wait else {
        pieces.append(PathPiece(task: nil, begin: begin, end: time))
        break
      }
      let until = min(wait.end ?? end, time)
      if until < time { pieces.append(PathPiece(task: nil, begin: until, end: time)) }
      let start = max(begin, tasks[wait.task].start ?? begin)
      pieces.append(PathPiece(task: wait.task, begin: start, end: until))
      time = start
    }
    return pieces.reversed()
  }

  /// A wait in which the log ends.
  package struct Hang: Sendable {
    package let task: Int
    package let place: String?
    package let since: Double
    /// Whether the task was told to end, and did not answer: it is gone, and nobody will.
    package let isUnanswered: Bool
  }

  /// What the foreground waits for when the log ends.
  package var hang: Hang? {
    guard !isComplete, let wait = waits.last(where: { $0.end == nil }) else { return nil }
    return Hang(task: wait.task, place: wait.place, since: wait.begin, isUnanswered: wait.isUnanswered)
  }

  /// Tasks that nothing waited for, although the log goes to the end of the run.
  package var leftTasks: [Int] {
    tasks.indices.filter { task in
      !tasks[task].isCollected && !tasks[task].isSerial && !waits.contains { $0.task == task }
    }
  }
}
