package import Findings

/// Where the pages of the rules are to be read: a folder of the web, or of this machine.
package struct RulePages: Sendable {
  /// The address of the folder, without a slash at its end.
  package let base: String

  /// The address of the folder, as in `https://example.org/rules`.
  package init(base: String) {
    self.base = base.hasSuffix("/") ? String(base.dropLast()) : base
  }

  /// A folder of this machine, by its absolute path.
  package init(folder: String) { self.init(base: "file://" + PercentEncoding.encoded(folder)) }

  package func url(of rule: RuleID) -> String { "\(base)/\(Self.fileName(of: rule))" }

  package static func fileName(of rule: RuleID) -> String { "\(rule.code)-\(rule.name).md" }
}
