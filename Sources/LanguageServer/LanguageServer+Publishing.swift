internal import JSON
internal import SourceText
internal import Workspace

/// Findings on their way to the client.
extension LanguageServer {
  /// Brings all programs up to date.
  func analyse() {
    if store.analyse() { mustPublish = true }
  }

  /// Tells the client what has changed in any open document, and takes back what is no longer shown.
  func publishAll() {
    analyse()
    mustPublish = false
    let snapshot = snapshot()
    let diagnostics = Diagnostics(snapshot: snapshot)
    var current: [String: Published] = [:]
    for (key, document) in documents {
      let items = clientPulls ? [] : diagnostics.items(for: key)
      current[document.uri] = Published(version: document.version, items: items)
    }
    for (path, error) in store.configurationErrors {
      let document = documents[path]
      let text = document?.text ?? DocumentText((try? FileSystem.read(path)) ?? [])
      let item = Diagnostics.item(error, in: text, client.encoding)
      current[snapshot.uri(of: path)] = Published(version: document?.version, items: [item])
    }
    var othersChanged = false
    for uri in Set(current.keys).union(published.keys).sorted() {
      guard let new = current[uri] else {
        if published[uri]?.items.isEmpty == false || published[uri]?.version != nil { publish(uri, nil, []) }
        continue
      }
      if published[uri] == new { continue }
      // A document without findings that never had any needs no word, unless its version is newly known.
      publish(uri, new.version, new.items)
      othersChanged = true
    }
    published = current
    if othersChanged { askForRefresh() }
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
    mustPublish = true
  }

  /// A change in one document may change what is to be seen in the others.
  private func askForRefresh() {
    if clientPulls, client.refreshesDiagnostics { request("workspace/diagnostic/refresh", nil) }
    if store.settings.showsInlayHints, client.refreshesInlayHints { request("workspace/inlayHint/refresh", nil) }
    if store.settings.showsCodeLenses, client.refreshesCodeLenses { request("workspace/codeLens/refresh", nil) }
  }
}
