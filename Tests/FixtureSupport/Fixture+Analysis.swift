import EffectModels
import Findings
import RuleCatalogue
import ShellSyntax
import Workspace

extension Fixture {
  /// What lint reports by default on the fixture's files as one program, suppressions heeded.
  package func analyzed() -> [String: [StatedFinding]] {
    var parser = ShellParser()
    let scripts = parts.map { parser.parse($0.source) }
    var options = AnalysisOptions(rootKind: rootKind)
    options.findsBackgroundCalls = states("could-run-in-background")
    let found = analyzeProgram(scripts: scripts, options: options).findings
    let rules = RuleCatalogue.pages.map { RuleID($0.code, $0.name) }
    let outcome = Suppressions(
      of: scripts.map { CommentedFile($0) }, names: RuleNames(rules), defect: StatedEffects.defect
    )
    .apply(to: found.inReportOrder(), activeRules: Set(rules))
    // Advice counts where the fixture states some: elsewhere starts and waits stand close together for brevity.
    return observed(
      outcome.findings.filter { $0.confidence >= .medium && ($0.severity > .info || states($0.rule.name)) })
  }

  private func states(_ rule: String) -> Bool {
    name.hasPrefix(rule) || parts.contains { $0.expectations.contains { $0.rule == rule } }
  }

  /// A program with `stack.sh` is a devstack tree, one with `devstack/plugin.sh` a plugin.
  private var rootKind: AnalysisOptions.RootKind {
    if parts.contains(where: { $0.path == "stack.sh" }) { return .devstackTree }
    if parts.contains(where: { $0.path == "devstack/plugin.sh" }) { return .plugin(folder: "devstack") }
    return .scripts
  }
}
