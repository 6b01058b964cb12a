internal import JSON

/// The list of rules for other programs.
package enum RuleList {
  package static func json(of rules: [RuleDescription]) -> String {
    let list = rules.map { rule in
      JSONValue.members([
        ("code", .string(rule.id.code)), ("name", .string(rule.id.name)), ("summary", .string(rule.summary)),
        ("severity", .string(rule.severity.name)), ("default", .boolean(rule.isOnByDefault)),
        ("explanation", .string(rule.markdown)),
      ])
    }
    return JSONValue.members([("version", .number(1)), ("rules", .array(list))]).pretty
  }
}
