package import TaskAnalysis

extension LintContext {
  /// What an access does, in the words of findings: `changes file '/etc/hosts'`.
  package func words(for access: Access) -> String { phrase(access) }
}
