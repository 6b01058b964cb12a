import ShellProgram
import ShellSyntax
import SourceText

/// How the body of a loop is started in the background: as it stands, or as a function of its own.
struct LoopBody {
  /// All its statements.
  let range: SourceRange
  /// The whole lines that it takes; nil where it is one command that can be started as it stands.
  let lines: Range<Int>?

  /// Nil where the text cannot be started, with the reason.
  static func read(_ loop: ForLoop, _ index: ProgramIndex, _ source: SourceFile) throws(Refused) -> LoopBody {
    guard let first = loop.body.first, let last = loop.body.last else { throw Refused(reason: "does nothing") }
    let range = first.range.lowerBound..<last.range.upperBound
    if loop.body.count == 1, !first.isBackgrounded, case .simple(let command) = first.command,
      command.isStartable(index), source.beginsLine(range.lowerBound)
    {
      return LoopBody(range: range, lines: nil)
    }
    var finder = UnmovableFinder(source: source)
    finder.walk(loop.body)
    if let reason = finder.reason { throw Refused(reason: reason) }
    let lastLine = source.lines.line(at: range.upperBound - 1)
    let end = source.lines.range(ofLine: lastLine).upperBound
    let rest = source.text(range.upperBound..<end)
    guard source.beginsLine(range.lowerBound), rest.allSatisfy(\.isWhitespace), rest.last?.isNewline == true else {
      throw Refused(reason: "shares its lines with other code")
    }
    var firstLine = source.lines.line(at: range.lowerBound)
    // Comments above belong to the body.
    while firstLine > 0, source.isComment(firstLine - 1) { firstLine -= 1 }
    return LoopBody(range: range, lines: source.lines.starts[firstLine]..<end)
  }

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

extension SourceFile {
  /// Whether nothing but blanks stands before an offset on its line.
  fileprivate func beginsLine(_ offset: Int) -> Bool {
    text(lines.starts[lines.line(at: offset)]..<offset).allSatisfy { $0 == " " || $0 == "\t" }
  }

  fileprivate func isComment(_ line: Int) -> Bool {
    lineText(line).first { $0 != " " && $0 != "\t" } == "#"
  }
}
