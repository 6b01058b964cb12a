internal import JSON

/// What the client says it understands.
struct ClientCapabilities: Sendable {
  var encoding = PositionEncoding.utf16
  /// Whether the client offered encodings at all: only then it wants to be told which one holds.
  var hasOfferedEncodings = false
  var hasRelatedInformation = false
  var hasCodeDescription = false
  var understandsUnnecessary = false
  var hasDocumentChanges = false
  var hasCodeActionLiterals = false
  var resolvesCodeActionEdits = false
  var showsDisabledActions = false
  var hasHierarchicalSymbols = false
  var hasMarkdown = false
  var pullsDiagnostics = false
  var refreshesDiagnostics = false
  var refreshesInlayHints = false
  var refreshesCodeLenses = false
  var registersWatchers = false
  var hasWorkDoneProgress = false
  var hasConfiguration = false
  var appliesEdits = false
  var hasPrepareRename = false

  init() {}

  init(_ value: JSONValue?) {
    let text = value?["textDocument"]
    let workspace = value?["workspace"]
    let offered = value?["general"]?["positionEncodings"]?.elements ?? []
    hasOfferedEncodings = !offered.isEmpty
    encoding = PositionEncoding(offered: offered)
    let diagnostics = text?["publishDiagnostics"]
    hasRelatedInformation = diagnostics?["relatedInformation"]?.boolean ?? false
    hasCodeDescription = diagnostics?["codeDescriptionSupport"]?.boolean ?? false
    understandsUnnecessary = diagnostics?["tagSupport"]?["valueSet"]?.elements.contains(.number(1)) ?? false
    pullsDiagnostics = text?["diagnostic"] != nil
    refreshesDiagnostics = workspace?["diagnostics"]?["refreshSupport"]?.boolean ?? false
    refreshesInlayHints = workspace?["inlayHint"]?["refreshSupport"]?.boolean ?? false
    refreshesCodeLenses = workspace?["codeLens"]?["refreshSupport"]?.boolean ?? false
    hasDocumentChanges = workspace?["workspaceEdit"]?["documentChanges"]?.boolean ?? false
    appliesEdits = workspace?["applyEdit"]?.boolean ?? false
    hasCodeActionLiterals = text?["codeAction"]?["codeActionLiteralSupport"] != nil
    showsDisabledActions =
      hasCodeActionLiterals && text?["codeAction"]?["disabledSupport"]?.boolean ?? false
    resolvesCodeActionEdits =
      text?["codeAction"]?["dataSupport"]?.boolean == true
      && (text?["codeAction"]?["resolveSupport"]?["properties"]?.elements.contains(.string("edit")) ?? false)
    hasHierarchicalSymbols = text?["documentSymbol"]?["hierarchicalDocumentSymbolSupport"]?.boolean ?? false
    hasMarkdown = text?["hover"]?["contentFormat"]?.elements.contains(.string("markdown")) ?? false
    registersWatchers = workspace?["didChangeWatchedFiles"]?["dynamicRegistration"]?.boolean ?? false
    hasWorkDoneProgress = value?["window"]?["workDoneProgress"]?.boolean ?? false
    hasConfiguration = workspace?["configuration"]?.boolean ?? false
    hasPrepareRename = text?["rename"]?["prepareSupport"]?.boolean ?? false
  }
}
