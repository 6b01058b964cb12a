import JSON

/// Which names one service has, which service stands in front of which, and what a service does without.
package struct ServiceModels: Sendable {
  private var canonicalNames: [String: String] = [:]
  private var fronts: [String: Set<String>] = [:]
  private var lacks: [String: Set<Support>] = [:]
  private var places: [String: [String]] = [:]

  /// What services have in common, unless their entry says otherwise.
  package enum Support: String, Sendable {
    /// Clients find it in keystone's catalog.
    case catalog
    /// It logs in to other services.
    case account
    /// It keeps its state in databases of its own.
    case database
  }

  package init() {}

  /// Reads the text of a file of services: an array of
  /// `{ "service", "aliases", "behind", "without", "places", "because" }`.
  package init(reading text: String) throws(ModelError) {
    for entry in try ModelFile.entries(of: text, "service-names.json") {
      guard let service = entry["service"]?.string, entry["because"]?.string != nil else {
        throw ModelError(file: "service-names.json", message: "an entry lacks its service or its reason")
      }
      for alias in [service] + (entry["aliases"]?.elements ?? []).compactMap(\.string) {
        guard canonicalNames.updateValue(service, forKey: alias) == nil else {
          throw ModelError(file: "service-names.json", message: "'\(alias)' stands twice")
        }
      }
      fronts[service] = Set((entry["behind"]?.elements ?? []).compactMap(\.string))
      let directories = (entry["places"]?.elements ?? []).compactMap(\.string)
      if !directories.isEmpty { places[service] = directories }
      for text in (entry["without"]?.elements ?? []).compactMap(\.string) {
        guard let support = Support(rawValue: text) else {
          throw ModelError(
            file: "service-names.json", message: "'\(text)' is nothing that '\(service)' could be without")
        }
        lacks[service, default: []].insert(support)
      }
    }
  }

  /// Both; `other` is believed where they differ.
  func merging(_ other: ServiceModels) -> ServiceModels {
    var result = self
    result.canonicalNames.merge(other.canonicalNames) { $1 }
    result.fronts.merge(other.fronts) { $1 }
    result.lacks.merge(other.lacks) { $1 }
    result.places.merge(other.places) { $1 }
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

  /// Whether a service neither looks up others nor logs in to them, nor stands in front of one that does.
  package func asksNobody(_ service: String) -> Bool {
    isWithout(.catalog, service) && isWithout(.account, service)
      && !fronts.values.contains { $0.contains(canonicalService(service)) }
  }

  /// The directories and files in which a service has its configuration and its state; nil where that is not known.
  package func places(of service: String) -> [String]? { places[canonicalService(service)] }

  /// Whether a service does without something that services have in common.
  package func isWithout(_ support: Support, _ service: String) -> Bool {
    lacks[canonicalService(service)]?.contains(support) ?? false
  }
}
