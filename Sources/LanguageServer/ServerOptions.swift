package import Findings
package import Workspace

/// What a server is told when it begins.
package struct ServerOptions: Sendable {
  let toolVersion: String
  let rules: [RuleSelection.Rule]
  let names: RuleNames
  /// What the command line says of runs.
  let lint: LintSettings
  /// What the command line says of configuration files.
  let isIsolated: Bool
  let givenConfiguration: [String]
  /// Where the page of a rule is to be found.
  let link: @Sendable (RuleID) -> String?

  package init(
    toolVersion: String, rules: [RuleSelection.Rule], lint: LintSettings, isIsolated: Bool = false,
    givenConfiguration: [String] = [], link: @escaping @Sendable (RuleID) -> String?
  ) {
    self.toolVersion = toolVersion
    self.rules = rules
    names = RuleNames(rules.map(\.id))
    self.lint = lint
    self.isIsolated = isIsolated
    self.givenConfiguration = givenConfiguration
    self.link = link
  }
}
