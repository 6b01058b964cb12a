import Foundation
import JSON
import LanguageServer
import Testing

@Suite("The server as a process", .serialized, .timeLimit(.minutes(3)))
struct ProcessTests {
  @Test("begins and ends in order", arguments: [[], ["--stdio"]])
  func inOrder(arguments: [String]) throws {
    let server = try ServerProcess(arguments)
    #expect(server.initialize()["result"]?["serverInfo"]?["name"] == .string("devstack-async"))
    #expect(server.request(2, "shutdown")["result"] == .null)
    server.notify("exit")
    #expect(server.status() == 0)
  }

  @Test("ends with a failure when the client is gone")
  func gone() throws {
    let server = try ServerProcess()
    _ = server.initialize()
    server.closeInput()
    #expect(server.status() == 1)
    let fresh = try ServerProcess()
    fresh.closeInput()
    #expect(fresh.status() == 1)
    let hasty = try ServerProcess()
    hasty.notify("exit")
    #expect(hasty.status() == 1)
  }

  @Test("ends when the process that the client names has ended")
  func parent() throws {
    let ended = Process()
    ended.executableURL = URL(fileURLWithPath: "/bin/true")
    try ended.run()
    ended.waitUntilExit()
    let server = try ServerProcess()
    _ = server.initialize([("processId", .number(Int(ended.processIdentifier)))])
    #expect(server.status() == 1)
  }

  @Test("answers what is no message, and goes on")
  func malformed() throws {
    let server = try ServerProcess()
    server.write("GET / HTTP/1.1\r\n\r\n")
    #expect(server.answer(nil)["error"]?["code"] == .number(-32700))
    server.write(MessageFraming.framed("{\"id\": 1,"))
    #expect(server.answer(nil)["error"]?["code"] == .number(-32700))
    server.write(MessageFraming.framed("[]"))
    #expect(server.answer(nil)["error"]?["code"] == .number(-32600))
    server.write(MessageFraming.framed(String(repeating: "[", count: 100_000)))
    #expect(server.answer(nil)["error"]?["code"] == .number(-32700))
    #expect(server.initialize()["result"] != nil)
  }

  @Test("says the same as lint")
  func sameAsLint() throws {
    let session = try EditorSession(SampleStack.files)
    let bad = SampleStack.image.replacing("sync_identity", with: "gone")
    try session.write(bad, to: "lib/image")
    let server = try ServerProcess()
    _ = server.initialize()
    for (path, text) in [("lib/identity", SampleStack.identity), ("lib/image", bad)] {
      server.notify(
        "textDocument/didOpen",
        .members([
          (
            "textDocument",
            .members([
              ("uri", .string(session.uri(path))), ("languageId", .string("sh")), ("version", .number(1)),
              ("text", .string(text)),
            ])
          )
        ]))
    }
    var said: [String: [String]] = [:]
    while said.count < 2, let message = server.next() {
      guard let uri = message["params"]?["uri"]?.string else { continue }
      said[uri] = message["params"]?["diagnostics"]?.elements.map {
        "\(($0["range"]?["start"]?["line"]?.integer ?? 0) + 1) \($0["code"]?.string ?? "")"
      }
    }
    let lint = Process()
    lint.executableURL = URL(fileURLWithPath: ServerProcess.path)
    lint.arguments = ["lint", "--output-format", "concise", "."]
    lint.currentDirectoryURL = session.folder
    let output = Pipe()
    lint.standardOutput = output
    lint.standardError = Pipe()
    try lint.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    lint.waitUntilExit()
    for line in text.split(separator: "\n") where !line.hasPrefix(" ") {
      let parts = line.split(separator: ":")
      let code = String(line.suffix(7).dropLast())
      #expect(said[session.uri(String(parts[0]))]?.contains("\(parts[1]) \(code)") == true)
    }
    #expect(said.values.map(\.count).reduce(0, +) == text.split(separator: "\n").filter { !$0.hasPrefix(" ") }.count)
    #expect(!text.isEmpty)
  }
}
