internal import Findings
internal import SourceText

/// Turns the members of a file into a configuration; refuses what it does not know, with its place.
struct ConfigurationReader {
  let text: ConfigurationText
  let names: RuleNames
  let toolVersion: String
  /// The tables that lead to ours: `tool` and `devstack-async` in a `pyproject.toml`.
  let prefix: [String]
  /// Absolute: the folder of the file.
  let folder: String
  private(set) var configuration: Configuration

  init(
    text: ConfigurationText, names: RuleNames, toolVersion: String, prefix: [String], folder: String,
    base: Configuration
  ) {
    self.text = text
    self.names = names
    self.toolVersion = toolVersion
    self.prefix = prefix
    self.folder = folder
    configuration = base
  }

  /// Reads all members; the values that are already there hold where the file states none.
  mutating func read(_ members: [ConfigurationMember]) throws(ConfigurationError) {
    // A file for another version is refused for that, not for keys that only that version knows.
    for member in members where member.key == ConfigurationKey.requiredVersion.rawValue {
      try checkVersion(string(member.value, .requiredVersion))
    }
    for member in members {
      let (name, value) = (member.key, member.value)
      guard let key = ConfigurationKey(rawValue: name) else { throw unknown(key: name) }
      try read(key, value)
      configuration.origins[key] = text.line(of: prefix + [name]).map { "\(text.name):\($0)" } ?? text.name
    }
  }

  private func unknown(key: String) -> ConfigurationError {
    let known = ConfigurationKey.allCases.map(\.rawValue)
    let hint =
      nearestName(to: key, among: known).map { "did you mean '\($0)'?" } ?? "known: " + known.joined(separator: ", ")
    return text.error("unknown key '\(key)'; \(hint)", at: prefix + [key])
  }

  private mutating func read(_ key: ConfigurationKey, _ value: ConfigurationValue) throws(ConfigurationError) {
    switch key {
    case .requiredVersion, .extend: _ = try string(value, key)
    case .devstack: configuration.devstack = PathName.joined(folder, try string(value, key))
    case .include: configuration.include = try patterns(value, key)
    case .exclude: configuration.exclude = try patterns(value, key)
    case .extendExclude: configuration.extendExclude += try patterns(value, key)
    case .respectGitignore: configuration.respectsGitignore = try boolean(value, key)
    case .select: configuration.select = try rules(value, key, [])
    case .extendSelect: configuration.extendSelect += try rules(value, key, [])
    case .ignore: configuration.ignore += try rules(value, key, [])
    case .perFileIgnores: try readPerFileIgnores(value, key)
    case .severity: try readSeverities(value, key)
    case .profile: configuration.profile = try choice(value, key).flatMap(Configuration.Profile.init(rawValue:))
    case .minConfidence:
      let name = try choice(value, key)
      configuration.minConfidence = Confidence.allCases.first { $0.name == name }
    case .baseline: configuration.baseline = PathName.joined(folder, try string(value, key))
    case .fixable: configuration.fixable = try rules(value, key, [])
    case .unfixable: configuration.unfixable += try rules(value, key, [])
    case .childMax: configuration.childMax = try positive(value, key)
    case .requireReason: configuration.requiresReason = try boolean(value, key)
    }
  }

  private mutating func readPerFileIgnores(
    _ value: ConfigurationValue, _ key: ConfigurationKey
  ) throws(ConfigurationError) {
    for member in try table(value, key) {
      let (pattern, list) = (member.key, member.value)
      configuration.perFileIgnores.append(
        Configuration.PerFileIgnore(pattern: pattern, rules: try rules(list, key, [pattern]), folder: folder))
    }
  }

  private mutating func readSeverities(
    _ value: ConfigurationValue, _ key: ConfigurationKey
  ) throws(ConfigurationError) {
    for member in try table(value, key) {
      let (rule, level) = (member.key, member.value)
      try checkRule(rule, at: [key.rawValue, rule])
      guard case .string(let name) = level, let severity = Severity.allCases.first(where: { $0.name == name }) else {
        throw text.error("'\(rule)' wants error, warning or info", at: prefix + [key.rawValue, rule])
      }
      configuration.severity[rule] = severity
    }
  }

  private func checkVersion(_ wanted: String) throws(ConfigurationError) {
    guard let holds = VersionRequirement(wanted)?.accepts(toolVersion) else {
      throw text.error("'\(wanted)' is no requirement such as '>=0.1'", at: prefix + ["required-version"])
    }
    if !holds {
      throw text.error("needs devstack-async \(wanted); this is \(toolVersion)", at: prefix + ["required-version"])
    }
  }

  private func checkRule(_ rule: String, at keys: [String]) throws(ConfigurationError) {
    if names.selection(rule) != nil { return }
    let hint = names.nearest(to: rule).map { "; did you mean '\($0)'?" } ?? ""
    throw text.error("unknown rule '\(rule)'\(hint)", at: prefix + keys, inside: rule)
  }

  // MARK: Shapes

  private func wrongShape(_ key: ConfigurationKey, _ wanted: String) -> ConfigurationError {
    text.error("'\(key.rawValue)' wants \(wanted)", at: prefix + [key.rawValue])
  }

  private func string(_ value: ConfigurationValue, _ key: ConfigurationKey) throws(ConfigurationError) -> String {
    guard case .string(let string) = value else { throw wrongShape(key, "a string") }
    return string
  }

  private func boolean(_ value: ConfigurationValue, _ key: ConfigurationKey) throws(ConfigurationError) -> Bool {
    guard case .boolean(let boolean) = value else { throw wrongShape(key, "true or false") }
    return boolean
  }

  private func positive(_ value: ConfigurationValue, _ key: ConfigurationKey) throws(ConfigurationError) -> Int {
    guard case .integer(let number) = value, number > 0 else { throw wrongShape(key, "a number above 0") }
    return number
  }

  private func table(
    _ value: ConfigurationValue, _ key: ConfigurationKey
  ) throws(ConfigurationError) -> [ConfigurationMember] {
    guard case .table(let members) = value else { throw wrongShape(key, "a table") }
    return members
  }

  private func strings(
    _ value: ConfigurationValue, _ key: ConfigurationKey
  ) throws(ConfigurationError) -> [String] {
    guard case .array(let values) = value else { throw wrongShape(key, "a list of strings") }
    var strings: [String] = []
    for value in values {
      guard case .string(let string) = value else { throw wrongShape(key, "a list of strings") }
      strings.append(string)
    }
    return strings
  }

  private func patterns(
    _ value: ConfigurationValue, _ key: ConfigurationKey
  ) throws(ConfigurationError) -> [Configuration.Pattern] {
    try strings(value, key).map { Configuration.Pattern(text: $0, folder: folder) }
  }

  private func rules(
    _ value: ConfigurationValue, _ key: ConfigurationKey, _ inner: [String]
  ) throws(ConfigurationError) -> [String] {
    let rules = try strings(value, key)
    for rule in rules { try checkRule(rule, at: [key.rawValue] + inner) }
    return rules
  }

  private func choice(_ value: ConfigurationValue, _ key: ConfigurationKey) throws(ConfigurationError) -> String? {
    guard case .oneOf(let choices) = key.shape else { return nil }
    let given = try string(value, key)
    if choices.contains(given) { return given }
    let hint = nearestName(to: given, among: choices).map { "; did you mean '\($0)'?" } ?? ""
    throw text.error(
      "'\(key.rawValue)' wants \(choices.joined(separator: ", ")), not '\(given)'\(hint)",
      at: prefix + [key.rawValue])
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
