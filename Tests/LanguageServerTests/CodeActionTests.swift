import JSON
import Testing

@Suite("Code actions")
struct CodeActionTests {
  private let bad = SampleStack.image.replacing("sync_identity", with: "sync_identity nothing_such")

  /// The actions at a text, by title.
  private func actions(
    _ session: EditorSession, _ path: String, at text: String, in content: String, only: String? = nil
  ) -> [JSONValue] {
    let position = session.place(path, text, in: content)["position"] ?? .null
    let diagnostics = session.diagnostics(path)?["diagnostics"] ?? .array([])
    return session.request(
      "textDocument/codeAction",
      .members([
        ("textDocument", session.document(path)), ("range", .members([("start", position), ("end", position)])),
        ("context", .members([("diagnostics", diagnostics), ("only", only.map { .array([.string($0)]) })])),
      ])
    ).elements
  }

  private func edited(_ action: JSONValue?, _ session: EditorSession, _ path: String, _ content: String) -> String? {
    AppliedEdit.text(of: action?["edit"], session.uri(path), content)
  }

  @Test("the fix of a finding, with its finding")
  func fix() throws {
    let session = try EditorSession(SampleStack.files, capabilities: Capabilities.rich)
    session.open("lib/image", bad, version: 5)
    let found = actions(session, "lib/image", at: "nothing_such", in: bad, only: "quickfix")
    let fix = try #require(found.first)
    #expect(fix["kind"] == .string("quickfix"))
    #expect(fix["isPreferred"] == .boolean(true))
    #expect(fix["diagnostics"]?.elements.count == 1)
    #expect(fix["edit"]?["documentChanges"]?.elements.first?["textDocument"]?["version"] == .number(5))
    let made = edited(fix, session, "lib/image", bad)
    let new = try #require(made)
    #expect(new == SampleStack.image)
    session.change("lib/image", version: 6, to: new)
    #expect(session.codes("lib/image") == [])
  }

  @Test("suppressions here, in the function and in the file", arguments: ["here", "function", "this file"])
  func suppress(place: String) throws {
    for ending in ["\n", "\r\n"] {
      let bad = bad.replacing("\n", with: ending)
      let session = try EditorSession(SampleStack.files, capabilities: Capabilities.rich)
      session.open("lib/image", bad)
      let all = actions(session, "lib/image", at: "nothing_such", in: bad)
      let action = all.first { $0["title"]?.string?.contains("Silence DSA102 in \(place)") == true }
      let here = all.first { $0["title"]?.string == "Silence DSA102 here" }
      let made = edited(place == "here" ? here : action, session, "lib/image", bad)
      let new = try #require(made)
      #expect(new.contains("[DSA102] TODO: say why\(ending)"))
      #expect(!new.replacing("\r\n", with: "").contains(ending == "\n" ? "\r" : "\n"))
      session.change("lib/image", version: 2, to: new)
      #expect(session.codes("lib/image") == [])
    }
  }

  @Test("all safe fixes at once")
  func fixAll() throws {
    let twice = bad.replacing("id-{project", with: "also_nothing id-{project")
    let session = try EditorSession(SampleStack.files, capabilities: Capabilities.rich)
    session.open("lib/image", twice)
    let all = actions(session, "lib/image", at: "# Images", in: twice, only: "source.fixAll")
    #expect(all.count == 1)
    #expect(all.first?["kind"] == .string("source.fixAll.devstack-async"))
    #expect(edited(all.first, session, "lib/image", twice) == SampleStack.image)
  }

  @Test("edits that are fetched when an action is chosen")
  func resolve() throws {
    let capabilities = JSONValue.members([
      (
        "textDocument",
        .members([
          (
            "codeAction",
            .members([
              ("codeActionLiteralSupport", .object([])), ("dataSupport", .boolean(true)),
              ("resolveSupport", .members([("properties", .array([.string("edit")]))])),
            ])
          )
        ])
      )
    ])
    let session = try EditorSession(SampleStack.files, capabilities: capabilities)
    session.open("lib/image", bad)
    let action = try #require(actions(session, "lib/image", at: "#", in: bad, only: "source.fixAll").first)
    #expect(action["edit"] == nil)
    let resolved = session.request("codeAction/resolve", action)
    #expect(edited(resolved, session, "lib/image", bad) == SampleStack.image)
    #expect(resolved["title"] == action["title"])
  }

  @Test("clients that only know commands have the server ask for the edit")
  func commands() throws {
    let session = try EditorSession(
      SampleStack.files, capabilities: .members([("workspace", .members([("applyEdit", .boolean(true))]))]))
    session.open("lib/image", bad)
    let fix = try #require(actions(session, "lib/image", at: "nothing_such", in: bad).first)
    #expect(fix["command"] == .string("devstack-async.applyEdit"))
    _ = session.request("workspace/executeCommand", fix)
    let asked = try #require(session.take("workspace/applyEdit").first)
    let changes = asked["params"]?["edit"]?["changes"]
    #expect(changes?[session.uri("lib/image")]?.elements.count == 1)
  }

