import JSON

/// What objects of the APIs are to others, by their types.
package struct ObjectModels: Sendable {
  package enum Role: String, Sendable {
    /// Clients look there for services.
    case catalog
    /// Somebody may log in with it.
    case identity
    /// It stands for itself: no other object comes or goes with it.
    case alone
  }

  private var roles: [String: Role] = [:]

  package init() {}

  /// Reads the text of a file of types: an array of `{ "types", "role", "because" }`.
  package init(reading text: String) throws(ModelError) {
    for entry in try ModelFile.entries(of: text, "api-objects.json") {
      guard let role = entry["role"]?.string.flatMap(Role.init(rawValue:)), entry["because"]?.string != nil else {
        throw ModelError(file: "api-objects.json", message: "an entry lacks its role or its reason")
      }
      for type in (entry["types"]?.elements ?? []).compactMap(\.string) {
        guard roles.updateValue(role, forKey: type) == nil else {
          throw ModelError(file: "api-objects.json", message: "'\(type)' stands twice")
        }
      }
    }
  }

  /// What objects of a type are to others; nil where they may come and go with objects of other types.
  package func role(of type: String) -> Role? { roles[type] }
}
