internal import Findings
internal import SourceText

/// Turns the members of a file into a configuration; refuses what it does not know, with its place.
struct ConfigurationReader {
  let text: ConfigurationText
  let names: RuleNames
  let toolVersion: String
  /// Absolute: the folder of the file.
  let folder: String
  /// Keys whose values the command line replaces: where theirs lead to does not matter.
  let replacedKeys: Set<ConfigurationKey>
  var configuration: Configuration

  init(
    text: ConfigurationText, names: RuleNames, toolVersion: String, folder: String,
    replacedKeys: Set<ConfigurationKey>, base: Configuration
  ) {
    self.replacedKeys = replacedKeys
    self.text = text
    self.names = names
    self.toolVersion = toolVersion
    self.folder = folder
    configuration = base
  }

  /// Reads all members; the values that are already there hold where the file states none.
  mutating func read(_ members: [TOMLMember]) throws(ConfigurationError) {
    // A file for another version is refused for that, not for keys that only that version knows.
    for member in members where member.key == ConfigurationKey.requiredVersion.rawValue { try checkVersion(member) }
    for member in members {
      guard let key = ConfigurationKey(rawValue: member.key) else {
        throw unknown(member, among: ConfigurationKey.allCases.map(\.rawValue))
      }
      try read(key, member)
      configuration.origins[key] = text.origin(of: member.keyRange)
    }
  }

  /// The error of a key that is none, with the one that is most like it, or else with all.
  func unknown(_ member: TOMLMember, among known: [String]) -> ConfigurationError {
    let hint =
      nearestName(to: member.key, among: known).map { "did you mean '\($0)'?" }
      ?? "known: " + known.joined(separator: ", ")
    return text.error("unknown key '\(member.key)'; \(hint)", at: member.keyRange)
  }

  private mutating func read(_ key: ConfigurationKey, _ member: TOMLMember) throws(ConfigurationError) {
    switch key {
    case .requiredVersion, .extend: _ = try string(member)
    case .devstack: configuration.devstack = try path(member, key)
    case .include: configuration.include = try patterns(member)
    case .exclude: configuration.exclude = try patterns(member)
    case .extendExclude: configuration.extendExclude += try patterns(member)
    case .respectGitignore: configuration.respectsGitignore = try boolean(member)
    case .select: configuration.select = try rules(member)
    case .extendSelect: configuration.extendSelect += try rules(member)
    case .ignore: configuration.ignore += try rules(member)
    case .perFileIgnores: try readPerFileIgnores(member)
    case .severity: try readSeverities(member)
    case .profile: configuration.profile = try choice(member, key).flatMap(Configuration.Profile.init(rawValue:))
    case .minConfidence:
      let name = try choice(member, key)
      configuration.minConfidence = Confidence.allCases.first { $0.name == name }
    case .baseline:
      configuration.baseline = try path(member, key)
      configuration.baselineOffset = member.keyRange.lowerBound
    case .fixable: configuration.fixable = try rules(member)
    case .unfixable: configuration.unfixable += try rules(member)
    case .childMax: configuration.childMax = try positive(member)
    case .requireReason: configuration.requiresReason = try boolean(member)
    case .helpers: try readHelpers(member)
    }
  }

  /// The absolute path that a member names; one that leads out of the repository is for the command line to name.
  private func path(_ member: TOMLMember, _ key: ConfigurationKey) throws(ConfigurationError) -> String {
    let path = PathName.joined(folder, FileName.canonical(try string(member)))
    guard let boundary = configuration.boundary, !replacedKeys.contains(key) else { return path }
    // The tree beside a plugin is looked for anyway.
    if key == .devstack, path == PathName.joined(boundary, "../devstack") { return path }
    let (real, realBoundary) = (FileSystem.realPath(path) ?? path, FileSystem.realPath(boundary) ?? boundary)
    guard PathName.isInside(path, boundary), PathName.isInside(real, realBoundary) || real == path else {
      throw text.error(
        "'\(key.rawValue)' leads out of the repository, which only the command line may", at: member.keyRange)
    }
    return path
  }

  private mutating func readPerFileIgnores(_ member: TOMLMember) throws(ConfigurationError) {
    for inner in try table(member) {
      configuration.perFileIgnores.append(
        Configuration.PerFileIgnore(pattern: inner.key, rules: try rules(inner), folder: folder))
    }
  }

  private mutating func readSeverities(_ member: TOMLMember) throws(ConfigurationError) {
    for inner in try table(member) {
      try checkRule(inner.key, at: inner.keyRange)
      guard case .string(let name) = inner.value.content,
        let severity = Severity.allCases.first(where: { $0.name == name })
      else { throw wrongShape(inner, "error, warning or info") }
      configuration.severity[inner.key] = severity
    }
  }

