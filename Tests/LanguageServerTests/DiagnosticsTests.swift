import JSON
import Testing

@Suite("Findings in the editor")
struct DiagnosticsTests {
  @Test("come with the document, and go with it")
  func openAndClose() throws {
    let session = try EditorSession(SampleStack.files, capabilities: Capabilities.rich)
    session.open("lib/image", SampleStack.image, version: 7)
    let clean = try #require(session.diagnostics("lib/image"))
    #expect(clean["version"] == .number(7))
    #expect(clean["diagnostics"] == .array([]))
    session.change("lib/image", version: 8, to: SampleStack.image.replacing("sync_identity", with: "sync_identit"))
    let found = try #require(session.diagnostics("lib/image"))
    #expect(found["version"] == .number(8))
    let finding = try #require(found["diagnostics"]?.elements.first)
    #expect(finding["code"] == .string("DSA102"))
    #expect(finding["severity"] == .number(1))
    #expect(finding["source"] == .string("devstack-async"))
    #expect(finding["codeDescription"]?["href"] == .string("https://rules.example/DSA102"))
    #expect(finding["range"] == EditorSession.range(3, 15, 27))
    let related = finding["relatedInformation"]?.elements ?? []
    #expect(related.contains { $0["location"]?["uri"]?.string == session.uri("stack.sh") })
    session.close("lib/image")
    #expect(session.diagnostics("lib/image")?["diagnostics"] == .array([]))
  }

  @Test("change in other open documents while one is edited")
  func otherDocuments() throws {
    let session = try EditorSession(SampleStack.files)
    session.open("lib/image", SampleStack.image)
    session.open("lib/identity", SampleStack.identity)
    #expect(session.codes("lib/image") == [])
    session.change("lib/identity", version: 2, to: SampleStack.identity.replacing("async_run id-role", with: ":"))
    #expect(session.codes("lib/image") == ["DSA102"])
    #expect(session.codes("lib/identity") == [])
    session.change("lib/identity", version: 3, to: SampleStack.identity)
    #expect(session.codes("lib/image") == [])
    session.change("lib/identity", version: 4, to: SampleStack.identity + "# a comment\n")
    // Nothing has changed there, so nothing is said.
    #expect(session.diagnostics("lib/image") == nil)
  }

  @Test("are for the newest version only, however many have come")
  func newestOnly() throws {
    let session = try EditorSession(SampleStack.files)
    session.open("lib/image", SampleStack.image)
    session.received(clear: true)
    session.sendTogether(
      (2...40).map { version in
        .notification(
          method: "textDocument/didChange",
          params: .members([
            (
              "textDocument", .members([("uri", .string(session.uri("lib/image"))), ("version", .number(version))])
            ),
            ("contentChanges", .array([.members([("text", .string(SampleStack.image + "# \(version)\n"))])])),
          ]))
      })
    let published = session.take("textDocument/publishDiagnostics")
    #expect(published.map { $0["params"]?["version"] } == [.number(40)])
  }

  @Test("follow edits by ranges", arguments: ["utf-8", "utf-16", "utf-32"])
  func incremental(encoding: String) throws {
    let session = try EditorSession(SampleStack.files, capabilities: Capabilities.encodings([encoding]))
    let text = "# é😀\r\n" + SampleStack.image.replacing("\n", with: "\r\n")
    session.open("lib/image", text)
    #expect(session.codes("lib/image") == [])
    // After two characters whose widths differ, then a name in another line, then a line in between.
    let width = ["utf-8": 6, "utf-16": 3, "utf-32": 2][encoding] ?? 0
    session.change(
      "lib/image", version: 2,
      [
        .members([("range", EditorSession.range(0, 2 + width, 99)), ("text", .string(" end"))]),
        .members([("range", EditorSession.range(4, 15, 19)), ("text", .string("süß"))]),
        .members([("range", EditorSession.range(1, 0, 0)), ("text", .string("# 😀\r\n"))]),
      ])
    let finding = session.diagnostics("lib/image")?["diagnostics"]?.elements.first
    #expect(finding?["message"]?.string?.contains("süß_identity") == true)
    let length = ["utf-8": 14, "utf-16": 12, "utf-32": 12][encoding] ?? 0
    #expect(finding?["range"] == EditorSession.range(5, 15, 15 + length))
  }

  @Test("have columns in units of UTF-16 unless otherwise agreed")
  func columns() throws {
    let session = try EditorSession(SampleStack.files)
    session.open("lib/image", SampleStack.imageWithUnknownWait + "# é😀\n")
    let finding = session.diagnostics("lib/image")?["diagnostics"]?.elements.first
    #expect(finding?["range"] == EditorSession.range(2, 33, 39))
  }

  @Test("say in their text what the client cannot show beside it")
  func poorClient() throws {
    let session = try EditorSession(SampleStack.files)
    session.open("lib/image", SampleStack.image.replacing("sync_identity", with: "nothing_such"))
    let finding = session.diagnostics("lib/image")?["diagnostics"]?.elements.first
    #expect(finding?["message"]?.string?.contains("called from here: stack.sh, line 8") == true)
    #expect(finding?["relatedInformation"] == nil)
    #expect(finding?["codeDescription"] == nil)
  }

