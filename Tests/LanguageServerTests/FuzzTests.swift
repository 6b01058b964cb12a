import FixtureSupport
import JSON
import LanguageServer
import Testing

@Suite("Random sessions")
struct FuzzTests {
  private static let pieces = [
    "async_wait ", "async_run x y\n", "\n", "{", "}", "\"", "'", "$(", ")", "`", "é", "😀", "\r\n", "\r", "\t", "# ",
    "# devstack-async: ignore[DSA102", "]", "<<EOF\n", "EOF\n", "if ", "fi\n", "\\", "function f {\n", "\u{0}", "${x[",
    "source lib/identity\n", "for i in a b; do\n", "done\n", "|", "&&", ";;", "[[ ", "((", "zone-{a,b}",
  ]

  @Test("edits and requests of any kind have the texts agree and every request answered", arguments: 0..<12)
  func session(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let encodings = [["utf-8"], ["utf-16"], ["utf-32"]]
    let capabilities = seed % 2 == 0 ? Capabilities.rich : Capabilities.encodings(encodings[Int(seed) % 3])
    let session = try EditorSession(SampleStack.files, capabilities: capabilities)
    let paths = ["lib/image", "lib/identity", "stack.sh", "lib/new"]
    var isOpen: Set<String> = []
    for version in 1...60 {
      let path = paths.randomElement(using: &random) ?? paths[0]
      if !isOpen.contains(path) {
        session.open(path, SampleStack.files[path] ?? "", version: version)
        isOpen.insert(path)
      } else if Int.random(in: 0..<12, using: &random) == 0 {
        session.close(path)
        isOpen.remove(path)
      } else {
        session.change(path, version: version, (0..<Int.random(in: 1...3, using: &random)).map { _ in edit(&random) })
      }
      let method = RequestNames.all.randomElement(using: &random) ?? ""
      let answer = session.answer(method, params(session, path, &random))
      #expect(answer["result"] != nil || answer["error"]?["code"]?.integer != nil)
    }
    // After all that, a known text has known findings.
    for path in isOpen { session.change(path, version: 100, to: SampleStack.files[path] ?? "") }
    if !isOpen.contains("lib/image") { session.open("lib/image", SampleStack.image, version: 101) }
    session.change("lib/image", version: 102, to: SampleStack.image.replacing("zone-$region", with: "nothing"))
    let report = session.request("textDocument/diagnostic", .members([("textDocument", session.document("lib/image"))]))
    #expect(report["items"]?.elements.contains { $0["code"]?.string == "DSA102" } == true)
  }

  @Test("what is kept of earlier states makes no difference", arguments: 0..<10)
  func sameAsFresh(seed: UInt64) throws {
    var random = SplitMix(seed: seed &+ 1_000)
    var texts = SampleStack.files
    texts["lib/image"] = SampleStack.image + "function later {\n    async_wait id-domain\n    async_run x later\n}\n"
    texts["lib/identity"] = "function quiet {\n    local a=1\n    echo $a\n}\n" + SampleStack.identity
    let session = try EditorSession(texts)
    for (path, text) in texts.sorted(by: { $0.key < $1.key }) { session.open(path, text) }
    let paths = ["lib/identity", "lib/image"]
    let words = [
      "echo ", "x", "later\n", "\n", "# ", "async_wait id-role\n", "y=1\n", " ", "}", "{", "create_domain\n",
    ]
    for version in 2..<30 {
      let path = paths.randomElement(using: &random) ?? paths[0]
      var text = Array((texts[path] ?? "").unicodeScalars)
      // Most often within the first function, which is followed by nobody.
      let limit = Bool.random(using: &random) ? min(48, text.count) : text.count
      let start = Int.random(in: 0...limit, using: &random)
      let end = min(text.count, start + Int.random(in: 0...2, using: &random))
      text.replaceSubrange(start..<end, with: (words.randomElement(using: &random) ?? "").unicodeScalars)
      texts[path] = String(String.UnicodeScalarView(text))
      session.change(path, version: version, to: texts[path] ?? "")
      guard version % 4 == 0 else { continue }
      let fresh = try EditorSession(texts)
      for path in paths { fresh.open(path, texts[path] ?? "") }
      for path in paths {
        let (one, other) = (findings(session, path), findings(fresh, path))
        #expect(one == other)
      }
    }
  }

  /// The findings of a document without the places in other files, which name the folder of the session.
  private func findings(_ session: EditorSession, _ path: String) -> [String] {
    let report = session.request("textDocument/diagnostic", .members([("textDocument", session.document(path))]))
    return report["items"]?.elements.map { item in
      JSONValue.members([("range", item["range"]), ("code", item["code"]), ("message", item["message"])]).compact
    } ?? []
  }

  private func edit(_ random: inout SplitMix) -> JSONValue {
    let (line, character) = (Int.random(in: 0..<14, using: &random), Int.random(in: 0..<50, using: &random))
    let end = EditorSession.position(
      line + Int.random(in: -1...1, using: &random), Int.random(in: 0..<60, using: &random))
    let start = EditorSession.position(line, character)
    let text = (0..<Int.random(in: 0...3, using: &random)).compactMap { _ in Self.pieces.randomElement(using: &random) }
    return .members([("range", .members([("start", start), ("end", end)])), ("text", .string(text.joined()))])
  }

  private func params(_ session: EditorSession, _ path: String, _ random: inout SplitMix) -> JSONValue {
    let position = EditorSession.position(
      Int.random(in: -1..<14, using: &random), Int.random(in: 0..<60, using: &random))
    return .members([
      ("textDocument", session.document(path)), ("position", position),
      ("range", .members([("start", position), ("end", position)])), ("newName", .string("id-x")),
      ("context", .members([("diagnostics", .array([]))])), ("query", .string("s")),
      ("item", .members([("name", .string("create_domain")), ("uri", .string(session.uri("lib/identity")))])),
    ])
  }

  @Test("bytes of any kind leave a stream that can be read on", arguments: 0..<40)
  func bytes(seed: UInt64) {
    var random = SplitMix(seed: seed)
    var framing = MessageFraming()
    let noise: [String] = [
      "Content-Length: ", "\r\n", "\n", "3", "{}", ":", "\r\n\r\n", "x", "-", "é", "content-length",
    ]
    for _ in 0..<200 {
      framing.append((noise.randomElement(using: &random) ?? "").utf8)
      while let frame = framing.next() { _ = IncomingMessage(frame) }
    }
    // What was announced may swallow the beginning; after that there is a message again.
    framing.append([UInt8](repeating: 0x20, count: 1 << 16))
    while framing.next() != nil {}
    framing.append(Array("\r\n\r\n".utf8) + MessageFraming.framed("null") + MessageFraming.framed("null"))
    var last: MessageFraming.Frame?
    while let frame = framing.next() { last = frame }
    #expect(last == .message(Array("null".utf8)))
  }
}
