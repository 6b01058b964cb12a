internal import SourceText

/// A finding that a comment silences.
package struct SilencedFinding: Sendable {
  package let finding: Finding
  /// The reason that the comment gives, perhaps empty.
  package let reason: String
}

/// The suppression comments of a program, and what they do to its findings.
package struct Suppressions: Sendable {
  /// What remains of the findings.
  package struct Outcome: Sendable {
    package let findings: [Finding]
    package let silenced: [SilencedFinding]
  }

  /// The rule that reports suppressions which do nothing.
  package static let rule = RuleID("DSA903", "unused-suppression")

  private let files: [CommentedFile]
  private let names: RuleNames
  private let requiresReason: Bool
  private let defect: FactCheck

  /// What is wrong with a stated effect; nil where it can be used.
  package typealias FactCheck = @Sendable (StatedFacts.Fact) -> String?

  package init(
    of files: [CommentedFile], names: RuleNames, requiresReason: Bool = false, defect: @escaping FactCheck
  ) {
    self.files = files
    self.names = names
    self.requiresReason = requiresReason
    self.defect = defect
  }

  /// Takes out what is silenced, and adds what is wrong with the suppressions themselves.
  ///
  /// A suppression of a rule that was not active is not called unused: it may well silence something.
  package func apply(to findings: [Finding], activeRules: Set<RuleID>) -> Outcome {
    let readers = files.map {
      SuppressionReader(file: $0, names: names, requiresReason: requiresReason, defect: defect)
    }
    var scopes: [String: [SuppressionScope]] = [:]
    for reader in readers where !reader.scopes.isEmpty { scopes[reader.file.source.path] = reader.scopes }
    var state = State(scopes: scopes)
    for finding in findings { state.pass(finding) }
    guard activeRules.contains(Self.rule) else { return state.outcome }
    var own: [Finding] = []
    for reader in readers {
      own += reader.problems.map { finding($0, in: reader.file) }
      own += unused(in: reader, used: state.used[reader.file.source.path] ?? [], activeRules)
    }
    for finding in own { state.pass(finding) }
    return state.outcome
  }

  /// The findings so far, and which scopes of which file have silenced something.
  private struct State {
    let scopes: [String: [SuppressionScope]]
    var used: [String: Set<Int>] = [:]
    var findings: [Finding] = []
    var silenced: [SilencedFinding] = []

    init(scopes: [String: [SuppressionScope]]) { self.scopes = scopes }

    var outcome: Outcome { Outcome(findings: findings, silenced: silenced) }

    mutating func pass(_ finding: Finding) {
      let path = finding.location.path
      let covering = (scopes[path] ?? []).enumerated().filter { _, scope in
        // A directive cannot hide what is said about itself.
        scope.covers(finding)
          && !(finding.rule == Suppressions.rule && scope.directive.range.overlaps(finding.location.range))
      }
      guard let first = covering.first else { return findings.append(finding) }
      for (index, _) in covering { used[path, default: []].insert(index) }
      silenced.append(SilencedFinding(finding: finding, reason: first.element.directive.reason))
    }
  }

  private func finding(_ problem: SuppressionReader.Problem, in file: CommentedFile) -> Finding {
    let path = file.source.path
    let fix = problem.fix.map {
      Fix(tier: .unsafe, message: "Replace by '\($0.text)'", edits: [Fix.Edit(path: path, edit: $0)])
    }
    return Finding(
      rule: Self.rule, severity: .warning, confidence: .high, message: problem.message,
      location: FileRange(path: path, range: problem.range), fix: fix)
  }

  /// A finding for each directive that has codes which silence nothing.
  private func unused(in reader: SuppressionReader, used: Set<Int>, _ activeRules: Set<RuleID>) -> [Finding] {
    var idle: [(directive: Directive, codes: [Directive.Code])] = []
    for (index, scope) in reader.scopes.enumerated() where !used.contains(index) && isJudged(scope, activeRules) {
      if idle.last?.directive.range == scope.directive.range {
        idle[idle.count - 1].codes.append(scope.code)
      } else {
        idle.append((scope.directive, [scope.code]))
      }
    }
    return idle.map { unused($0.directive, $0.codes, in: reader.file) }
  }

  private func isJudged(_ scope: SuppressionScope, _ activeRules: Set<RuleID>) -> Bool {
    switch scope.target {
    case .rule(let rule): activeRules.contains(rule) && rule != Self.rule
    case .all: true
    }
  }

  private func unused(_ directive: Directive, _ codes: [Directive.Code], in file: CommentedFile) -> Finding {
    let path = file.source.path
    let isWhole = codes.count == directive.codes.count
    let names = codes.map { "'\($0.text)'" }.joined(separator: ", ")
    // Taking away a `disable` alone would leave its `enable` behind.
    let edit =
      isWhole
      ? (directive.verb == .disable ? nil : SourceEdit(range: removal(of: directive, in: file), text: ""))
      : SourceEdit(range: codeListRange(of: directive), text: remainingCodes(of: directive, without: codes))
    let fix = edit.map {
      Fix(tier: .safe, message: "Remove the unused suppression", edits: [Fix.Edit(path: path, edit: $0)])
    }
    return Finding(
      rule: Self.rule, severity: .warning, confidence: .high,
      message: "'\(directive.verb.rawValue)' of \(names) silences nothing",
      location: FileRange(path: path, range: directive.range), fix: fix)
  }

  private func codeListRange(of directive: Directive) -> SourceRange {
    let ranges = directive.codes.map(\.range)
    return (ranges.first?.lowerBound ?? 0)..<(ranges.last?.upperBound ?? 0)
  }

  private func remainingCodes(of directive: Directive, without codes: [Directive.Code]) -> String {
    directive.codes.filter { !codes.contains($0) }.map(\.text).joined(separator: ", ")
  }

  /// The whole line of a comment that stands alone; else the comment and the blanks before it.
  private func removal(of directive: Directive, in file: CommentedFile) -> SourceRange {
    let source = file.source
    let line = source.lines.range(ofLine: source.lines.line(at: directive.range.lowerBound))
    if file.beginsLine(directive.range.lowerBound) { return line }
    var start = directive.range.lowerBound
    while start > line.lowerBound, source.bytes[start - 1] == 0x20 || source.bytes[start - 1] == 0x09 { start -= 1 }
    return start..<directive.range.upperBound
  }
}