  @Test("about text that does nothing are marked so")
  func dead() throws {
    let session = try EditorSession(SampleStack.files, capabilities: Capabilities.rich)
    session.open(
      "lib/image", SampleStack.image.replacing("sync_identity", with: "sync_identity; async_wait sync_identity"))
    let finding = session.diagnostics("lib/image")?["diagnostics"]?.elements.first
    #expect(finding?["code"] == .string("DSA105"))
    #expect(finding?["tags"] == .array([.number(1)]))
  }

  @Test("about conflicts are shown on every side, also while one side is edited")
  func bothSides() throws {
    var files = SampleStack.files
    files["lib/identity"] =
      SampleStack.identity.replacing("create_domain default", with: "write_domain")
      + "function write_domain { echo x > /etc/shared.conf; }\n"
    let image = SampleStack.image.replacing("# Images\n", with: "# Images\nfunction write_shared { :; }\n")
      .replacing("function configure_image {\n", with: "function configure_image {\n    write_shared\n")
    files["lib/image"] = image
    let session = try EditorSession(files)
    for path in ["stack.sh", "lib/identity", "lib/image"] { session.open(path, files[path] ?? "") }
    let isQuiet = session.codes("lib/image")?.contains("DSA401") == false
    #expect(isQuiet)
    _ = session.codes("lib/identity")
    _ = session.codes("stack.sh")
    session.change("lib/image", version: 2, to: image.replacing("{ :; }", with: "{ echo y > /etc/shared.conf; }"))
    for path in ["stack.sh", "lib/identity", "lib/image"] {
      let hasRace = session.codes(path)?.contains("DSA401") == true
      #expect(hasRace, "\(path)")
    }
    session.change("lib/image", version: 3, to: image)
    let isQuietAgain = session.codes("lib/image")?.contains("DSA401") == false
    #expect(isQuietAgain)
  }

  @Test("are silenced by comments")
  func suppressed() throws {
    let session = try EditorSession(SampleStack.files)
    let bad = SampleStack.image.replacing("sync_identity", with: "gone  # devstack-async: ignore[DSA102] elsewhere")
    session.open("lib/image", bad)
    #expect(session.codes("lib/image")?.contains("DSA102") == false)
  }

  @Test("survive text that is no script, and come back")
  func unparsable() throws {
    let session = try EditorSession(SampleStack.files)
    session.open("lib/image", SampleStack.image)
    session.change("lib/image", version: 2, to: SampleStack.image + "function { if ((( \"${")
    #expect(session.codes("lib/image")?.contains("DSA901") == true)
    session.change("lib/image", version: 3, to: "\u{0}\u{1}")
    session.change("lib/image", version: 4, to: "")
    session.change("lib/image", version: 5, to: SampleStack.image)
    #expect(session.codes("lib/image") == [])
  }

  @Test("come from open texts where the disk says otherwise, and from the disk afterwards")
  func disk() throws {
    let session = try EditorSession(SampleStack.files)
    session.open("lib/image", SampleStack.image)
    session.open("lib/identity", SampleStack.identity.replacing("async_run id-role", with: ":"))
    #expect(session.codes("lib/image") == ["DSA102"])
    session.close("lib/identity")
    #expect(session.codes("lib/image") == [])
    try session.write(SampleStack.identity.replacing("async_run id-role", with: ":"), to: "lib/identity")
    session.notify(
      "workspace/didChangeWatchedFiles",
      .members([
        ("changes", .array([.members([("uri", .string(session.uri("lib/identity"))), ("type", .number(2))])]))
      ]))
    #expect(session.codes("lib/image") == ["DSA102"])
    try session.remove("lib/identity")
    session.notify("textDocument/didSave", .members([("textDocument", session.document("lib/image"))]))
    #expect(session.codes("lib/image")?.count ?? 0 > 1)
  }

  @Test("a file that is deleted while it is open stays as the editor has it")
  func deleted() throws {
    let session = try EditorSession(SampleStack.files)
    session.open("lib/image", SampleStack.image.replacing("sync_identity", with: "gone"))
    try session.remove("lib/image")
    session.notify("textDocument/didSave", .members([("textDocument", session.document("lib/image"))]))
    session.change("lib/image", version: 2, to: SampleStack.image.replacing("sync_identity", with: "gone_too"))
    #expect(session.codes("lib/image") == ["DSA102"])
    session.close("lib/image")
    #expect(session.diagnostics("lib/image")?["diagnostics"] == .array([]))
  }

  @Test("a new file in the editor belongs to its program before it is saved")
  func newFile() throws {
    let session = try EditorSession(SampleStack.files)
    session.open(
      "stack.sh", SampleStack.stack.replacing("async_init", with: "source $TOP_DIR/lib/new\nasync_init\nnew"))
    _ = session.diagnostics("stack.sh")
    session.open("lib/new", "function new {\n    async_wait nowhere\n}\n")
    #expect(session.codes("lib/new") == ["DSA102"])
  }

  @Test("other languages are left alone")
  func otherLanguage() throws {
    let session = try EditorSession(["a.py": "async_wait x\n"])
    session.open("a.py", "async_wait x\n", language: "python")
    #expect(session.codes("a.py") == [])
    session.open("b", "async_wait x\n", language: "shellscript")
    #expect(session.codes("b")?.contains("DSA102") == true)
  }
}

extension EditorSession {
  func received(clear: Bool) { if clear { _ = take("textDocument/publishDiagnostics") } }
}
