internal import EffectModels
internal import Findings
internal import LintRules
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
  /// What tasks do besides, as it was known last.
  let effects: EffectFacts?
  /// What was planned for it.
  let plans = PlanMemo()

  /// Absolute; the paths of findings count from here.
  var folder: String { held.root.folder }

  var tasks: TaskFacts? { result.lastAnalysis?.tasks }

  func absolutePath(of path: String) -> String {
    held.absolutePath(of: path) ?? PathName.joined(folder, path)
  }

  /// What a task reads, changes and uses, each once, in words, changes first.
  func effects(ofTask name: String) -> [String] {
    guard let tasks, let effects else { return [] }
    let context = LintContext(facts: tasks, effects: effects, childMax: 1)
    let accesses = effects.programs.flatMap(\.tasks).filter { effects.traces.describe($0.use.name) == name }
      .flatMap(\.accesses)
    let changes = accesses.filter { $0.mode != .read && $0.mode != .use }
    let others = accesses.filter { $0.mode == .read || $0.mode == .use }
    var seen: Set<String> = []
    return (changes.map(context.words).sorted() + others.map(context.words).sorted()).filter {
      seen.insert($0).inserted
    }
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
