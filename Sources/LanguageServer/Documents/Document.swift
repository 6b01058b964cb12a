internal import JSON

/// A document as the client has it open, at one version: immutable.
package struct Document: Sendable {
  /// As the client wrote it.
  let uri: String
  /// Absolute; nil where the document is no file.
  let path: String?
  let languageID: String
  let version: Int
  let text: DocumentText

  /// Reads a `TextDocumentItem`.
  init?(_ item: JSONValue?) {
    guard let uri = item?["uri"]?.string, let text = item?["text"]?.string else { return nil }
    self.init(
      uri: uri, languageID: item?["languageId"]?.string ?? "", version: item?["version"]?.integer ?? 0,
      text: DocumentText(Array(text.utf8)))
  }

  private init(uri: String, languageID: String, version: Int, text: DocumentText) {
    self.uri = uri
    path = DocumentURI.path(of: uri)
    self.languageID = languageID
    self.version = version
    self.text = text
  }

  /// The next version: changes apply one after the other, each to what the ones before have left.
  func applying(_ changes: [JSONValue], version: Int, _ encoding: PositionEncoding) -> Document {
    var text = self.text
    for change in changes {
      guard let new = change["text"]?.string else { continue }
      if let range = PositionRange(change["range"]) {
        var bytes = text.bytes
        bytes.replaceSubrange(text.range(of: range, encoding), with: new.utf8)
        text = DocumentText(bytes)
      } else {
        text = DocumentText(Array(new.utf8))
      }
    }
    return Document(uri: uri, languageID: languageID, version: version, text: text)
  }

  /// Whether the client takes it for a shell script.
  var isCalledShell: Bool { ["shellscript", "sh", "bash", "shell", "ksh"].contains(languageID.lowercased()) }
}
