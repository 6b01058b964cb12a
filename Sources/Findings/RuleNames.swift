internal import SourceText

/// The codes and names by which people speak of rules.
package struct RuleNames: Sendable {
  /// What a text from a comment, an option or a configuration names.
  package enum Meaning: Sendable, Equatable {
    case rule(RuleID)
    case all
    /// The rule is gone; the text says since when or what took its place.
    case removed(String)
    case unknown(nearest: String?)
  }

  /// In the order of their codes.
  package let rules: [RuleID]
  /// Codes that are never used again, each with what became of it.
  package let removed: [String: String]

  package init(_ rules: [RuleID], removed: [String: String] = [:]) {
    self.rules = rules.sorted()
    self.removed = removed
  }

  /// Reads a code, a name or `all`, whatever its case.
  package func meaning(of text: String) -> Meaning {
    let lowered = text.lowercased()
    if lowered == "all" { return .all }
    if let rule = rules.first(where: { $0.code.lowercased() == lowered || $0.name == lowered }) { return .rule(rule) }
    if let fate = removed[text.uppercased()] { return .removed(fate) }
    return .unknown(nearest: nearest(to: text))
  }

  /// The rules that a code, a name, a beginning of codes (`DSA1`) or `ALL` selects; nil where it selects none.
  package func selection(_ text: String) -> [RuleID]? {
    switch meaning(of: text) {
    case .rule(let rule): return [rule]
    case .all: return rules
    case .removed: return []
    case .unknown:
      let prefix = text.uppercased()
      let selected = prefix.hasPrefix("DSA") ? rules.filter { $0.code.hasPrefix(prefix) } : []
      return selected.isEmpty ? nil : selected
    }
  }

  /// The code or name that was probably meant.
  package func nearest(to text: String) -> String? {
    if text.uppercased().hasPrefix("DSA") { return nearestName(to: text, among: rules.map(\.code)) }
    return nearestName(to: text, among: rules.map(\.name)) ?? nearestName(to: text, among: rules.map(\.code))
  }
}
