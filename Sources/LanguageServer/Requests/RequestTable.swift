internal import JSON

/// What answers each request: a function of what is known at one moment.
enum RequestTable {
  typealias Handler = @Sendable (Snapshot, JSONValue) throws(RequestError) -> JSONValue

  static let handlers: [String: Handler] = [
    "textDocument/diagnostic": documentDiagnostics, "workspace/diagnostic": workspaceDiagnostics,
    "textDocument/hover": hover, "textDocument/definition": definition, "textDocument/references": references,
    "textDocument/documentHighlight": documentHighlights, "textDocument/prepareRename": prepareRename,
    "textDocument/rename": rename, "textDocument/documentSymbol": documentSymbols,
    "textDocument/codeAction": codeActions, "codeAction/resolve": resolveCodeAction,
    "textDocument/completion": completion, "textDocument/inlayHint": inlayHints, "textDocument/codeLens": codeLenses,
    "textDocument/documentLink": documentLinks, "textDocument/prepareCallHierarchy": prepareCallHierarchy,
    "callHierarchy/incomingCalls": incomingCalls, "callHierarchy/outgoingCalls": outgoingCalls,
    "workspace/symbol": workspaceSymbols,
  ]
}
