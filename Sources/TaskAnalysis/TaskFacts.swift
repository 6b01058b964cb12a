package import DataFlow
package import ShellProgram

/// What holds of the tasks of all programs, ready for rules: facts without wording.
package struct TaskFacts: Sendable {
  package let traces: ProgramTraces
  package let programs: [ProgramFacts]
  /// The runtimes that the program's files define, in the order of files.
  package let runtimes: [RuntimeInUse]
  /// The space of all conditions in the facts.
  package let formulas: FormulaSpace

  /// Where something was not looked at, program by program.
  package var cuts: [Cut] { programs.flatMap(\.cuts.all) }
}

/// A runtime library of the program.
package struct RuntimeInUse: Sendable {
  package let file: FileIndex
  package let profile: RuntimeProfile
}

/// A start or a wait with one name, as it happens in a program.
package struct TaskUse: Sendable {
  package let event: Int
  package let use: TaskNameUse
  package let process: Int
  package let frame: Int
  package let loops: [Int]
  package let step: Int
  /// How many names the command states.
  package let nameCount: Int
}

/// What holds of the tasks of one program.
package struct ProgramFacts: Sendable {
  package let trace: ProgramTrace
  package let starts: [StartFact]
  package let waits: [WaitFact]
  package let crossings: [Crossing]
  package let reuses: [Reuse]
  package let fanOuts: [FanOut]
  /// Each time that more tasks than ever before are outstanding.
  package let crowding: [Crowding]
  /// Lists whose every element has a task outstanding besides, where most are.
  package let familiesOfMost: [Domain]
  /// The task across which most others start.
  package let longest: LongOutstanding?
  package let bookkeeping: Bookkeeping
  /// Where something of the program was not looked at.
  package let cuts: Cuts

  /// Whether something that the program does may be missing: then what is not there proves nothing.
  package var isIncomplete: Bool { cuts.loseEvents }
}

/// A start, and what becomes of its task.
package struct StartFact: Sendable {
  package let start: TaskUse
  /// When the task is still outstanding at the end; `.never` where it is always awaited.
  package let leaks: Formula
  /// Whether a wait with a partly unknown name may be the one for it.
  package let mayBeAwaited: Bool
  /// The waits after it, in the same shell, that name it: indices into `waits`.
  package let laterWaits: [Int]
  /// Waits before it that name it, while nothing starts it before them: indices into `waits`.
  package let earlierWaits: [Int]
  /// Waits whose loop runs over fewer elements than the start's.
  package let incompleteWaits: [Int]
  /// Ways out of a function, a loop or the program between it and its waits.
  package let exits: [LeakyExit]
  /// Of `leaks`, what no way out explains.
  package let unexplained: Formula
}

/// A `return`, `exit`, `break` or `continue` on which a task stays behind.
package struct LeakyExit: Sendable {
  package let event: Int
  package let condition: Formula
}

/// A wait, and what it finds.
package struct WaitFact: Sendable {
  package let wait: TaskUse
  /// Whether nothing leads to it, because of a `return` or the like before it.
  package let isCutOff: Bool
  /// Whether a task of that name may have been started before.
  package let mayFindStart: Bool
  /// Whether it may collect a task.
  package let mayCollect: Bool
  /// The wait that surely collected the task before: an index into `waits`.
  package let earlierWait: Int?
  /// A start of the name that only comes after it: an index into `starts`.
  package let laterStart: Int?
  /// The start that directly precedes it, with nothing beside it and no other task outstanding.
  package let immediateStart: Int?
}

/// A start and a wait of one name in different shell processes.
package struct Crossing: Sendable {
  package let start: Int
  package let wait: Int
}

/// A start of a name under which a task may be outstanding.
package struct Reuse: Sendable {
  package let start: Int
  package let earlier: Int
  /// When both are: where it is the condition of the start itself, the clash is certain.
  package let condition: Formula
  /// The loop that comes back to the same start.
  package let loop: Int?
}

/// A loop that starts a task a round and awaits none of them inside.
package struct FanOut: Sendable {
  package let start: Int
  package let loop: Int
}

/// How many tasks are outstanding at a start.
package struct Crowding: Sendable {
  package let start: Int
  /// Tasks that can be outstanding together there, the started one included.
  package let outstanding: Int
}

/// A task that stays outstanding while others start.
package struct LongOutstanding: Sendable {
  package let start: Int
  package let childrenSince: Int
}

/// What the program does for the runtime.
package struct Bookkeeping: Sendable {
  /// Of the program's own shell: the first start, and whether an `async_init` surely comes before it.
  package let firstStart: Int?
  package let isInitialized: Bool
  package let isCleanedUp: Bool
  /// Whether it is cleaned up on some path.
  package let mayBeCleanedUp: Bool
}
