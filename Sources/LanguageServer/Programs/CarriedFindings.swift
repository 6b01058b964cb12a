internal import Findings
internal import LintRules
internal import ShellProgram
internal import SourceText
internal import Workspace

/// An analysis that knows the effects too, and the state of the program that it is about.
struct CompletedAnalysis: Sendable {
  let revision: Int
  let held: HeldProgram
  let analysis: Analysis
  let time: Duration
}

/// An analysis that another thread may do.
struct Completion: Sendable {
  let revision: Int
  let abandonment: Abandonment
  let work: @Sendable () -> CompletedAnalysis
}

/// Findings about effects, moved along with the text until they are worked out anew.
struct CarriedFindings: Sendable {
  private var findings: [Finding] = []
  private var sources: [String: SourceFile] = [:]

  init() {}

  /// Of all findings of a complete analysis, those that an analysis without effects cannot have.
  init(_ findings: [Finding], of held: HeldProgram) {
    let rules = RuleRegistry.rulesOnEffects
    self.findings = findings.filter { rules.contains($0.rule) }
    let paths = Set(self.findings.flatMap { [$0.location.path] + $0.notes.compactMap { $0.location?.path } })
    for script in held.scripts where paths.contains(script.source.path) { sources[script.source.path] = script.source }
  }

  /// The findings where they are in a later state; those whose own text has changed are left out.
  func findings(for held: HeldProgram) -> [Finding] {
    if findings.isEmpty { return [] }
    var moves: [String: TextMove] = [:]
    for script in held.scripts {
      guard let old = sources[script.source.path] else { continue }
      moves[script.source.path] = TextMove(from: old.bytes, to: script.source.bytes)
    }
    return findings.compactMap { Self.moved($0, moves) }
  }

  private static func moved(_ finding: Finding, _ moves: [String: TextMove]) -> Finding? {
    func moved(_ place: FileRange) -> FileRange? {
      guard let move = moves[place.path] else { return nil }
      return move.moved(place.range).map { FileRange(path: place.path, range: $0) }
    }
    guard let location = moved(finding.location) else { return nil }
    let notes = finding.notes.compactMap { note -> Finding.Note? in
      guard let place = note.location else { return note }
      return moved(place).map { note.moved(to: $0) }
    }
    return Finding(
      rule: finding.rule, severity: finding.severity, confidence: finding.confidence, message: finding.message,
      location: location, task: finding.task, notes: notes)
  }
}

/// Where offsets go when one place of a text is changed.
struct TextMove {
  private let prefix: Int
  private let suffixStart: Int
  private let shift: Int

  init(from old: [UInt8], to new: [UInt8]) {
    let shorter = min(old.count, new.count)
    var prefix = 0
    while prefix < shorter, old[prefix] == new[prefix] { prefix += 1 }
    var suffix = 0
    while suffix < shorter - prefix, old[old.count - suffix - 1] == new[new.count - suffix - 1] { suffix += 1 }
    self.prefix = prefix
    suffixStart = old.count - suffix
    shift = new.count - old.count
  }

  /// The range afterwards; nil where the change is inside.
  func moved(_ range: SourceRange) -> SourceRange? {
    if range.upperBound <= prefix { return range }
    return range.lowerBound >= suffixStart ? range.lowerBound + shift..<range.upperBound + shift : nil
  }
}
