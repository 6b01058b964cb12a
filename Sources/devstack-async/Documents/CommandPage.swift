/// What help and manual tell of a command that its options do not: how it is used, and what comes of it.
struct CommandPage {
  /// A line to type, and what it does.
  struct Example {
    let line: String
    let meaning: String

    init(_ line: String, _ meaning: String) { (self.line, self.meaning) = (line, meaning) }
  }

  /// What the command is about, a text for each paragraph; only the manual has it.
  let description: [String]
  /// The options that most need, with a few words on each.
  var usual: [(option: String, meaning: String)] = []
  let examples: [Example]
  var statuses = Self.usualStatuses
  var variables = EnvironmentVariable.ofAllCommands
  var files: [(name: String, meaning: String)] = []

  static let usualStatuses = [(0, "it was done"), failure, defect]
  static let failure = (2, "what was asked could not be done; the reason is on standard error")
  static let defect = (3, "a defect of devstack-async itself")

  /// What help shows below the summary: the usual options, examples, statuses.
  var help: String {
    let width = usual.map(\.option.utf8.count).max() ?? 0
    let options = usual.map { option, meaning in
      "  \(option)\(String(repeating: " ", count: width - option.utf8.count + 2))\(meaning)"
    }
    let lines = examples.flatMap { ["  \($0.line)", "      \($0.meaning)"] }
    let statuses = self.statuses.map { number, meaning in "  \(number)  \(meaning)" }
    return [("USUAL OPTIONS:", options), ("EXAMPLES:", lines), ("EXIT STATUS:", statuses)]
      .filter { !$1.isEmpty }.map { ([$0] + $1).joined(separator: "\n") }.joined(separator: "\n\n")
  }
}

/// A variable of the environment that the program asks for.
enum EnvironmentVariable: String, CaseIterable {
  case outputFormat = "DEVSTACK_ASYNC_OUTPUT_FORMAT"
  case configuration = "DEVSTACK_ASYNC_CONFIG"
  case rulePages = "DEVSTACK_ASYNC_RULE_PAGES"
  case noColor = "NO_COLOR"
  case forceColor = "FORCE_COLOR"
  case clicolorForce = "CLICOLOR_FORCE"
  case terminal = "TERM"
  case columns = "COLUMNS"
  case locale = "LC_ALL, LC_CTYPE, LANG"
  case github = "GITHUB_ACTIONS"
  case ci = "CI, PRE_COMMIT"
  case forceHyperlink = "FORCE_HYPERLINK"
  case terminalName = "TERM_PROGRAM, VTE_VERSION, KONSOLE_VERSION, WT_SESSION, DOMTERM"
  case temporaryFolder = "TMPDIR"
  case pager = "GIT_PAGER, PAGER"
  case hookRange = "PRE_COMMIT_FROM_REF, PRE_COMMIT_TO_REF"

  /// What everything that prints asks for.
  static let ofAllCommands: [EnvironmentVariable] = [
    .noColor, .forceColor, .clicolorForce, .terminal, .columns, .locale, .forceHyperlink, .terminalName,
  ]
  /// What everything that reads scripts asks for besides.
  static let ofReaders = [.configuration] + ofAllCommands + [.ci]

  /// What its value does.
  var meaning: String {
    switch self {
    case .outputFormat: "The output format where no option says it."
    case .configuration: "A configuration file, or KEY=VALUE, where no --config is given."
    case .rulePages:
      "The address of a folder with the pages of the rules, to which reports then link; "
        + "else reports on a terminal link to the pages that were installed with the program."
    case .noColor: "Not empty: no colours."
    case .forceColor: "Neither empty nor 0: colours even where the output is no terminal. No machine format has any."
    case .clicolorForce: "The same as FORCE_COLOR."
    case .terminal: "A dumb terminal gets neither colours nor links nor progress."
    case .columns: "How wide the terminal is, where it does not say so itself."
    case .locale: "The first that is set says whether frames may be drawn with characters outside ASCII."
    case .github: "Set to true: the format 'auto' is that of GitHub's annotations."
    case .ci: "Set: no progress is shown."
    case .hookRange: "With --pre-commit: the two ends of the range of commits that is looked at."
    case .forceHyperlink: "Not empty: codes of rules are links on a terminal, whichever it is; 0: never."
    case .terminalName: "With TERM, they tell whether the terminal is one of those that show links."
    case .temporaryFolder: "Where temporary files go; /tmp else."
    case .pager: "What shows a patch on a terminal, after git's own settings; 'cat' for none."
    }
  }
}
