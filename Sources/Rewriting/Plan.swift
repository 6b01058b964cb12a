package import ShellProgram

/// What a rewriter is allowed to do.
package struct PlanOptions: Sendable {
  /// A way of making tasks; each can be switched off.
  package enum Transformation: String, Sendable, CaseIterable {
    /// A call is started in the background and awaited before the first step that needs it.
    case background
    /// Calls within functions, not only those of scripts themselves.
    case withinFunctions = "within-functions"
    /// The runtime brings variables back at the wait that a task sets and others read later.
    case carryBack = "carry-back"
    /// A call is started before the steps above it that have nothing to do with it.
    case startEarlier = "start-earlier"
    /// What a step fetches from elsewhere is fetched ahead of it, and the step finds it.
    case prefetch
    /// The rounds of a loop over different items run beside each other.
    case fanOut = "fan-out"
    /// The trailing statements of a function run in a task where the first ones cannot.
    case split
    /// A wait that the scripts have moves down to the first step that needs it.
    case laterWaits = "later-waits"
  }

  package var transformations: Set<Transformation> = Set(Transformation.allCases)
  /// Only tasks of these names, where there are any.
  package var only: Set<String> = []
  /// Only starts in these functions, where there are any.
  package var functions: Set<String> = []
  /// No more tasks than these at a time.
  package var maximumTasks = 24
  /// How many tasks a machine is taken to run at a time.
  package var cores = 8
  /// Measured seconds by function.
  package var profile: [String: Double] = [:]
  /// Where the runtime library goes.
  package var runtimePath = "inc/async"
  /// Whether what a user sets keeps apart what the defaults of the scripts keep apart.
  package var trustsSettings = true
  /// The one command that is asked about; nil: all.
  package var command: Place?
  /// Starts that somebody has decided against, with the reason.
  package var declined: [Place: String] = [:]

  package init() {}
}

/// A command that runs in the background from now on.
package struct PlannedTask: Sendable {
  package let name: String
  /// The command as it stands in the script.
  package let command: String
  /// The name of what it calls.
  package let callee: String
  package let start: Place
  package let waits: [PlannedWait]
  /// The variables that the wait brings back.
  package let carried: [String]
  /// Where it starts, if that is above the place of the call.
  package let move: PlannedMove?
  /// Where it does ahead what the call will find done: where that is.
  package var prefetch: PlannedPrefetch?
  /// Where it is a round of a loop, what becomes of the loop.
  package var fanOut: PlannedFanOut?
  /// Where only a part of what was called is the task, what becomes of the function.
  package var split: PlannedSplit?
  /// When it runs at all, in words; nil where it always does.
  package let guardWords: String?
  /// Everything that it touches, checked against all that runs beside it.
  package let resources: [String]
  package let seconds: Double
  /// Seconds of the foreground that pass beside it.
  package let overlap: Double

  /// The step at which it starts.
  package var startPlace: Place { move?.place ?? prefetch?.place ?? start }
}

/// A start above the place of the call.
package struct PlannedMove: Sendable {
  /// The lines of the call, comments right above it included.
  package let lines: Range<Int>
  /// The offset of the line before which it starts.
  package let offset: Int
  /// The step above which it starts.
  package let place: Place
}

/// Something that is fetched ahead, by the same command as where it is needed.
package struct PlannedPrefetch: Sendable {
  package let file: FileIndex
  /// The offset of the line before which it starts, and how far that is indented.
  let offset: Int
  let indentation: String
  /// The step above which it starts.
  package let place: Place
  /// What is fetched, in a word.
  let thing: String
  /// The function or the file that needs it.
  let needer: String
  /// The conditions under which it is needed, as they are written.
  let conditions: [String]
  /// The command as it is written.
  let command: String
  /// Where the program comes to it, by the number of the step.
  let need: Int
}

/// A loop whose rounds run beside each other, and are awaited right below it.
package struct PlannedFanOut: Sendable {
  package let variable: String
  /// The list over which it runs, as it is written.
  package let words: String
  /// The offset of the line before which the rounds are awaited, and how far it is indented.
  package let waitOffset: Int
  package let indentation: String
  /// The events of the rounds each time that the main program runs the loop.
  let rounds: [[Range<Int>]]
  /// Where a round is more than one command: the function that it becomes.
  package let function: OutlinedFunction?
}

/// Lines of a script that become a function of their own.
package struct OutlinedFunction: Sendable {
  package let name: String
  package let lines: Range<Int>
  /// The offset of the line before which the function stands.
  package let offset: Int
  /// What the comment above it says.
  package let comment: String
}

/// A function of which the first statements stay in the foreground, and the others become a function of their own.
package struct PlannedSplit: Sendable {
  package let function: String
  package let file: FileIndex
  /// The offset of the line with the first of its statements.
  let begin: Int
  /// The offset of the first statement that goes to the other function.
  package let offset: Int
  /// Empty lines between both parts.
  let lines: Range<Int>
  /// The name of the function that the trailing statements become.
  package let rest: String
  /// Where others call the function, too: the name of the one that its first statements become.
  package let first: String?
  let firstUsesArguments: Bool
  let restUsesArguments: Bool
  /// What the task is given, as it is written in the call, with the blank before it.
  let arguments: String
  /// The word of the call that names the function.
  let call: Range<Int>
  /// The offset of the line below the call.
  let startOffset: Int
  let indentation: String
  /// What keeps the call as a whole in the foreground.
  package let because: Obstacle?
}

/// A wait, before the line at an offset of a file.
package struct PlannedWait: Sendable {
  package let file: FileIndex
  package let offset: Int
  package let indentation: String
  /// Why it stands there.
  package let because: Obstacle?
}

/// A command that stays in the foreground, and the one thing that keeps it there.
package struct Refusal: Sendable {
  package let command: String
  package let callee: String
  package let place: Place
  package let obstacle: Obstacle
  package let seconds: Double
}

/// What becomes of a program.
package struct Plan: Sendable {
  package var tasks: [PlannedTask] = []
  package var laterWaits: [LaterWait] = []
  /// The waits of the scripts that stay.
  package var keptWaits: [KeptWait] = []
  package var refusals: [Refusal] = []
  package var summary = ScheduleSummary()

  package init() {}

  /// Whether it changes nothing.
  package var isEmpty: Bool { tasks.isEmpty && laterWaits.isEmpty }

  /// Whether steps start above others that came before them.
  package var reordersCommands: Bool { tasks.contains { $0.move != nil || $0.prefetch != nil } }

  /// How many commands are issued twice, of which the second finds done what the first did.
  package var repetitions: Int { tasks.count { $0.prefetch != nil } }

  /// One task alone.
  package init(_ task: PlannedTask) { tasks = [task] }
}

/// How long the main program takes, as far as the costs of its steps are known.
package struct ScheduleSummary: Sendable {
  package var serialSeconds = 0.0
  /// With the tasks that the scripts have already.
  package var presentSeconds = 0.0
  package var parallelSeconds = 0.0
  package var criticalPathSeconds = 0.0
  package var maximumOutstanding = 0
}
