import JSON
import LanguageServer
import Testing

@Suite("A session from beginning to end")
struct LifecycleTests {
  private func bare() -> (server: LanguageServer, sent: () -> [JSONValue]) {
    final class Box { var sent: [JSONValue] = [] }
    let box = Box()
    return (LanguageServer(options: EditorSession.options) { box.sent.append($0) }, { box.sent })
  }

  private func run(_ server: LanguageServer, _ messages: [IncomingMessage]) {
    for message in messages { server.accept(message) }
    while server.work() {}
  }

  @Test("requests before initialize are refused")
  func early() {
    let (server, sent) = bare()
    run(server, [.request(.number(1), method: "textDocument/hover", params: .null)])
    #expect(sent().first?["error"]?["code"] == .number(-32002))
    run(server, [.request(.number(2), method: "shutdown", params: .null)])
    #expect(sent().last?["error"]?["code"] == .number(-32002))
    run(server, [.notification(method: "textDocument/didOpen", params: .null)])
    #expect(sent().count == 2)
  }

  @Test("exit after shutdown is in order, without it is not")
  func exits() throws {
    let session = try EditorSession()
    #expect(session.answer("shutdown", .null)["result"] == .null)
    #expect(session.answer("textDocument/hover", .null)["error"]?["code"] == .number(-32600))
    session.notify("exit", .null)
    #expect(session.exitStatus == 0)
    let other = try EditorSession()
    other.notify("exit", .null)
    #expect(other.exitStatus == 1)
  }

  @Test("what is unknown is refused as a request and passed over as a notification")
  func unknown() throws {
    let session = try EditorSession()
    #expect(session.answer("textDocument/formatting", .null)["error"]?["code"] == .number(-32601))
    #expect(session.answer("initialize", .object([]))["error"]?["code"] == .number(-32600))
    session.notify("$/whatever", .null)
    session.send(IncomingMessage(.broken("x")))
    #expect(session.received.last?["error"]?["code"] == .number(-32700))
    #expect(session.received.last?["id"] == .null)
  }

  @Test("requests with parameters of any shape have an answer", arguments: RequestNames.all)
  func shapes(method: String) throws {
    let session = try EditorSession(SampleStack.files)
    session.open("lib/image", SampleStack.image)
    let shapes: [JSONValue] = [
      .null, .array([]), .number(3), .object([]), .members([("textDocument", .string("x"))]),
      .members([("textDocument", .members([("uri", .string("file:///nowhere"))])), ("position", .null)]),
      .members([("textDocument", session.document("lib/image")), ("position", EditorSession.position(-4, 1 << 40))]),
      .members([
        ("textDocument", session.document("lib/image")), ("position", EditorSession.position(2, 17)),
        ("range", EditorSession.range(900, 5, 2)), ("newName", .number(1)), ("context", .null), ("query", .null),
      ]),
    ]
    for shape in shapes {
      let answer = session.answer(method, shape)
      #expect(answer["result"] != nil || answer["error"]?["code"]?.integer != nil)
    }
  }

  @Test("a request that is cancelled before its turn is not carried out")
  func cancelled() throws {
    let session = try EditorSession(SampleStack.files)
    session.open("lib/image", SampleStack.image)
    let hover = session.place("lib/image", "sync_identity", in: SampleStack.image)
    session.sendTogether([
      .request(.text("a"), method: "textDocument/hover", params: hover),
      .request(.text("b"), method: "textDocument/hover", params: hover),
      .notification(method: "$/cancelRequest", params: .members([("id", .string("b"))])),
      .notification(method: "$/cancelRequest", params: .members([("id", .string("gone"))])),
    ])
    let answers = session.received.filter { $0["method"] == nil }
    #expect(answers.map { $0["id"] } == [.string("a"), .string("b")])
    #expect(answers.first?["result"]?.isNull == false)
    #expect(answers.last?["error"]?["code"] == .number(-32800))
  }

  @Test(
    "the encoding of positions",
    arguments: [
      ([], nil), (["utf-16"], "utf-16"), (["utf-32", "utf-8", "utf-16"], "utf-8"), (["utf-32", "utf-16"], "utf-16"),
      (["utf-32"], "utf-32"), (["ebcdic"], "utf-16"),
    ] as [([String], String?)])
  func encodings(offered: [String], chosen: String?) throws {
    let capabilities = offered.isEmpty ? JSONValue.object([]) : Capabilities.encodings(offered)
    let session = try EditorSession(capabilities: capabilities)
    #expect(session.initialization["capabilities"]?["positionEncoding"]?.string == chosen)
  }

  @Test("what is offered to a client that says nothing")
  func offers() throws {
    let capabilities = try EditorSession().initialization["capabilities"]
    #expect(capabilities?["textDocumentSync"]?["change"] == .number(2))
    #expect(capabilities?["renameProvider"] == .boolean(true))
    #expect(capabilities?["codeActionProvider"] == .boolean(true))
    #expect(capabilities?["diagnosticProvider"] == nil)
    #expect(capabilities?["documentFormattingProvider"] == nil)
  }
}

/// Every request that the server answers.
enum RequestNames {
  static let all = [
    "textDocument/diagnostic", "workspace/diagnostic", "textDocument/hover", "textDocument/definition",
    "textDocument/references", "textDocument/documentHighlight", "textDocument/prepareRename", "textDocument/rename",
    "textDocument/documentSymbol", "textDocument/codeAction", "codeAction/resolve", "textDocument/completion",
    "textDocument/inlayHint", "textDocument/codeLens", "textDocument/documentLink",
    "textDocument/prepareCallHierarchy", "callHierarchy/incomingCalls", "callHierarchy/outgoingCalls",
    "workspace/symbol", "workspace/executeCommand",
  ]
}
