import JSON
import Testing

@Suite("Navigation")
struct NavigationTests {
  private func session() throws -> EditorSession {
    let session = try EditorSession(SampleStack.files, capabilities: Capabilities.rich)
    session.open("lib/image", SampleStack.image)
    session.open("lib/identity", SampleStack.identity)
    return session
  }

  /// Places as `file:line`, lines counted from 1.
  private func places(_ result: JSONValue, _ session: EditorSession) -> [String] {
    result.elements.map { location in
      let uri = location["uri"]?.string ?? ""
      let name = uri.hasPrefix(session.uri("")) ? String(uri.dropFirst(session.uri("").count + 1)) : uri
      return "\(name):\((location["range"]?["start"]?["line"]?.integer ?? -1) + 1)"
    }
  }

  @Test(
    "from a wait to its start in another file",
    arguments: [
      ("project,role", "lib/identity:5"), ("role}", "lib/identity:6"), ("sync_identity", "lib/identity:7"),
      ("zone-$region", "lib/identity:8"),
    ])
  func definition(text: String, start: String) throws {
    let session = try session()
    let found = session.request("textDocument/definition", session.place("lib/image", text, in: SampleStack.image))
    #expect(places(found, session).first == start)
  }

  @Test("from a start to its wait, and from a call to its function")
  func fromStart() throws {
    let session = try session()
    let text = SampleStack.identity
    let toWait = session.request("textDocument/definition", session.place("lib/identity", "id-role", in: text))
    #expect(places(toWait, session) == ["lib/image:3"])
    let toFunction = session.request(
      "textDocument/definition", session.place("lib/identity", "create_domain role", in: text))
    #expect(places(toFunction, session) == ["lib/identity:2"])
    let named = session.request("textDocument/definition", session.place("lib/identity", "sync_identity\n", in: text))
    #expect(places(named, session) == ["lib/identity:10"])
    let helper = session.request(
      "textDocument/definition", session.place("lib/image", "async_wait", in: SampleStack.image))
    #expect(places(helper, session) == ["inc/async:4"])
  }

  @Test("references, and the places in one document")
  func references() throws {
    let session = try session()
    let at = session.place("lib/image", "role}", in: SampleStack.image)
    guard case .object(let members) = at else { return }
    #expect(places(session.request("textDocument/references", at), session) == ["lib/identity:6", "lib/image:3"])
    let waitsOnly = JSONValue.object(
      members + [("context", .members([("includeDeclaration", .boolean(false))]))])
    #expect(places(session.request("textDocument/references", waitsOnly), session) == ["lib/image:3"])
    #expect(session.request("textDocument/documentHighlight", at).elements.map { $0["kind"] } == [.number(2)])
    let calls = session.request(
      "textDocument/references", session.place("lib/identity", "create_domain {", in: SampleStack.identity))
    #expect(places(calls, session).count == 5)
  }

  @Test("hover tells of tasks, helpers and suppressions")
  func hover() throws {
    let session = try session()
    func text(_ path: String, _ at: String, _ content: String) -> String {
      session.request("textDocument/hover", session.place(path, at, in: content))["contents"]?["value"]?.string ?? ""
    }
    let task = text("lib/image", "role}", SampleStack.image)
    for part in ["`id-role`", "lib/identity:6", "lib/image:3", "`create_domain`", "`id-domain`"] {
      #expect(task.contains(part))
    }
    #expect(text("lib/image", "async_wait", SampleStack.image).contains("async_wait NAME…"))
    let silenced = SampleStack.image.replacing(
      "sync_identity", with: "gone  # devstack-async: ignore[DSA102] elsewhere")
    session.change("lib/image", version: 2, to: silenced)
    let comment = text("lib/image", "DSA102", silenced)
    for part in ["wait-without-start", "nothing starts task 'gone'", "Reason: elsewhere"] {
      #expect(comment.contains(part))
    }
    #expect(text("lib/image", "# Images", silenced).isEmpty)
  }

