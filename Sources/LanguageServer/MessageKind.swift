/// What a message of the client is about.
enum MessageKind: Sendable, Equatable {
  /// Begins and ends the session.
  case lifecycle
  /// Changes what holds for all documents.
  case globalChange
  /// Changes one document.
  case documentChange
  /// Asks about documents, and wants to know what holds of their newest text.
  case query
  /// Needs nothing of the documents.
  case freeStanding
  /// Nothing that is known here.
  case unknown

  init(method: String) {
    switch method {
    case "initialize", "initialized", "shutdown", "exit": self = .lifecycle
    case "workspace/didChangeConfiguration", "workspace/didChangeWatchedFiles", "workspace/didChangeWorkspaceFolders":
      self = .globalChange
    case "textDocument/didOpen", "textDocument/didChange", "textDocument/didSave", "textDocument/didClose":
      self = .documentChange
    case _ where RequestTable.handlers[method] != nil: self = .query
    case "$/cancelRequest", "$/setTrace", "workspace/executeCommand": self = .freeStanding
    default: self = .unknown
    }
  }

  /// Whether the programs must be analysed as they stand before a message of this kind is dealt with.
  ///
  /// All messages are dealt with in the order in which they came. Changes only collect; the analysis they call for is
  /// done once, before the next query or when nothing else waits, so that of many versions only the newest is analysed.
  var needsAnalysis: Bool { self == .query }
}
