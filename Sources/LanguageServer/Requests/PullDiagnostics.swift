internal import JSON
internal import Workspace

/// `textDocument/diagnostic`: the findings of one document.
@Sendable func documentDiagnostics(_ snapshot: Snapshot, _ params: JSONValue) throws(RequestError) -> JSONValue {
  guard let uri = params["textDocument"]?["uri"]?.string else { throw .invalidParams("no document is named") }
  let path = DocumentURI.path(of: uri).map(PathName.normalised) ?? uri
  return report(Diagnostics(snapshot: snapshot).items(for: path), knownID: params["previousResultId"]?.string)
}

/// `workspace/diagnostic`: the findings of every file of the programs, closed ones included.
@Sendable func workspaceDiagnostics(_ snapshot: Snapshot, _ params: JSONValue) throws(RequestError) -> JSONValue {
  let known = Dictionary(
    (params["previousResultIds"]?.elements ?? []).compactMap { entry -> (String, String)? in
      guard let uri = entry["uri"]?.string, let value = entry["value"]?.string else { return nil }
      return (uri, value)
    }, uniquingKeysWith: { first, _ in first })
  var items: [JSONValue] = []
  var seen: Set<String> = []
  for program in snapshot.programs {
    for path in program.held.absolutePaths.sorted() where program.checks(path) && seen.insert(path).inserted {
      let uri = snapshot.uri(of: path)
      guard case .object(let members) = report(Diagnostics(snapshot: snapshot).items(for: path), knownID: known[uri])
      else { continue }
      let version = snapshot.documents[path].map { JSONValue.number($0.version) } ?? .null
      items.append(.object([("uri", .string(uri)), ("version", version)] + members))
    }
  }
  return .members([("items", .array(items))])
}

/// A full report, or word that nothing has changed since the one the client has.
private func report(_ items: [JSONValue], knownID: String?) -> JSONValue {
  let id = resultID(of: items)
  if id == knownID { return .members([("kind", .string("unchanged")), ("resultId", .string(id))]) }
  return .members([("kind", .string("full")), ("resultId", .string(id)), ("items", .array(items))])
}

/// Equal findings, equal names.
private func resultID(of items: [JSONValue]) -> String {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in JSONValue.array(items).compact.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
  return String(hash, radix: 16)
}
