import JSON

/// Which names one service has, and which service stands in front of which.
package struct ServiceModels: Sendable {
  private var canonicalNames: [String: String] = [:]
  private var fronts: [String: Set<String>] = [:]

  package init() {}

  /// Reads the text of a file of services: an array of `{ "service", "aliases", "behind", "because" }`.
  package init(reading text: String) throws(ModelError) {
    let entries: [JSONValue]
    do {
      entries = try JSONValue(parsing: text).elements
    } catch {
      throw ModelError(file: "service-names.json", message: "\(error.message) at offset \(error.offset)")
    }
    for entry in entries {
      guard let service = entry["service"]?.string, entry["because"]?.string != nil else {
        throw ModelError(file: "service-names.json", message: "an entry lacks its service or its reason")
      }
      for alias in [service] + (entry["aliases"]?.elements ?? []).compactMap(\.string) {
        guard canonicalNames.updateValue(service, forKey: alias) == nil else {
          throw ModelError(file: "service-names.json", message: "'\(alias)' stands twice")
        }
      }
      fronts[service] = Set((entry["behind"]?.elements ?? []).compactMap(\.string))
    }
  }

  /// Both; `other` is believed where they differ.
  func merging(_ other: ServiceModels) -> ServiceModels {
    var result = self
    result.canonicalNames.merge(other.canonicalNames) { $1 }
    result.fronts.merge(other.fronts) { $1 }
    return result
  }

  /// The one name of a service given by any of its names, its unit or devstack's unit for it; itself where unknown.
  package func canonicalService(_ name: String) -> String {
    if let known = canonicalNames[name] { return known }
    var rest = name[...]
    for suffix in [".service", ".socket", ".target"] where rest.hasSuffix(suffix) { rest = rest.dropLast(suffix.count) }
    if rest.hasPrefix("devstack@") { rest = rest.dropFirst("devstack@".count) }
    return canonicalNames[String(rest)] ?? String(rest)
  }

  /// Whether requests to a service pass through another one, so that the service is out of reach while that is down.
  package func isBehind(_ service: String, front: String) -> Bool {
    fronts[canonicalService(service)]?.contains(canonicalService(front)) ?? false
  }
}
