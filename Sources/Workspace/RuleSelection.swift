package import Findings

/// Which rules speak, how loudly, and where not: configuration and command line together.
package struct RuleSelection: Sendable {
  /// What the command line says of rules.
  package struct Options: Sendable {
    package var select: [String]?
    package var extendSelect: [String] = []
    package var ignore: [String] = []
    /// `PATTERN:CODE` pairs.
    package var perFileIgnores: [(pattern: String, rule: String)] = []
    package var minConfidence: Confidence?

    package init() {}
  }

  /// A rule as the catalogue has it.
  package struct Rule: Sendable {
    package let id: RuleID
    package let severity: Severity
    package let isOnByDefault: Bool

    package init(id: RuleID, severity: Severity, isOnByDefault: Bool) {
      self.id = id
      self.severity = severity
      self.isOnByDefault = isOnByDefault
    }
  }

  package private(set) var active: Set<RuleID>
  package let minConfidence: Confidence
  private var unfixable: Set<RuleID> = []
  private var severities: [RuleID: Severity] = [:]
  private var ignoredInFiles: [(list: IgnoreList, rules: Set<RuleID>)] = []

  /// Names that select nothing are passed over: they were refused when options and configuration were read.
  init(rules: [Rule], names: RuleNames, configuration: Configuration, options: Options, workingDirectory: String) {
    func chosen(_ texts: [String]) -> Set<RuleID> { Set(texts.flatMap { names.selection($0) ?? [] }) }
    let byProfile = rules.filter { $0.isOnByDefault || (configuration.profile ?? .default) == .all }.map(\.id)
    if let select = options.select ?? configuration.select {
      active = chosen(select)
    } else {
      active = Set(byProfile)
    }
    active.formUnion(chosen(configuration.extendSelect + options.extendSelect))
    if options.select == nil { active.subtract(chosen(configuration.ignore)) }
    active.subtract(chosen(options.ignore))
    if let fixable = configuration.fixable { unfixable = Set(names.rules).subtracting(chosen(fixable)) }
    unfixable.formUnion(chosen(configuration.unfixable))
    minConfidence = options.minConfidence ?? configuration.minConfidence ?? Self.confidence(of: configuration.profile)
    for (text, severity) in configuration.severity {
      for rule in chosen([text]) { severities[rule] = severity }
    }
    for ignore in configuration.perFileIgnores {
      ignoredInFiles.append((IgnoreList(folder: ignore.folder, patterns: [ignore.pattern]), chosen(ignore.rules)))
    }
    for (pattern, rule) in options.perFileIgnores {
      ignoredInFiles.append((IgnoreList(folder: workingDirectory, patterns: [pattern]), chosen([rule])))
    }
  }

  private static func confidence(of profile: Configuration.Profile?) -> Confidence {
    switch profile ?? .default {
    case .default: .medium
    case .strict, .all: .low
    }
  }

  /// How bad a rule's findings are said to be.
  func severity(of rule: Rule) -> Severity { severities[rule.id] ?? rule.severity }

  /// The finding as it is to be reported; nil where its rule is silent in that file.
  func adapted(_ finding: Finding, absolutePath: String) -> Finding? {
    guard active.contains(finding.rule) else { return nil }
    for (list, rules) in ignoredInFiles where rules.contains(finding.rule) && list.covers(absolutePath) { return nil }
    var finding = unfixable.contains(finding.rule) ? finding.withFixForDisplayOnly : finding
    if let severity = severities[finding.rule] { finding.severity = severity }
    return finding
  }
}