  @Test("symbols of a document and of the workspace")
  func symbols() throws {
    let session = try session()
    let symbols = session.request(
      "textDocument/documentSymbol", .members([("textDocument", session.document("lib/identity"))]))
    #expect(symbols.elements.map { $0["name"]?.string } == ["create_domain", "start_identity", "sync_identity"])
    let tasks = symbols.elements[1]["children"]?.elements.compactMap { $0["name"]?.string } ?? []
    #expect(
      tasks == [
        "task id-domain", "task id-project", "task id-role", "task sync_identity", "task zone-east", "task zone-west",
      ])
    let found = session.request("workspace/symbol", .members([("query", .string("idrl"))]))
    #expect(found.elements.map { $0["name"]?.string } == ["id-role"])
  }

  @Test("phases of a plugin")
  func phases() throws {
    let plugin = """
      if [[ "$1" == "stack" && "$2" == "install" ]]; then
          echo
      elif [[ "$1" == "unstack" ]]; then
          echo
      fi

      """
    let session = try EditorSession(["devstack/plugin.sh": plugin], capabilities: Capabilities.rich)
    session.open("devstack/plugin.sh", plugin)
    let symbols = session.request(
      "textDocument/documentSymbol", .members([("textDocument", session.document("devstack/plugin.sh"))]))
    #expect(symbols.elements.map { $0["name"]?.string } == ["stack install", "unstack"])
  }

  @Test("calls, those in the background too")
  func calls() throws {
    let session = try session()
    let text = SampleStack.identity
    let items = session.request(
      "textDocument/prepareCallHierarchy", session.place("lib/identity", "create_domain {", in: text))
    let item = try #require(items.elements.first)
    let incoming = session.request("callHierarchy/incomingCalls", .members([("item", item)])).elements
    #expect(incoming.map { $0["from"]?["name"]?.string } == ["start_identity"])
    #expect(incoming.first?["fromRanges"]?.elements.count == 4)
    #expect(incoming.first?["from"]?["detail"]?.string?.contains("in the background as id-domain") == true)
    let start = session.request(
      "textDocument/prepareCallHierarchy", session.place("lib/identity", "start_identity", in: text))
    let outgoing = session.request(
      "callHierarchy/outgoingCalls", .members([("item", start.elements.first)])
    ).elements.compactMap { $0["to"]?["name"]?.string }
    #expect(Set(outgoing).isSuperset(of: ["create_domain", "sync_identity"]))
  }

  @Test("links to sourced files")
  func links() throws {
    let session = try session()
    session.open("stack.sh", SampleStack.stack)
    let links = session.request("textDocument/documentLink", .members([("textDocument", session.document("stack.sh"))]))
    #expect(
      links.elements.map { $0["target"]?.string }
        == ["inc/async", "lib/identity", "lib/image"].map { session.uri($0) })
    #expect(links.elements.first?["range"] == EditorSession.range(2, 7, 25))
  }

  @Test("completion of names of tasks, directives and rules")
  func completion() throws {
    let session = try session()
    func labels(_ line: String) -> [String] {
      let text = SampleStack.image + line
      session.change("lib/image", version: 2, to: text)
      let last = text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
      let items = session.request(
        "textDocument/completion",
        .members([
          ("textDocument", session.document("lib/image")), ("position", EditorSession.position(last, line.utf16.count)),
        ]))["items"]?.elements
      return items?.compactMap { $0["label"]?.string } ?? []
    }
    #expect(labels("async_wait ") == ["id-domain", "id-project", "id-role", "sync_identity", "zone-east", "zone-west"])
    #expect(labels("true; async_wait id-d").contains("id-domain"))
    #expect(labels("async_wait").isEmpty)
    #expect(labels("echo ").isEmpty)
    #expect(labels("# devstack-async: ") == ["ignore", "disable", "enable", "ignore-file"])
    #expect(labels("true # devstack-async: ignore[DSA1").contains("DSA102"))
    #expect(labels("# dev") == ["devstack-async:"])
  }

  @Test("lenses above starts; hints only where they are wanted")
  func annotations() throws {
    let session = try session()
    let document = JSONValue.members([("textDocument", session.document("lib/identity"))])
    let lenses = session.request("textDocument/codeLens", document).elements.compactMap {
      $0["command"]?["title"]?.string
    }
    #expect(lenses.first == "awaited at stack.sh:9 · 1 running here")
    #expect(lenses.count == 5)
    #expect(session.request("textDocument/inlayHint", document) == .array([]))
    let wanting = try EditorSession(SampleStack.files, options: .members([("inlayHints", .boolean(true))]))
    wanting.open("lib/image", SampleStack.image)
    let hints = wanting.request(
      "textDocument/inlayHint", .members([("textDocument", wanting.document("lib/image"))])
    ).elements.compactMap { $0["label"]?.string }
    #expect(hints.last?.hasPrefix("running: id-domain") == true)
  }
}
