package import DataFlow
package import EffectModels
package import ShellProgram

/// What tasks and the foreground of all programs do to each other: facts without wording.
package struct EffectFacts: Sendable {
  package let traces: ProgramTraces
  package let programs: [ProgramEffects]
  /// The space of all conditions in the facts.
  package let formulas: FormulaSpace

  /// Where something was not looked at, in all programs.
  package var cuts: [Cut] { traces.traces.flatMap(\.cuts.all) + programs.compactMap(\.cut) }
}

/// What holds of the effects of one program.
package struct ProgramEffects: Sendable {
  package let trace: ProgramTrace
  package let tasks: [TaskEffects]
  package let conflicts: [Conflict]
  package let lostAssignments: [LostAssignment]
  /// The waits of the program, by the event of the start that they collect.
  package let waits: [Int: [Int]]
  /// Where the comparison of what may happen in parallel ends, if it does before the end.
  package let cut: Cut?
  /// The tasks that may be running beside a step, by its event: indices into `tasks`, and when.
  let running: [Int: [TaskStateAnalysis.OutstandingTask]]
  /// For each process, the starts of the tasks that it is part of, the nearest first: events.
  let tasksOfProcess: [[Int]]

  /// The starts of the tasks that a step is part of, the nearest first: events.
  package func starts(around event: Int) -> [Int] { tasksOfProcess[trace.events[event].process] }
}

/// One access to one resource.
package struct Access: Sendable {
  /// The step that does it: an index into the events of the trace.
  package let event: Int
  package let mode: EffectMode
  package let resource: Resource
  package let condition: Formula
  /// Whether what was there before is gone: the file is emptied and written.
  package var writesAnew = false
}

/// A start, and what its task does.
package struct TaskEffects: Sendable {
  /// The event that starts it, and the name that it states.
  package let event: Int
  package let use: TaskNameUse
  package let accesses: [Access]
  /// Steps that can end the task's own shell: events.
  package let exits: [Exit]
  /// Steps in the task's own shell that can fail while others come after them: events.
  package let maskedFailures: [Int]
  /// Steps that read standard input or need a terminal: events.
  package let inputs: [Int]
  /// In which ways its shell is another one afterwards: events.
  package let stateChanges: [Int]

  package struct Exit: Sendable {
    package let event: Int
    /// Whether nothing but the condition of the step decides that it ends there.
    package let isCertain: Bool
  }
}

/// Two accesses to one resource that may happen in parallel, one of which changes it.
package struct Conflict: Sendable {
  package enum Kind: Sendable, Hashable {
    case conflictingAccess
    /// What the task produces is needed before the task is awaited.
    case useBeforeWait
    case serviceInterrupted
    case lockContention
  }

  package let kind: Kind
  /// The task: an index into `tasks`.
  package let task: Int
  package let access: Access
  /// What happens beside it.
  package let other: Access
  /// Where that happens in a task, too: an index into `tasks`.
  package let otherTask: Int?
  /// When both happen.
  package let condition: Formula
  package let aliasing: Aliasing
  /// Whether a wait of which the names are not known may have collected the task before.
  package let mayBeAwaited: Bool
}

/// A variable that a task assigns and that is read later in another shell process.
package struct LostAssignment: Sendable {
  package let task: Int
  package let variable: VariableUse
  /// The assignment and the read: events.
  package let assignment: Int
  package let read: Int
  package let condition: Formula
}
