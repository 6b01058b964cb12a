import JSON
import Testing

@Suite("Folders, files and settings")
struct WorkspaceSessionTests {
  private static let pulling = JSONValue.members([
    ("textDocument", .members([("diagnostic", .object([]))])),
    ("workspace", .members([("diagnostics", .members([("refreshSupport", .boolean(true))]))])),
  ])
  private let bad = SampleStack.image.replacing("sync_identity", with: "gone")

  @Test("diagnostics that the client fetches")
  func pull() throws {
    let session = try EditorSession(SampleStack.files, capabilities: Self.pulling)
    #expect(session.initialization["capabilities"]?["diagnosticProvider"]?["interFileDependencies"] == .boolean(true))
    session.open("lib/image", bad)
    #expect(session.codes("lib/image") == ["DSA102"])
    let report = session.request("textDocument/diagnostic", .members([("textDocument", session.document("lib/image"))]))
    #expect(report["kind"] == .string("full"))
    #expect(report["items"]?.elements.map { $0["code"] } == [.string("DSA102")])
    // What was sent before is taken back, so that nothing is shown twice.
    #expect(session.codes("lib/image") == [])
    session.change("lib/image", version: 2, to: bad + "# more\n")
    #expect(session.diagnostics("lib/image") == nil)
    let again = session.request(
      "textDocument/diagnostic",
      .members([("textDocument", session.document("lib/image")), ("previousResultId", report["resultId"])]))
    #expect(again["kind"] == .string("unchanged"))
  }

  @Test("a client that fetches is told when other documents may have changed")
  func refresh() throws {
    let session = try EditorSession(SampleStack.files, capabilities: Self.pulling)
    session.open("lib/image", SampleStack.image)
    session.open("lib/identity", SampleStack.identity)
    _ = session.request("textDocument/diagnostic", .members([("textDocument", session.document("lib/image"))]))
    _ = session.take("workspace/diagnostic/refresh")
    session.change("lib/identity", version: 2, to: SampleStack.identity + "# more\n")
    #expect(session.take("workspace/diagnostic/refresh").isEmpty)
    session.change("lib/identity", version: 3, to: SampleStack.identity.replacing("async_runfunc", with: ":"))
    #expect(session.take("workspace/diagnostic/refresh").count == 1)
  }

  @Test("the whole workspace, closed files included")
  func workspace() throws {
    var files = SampleStack.files
    files["lib/image"] = bad
    let session = try EditorSession(files, capabilities: Self.pulling)
    let report = session.request("workspace/diagnostic", .members([("previousResultIds", .array([]))]))
    let withFindings = report["items"]?.elements.filter { $0["items"]?.elements.isEmpty == false } ?? []
    #expect(withFindings.map { $0["uri"]?.string } == ["lib/identity", "lib/image"].map { session.uri($0) })
    #expect(withFindings.first?["version"] == .null)
    #expect(report["items"]?.elements.count == 4)
  }

  @Test("a configuration, and its errors in its own file")
  func configuration() throws {
    var files = SampleStack.files
    files[".devstack-async.toml"] = "ignore = [\"DSA102\"]\n"
    let session = try EditorSession(files)
    session.open("lib/image", bad)
    #expect(session.codes("lib/image")?.contains("DSA102") == false)
    let path = ".devstack-async.toml"
    session.open(path, "ignore = []\nseverty = {}\n", language: "toml")
    let error = session.diagnostics(path)?["diagnostics"]?.elements.first
    #expect(error?["message"]?.string?.contains("did you mean 'severity'") == true)
    #expect(error?["range"] == EditorSession.range(1, 0, 12))
    session.change(path, version: 2, to: "ignore = []\n")
    #expect(session.diagnostics(path)?["diagnostics"] == .array([]))
    #expect(session.codes("lib/image") == ["DSA102"])
    session.close(path)
    #expect(session.codes("lib/image")?.contains("DSA102") == false)
  }

  @Test("a configuration on the disk with an error is shown although it is not open")
  func closedConfiguration() throws {
    var files = SampleStack.files
    files[".devstack-async.toml"] = "child-max = 'x'\n"
    let session = try EditorSession(files)
    session.open("lib/image", bad)
    #expect(session.diagnostics(".devstack-async.toml")?["diagnostics"]?.elements.count == 1)
    #expect(session.codes("lib/image") == ["DSA102"])
    try session.write("child-max = 8\n", to: ".devstack-async.toml")
    session.notify(
      "workspace/didChangeWatchedFiles",
      .members([
        ("changes", .array([.members([("uri", .string(session.uri(".devstack-async.toml"))), ("type", .number(2))])]))
      ]))
    #expect(session.diagnostics(".devstack-async.toml")?["diagnostics"] == .array([]))
  }

  @Test("settings of the client, at the start and later")
  func settings() throws {
    let ignoring = JSONValue.members([("ignore", .array([.string("DSA102"), .string("nonsense")]))])
    let session = try EditorSession(SampleStack.files, options: ignoring)
    session.open("lib/image", bad)
    #expect(session.codes("lib/image")?.contains("DSA102") == false)
    session.notify(
      "workspace/didChangeConfiguration", .members([("settings", .members([("devstack-async", .object([]))]))]))
    #expect(session.codes("lib/image") == ["DSA102"])
  }

