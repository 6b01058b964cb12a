/// One run of stack.sh, as a log or the records of the runtime tell it. Times are seconds since 1970 in UTC.
package struct RunLog: Sendable {
  /// Where the times come from.
  package enum Clock: String, Sendable {
    /// Stamps at the beginning of lines.
    case stamps
    /// Milliseconds since 1970 in traced commands.
    case epoch
    /// The records of the runtime.
    case records
    /// Nothing tells the time: only what lines say of seconds is known.
    case none
  }

  package var clock = Clock.none
  package var begin = 0.0
  package var end = 0.0
  /// In the order in which they start.
  package var tasks: [LoggedTask] = []
  /// In the order of time: of the foreground, one for each name that was waited for.
  package var waits: [LoggedWait] = []
  /// Names that were awaited and never started.
  package var strangers: [LoggedStranger] = []
  /// What the foreground did at its outermost level, in order, each for as long as it took.
  package var steps: [LoggedStep] = []
  /// How long calls took, by name, in the order of names.
  package var calls: [CallTotals] = []
  /// Seconds of the foreground by what they went into, the longest first.
  package var classes: [(name: String, seconds: Double)] = []
  /// The table of timers that devstack prints at the end, in its order.
  package var timers: [(name: String, seconds: Double)] = []
  /// "Total runtime" of that table, or "Elapsed time" of the summary of tasks.
  package var statedSeconds: Double?
  /// What the summary of tasks says of time in the background minus waits.
  package var statedSaving: Double?
  /// Tasks that the clean-up at the end found outstanding, by name.
  package var uncollected: [String] = []
  /// How many lines were read, and how many of them told something.
  package var lines = 0
  package var usedLines = 0
  /// Of a log of several machines: which one this is, and those of the others that ran tasks.
  package var node: String?
  package var otherNodes: [String] = []
  /// Whether the log shows the end: a summary, or the table of timers.
  package var isComplete = false

  package init() {}

  /// Whether anything of a run was found.
  package var isEmpty: Bool {
    tasks.isEmpty && waits.isEmpty && calls.isEmpty && timers.isEmpty && strangers.isEmpty && statedSeconds == nil
  }

  /// Seconds from the first line to the last, or what the log states where nothing tells the time.
  package var wallSeconds: Double { clock == .none ? statedSeconds ?? 0 : end - begin }
}

/// A task of a run.
package struct LoggedTask: Sendable {
  package let name: String
  package var command = ""
  package var process = ""
  /// Nil where the log begins later, or has no clock.
  package var start: Double?
  /// When its command ended; nil where that is not told.
  package var end: Double?
  /// Its duration, where only that is stated: whole seconds.
  package var statedSeconds: Double?
  package var status: Int?
  /// Where it is started: file and line.
  package var place: String?
  /// Whether a wait has taken its status.
  package var isCollected = false
  /// Whether it ran in the foreground.
  package var isSerial = false
  /// The last line of its own log, where that is shown.
  package var lastLine: String?

  package init(name: String) { self.name = name }

  /// How long it ran, in seconds.
  package var seconds: Double? {
    if let start, let end { return max(0, end - start) }
    return statedSeconds
  }

  /// The function or program that it runs.
  package var callee: String { String(command.prefix { $0 != " " }) }
  package var hasFailed: Bool { status.map { $0 != 0 } ?? false }
}

/// A wait for one task.
package struct LoggedWait: Sendable {
  /// An index into the tasks of the run.
  package let task: Int
  package let begin: Double
  /// Nil where the log ends in it.
  package var end: Double?
  /// Where the wait stands: file and line.
  package let place: String?
  /// Whether the task was told to end, and did not answer.
  package var isUnanswered = false
}

/// A wait for a name that was never started.
package struct LoggedStranger: Sendable {
  package let name: String
  package let time: Double
  package let place: String?
}

/// A command of the outermost script.
package struct LoggedStep: Sendable {
  package let name: String
  package let place: String
  package let begin: Double
  package var end: Double
}

/// All calls of one function or command.
package struct CallTotals: Sendable, Equatable {
  package let name: String
  /// Whether the trace shows lines of it: a function, not a program.
  package var isFunction: Bool
  package var count: Int
  /// Of all calls together, what they call included.
  package var seconds: Double
  package var longest: Double

  /// Of a call, as a rule: the mean of those that do not begin with the log, whose first lines are stamped late.
  package var mean: Double
}
