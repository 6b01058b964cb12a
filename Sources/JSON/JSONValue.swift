/// A JSON document (RFC 8259), with the members of objects in the order in which they were written.
package indirect enum JSONValue: Sendable {
  case null
  case boolean(Bool)
  case number(Int)
  /// A number that is no `Int`.
  case fraction(Double)
  case string(String)
  case array([JSONValue])
  case object([(name: String, value: JSONValue)])

  /// An object without the members that have no value.
  package static func members(_ members: [(String, JSONValue?)]) -> JSONValue {
    .object(members.compactMap { name, value in value.map { (name: name, value: $0) } })
  }

  package var string: String? { if case .string(let text) = self { text } else { nil } }
  package var boolean: Bool? { if case .boolean(let value) = self { value } else { nil } }
  package var integer: Int? { if case .number(let number) = self { number } else { nil } }
  /// The elements of an array; none where it is something else.
  package var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }
  package var isNull: Bool { if case .null = self { true } else { false } }

  /// The member of an object.
  package subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == key }?.value
  }
}

extension JSONValue: Equatable {
  /// Objects are equal whatever the order of their members.
  package static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.boolean(let one), .boolean(let other)): one == other
    case (.number(let one), .number(let other)): one == other
    case (.fraction(let one), .fraction(let other)): one == other
    case (.string(let one), .string(let other)): one == other
    case (.array(let one), .array(let other)): one == other
    case (.object(let one), .object(let other)):
      one.count == other.count && one.allSatisfy { right[$0.name] == $0.value }
    default: false
    }
  }
}
