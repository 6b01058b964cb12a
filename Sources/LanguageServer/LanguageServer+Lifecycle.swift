internal import JSON
internal import Workspace

extension LanguageServer {
  /// `initialize`: what both sides can do.
  func initialize(_ params: JSONValue) -> JSONValue {
    client = ClientCapabilities(params["capabilities"])
    watch(process: params["processId"]?.integer)
    store.settings = ServerSettings(params["initializationOptions"], names: options.names)
    var folders = (params["workspaceFolders"]?.elements ?? []).compactMap { $0["uri"]?.string }
    if folders.isEmpty, let root = params["rootUri"]?.string { folders = [root] }
    store.folders = folders.compactMap(DocumentURI.path).map(PathName.normalised)
    if folders.isEmpty, let path = params["rootPath"]?.string, path.hasPrefix("/") { store.folders = [path] }
    return .members([
      ("capabilities", capabilities),
      ("serverInfo", .members([("name", .string("devstack-async")), ("version", .string(options.toolVersion))])),
    ])
  }

  private var capabilities: JSONValue {
    .members([
      // Said only to clients that asked: others expect UTF-16 and may not know the member.
      ("positionEncoding", client.hasOfferedEncodings ? .string(client.encoding.rawValue) : nil),
      (
        "textDocumentSync",
        .members([
          ("openClose", .boolean(true)), ("change", .number(2)),
          ("save", .members([("includeText", .boolean(false))])),
        ])
      ),
      ("hoverProvider", .boolean(true)), ("definitionProvider", .boolean(true)),
      ("referencesProvider", .boolean(true)), ("documentHighlightProvider", .boolean(true)),
      ("documentSymbolProvider", .boolean(true)), ("workspaceSymbolProvider", .boolean(true)),
      (
        "renameProvider",
        client.hasPrepareRename ? .members([("prepareProvider", .boolean(true))]) : .boolean(true)
      ),
      (
        "codeActionProvider",
        client.hasCodeActionLiterals
          ? .members([
            ("codeActionKinds", .array(CodeActionKind.allCases.map { .string($0.rawValue) })),
            ("resolveProvider", client.resolvesCodeActionEdits ? .boolean(true) : nil),
          ]) : .boolean(true)
      ),
      ("codeLensProvider", store.settings.showsCodeLenses ? .members([]) : nil),
      ("inlayHintProvider", .boolean(true)), ("callHierarchyProvider", .boolean(true)),
      ("documentLinkProvider", .members([])),
      ("completionProvider", .members([("triggerCharacters", .array([.string("["), .string("-"), .string(" ")]))])),
      ("executeCommandProvider", .members([("commands", .array(ServerCommand.allCases.map { .string($0.rawValue) }))])),
      (
        "diagnosticProvider",
        client.pullsDiagnostics
          ? .members([
            ("identifier", .string("devstack-async")), ("interFileDependencies", .boolean(true)),
            ("workspaceDiagnostics", .boolean(true)),
          ]) : nil
      ),
      (
        "workspace",
        .members([
          (
            "workspaceFolders",
            .members([("supported", .boolean(true)), ("changeNotifications", .boolean(true))])
          )
        ])
      ),
    ])
  }

  /// `initialized`: asks for what the client may tell on its own.
  func begin() {
    if client.registersWatchers { registerWatchers() }
    if client.hasConfiguration { fetchSettings() }
  }

  private func registerWatchers() {
    clientWatches = true
    // Scripts of devstack have no extension in common: all files are watched, and the others passed over.
    let watcher = JSONValue.members([("globPattern", .string("**/*"))])
    request(
      "client/registerCapability",
      .members([
        (
          "registrations",
          .array([
            .members([
              ("id", .string("watch-files")), ("method", .string("workspace/didChangeWatchedFiles")),
              ("registerOptions", .members([("watchers", .array([watcher]))])),
            ])
          ])
        )
      ])
    ) { server, result in
      if result == nil { server.clientWatches = false }
    }
  }

  /// Asks for the user's settings.
  func fetchSettings() {
    request(
      "workspace/configuration",
      .members([("items", .array([.members([("section", .string(ServerSettings.section))])]))])
    ) { server, result in
      guard let value = result?.elements.first, !value.isNull else { return }
      server.use(ServerSettings(value, names: server.options.names))
    }
  }

  func use(_ settings: ServerSettings) {
    store.settings = settings
    store.reload { _ in true }
    mustPublish = true
  }

  /// `workspace/didChangeConfiguration`
  func didChangeConfiguration(_ params: JSONValue) {
    if client.hasConfiguration { return fetchSettings() }
    guard let value = params["settings"], !value.isNull else { return }
    use(ServerSettings(value, names: options.names))
  }

  /// `workspace/didChangeWorkspaceFolders`
  func didChangeWorkspaceFolders(_ params: JSONValue) {
    func paths(_ key: String) -> [String] {
      (params["event"]?[key]?.elements ?? []).compactMap { $0["uri"]?.string }.compactMap(DocumentURI.path)
        .map(PathName.normalised)
    }
    let removed = paths("removed")
    store.folders.removeAll { removed.contains($0) }
    store.folders += paths("added")
    mustPublish = true
  }
}
