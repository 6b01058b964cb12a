package import Findings

/// One fault, told once: findings that one mend removes become one.
package struct FoldedFindings {
  /// How much is told as one.
  package enum Level: Sendable {
    case nothing
    /// What one rule says of one task at several places.
    case places
    /// That, and what another finding causes.
    case consequences
  }

  /// A finding, and which of those that were given it is.
  package struct Entry: Sendable {
    package var finding: Finding
    package let index: Int
  }

  package private(set) var findings: [Entry]

  /// - Parameter findings: in report order.
  package init(_ findings: [Finding], _ level: Level) {
    self.findings = findings.enumerated().map { Entry(finding: $1, index: $0) }
    switch level {
    case .nothing: break
    case .places: mergePlaces()
    case .consequences:
      mergePlaces()
      foldConsequences()
    }
  }

  /// Each rule's, by its identity.
  private static let causes: [RuleID: FindingCause] = Dictionary(
    RuleRegistry.all.compactMap { rule in type(of: rule).cause.map { (type(of: rule).id, $0) } },
    uniquingKeysWith: { first, _ in first })

  // MARK: One task, one rule

  /// Puts what one rule says of one task at several places into the first of them: a wait before it mends the others, too.
  private mutating func mergePlaces() {
    struct Key: Hashable {
      /// Nil where all is told at the task's start: what else races there is mended there, too.
      let rule: RuleID?
      let task: String
      let origin: FileRange
    }
    var positions: [Key: Int] = [:]
    var later: [Int: [Entry]] = [:]
    var result: [Entry] = []
    for entry in findings {
      let finding = entry.finding
      guard case .missingWait? = Self.causes[finding.rule], let task = finding.task, let origin = finding.origin else {
        result.append(entry)
        continue
      }
      let isAtStart = finding.location == origin && finding.rule != ExclusiveLockContention.id
      let key = Key(rule: isAtStart ? nil : finding.rule, task: task, origin: origin)
      guard let known = positions[key] else {
        positions[key] = result.count
        result.append(entry)
        continue
      }
      later[known, default: []].append(entry)
    }
    for (position, others) in later { result[position] = Self.merged(result[position], others) }
    findings = result
  }

  private static func merged(_ first: Entry, _ others: [Entry]) -> Entry {
    // The surest one speaks for all; of those as sure, the first.
    var all = [first] + others
    let most = all.map(\.finding.confidence).max() ?? first.finding.confidence
    var entry = all.remove(at: all.firstIndex { $0.finding.confidence == most } ?? 0)
    let rest = all.map(\.finding)
    entry.finding.severity = max(entry.finding.severity, rest.map(\.severity).max() ?? .info)
    entry.finding.notes += rest.prefix(maximumPlaces).map { Finding.Note("and so: \($0.message)", at: $0.location) }
    if rest.count > maximumPlaces {
      let count = rest.count - maximumPlaces
      entry.finding.notes.append(
        Finding.Note("and at \(count == 1 ? "one more place" : "\(count) more places")", at: nil))
    }
    entry.finding.otherTasks += rest.flatMap(\.otherTasks)
    return entry
  }

  private static let maximumPlaces = 2

  // MARK: Cause and consequence

  /// Puts consequences into the finding of their cause.
  private mutating func foldConsequences() {
    fold(into: WaitWithoutStart.id, causing: \.otherTasks) { finding in
      switch Self.causes[finding.rule] {
      case .misspeltWait?, .missingWait?: finding.task
      case .runtime?, nil: nil
      }
    }
    fold(into: TaskNeverAwaited.id, causing: { $0.task.map { [$0] } ?? [] }) { finding in
      if case .missingWait? = Self.causes[finding.rule] { finding.task } else { nil }
    }
    // Whatever the runtime causes is one fault of it.
    fold(into: DefectiveRuntime.id, causing: { _ in [""] }) { finding in
      if case .runtime? = Self.causes[finding.rule] { "" } else { nil }
    }
  }

  /// Puts findings into the first one of a rule that has caused what they are about.
  private mutating func fold(
    into rule: RuleID, causing caused: (Finding) -> [String], _ subject: (Finding) -> String?
  ) {
    var parts: [Int: [Finding]] = [:]
    var folded: Set<Int> = []
    var causes: [String: [Int]] = [:]
    for index in findings.indices where findings[index].finding.rule == rule {
      for name in caused(findings[index].finding) { causes[name, default: []].append(index) }
    }
    guard !causes.isEmpty else { return }
    for index in findings.indices {
      let finding = findings[index].finding
      guard let name = subject(finding), let cause = causes[name]?.first(where: { $0 != index }) else { continue }
      parts[cause, default: []].append(finding)
      folded.insert(index)
    }
    for (cause, list) in parts { findings[cause].finding = Self.told(findings[cause].finding, with: list) }
    findings = findings.indices.filter { !folded.contains($0) }.map { findings[$0] }
  }

  /// The cause, with what comes of it.
  private static func told(_ cause: Finding, with parts: [Finding]) -> Finding {
    var finding = cause
    finding.parts += parts
    finding.severity =
      cause.severity == .info ? .info : (parts.map(\.severity) + [cause.severity]).max() ?? cause.severity
    let rules = Dictionary(grouping: parts, by: \.rule).sorted { $0.key < $1.key }
    finding.notes += rules.map { rule, list in Finding.Note(summary(rule, list), at: nil) }
    return finding
  }

  private static func summary(_ rule: RuleID, _ findings: [Finding]) -> String {
    var seen: Set<String> = []
    let names = findings.flatMap(\.tasks).filter { seen.insert($0).inserted }
    let list = names.prefix(3).map { "'\($0)'" }.joined(separator: ", ")
    let more = names.count > 3 ? " and \(names.count - 3) more" : ""
    let subject = names.count == 1 ? "task \(list)" : "\(names.count) tasks (\(list)\(more))"
    return "\(subject) \(predicate(rule, isOne: names.count == 1)) [\(rule.code)]"
  }

  private static func predicate(_ rule: RuleID, isOne: Bool) -> String {
    switch rule {
    case TaskMayExit.id: isOne ? "can end its shell and hang its wait" : "can end their shells and hang their waits"
    case TaskFailureMasked.id: isOne ? "goes on after a failure" : "go on after a failure"
    case TaskNeverAwaited.id: isOne ? "is awaited by nothing" : "are awaited by nothing"
    case TaskNameReused.id: isOne ? "is started again meanwhile" : "are started again meanwhile"
    default: isOne ? "races with what comes after it" : "race with what comes after them"
    }
  }
}