  @Test("settings that the server has to ask for, and files that it asks to have watched")
  func asking() throws {
    let session = try EditorSession(
      SampleStack.files,
      capabilities: .members([
        (
          "workspace",
          .members([
            ("configuration", .boolean(true)),
            ("didChangeWatchedFiles", .members([("dynamicRegistration", .boolean(true))])),
          ])
        )
      ]))
    #expect(session.take("client/registerCapability").count == 1)
    let question = try #require(session.take("workspace/configuration").first)
    session.open("lib/image", bad)
    #expect(session.codes("lib/image") == ["DSA102"])
    let id = question["id"]?.integer ?? 0
    session.send(
      .response(.number(id), .array([.members([("ignore", .array([.string("wait-without-start")]))])])))
    #expect(session.codes("lib/image")?.contains("DSA102") == false)
  }

  @Test("a plugin is read with the devstack tree beside it")
  func plugin() throws {
    var files = Dictionary(uniqueKeysWithValues: SampleStack.files.map { ("devstack/" + $0, $1) })
    let script = "function p {\n    async_wait id-domain\n}\nif [[ $1 == stack && $2 == extra ]]; then p; fi\n"
    files["other/devstack/plugin.sh"] = script
    let session = try EditorSession(files, capabilities: Capabilities.rich)
    session.open("other/devstack/plugin.sh", script)
    #expect(session.diagnostics("other/devstack/plugin.sh") != nil)
    session.open("devstack/lib/identity", SampleStack.identity)
    #expect(session.codes("devstack/lib/identity") == [])
  }

  @Test("files that come and go on the disk")
  func comingAndGoing() throws {
    let session = try EditorSession(SampleStack.files)
    let stack = SampleStack.stack.replacing("async_init", with: "source $TOP_DIR/lib/new\nasync_init\nstart_new")
    session.open("stack.sh", stack)
    session.open("lib/image", SampleStack.image.replacing("sync_identity", with: "sync_identity new-task"))
    #expect(session.codes("lib/image") == ["DSA102"])
    func tell(_ paths: [String], _ type: Int) {
      let changes = paths.map {
        JSONValue.members([("uri", .string(session.uri($0))), ("type", .number(type))])
      }
      session.notify("workspace/didChangeWatchedFiles", .members([("changes", .array(changes))]))
    }
    try session.write("function start_new {\n    async_run new-task true\n}\n", to: "lib/new")
    try session.write("x", to: ".git/index")
    try session.write("async_run new-task true", to: "notes.md")
    tell([".git/index", "notes.md", "nowhere"], 1)
    #expect(session.codes("lib/image") == nil)
    tell(["lib/new"], 1)
    #expect(session.codes("lib/image") == [])
    try session.remove("lib/new")
    tell(["lib/new"], 3)
    #expect(session.codes("lib/image") == ["DSA102"])
  }

  @Test("two trees in one session know nothing of each other")
  func folders() throws {
    var files = Dictionary(uniqueKeysWithValues: SampleStack.files.map { ("one/" + $0, $1) })
    for (path, text) in SampleStack.files { files["two/" + path] = text }
    let session = try EditorSession(files)
    session.open("one/lib/image", SampleStack.image)
    session.open("two/lib/image", SampleStack.image)
    session.open("one/lib/identity", SampleStack.identity.replacing("async_runfunc", with: ":"))
    #expect(session.codes("one/lib/image") == ["DSA102"])
    #expect(session.codes("two/lib/image") == [])
    session.notify(
      "workspace/didChangeWorkspaceFolders",
      .members([
        (
          "event",
          .members([
            ("added", .array([.members([("uri", .string(session.uri("two")))])])),
            ("removed", .array([.members([("uri", .string(session.uri("")))])])),
          ])
        )
      ]))
    let report = session.request("workspace/diagnostic", .object([]))
    #expect(report["items"]?.elements.count == 8)
  }

  @Test("a file that belongs to nothing is read alone")
  func alone() throws {
    let session = try EditorSession(["a.sh": "async_wait one\n", "b.sh": "async_run one true\n"])
    session.open("a.sh", "async_wait one\n")
    #expect(session.codes("a.sh")?.contains("DSA102") == true)
    #expect(session.request("workspace/symbol", .members([("query", .string(""))])) == .array([]))
  }

  @Test("documents that are no files do no harm")
  func untitled() throws {
    let session = try EditorSession()
    let item = JSONValue.members([
      ("uri", .string("untitled:Untitled-1")), ("languageId", .string("shellscript")), ("version", .number(1)),
      ("text", .string("async_wait x\n")),
    ])
    session.notify("textDocument/didOpen", .members([("textDocument", item)]))
    #expect(session.take("textDocument/publishDiagnostics").count == 1)
    session.notify("textDocument/didClose", .members([("textDocument", item)]))
  }

  @Test("a baseline that cannot be read silences nothing, and is told in the configuration")
  func unreadableBaseline() throws {
    var files = SampleStack.files
    files[".devstack-async.toml"] = "child-max = 9\nbaseline = \"known\"\n"
    files["lib/image"] = SampleStack.imageWithUnknownWait
    let session = try EditorSession(files, capabilities: Capabilities.rich)
    session.open("lib/image", SampleStack.imageWithUnknownWait)
    #expect(session.codes("lib/image") == ["DSA102"])
    let told = session.diagnostics(".devstack-async.toml")?["diagnostics"]?.elements.first
    #expect(told?["message"]?.string?.contains("known") == true)
    #expect(told?["range"]?["start"]?["line"]?.integer == 1)
    try session.write("# nothing is known\n", to: "known")
    session.change("lib/image", version: 2, to: SampleStack.imageWithUnknownWait + "# more\n")
    #expect(session.codes("lib/image") == ["DSA102"])
    #expect(session.diagnostics(".devstack-async.toml")?["diagnostics"]?.elements.isEmpty == true)
  }
}
