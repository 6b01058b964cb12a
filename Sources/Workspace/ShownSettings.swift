package import Findings

/// The settings that hold, as a configuration file would state them, each with its origin: for people who wonder.
package struct ShownSettings {
  private let settings: LintSettings
  private let names: RuleNames
  private let rules: [RuleSelection.Rule]

  package init(settings: LintSettings, names: RuleNames, rules: [RuleSelection.Rule]) {
    self.settings = settings
    self.names = names
    self.rules = rules
  }

  /// A part for each program that the paths belong to.
  package func text(_ configurations: ConfigurationSource) throws(ConfigurationError) -> String {
    let resolver = ProgramRootResolver(
      paths: settings.paths, workingDirectory: settings.workingDirectory, overlay: Set(settings.overlay.keys))
    if let error = resolver.errors.first { throw ConfigurationError(error.description) }
    var parts: [String] = []
    for root in resolver.roots { parts.append(part(root, try configurations.configuration(for: root.folder))) }
    return parts.joined(separator: "\n")
  }

  private func part(_ root: ProgramRoot, _ configuration: Configuration) -> String {
    let folder = PathName.told(root.folder, in: settings.workingDirectory)
    let file = configuration.file.map { PathName.told($0, in: settings.workingDirectory) } ?? "none"
    var lines = ["# program: \(folder)", "# configuration: \(file)"]
    for key in ConfigurationKey.allCases {
      guard let (value, origin) = value(of: key, configuration) else { continue }
      lines.append("\(key.rawValue) = \(value)  # \(origin)")
    }
    lines.append("# rules:")
    let selection = RuleSelection(
      rules: rules, names: names, configuration: configuration, options: settings.rules,
      workingDirectory: settings.workingDirectory)
    for rule in rules {
      let says = selection.active.contains(rule.id) ? selection.severity(of: rule).name : "off"
      lines.append("#   \(rule.id.code) \(rule.id.name): \(says)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The command line before the file before the default.
  private func value(of key: ConfigurationKey, _ configuration: Configuration) -> (String, String)? {
    if let value = givenValue(of: key) { return (value, "command line") }
    if let value = configuration.statedValue(of: key) { return (value, configuration.origins[key] ?? "file") }
    return defaultValue(of: key, configuration).map { ($0, "default") }
  }

  private func givenValue(of key: ConfigurationKey) -> String? {
    switch key {
    case .devstack: settings.devstack.map(Configuration.quoted)
    case .exclude: Self.list(settings.exclude)
    case .extendExclude: Self.list(settings.extendExclude)
    case .respectGitignore: settings.respectsGitignore.map { "\($0)" }
    case .select: settings.rules.select.flatMap(Self.list)
    case .extendSelect: Self.list(settings.rules.extendSelect)
    case .ignore: Self.list(settings.rules.ignore)
    case .perFileIgnores: Self.list(settings.rules.perFileIgnores.map { "\($0.pattern):\($0.rule)" })
    case .minConfidence: settings.rules.minConfidence.map { Configuration.quoted($0.name) }
    case .baseline: settings.baseline.map(Configuration.quoted)
    case .childMax: settings.childMax.map { "\($0)" }
    case .requiredVersion, .extend, .include, .severity, .profile, .fixable, .unfixable, .requireReason, .helpers: nil
    }
  }

  private func defaultValue(of key: ConfigurationKey, _ configuration: Configuration) -> String? {
    switch key {
    case .respectGitignore: "true"
    case .profile: Configuration.quoted(Configuration.Profile.default.rawValue)
    case .minConfidence:
      Configuration.quoted(
        RuleSelection(
          rules: [], names: names, configuration: configuration, options: settings.rules,
          workingDirectory: settings.workingDirectory
        ).minConfidence.name)
    case .childMax: "\(AnalysisOptions.defaultChildMax)"
    case .requireReason: "false"
    case .requiredVersion, .extend, .devstack, .include, .exclude, .extendExclude, .select, .extendSelect, .ignore,
      .perFileIgnores, .severity, .baseline, .fixable, .unfixable, .helpers:
      nil
    }
  }

  /// Texts as a list; nil where there are none.
  private static func list(_ texts: [String]) -> String? {
    texts.isEmpty ? nil : "[" + texts.map(Configuration.quoted).joined(separator: ", ") + "]"
  }
}
