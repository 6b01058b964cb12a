import ShellProgram
import ShellSyntax
import SourceText

/// How the body of a loop is started in the background: as it stands, or as a function of its own.
enum LoopBody {
  /// One command, as it stands.
  case command(SimpleCommand)
  /// Whole lines, which become a function.
  case lines(Range<Int>)

  /// - Throws: why the text cannot be started.
  init(of loop: ForLoop, taking range: SourceRange, _ index: ProgramIndex, _ source: SourceFile) throws(Refused) {
    if loop.body.count == 1, !loop.body[0].isBackgrounded, case .simple(let command) = loop.body[0].command,
      command.isStartable(index), source.indentation(before: range.lowerBound) != nil
    {
      self = .command(command)
      return
    }
    var finder = UnmovableFinder(source: source)
    finder.walk(loop.body)
    if let reason = finder.reason { throw Refused(reason: reason) }
    guard let lines = source.wholeLines(of: range) else { throw Refused(reason: "shares its lines with other code") }
    self = .lines(lines)
  }

  var command: SimpleCommand? { if case .command(let command) = self { command } else { nil } }
  var lines: Range<Int>? { if case .lines(let lines) = self { lines } else { nil } }

  struct Refused: Error {
    /// A sentence without its subject.
    let reason: String
  }
}

/// Looks for what means something else in a function of its own.
private struct UnmovableFinder: SyntaxVisitor {
  let source: SourceFile
  var reason: String?

  init(source: SourceFile) { self.source = source }

  /// Builtins that change the shell around a round, or mean something else in a function.
  private static let bound: Set<String> = [
    ".", "alias", "break", "cd", "continue", "declare", "enable", "eval", "exec", "exit", "export", "popd", "pushd",
    "readonly", "return", "set", "shift", "shopt", "source", "trap", "typeset", "ulimit", "umask", "unalias", "unset",
    "wait",
  ]

  mutating func visit(_ command: SimpleCommand) {
    if let name = command.literalName, Self.bound.contains(name) {
      reason = reason ?? "uses '\(name)', which would not do the same in a task"
    }
    checkText(command.range)
  }

  mutating func visit(_ expansion: ParameterExpansion) {
    guard
      ["@", "*", "#", "FUNCNAME", "BASH_SOURCE", "BASH_LINENO"].contains(expansion.name)
        || expansion.name.allSatisfy(\.isNumber)
    else { return }
    reason = reason ?? "uses the arguments of the function around it"
  }

  mutating func visit(_ definition: FunctionDefinition) -> Bool {
    reason = reason ?? "defines a function"
    return false
  }

  /// Text of several lines would change with its indentation.
  private mutating func checkText(_ range: SourceRange) {
    let text = source.text(range)
    let isContinued = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().allSatisfy {
      $0.hasSuffix("\\")
    }
    if !isContinued || text.contains("<<") { reason = reason ?? "holds text of several lines" }
  }
}