  @Test("explanations")
  func explain() throws {
    let session = try EditorSession(SampleStack.files, capabilities: Capabilities.rich)
    session.open("lib/image", bad)
    let all = actions(session, "lib/image", at: "nothing_such", in: bad)
    let explain = try #require(all.first { $0["title"]?.string?.hasPrefix("Explain DSA102") == true })
    let page = session.request("workspace/executeCommand", explain["command"] ?? .null)
    #expect(page.string?.hasPrefix("# DSA102 wait-without-start") == true)
    #expect(session.take("window/showMessage").count == 1)
    #expect(
      session.failure("workspace/executeCommand", .members([("command", .string("rm"))]))?.contains("'rm'") == true)
  }

  @Test("waits that follow each other become one")
  func merge() throws {
    let split = SampleStack.image.replacing(
      "async_wait id-{project,role}\n", with: "async_wait id-project\n    async_wait \"id-role\"\n")
    let session = try EditorSession(SampleStack.files, capabilities: Capabilities.rich)
    session.open("lib/image", split)
    let merge = actions(session, "lib/image", at: "\"id-role", in: split).first
    #expect(merge?["title"] == .string("Merge 3 waits into one"))
    #expect(
      edited(merge, session, "lib/image", split)?.contains("async_wait id-project \"id-role\" sync_identity\n") == true)
    let commented = split.replacing("id-project\n", with: "id-project  # why\n")
    session.change("lib/image", version: 2, to: commented)
    let rest = actions(session, "lib/image", at: "\"id-role", in: commented).first
    #expect(rest?["title"] == .string("Merge 2 waits into one"))
    #expect(actions(session, "lib/image", at: "id-project  #", in: commented).isEmpty)
  }

  @Test("a task runs in the foreground again", arguments: ["id-domain create_domain", "sync_identity\n"])
  func serial(start: String) throws {
    let session = try EditorSession(SampleStack.files, capabilities: Capabilities.rich)
    session.open("lib/identity", SampleStack.identity)
    let found = serialAction(session, at: start)
    let action = try #require(found)
    let identity = edited(action, session, "lib/identity", SampleStack.identity)
    if start.hasPrefix("id-domain") {
      #expect(identity?.contains("\n    create_domain default\n") == true)
      let stack = AppliedEdit.text(of: action["edit"], session.uri("stack.sh"), SampleStack.stack)
      #expect(stack == SampleStack.stack.replacing("async_wait id-domain\n", with: ""))
    } else {
      #expect(identity?.contains("\n    sync_identity\n") == true)
      let image = AppliedEdit.text(of: action["edit"], session.uri("lib/image"), SampleStack.image)
      #expect(image == SampleStack.image.replacing("    async_wait sync_identity\n", with: ""))
    }
  }

  @Test("a task whose wait cannot be taken out stays one")
  func staysParallel() throws {
    let session = try EditorSession(SampleStack.files, capabilities: Capabilities.rich)
    session.open("lib/identity", SampleStack.identity)
    let hasAction = serialAction(session, at: "\"zone-") != nil
    #expect(!hasAction)
  }

  @Test("of a wait for two in braces the other one stays")
  func serialInBraces() throws {
    let session = try EditorSession(SampleStack.files, capabilities: Capabilities.rich)
    session.open("lib/identity", SampleStack.identity)
    for (start, rest) in [("id-role create_domain", "id-project"), ("id-project create_domain", "id-role")] {
      let found = serialAction(session, at: start)
      let action = try #require(found)
      let image = AppliedEdit.text(of: action["edit"], session.uri("lib/image"), SampleStack.image)
      #expect(image == SampleStack.image.replacing("id-{project,role}", with: rest))
    }
  }

  private func serialAction(_ session: EditorSession, at start: String) -> JSONValue? {
    actions(session, "lib/identity", at: start, in: SampleStack.identity).first {
      $0["title"]?.string?.hasSuffix("in the foreground again") == true
    }
  }
}

/// What a client makes of a `WorkspaceEdit`.
enum AppliedEdit {
  static func text(of edit: JSONValue?, _ uri: String, _ content: String) -> String? {
    let changes =
      edit?["changes"]?[uri]?.elements
      ?? edit?["documentChanges"]?.elements.first { $0["textDocument"]?["uri"]?.string == uri }?["edits"]?.elements
    guard let changes else { return nil }
    var units = Array(content.utf16)
    let sorted = changes.sorted { offset($0["range"]?["start"], content) > offset($1["range"]?["start"], content) }
    for change in sorted {
      let (start, end) = (offset(change["range"]?["start"], content), offset(change["range"]?["end"], content))
      units.replaceSubrange(start..<end, with: (change["newText"]?.string ?? "").utf16)
    }
    return String(decoding: units, as: UTF16.self)
  }

  private static func offset(_ position: JSONValue?, _ content: String) -> Int {
    var line = position?["line"]?.integer ?? 0
    var offset = 0
    for unit in content.utf16 {
      if line == 0 { break }
      offset += 1
      if unit == 0x0A { line -= 1 }
    }
    return offset + (position?["character"]?.integer ?? 0)
  }
}
