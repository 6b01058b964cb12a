internal import Reporting
internal import Workspace

/// The values of options and arguments, by the names that stand for them in help.
struct CompletionValues {
  /// The arguments so far: the tree that is asked about.
  let arguments: [String]
  /// The kind of facts that is asked for.
  var kind: String?

  typealias Candidates = [(value: String, meaning: String)]

  /// The names of values of which nothing can be proposed: numbers, patterns, free text.
  static let unknown: Set<String> = ["pattern", "number", "reason", "process", "seconds"]

  /// The values that an option can have, as they go on from what is typed; nil: its kind of value is not known.
  func values(of option: OptionDescription, _ typed: String) -> CompletionAnswer? {
    if !option.values.isEmpty { return CompletionAnswer(candidates: option.values.map { ($0, "") }) }
    switch option.valueName {
    case "paths": return CompletionAnswer(candidates: kind == "effects" ? functions : [], paths: .files)
    case "path", "file", "log": return CompletionAnswer(paths: .files)
    case "folder": return CompletionAnswer(paths: .folders)
    case "subject": return CompletionAnswer(candidates: rules, paths: .files)
    case "rules": return CompletionAnswer(candidates: afterLast(",", of: typed, rules + families))
    case "pattern:rule":
      return typed.contains(":")
        ? CompletionAnswer(candidates: afterLast(":", of: typed, rules)) : CompletionAnswer(paths: .files)
    case "format": return CompletionAnswer(candidates: OutputOptions.formats)
    case "format=file":
      return typed.contains("=")
        ? CompletionAnswer(paths: .files)
        : CompletionAnswer(candidates: ReportFormats.names.map { ($0 + "=", "") })
    case "kind": return CompletionAnswer(candidates: Facts.kinds.map { ($0.name, $0.meaning) })
    case "file-or-pair":
      return CompletionAnswer(
        candidates: ConfigurationKey.allCases.map { ($0.rawValue + "=", $0.meaning) }, paths: .files)
    case "task": return CompletionAnswer(candidates: TreeNames(paths: arguments).tasks)
    case "name": return CompletionAnswer(candidates: functions)
    case "revision": return CompletionAnswer(candidates: TreeNames(paths: arguments).revisions)
    case let name: return Self.unknown.contains(name) ? CompletionAnswer() : nil
    }
  }

  func answer(for option: OptionDescription, _ typed: String) -> CompletionAnswer {
    values(of: option, typed) ?? CompletionAnswer()
  }

  private var functions: Candidates { TreeNames(paths: kind == "effects" ? [] : arguments).functions }

  private var rules: Candidates {
    RuleDescription.all.map { ($0.id.code, "\($0.id.name): \($0.summary)") }
      + RuleDescription.all.map { ($0.id.name, "\($0.id.code): \($0.summary)") }
  }

  private var families: Candidates {
    let families = Set(RuleDescription.all.map { String($0.id.code.prefix(4)) }).sorted()
    return [("ALL", "all rules")] + families.map { ($0, "all rules whose code begins so") }
  }

  /// The candidates behind what is typed already, up to the last separator.
  private func afterLast(_ separator: Character, of typed: String, _ candidates: Candidates) -> Candidates {
    guard let last = typed.lastIndex(of: separator) else { return candidates }
    return candidates.map { (typed[...last] + $0.value, $0.meaning) }
  }
}

/// Names that stand in the scripts of a tree, and of its history.
struct TreeNames {
  private let settings: LintSettings

  /// The paths that name the tree; none: the one around the working directory.
  init(paths: [String]) {
    var settings = LintSettings(workingDirectory: FileSystem.workingDirectory())
    settings.paths = paths.filter { FileSystem.kind(of: $0) != nil }
    settings.jobs = LargeStack.processorCount
    self.settings = settings
  }

  private var configurations: ConfigurationSource {
    ConfigurationSource(
      workingDirectory: settings.workingDirectory, names: RuleOptions.names, toolVersion: ToolVersion.text,
      isIsolated: false, given: [])
  }

  /// Functions that the scripts define, with the file of each.
  var functions: CompletionValues.Candidates {
    (try? ProgramNames(settings: settings, configurations: configurations).functions) ?? []
  }

  /// Tasks that a rewriting would make, and those that the scripts start.
  var tasks: CompletionValues.Candidates {
    (try? ProgramNames(settings: settings, configurations: configurations).tasks) ?? []
  }

  /// Branches and tags of the repository.
  var revisions: CompletionValues.Candidates {
    [("HEAD", "the last commit"), ("HEAD~1", "the one before it")]
      + Repository.references(around: settings.paths.first ?? settings.workingDirectory).map { ($0, "") }
  }
}
