import DataFlow
package import ShellProgram
import ShellSyntax
import SourceText

/// A command that might run in the background.
struct Candidate {
  let body: Int
  let position: StatementTree.Position
  let command: SimpleCommand
  let file: FileIndex
  /// The name of what it calls.
  let callee: String
  /// Each time that it runs.
  var occurrences: [Occurrence] = []
  /// Whether only the trailing statements of the function that it calls are meant.
  var isPart = false

  var place: Place { Place(file: file, range: command.range) }
}

/// A part of a program that might run in a task.
struct Stretch {
  /// All that it does.
  let events: Range<Int>
  /// The frames of what it calls.
  let frames: Set<Int>
  /// When it runs.
  let condition: Formula
}

/// One time that a candidate runs.
struct Occurrence {
  let instance: Int
  /// The step of the course of the instance.
  let step: Int
  var stretch: Stretch

  var events: Range<Int> { stretch.events }
  var condition: Formula { stretch.condition }
}

/// Why a candidate stays where it is, or why a task is awaited: in words for the developers of the scripts.
package struct Obstacle: Sendable {
  /// A sentence without its subject: `assigns FOO, which is read later`.
  package let reason: String
  /// The resource in question, `kind:key`.
  package var resource: String?
  /// Where the command does it.
  package var place: Place?
  /// Where the other side is.
  package var other: Place?
}

extension Body {
  /// The commands of the body that can be candidates by how they are written.
  func candidates(_ body: Int, _ index: ProgramIndex) -> [Candidate] {
    tree.lists.enumerated().flatMap { list, record in
      record.statements.enumerated().compactMap { position, statement in
        guard !statement.isBackgrounded, case .simple(let command) = statement.command,
          command.isStartable(index), let callee = command.literalName
        else { return nil }
        return Candidate(
          body: body, position: StatementTree.Position(list: list, index: position), command: command, file: file,
          callee: callee)
      }
    }
  }

}

extension SimpleCommand {
  /// Whether it can be started in the background as it is written.
  func isStartable(_ index: ProgramIndex) -> Bool {
    guard assignments.isEmpty, redirections.isEmpty, let callee = literalName else { return false }
    return index.models.roles[callee] == nil && index.models.control[callee] == nil && !Self.builtins.contains(callee)
  }

  /// Builtins are quick, or change the shell itself.
  private static let builtins: Set<String> = [
    ".", ":", "[", "alias", "bg", "bind", "break", "builtin", "caller", "cd", "command", "compgen", "complete",
    "continue", "declare", "dirs", "disown", "echo", "enable", "eval", "exec", "exit", "export", "false", "fc", "fg",
    "getopts", "hash", "help", "history", "jobs", "kill", "let", "local", "logout", "mapfile", "popd", "printf",
    "pushd", "pwd", "read", "readarray", "readonly", "return", "set", "shift", "shopt", "source", "suspend", "test",
    "time", "times", "trap", "true", "type", "typeset", "ulimit", "umask", "unalias", "unset", "wait", "sleep",
  ]
}
