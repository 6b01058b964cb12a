import Foundation
import JSON
import LanguageServer
import Testing

@Suite("What an editor may open and is not looked at")
struct RefusalTests {
  private let broken = "foo $(\n"

  private func shown(_ session: EditorSession) -> [String] {
    session.received.filter { $0["method"]?.string == "window/showMessage" }
      .compactMap { $0["params"]?["message"]?.string }
  }

  private func open(_ session: EditorSession, _ uri: String, _ text: String) {
    session.notify(
      "textDocument/didOpen",
      .members([
        (
          "textDocument",
          .members([
            ("uri", .string(uri)), ("languageId", .string("shellscript")), ("version", .number(1)),
            ("text", .string(text)),
          ])
        )
      ]))
  }

  private func findings(_ session: EditorSession, _ uri: String) -> Int? {
    session.received.last {
      $0["method"]?.string == "textDocument/publishDiagnostics" && $0["params"]?["uri"]?.string == uri
    }?["params"]?["diagnostics"]?.elements.count
  }

  @Test func aLargeDocumentIsToldOfOnce() throws {
    let session = try EditorSession(["stack.sh": "echo\n", "big.sh": "echo\n"])
    let uri = session.uri("big.sh")
    open(session, uri, broken + String(repeating: "# 345678\n", count: 1 << 20))
    #expect(shown(session) == ["big.sh is larger than 8 MB and is not looked at"])
    #expect(findings(session, uri) ?? 0 == 0)
    let place = JSONValue.members([
      ("textDocument", .members([("uri", .string(uri))])),
      ("position", .members([("line", .number(0)), ("character", .number(1))])),
    ])
    for method in ["textDocument/hover", "textDocument/definition", "textDocument/documentSymbol"] {
      #expect(session.answer(method, place)["id"] != nil)
    }
    let smaller = JSONValue.members([("text", .string(broken))])
    session.notify(
      "textDocument/didChange",
      .members([
        ("textDocument", .members([("uri", .string(uri)), ("version", .number(2))])),
        ("contentChanges", .array([smaller])),
      ]))
    #expect(findings(session, uri) == 1)
    #expect(shown(session).count == 1)
    session.notify("textDocument/didClose", .members([("textDocument", .members([("uri", .string(uri))]))]))
  }

  @Test func devicesAndPipesAreNotOpened() throws {
    let session = try EditorSession(["stack.sh": "echo\n"])
    #expect(mkfifo(session.folder.path + "/pipe.sh", 0o600) == 0)
    try FileManager.default.createSymbolicLink(
      atPath: session.folder.path + "/zero.sh", withDestinationPath: "/dev/zero")
    for uri in [session.uri("pipe.sh"), session.uri("zero.sh"), "file:///dev/zero", "file:///dev/stdin"] {
      open(session, uri, broken)
      session.notify("textDocument/didSave", .members([("textDocument", .members([("uri", .string(uri))]))]))
      session.notify(
        "workspace/didChangeWatchedFiles",
        .members([("changes", .array([.members([("uri", .string(uri)), ("type", .number(2))])]))]))
      session.notify("textDocument/didClose", .members([("textDocument", .members([("uri", .string(uri))]))]))
      session.notify(
        "workspace/didChangeWatchedFiles",
        .members([("changes", .array([.members([("uri", .string(uri)), ("type", .number(2))])]))]))
    }
    #expect(shown(session).count == 4)
    #expect(session.answer("shutdown", .null)["result"] == .null)
  }
}

@Suite("Framing of hostile streams")
struct HostileFramingTests {
  private func messages(_ text: String, pieces: Int) -> [String] {
    var framing = MessageFraming()
    var messages: [String] = []
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      framing.append(rest.prefix(pieces))
      rest = rest.dropFirst(pieces)
      while let frame = framing.next() {
        if case .message(let bytes) = frame { messages.append(String(decoding: bytes, as: UTF8.self)) }
      }
    }
    return messages
  }

  /// Whatever stands before it, a good message is taken.
  @Test(
    arguments: [
      "Content-Length: 2\r\nContent-Length: 999999\r\n\r\n{}", "Content-Length: 999999\r\nContent-Length: 2\r\n\r\n{}",
      "Content-Length: 2\r\nContent-Length: x\r\n\r\n{\"a\":1}", "Content-Length: 2, 5\r\n\r\n{}",
      "Content-Length: +2\r\nContent-Length: 2\r\n\r\n{}", "Content-Length: 99999999999999\r\n\r\n{}",
      "Content-Length: 0x10\r\n\r\n{}", "Content-Length:\r\n\r\n{}", "\r\n\r\n\r\n", "Content-Length 2\r\n\r\n{}\n\n",
      "Content-Length: -1\r\n\r\nContent-Length: -1\r\n\r\n",
    ], [1, 3, 17, 1 << 16])
  func areFollowedByWhatIsGood(start: String, pieces: Int) {
    let good = "Content-Length: 6\r\n\r\n\"good\""
    #expect(messages(start + good, pieces: pieces).last == "\"good\"")
  }

  @Test func aMessageThatIsTooLongIsPassedOverUnread() {
    var framing = MessageFraming()
    let length = MessageFraming.maximumLength + 5
    framing.append(Array("Content-Length: \(length)\r\n\r\n".utf8))
    #expect(framing.next() == .broken("a message of \(length) bytes is too long"))
    // What looks like a header in it is none.
    let piece = Array(String(repeating: "Content-Length: 1\r\n\r\n7", count: 1 << 12).utf8)
    var rest = length
    while rest > 0 {
      framing.append(piece.prefix(rest))
      rest -= min(rest, piece.count)
      #expect(framing.next() == nil)
    }
    framing.append(Array("Content-Length: 2\r\n\r\n{}".utf8))
    #expect(framing.next() == .message(Array("{}".utf8)))
  }
}
