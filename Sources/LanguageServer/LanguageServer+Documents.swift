internal import JSON
internal import SourceText
internal import Workspace

/// Documents as they are opened, edited, saved and closed.
extension LanguageServer {
  func didOpen(_ params: JSONValue) {
    guard let document = Document(params["textDocument"]) else { return }
    documents[key(of: document)] = document
    if let path = path(of: document) {
      if refuses(document, at: path) { return }
      if !clientWatches { store.refreshFromDisk() }
      let isNew = store.configurationFiles.isEmpty && store.analysed.isEmpty
      let progress = isNew ? beginProgress("Reading the scripts around \(PathName.name(of: path))") : nil
      store.open(path, document.text.bytes, isShell: document.isCalledShell)
      if let progress { endProgress(progress) }
    }
    mustPublish = true
  }

  func didChange(_ params: JSONValue) {
    guard let uri = params["textDocument"]?["uri"]?.string, let known = document(at: uri) else { return }
    let version = params["textDocument"]?["version"]?.integer ?? known.version + 1
    let document = known.applying(params["contentChanges"]?.elements ?? [], version: version, client.encoding)
    documents[key(of: document)] = document
    mustPublish = true
    guard let path = path(of: document) else { return }
    let wasRefused = refused.contains(path)
    if refuses(document, at: path) {
      if !wasRefused { store.close(path) }
    } else if wasRefused {
      store.open(path, document.text.bytes, isShell: document.isCalledShell)
    } else {
      store.change(path, document.text.bytes)
    }
  }

  func didSave(_ params: JSONValue) {
    if !clientWatches { store.refreshFromDisk() }
    mustPublish = true
  }

  func didClose(_ params: JSONValue) {
    guard let uri = params["textDocument"]?["uri"]?.string, let document = document(at: uri) else { return }
    documents[key(of: document)] = nil
    if let path = path(of: document), refused.remove(path) == nil { store.close(path) }
    mustPublish = true
  }

  /// `workspace/didChangeWatchedFiles`
  func didChangeWatchedFiles(_ params: JSONValue) {
    let changes = params["changes"]?.elements ?? []
    store.filesChanged(changes.compactMap { $0["uri"]?.string }.compactMap(DocumentURI.path).map(PathName.normalised))
    mustPublish = true
  }

  /// Whether a document is left alone: one that is larger than scripts are, or no file at all. The client is told once.
  private func refuses(_ document: Document, at path: String) -> Bool {
    let size = document.text.bytes.count
    var reason: String?
    if size > SizeLimit.script { reason = "is larger than \(SizeLimit.script >> 20) MB and is not looked at" }
    if let kind = FileSystem.kind(of: path), kind != .file { reason = "is not a regular file and is not looked at" }
    guard let reason else {
      refused.remove(path)
      return false
    }
    if refused.insert(path).inserted {
      let text = VisibleText.line("\(PathName.name(of: path)) \(reason)")
      notify("window/showMessage", .members([("type", .number(2)), ("message", .string(text))]))
    }
    return true
  }

  private func path(of document: Document) -> String? { document.path.map(PathName.normalised) }

  private func key(of document: Document) -> String { path(of: document) ?? document.uri }

  private func document(at uri: String) -> Document? {
    documents[DocumentURI.path(of: uri).map(PathName.normalised) ?? uri]
  }

  // MARK: Progress

  private func beginProgress(_ title: String) -> String? {
    guard client.hasWorkDoneProgress else { return nil }
    let token = "reading-\(published.count)-\(documents.count)"
    request("window/workDoneProgress/create", .members([("token", .string(token))]))
    progress(token, [("kind", .string("begin")), ("title", .string(title)), ("cancellable", .boolean(false))])
    return token
  }

  private func endProgress(_ token: String) { progress(token, [("kind", .string("end"))]) }

  private func progress(_ token: String, _ value: [(String, JSONValue?)]) {
    notify("$/progress", .members([("token", .string(token)), ("value", .members(value))]))
  }
}
