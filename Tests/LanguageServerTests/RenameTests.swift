import JSON
import Testing

@Suite("Renaming tasks")
struct RenameTests {
  private func rename(
    _ session: EditorSession, _ path: String, _ text: String, in content: String, to name: String
  ) -> JSONValue {
    guard case .object(let members) = session.place(path, text, in: content) else { return .null }
    return session.answer("textDocument/rename", .object(members + [("newName", .string(name))]))
  }

  private func session(_ files: [String: String] = SampleStack.files) throws -> EditorSession {
    let session = try EditorSession(files, capabilities: Capabilities.rich)
    for (path, text) in files where path.hasPrefix("lib/") { session.open(path, text) }
    return session
  }

  @Test("in every file, from either end")
  func acrossFiles() throws {
    let session = try session()
    for (path, text, content) in [
      ("lib/identity", "id-domain", SampleStack.identity), ("stack.sh", "id-domain", SampleStack.stack),
    ] {
      let edit = rename(session, path, text, in: content, to: "id-realm")["result"]
      let identity = AppliedEdit.text(of: edit, session.uri("lib/identity"), SampleStack.identity)
      let stack = AppliedEdit.text(of: edit, session.uri("stack.sh"), SampleStack.stack)
      #expect(identity == SampleStack.identity.replacing("id-domain", with: "id-realm"))
      #expect(stack == SampleStack.stack.replacing("id-domain", with: "id-realm"))
    }
  }

  @Test("within a list in braces, where what surrounds it stays")
  func braces() throws {
    let session = try session()
    let edit = rename(session, "lib/identity", "id-role", in: SampleStack.identity, to: "id-roles")["result"]
    #expect(
      AppliedEdit.text(of: edit, session.uri("lib/image"), SampleStack.image)
        == SampleStack.image.replacing("role}", with: "roles}"))
    let refused = rename(session, "lib/identity", "id-role", in: SampleStack.identity, to: "role")
    #expect(refused["error"]?["message"]?.string?.contains("of the form 'id-…'") == true)
  }

  @Test("a task that is named after its function gets a name of its own")
  func functions() throws {
    let session = try session()
    let edit = rename(session, "lib/image", "sync_identity", in: SampleStack.image, to: "id-sync")["result"]
    let identity = AppliedEdit.text(of: edit, session.uri("lib/identity"), SampleStack.identity)
    #expect(identity == SampleStack.identity.replacing("async_runfunc sync", with: "async_run id-sync sync"))
    #expect(
      AppliedEdit.text(of: edit, session.uri("lib/image"), SampleStack.image)?.contains("async_wait id-sync\n") == true)
  }

  @Test(
    "is refused where it would not be all",
    arguments: [
      ("zone-$region", "lib/image", "zone-north", "makes several names"),
      ("id-{", "lib/image", "id-domain", "is there already"), ("id-{", "lib/image", "id x", "is no name"),
      ("id-{", "lib/image", "-x", "is no name"), ("id-{", "lib/image", "", "is no name"),
    ])
  func refused(text: String, path: String, name: String, reason: String) throws {
    let session = try session()
    let answer = rename(
      session, path, text == "id-{" ? "project," : text, in: SampleStack.image, to: name)
    #expect(answer["error"]?["message"]?.string?.contains(reason) == true)
    #expect(answer["error"]?["code"] == .number(-32803))
  }

  @Test("is refused where a name that is not known may be the same")
  func unknownNames() throws {
    var files = SampleStack.files
    files["lib/image"] = SampleStack.image.replacing("async_wait sync_identity", with: "async_wait sync_$REGION")
    let session = try session(files)
    let content = SampleStack.identity
    let answer = rename(session, "lib/identity", "sync_identity\n", in: content, to: "x")
    #expect(answer["error"]?["message"]?.string?.contains("may be this task") == true)
  }

  @Test("shows the name beforehand, or why not")
  func prepare() throws {
    let session = try session()
    let place = session.place("lib/image", "role}", in: SampleStack.image)
    let prepared = session.request("textDocument/prepareRename", place)
    #expect(prepared["placeholder"] == .string("id-role"))
    #expect(prepared["range"] == EditorSession.range(2, 27, 31))
    let several = session.place("lib/image", "zone-$region", in: SampleStack.image)
    #expect(session.failure("textDocument/prepareRename", several)?.contains("several names") == true)
    let nothing = session.place("lib/image", "# Images", in: SampleStack.image)
    #expect(session.answer("textDocument/prepareRename", nothing)["result"] == .null)
  }

  @Test("through wrappers: where the name was passed in")
  func wrappers() throws {
    var files = SampleStack.files
    files["lib/identity"] =
      SampleStack.identity.replacing(
        "async_run id-domain create_domain default", with: "in_background id-domain default")
      + "function in_background { async_run \"$1\" create_domain \"$2\"; }\n"
    let session = try session(files)
    let edit = rename(session, "stack.sh", "id-domain", in: SampleStack.stack, to: "id-realm")["result"]
    let identity = AppliedEdit.text(of: edit, session.uri("lib/identity"), files["lib/identity"] ?? "")
    #expect(identity?.contains("in_background id-realm default\n") == true)
  }
}
