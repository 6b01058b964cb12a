internal import Findings
package import JSON
internal import SourceText
internal import Workspace

/// A session with one client: takes messages in, and gives messages out.
package final class LanguageServer {
  private enum Phase { case fresh, initialized, shutDown, exited }

  private var phase = Phase.fresh
  let options: ServerOptions
  let send: (JSONValue) -> Void
  var client = ClientCapabilities()
  var store: ProgramStore
  /// Open documents by absolute path; those that are no files, by URI.
  var documents: [String: Document] = [:]
  /// The paths of those that are left alone.
  var refused: Set<String> = []
  private let texts = TextMemo()
  /// What the client was last told of each URI.
  var published: [String: Published] = [:]
  /// Whether the client fetches diagnostics on its own: then they are not sent twice.
  var clientPulls = false
  /// Whether the client tells when files change on the disk.
  var clientWatches = false
  /// Without it all is done in turn.
  private var background: BackgroundWork?
  private var queue: [IncomingMessage] = []
  private var cancelled: Set<MessageID> = []
  private var sentRequests: [Int: (LanguageServer, JSONValue?) -> Void] = [:]
  private var lastRequest = 0
  /// Whether something may have changed in what the client is shown.
  var mustPublish = false
  /// The process that started the client, as the client says.
  private(set) var clientProcess: Int?

  struct Published: Equatable {
    let version: Int?
    let items: [JSONValue]
  }

  package init(options: ServerOptions, send: @escaping (JSONValue) -> Void) {
    self.options = options
    self.send = send
    store = ProgramStore(options)
  }

  /// The status to end with, once the client has said so.
  package private(set) var exitStatus: Int32?

  /// Takes a message in; cancellations hold at once, all else waits for its turn.
  package func accept(_ message: IncomingMessage) {
    if case .notification("$/cancelRequest", let params) = message, let id = MessageID(params["id"]) {
      if queue.contains(where: { if case .request(id, _, _) = $0 { true } else { false } }) { cancelled.insert(id) }
      return
    }
    queue.append(message)
  }

  /// Whether messages wait to be dealt with.
  package var hasMessages: Bool { !queue.isEmpty }

  /// What there is to do.
  package enum Step { case message, publishing, completion }

  /// What comes next: messages, then findings about tasks, then, in quiet moments, about their effects.
  package var nextStep: Step? {
    if !queue.isEmpty { return .message }
    guard phase == .initialized else { return nil }
    background?.abandon(unless: store.isNewest)
    if let completed = background?.take() {
      store.accept(completed)
      mustPublish = true
    }
    if mustPublish { return .publishing }
    return background?.isBusy != true && store.nextCompletion != nil ? .completion : nil
  }

  /// Takes the next step; false where there is nothing to do.
  package func work() -> Bool {
    switch nextStep {
    case .message: handle(queue.removeFirst())
    case .publishing: publishAll()
    case .completion: complete()
    case nil: return false
    }
    return true
  }

  /// Has analyses of effects done in another thread; `wake` tells, from there, that one is done.
  package func completeInBackground(wake: @escaping @Sendable () -> Void) { background = BackgroundWork(wake: wake) }

  private func complete() {
    if let background, let completion = store.nextCompletion { return background.start(completion) }
    mustPublish = store.analyse(completely: true)
  }

  // MARK: One message

  private func handle(_ message: IncomingMessage) {
    switch message {
    case .invalid(let id, let error): reply(id, .failure(error))
    case .response(.number(let number), let result): sentRequests.removeValue(forKey: number)?(self, result)
    case .response: break
    case .notification(let method, let params): notice(method, params)
    case .request(let id, let method, let params):
      if cancelled.remove(id) != nil { return reply(id, .failure(.cancelled)) }
      reply(id, answer(method, params))
    }
  }

  private func answer(_ method: String, _ params: JSONValue) -> Result<JSONValue, RequestError> {
    switch (phase, method) {
    case (.fresh, "initialize"):
      phase = .initialized
      return .success(initialize(params))
    case (.fresh, _): return .failure(.notInitialized)
    case (.initialized, "initialize"): return .failure(.invalidRequest("initialized already"))
    case (.initialized, "shutdown"):
      phase = .shutDown
      return .success(.null)
    case (.initialized, _): break
    case (.shutDown, _), (.exited, _): return .failure(.invalidRequest("the server is shut down"))
    }
    do throws(RequestError) {
      if method == "workspace/executeCommand" { return .success(try execute(params)) }
      guard let handler = RequestTable.handlers[method] else { throw .methodNotFound(method) }
      prepare(for: method)
      return .success(try handler(snapshot(), params))
    } catch {
      return .failure(error)
    }
  }

  private func prepare(for method: String) {
    if method == "workspace/diagnostic" || method == "workspace/symbol" { store.loadWorkspace() }
    let isPull = method == "textDocument/diagnostic" || method == "workspace/diagnostic"
    if isPull { clientPullsNow() }
    // Who fetches findings and cannot be told to fetch again must have them all at once.
    let isOnlyChance = isPull && !client.refreshesDiagnostics
    if MessageKind(method: method).needsAnalysis, store.analyse(completely: isOnlyChance) { mustPublish = true }
  }

  private func notice(_ method: String, _ params: JSONValue) {
    if method == "exit" {
      exitStatus = phase == .shutDown ? 0 : 1
      phase = .exited
      return
    }
    guard phase == .initialized else { return }
    switch method {
    case "initialized": begin()
    case "textDocument/didOpen": didOpen(params)
    case "textDocument/didChange": didChange(params)
    case "textDocument/didSave": didSave(params)
    case "textDocument/didClose": didClose(params)
    case "workspace/didChangeWatchedFiles": didChangeWatchedFiles(params)
    case "workspace/didChangeConfiguration": didChangeConfiguration(params)
    case "workspace/didChangeWorkspaceFolders": didChangeWorkspaceFolders(params)
    default: break
    }
  }

  // MARK: Sending

  private func reply(_ id: MessageID?, _ result: Result<JSONValue, RequestError>) {
    let answer: (String, JSONValue) =
      switch result {
      case .success(let value): ("result", value)
      case .failure(let error): ("error", error.json)
      }
    send(.members([("jsonrpc", .string("2.0")), ("id", id?.json ?? .null), answer]))
  }

  func notify(_ method: String, _ params: JSONValue) {
    send(.members([("jsonrpc", .string("2.0")), ("method", .string(method)), ("params", params)]))
  }

  /// Asks the client for something; the answer, or nil for an error, comes later.
  func request(
    _ method: String, _ params: JSONValue?, then take: @escaping (LanguageServer, JSONValue?) -> Void = { _, _ in }
  ) {
    lastRequest += 1
    sentRequests[lastRequest] = take
    send(
      .members([
        ("jsonrpc", .string("2.0")), ("id", .number(lastRequest)), ("method", .string(method)), ("params", params),
      ]))
  }

  /// A line for the client's log.
  func log(_ text: String) {
    notify("window/logMessage", .members([("type", .number(3)), ("message", .string(text))]))
  }

  func snapshot() -> Snapshot {
    Snapshot(
      options: options, client: client, settings: store.settings,
      documents: refused.isEmpty ? documents : documents.filter { !refused.contains($0.key) }, texts: texts,
      programs: store.analysed,
      configurationErrors: store.configurationErrors)
  }

  /// Takes note of the process that the client is.
  func watch(process: Int?) { clientProcess = process }
}
