internal import JSON
internal import SourceText
internal import Workspace

/// Findings on their way to the client.
extension LanguageServer {
  /// Tells the client what has changed in any open document, and takes back what is no longer shown.
  func publishAll() {
    _ = store.analyse()
    mustPublish = false
    let current = currentItems()
    var changesElsewhere = false
    for uri in Set(current.keys).union(published.keys).sorted() {
      let (old, new) = (published[uri], current[uri])
      if old == new { continue }
      if old?.version == new?.version { changesElsewhere = true }
      // What is not open is not fetched either.
      if !clientPulls || (new ?? old)?.version == nil { publish(uri, new?.version, new?.items ?? []) }
    }
    published = current
    if changesElsewhere { askForRefresh() }
  }

  /// What is to be seen now, by URI: of each open document, and of configuration files with errors.
  private func currentItems() -> [String: Published] {
    let snapshot = snapshot()
    let diagnostics = Diagnostics(snapshot: snapshot)
    var current: [String: Published] = [:]
    for (key, document) in snapshot.documents {
      current[document.uri] = Published(version: document.version, items: diagnostics.items(for: key))
    }
    for path in store.configurationErrors.keys where documents[path] == nil {
      current[snapshot.uri(of: path)] = Published(version: nil, items: diagnostics.items(for: path))
    }
    return current
  }

  private func publish(_ uri: String, _ version: Int?, _ items: [JSONValue]) {
    notify(
      "textDocument/publishDiagnostics",
      .members([
        ("uri", .string(uri)), ("version", version.map(JSONValue.number)), ("diagnostics", .array(items)),
      ]))
  }

  /// The client fetches diagnostics from now on: what it was sent is taken back, or it would show all twice.
  func clientPullsNow() {
    guard !clientPulls else { return }
    clientPulls = true
    for (uri, shown) in published.sorted(by: { $0.key < $1.key }) where !shown.items.isEmpty {
      publish(uri, shown.version, [])
    }
  }

  /// A change in one document may change what is to be seen in the others.
  private func askForRefresh() {
    if clientPulls, client.refreshesDiagnostics { request("workspace/diagnostic/refresh", nil) }
    if store.settings.showsInlayHints, client.refreshesInlayHints { request("workspace/inlayHint/refresh", nil) }
    if store.settings.showsCodeLenses, client.refreshesCodeLenses { request("workspace/codeLens/refresh", nil) }
  }
}
