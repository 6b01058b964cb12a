/// What a command does to tasks; positions count words after the command's name, from 1.
package enum TaskRole: Sendable, Equatable {
  /// Starts a child shell under the name at `name` that runs the words from `body` on.
  case start(name: Int, body: Int)
  /// Collects the tasks that the words from `name` on name.
  case wait(name: Int)
  /// Collects every task.
  case waitForAll
  /// Prepares the state directory.
  case initialize
  /// Runs the words from `body` on in the same shell, while nobody else holds the lock at `name`.
  case lock(name: Int, body: Int)
  /// Collects what was forgotten, at the end of the script.
  case cleanUp
  /// Only prints.
  case report
}

/// What a command does to the control flow of the script that calls it.
package enum ControlModel: Sendable, Equatable {
  /// The script ends there, with a failure.
  case endsScript
  /// The script may end there.
  case mayEndScript
  /// Returns to its caller.
  case returns
}

/// Built-in knowledge about tasks, control flow and programs.
package struct TaskModels: Sendable {
  package let roles: [String: TaskRole]
  package let control: [String: ControlModel]
  /// Commands that succeed just if they would for one of their arguments alone.
  package let holdingForAny: Set<String>
  /// What commands usually answer: on devstack's platform of choice, with nothing set by a user.
  package let usualAnswers: [String: Bool]
  /// Which of their arguments, counted from 1, commands usually print.
  package let usualOutput: [String: Int]
  /// The scripts of a devstack tree that are programs of their own, in the order in which a user runs them.
  package let programs: [String]
  /// A script that stands for devstack where only a plugin is at hand: it defines `program_NAME` for each program.
  package let phaseScript: String
}
