internal import ArgumentParser
internal import Findings
internal import Reporting
internal import Workspace

extension Severity: ExpressibleByArgument {
  package init?(argument: String) {
    guard let severity = Severity.allCases.first(where: { $0.name == argument }) else { return nil }
    self = severity
  }

  package static var allValueStrings: [String] { allCases.map(\.name) }
}

extension Confidence: ExpressibleByArgument {
  package init?(argument: String) {
    guard let confidence = Confidence.allCases.first(where: { $0.name == argument }) else { return nil }
    self = confidence
  }

  package static var allValueStrings: [String] { allCases.map(\.name) }
}

/// Which rules speak.
struct RuleOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only these rules: codes, names or DSA1; ALL for all.", valueName: "rules"))
  var select: [String] = []

  @Option(help: ArgumentHelp("These rules too.", valueName: "rules"))
  var extendSelect: [String] = []

  @Option(help: ArgumentHelp("Not these rules.", valueName: "rules"))
  var ignore: [String] = []

  @Option(help: ArgumentHelp("Not this rule in the files of this pattern.", valueName: "pattern:rule"))
  var perFileIgnores: [String] = []

  @Option(help: ArgumentHelp("How sure a finding must be.", valueName: "confidence"))
  var minConfidence: Confidence?

  @Flag(help: "Report what comments in the scripts silence.")
  var ignoreSuppressions = false

  /// The names of all rules.
  static let names = RuleNames(RuleDescription.all.map(\.id))

  /// What the library is told; refuses names of no rule.
  func selection() throws -> RuleSelection.Options {
    var options = RuleSelection.Options()
    options.select = select.isEmpty ? nil : try Self.checked(select)
    options.extendSelect = try Self.checked(extendSelect)
    options.ignore = try Self.checked(ignore)
    options.minConfidence = minConfidence
    for pair in perFileIgnores.flatMap({ $0.split(separator: ",") }) {
      guard let colon = pair.lastIndex(of: ":"), colon != pair.startIndex else {
        throw CommandFailure("--per-file-ignores wants PATTERN:RULE, not '\(pair)'")
      }
      let rule = try Self.checked([String(pair[pair.index(after: colon)...])])
      options.perFileIgnores += rule.map { (pattern: String(pair[..<colon]), rule: $0) }
    }
    return options
  }

  private static func checked(_ texts: [String]) throws -> [String] {
    let rules = texts.flatMap { $0.split(separator: ",").map { String($0.filter { $0 != " " }) } }
    for rule in rules where names.selection(rule) == nil {
      let hint = names.nearest(to: rule).map { "; did you mean '\($0)'?" } ?? ""
      throw CommandFailure("unknown rule '\(rule)'\(hint)")
    }
    return rules
  }
}