  private func checkVersion(_ member: TOMLMember) throws(ConfigurationError) {
    let wanted = try string(member)
    guard let holds = VersionRequirement(wanted)?.accepts(toolVersion) else {
      throw text.error("'\(wanted)' is no requirement such as '>=0.1'", at: member.keyRange)
    }
    if !holds { throw text.error("needs devstack-async \(wanted); this is \(toolVersion)", at: member.keyRange) }
  }

  private func checkRule(_ rule: String, at range: SourceRange) throws(ConfigurationError) {
    if names.selection(rule) != nil { return }
    let hint = names.nearest(to: rule).map { "; did you mean '\($0)'?" } ?? ""
    throw text.error("unknown rule '\(rule)'\(hint)", at: range)
  }

  // MARK: Shapes

  func wrongShape(_ member: TOMLMember, _ wanted: String) -> ConfigurationError {
    text.error("'\(member.key)' wants \(wanted)", at: member.keyRange)
  }

  func string(_ member: TOMLMember) throws(ConfigurationError) -> String {
    guard case .string(let string) = member.value.content else { throw wrongShape(member, "a string") }
    return string
  }

  func boolean(_ member: TOMLMember) throws(ConfigurationError) -> Bool {
    guard case .boolean(let boolean) = member.value.content else { throw wrongShape(member, "true or false") }
    return boolean
  }

  private func positive(_ member: TOMLMember) throws(ConfigurationError) -> Int {
    guard case .integer(let number) = member.value.content, number > 0 else {
      throw wrongShape(member, "a number above 0")
    }
    return number
  }

  func table(_ member: TOMLMember) throws(ConfigurationError) -> [TOMLMember] {
    guard case .table(let members) = member.value.content else { throw wrongShape(member, "a table") }
    return members
  }

  func strings(_ member: TOMLMember) throws(ConfigurationError) -> [TOMLKey] {
    let wanted = "a list of strings"
    guard case .array(let values) = member.value.content else { throw wrongShape(member, wanted) }
    var strings: [TOMLKey] = []
    for value in values {
      guard case .string(let string) = value.content else { throw wrongShape(member, wanted) }
      strings.append(TOMLKey(text: string, range: value.range))
    }
    return strings
  }

  private func patterns(_ member: TOMLMember) throws(ConfigurationError) -> [Configuration.Pattern] {
    try strings(member).map { Configuration.Pattern(text: $0.text, folder: folder) }
  }

  private func rules(_ member: TOMLMember) throws(ConfigurationError) -> [String] {
    let rules = try strings(member)
    for rule in rules { try checkRule(rule.text, at: rule.range) }
    return rules.map(\.text)
  }

  private func choice(_ member: TOMLMember, _ key: ConfigurationKey) throws(ConfigurationError) -> String? {
    guard case .oneOf(let choices) = key.shape else { return nil }
    let given = try string(member)
    if choices.contains(given) { return given }
    let hint = nearestName(to: given, among: choices).map { "; did you mean '\($0)'?" } ?? ""
    throw wrongShape(member, "\(choices.joined(separator: ", ")), not '\(given)'\(hint)")
  }
}

/// `>=0.1`, `==0.1.0`, `<1`, or several with commas between.
struct VersionRequirement {
  private let parts: [(comparison: String, version: [Int])]

  init?(_ text: String) {
    var parts: [(String, [Int])] = []
    for part in text.split(separator: ",") {
      let trimmed = part.filter { $0 != " " }
      let comparison = trimmed.prefix { "<>=!".contains($0) }
      guard let version = Self.numbers(trimmed.dropFirst(comparison.count)) else { return nil }
      guard ["", "==", ">=", "<=", ">", "<", "!="].contains(comparison) else { return nil }
      parts.append((String(comparison), version))
    }
    if parts.isEmpty { return nil }
    self.parts = parts
  }

  func accepts(_ version: String) -> Bool {
    guard let own = Self.numbers(version[...]) else { return false }
    return parts.allSatisfy { comparison, wanted in
      let order = Self.order(own, wanted)
      return switch comparison {
      case ">=": order >= 0
      case "<=": order <= 0
      case ">": order > 0
      case "<": order < 0
      case "!=": order != 0
      default: order == 0
      }
    }
  }

  private static func numbers(_ text: Substring) -> [Int]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    let numbers = parts.compactMap { $0 }
    return numbers.count == parts.count && !numbers.isEmpty ? numbers : nil
  }

  private static func order(_ left: [Int], _ right: [Int]) -> Int {
    for index in 0..<max(left.count, right.count) {
      let (a, b) = (index < left.count ? left[index] : 0, index < right.count ? right[index] : 0)
      if a != b { return a < b ? -1 : 1 }
    }
    return 0
  }
}
