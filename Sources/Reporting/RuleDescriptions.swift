internal import Findings
internal import RuleCatalogue

extension RuleDescription {
  /// All rules, in the order of their codes: what the pages of the catalogue say.
  package static let all: [RuleDescription] = RuleCatalogue.pages.map { page in
    RuleDescription(
      id: RuleID(page.code, page.name), summary: page.summary,
      severity: Severity.allCases.first { $0.name == page.severity } ?? .warning, isOnByDefault: page.isOnByDefault,
      markdown: page.markdown)
  }
}
