internal import Findings
internal import ShellSyntax
internal import SourceText
internal import TaskAnalysis
internal import Workspace

/// A program, and what was found out about exactly this state of its files: immutable.
struct AnalysedProgram: Sendable {
  let held: HeldProgram
  let result: LintResult
  /// Whether what tasks do to each other is known for this state, and not carried over from an earlier one.
  let isComplete: Bool

  /// Absolute; the paths of findings count from here.
  var folder: String { held.root.folder }

  var tasks: TaskFacts? { result.lastAnalysis?.tasks }

  func absolutePath(of path: String) -> String {
    held.absolutePath(of: path) ?? PathName.joined(folder, path)
  }

  /// The text to which the offsets of a finding refer.
  func source(of path: String) -> SourceFile? { result.sources[path] }

  /// The findings that are to be seen, in report order.
  var visible: [Finding] { result.findings.filter { $0.silence == nil }.map(\.finding) }

  /// The findings at an absolute path.
  func findings(in absolutePath: String) -> [Finding] {
    visible.filter { self.absolutePath(of: $0.location.path) == absolutePath }
  }

  /// Whether findings are wanted for a file.
  func checks(_ absolutePath: String) -> Bool {
    guard let script = held.script(at: absolutePath) else { return false }
    return result.comments[PathName.relative(absolutePath, to: folder)] != nil
      || result.comments[script.source.path] != nil
  }
}
