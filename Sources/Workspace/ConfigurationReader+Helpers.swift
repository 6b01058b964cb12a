import EffectModels
import JSON
internal import SourceText

extension Configuration {
  /// What a file says of one command.
  struct Helper: Sendable {
    let name: String
    /// As a model, without the command.
    let members: [(name: String, value: JSONValue)]
    /// As a file would state it.
    let statement: String
  }
}

/// Tables `[helpers.NAME]`: models of commands under the names of configuration keys.
extension ConfigurationReader {
  mutating func readHelpers(_ member: TOMLMember) throws(ConfigurationError) {
    for inner in try table(member) {
      let members = try self.members(of: inner, isOutermost: true)
      let helper = Configuration.Helper(
        name: inner.key, members: members, statement: Self.statement(inner.value.content))
      configuration.helpers.removeAll { $0.name == inner.key }
      configuration.helpers.append(helper)
    }
    let entries = configuration.helpers.map(\.entry)
    do throws(ModelError) {
      configuration.helperModels = try CommandModels(json: [("helpers", JSONValue.array(entries).compact)])
    } catch {
      throw text.error(error.message, at: member.keyRange)
    }
  }

  private func members(
    of table: TOMLMember, isOutermost: Bool
  ) throws(ConfigurationError) -> [(name: String, value: JSONValue)] {
    var members: [(name: String, value: JSONValue)] = []
    for inner in try self.table(table) {
      guard let key = HelperKey(rawValue: inner.key) else {
        throw unknown(inner, among: HelperKey.allCases.map(\.rawValue))
      }
      guard isOutermost ? key != .when : key != .in else {
        throw text.error(isOutermost ? "'when' belongs into a case" : "'in' holds for all cases", at: inner.keyRange)
      }
      members.append((name: key.member, value: try value(of: inner, key)))
    }
    if let defect = CommandModels.defect(of: .object(members), isOutermost: isOutermost) {
      throw text.error(defect, at: table.keyRange)
    }
    return members
  }

  private func value(of member: TOMLMember, _ key: HelperKey) throws(ConfigurationError) -> JSONValue {
    switch key.shape {
    case .truth: return .boolean(try boolean(member))
    case .text:
      let string = try string(member)
      try check([TOMLKey(text: string, range: member.value.range)], of: key)
      return .string(string)
    case .texts:
      let texts = try texts(member)
      try check(texts, of: key)
      return .array(texts.map { .string($0.text) })
    case .oneOf(let choices):
      let given = try string(member)
      if choices.contains(given) { return .string(given) }
      let hint = nearestName(to: given, among: choices).map { "; did you mean '\($0)'?" } ?? ""
      throw wrongShape(member, "\(choices.joined(separator: ", ")), not '\(given)'\(hint)")
    case .parts:
      guard case .array(let tables) = member.value.content else { throw wrongShape(member, "a list of tables") }
      var parts: [JSONValue] = []
      for table in tables {
        let part = TOMLMember(key: member.key, keyRange: table.range, value: table)
        parts.append(.object(try members(of: part, isOutermost: false)))
      }
      return .array(parts)
    }
  }

  /// One string, or a list of them.
  private func texts(_ member: TOMLMember) throws(ConfigurationError) -> [TOMLKey] {
    if case .string(let string) = member.value.content { return [TOMLKey(text: string, range: member.value.range)] }
    guard case .array(let values) = member.value.content,
      values.allSatisfy({ if case .string = $0.content { true } else { false } })
    else { throw wrongShape(member, "a string or a list of strings") }
    return try strings(member)
  }

  /// Refuses the first text that the models cannot use, at its own place.
  private func check(_ texts: [TOMLKey], of key: HelperKey) throws(ConfigurationError) {
    for text in texts {
      let members = [(name: key.member, value: JSONValue.string(text.text))]
      if let defect = CommandModels.defect(of: .object(members), isOutermost: key != .when) {
        throw self.text.error(defect, at: text.range)
      }
    }
  }

  private static func statement(_ content: TOMLValue.Content) -> String {
    switch content {
    case .string(let text): Configuration.quoted(text)
    case .boolean(let value): "\(value)"
    case .array(let values): "[" + values.map { statement($0.content) }.joined(separator: ", ") + "]"
    case .table(let members):
      "{ " + members.map { "\($0.key) = \(statement($0.value.content))" }.joined(separator: ", ") + " }"
    // No key of a helper takes one of these.
    case .integer, .float, .other: ""
    }
  }
}

extension Configuration.Helper {
  /// The entry of a model file that says the same.
  fileprivate var entry: JSONValue {
    var entry = members
    // The name goes first: that is where model files are looked through for names.
    entry.insert((name: "command", value: .string(name)), at: 0)
    if !members.contains(where: { $0.name == "because" }) {
      entry.append((name: "because", value: .string("stated in the configuration")))
    }
    return .object(entry)
  }
}
