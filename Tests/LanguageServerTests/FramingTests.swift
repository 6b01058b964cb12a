import JSON
import LanguageServer
import Testing

@Suite("Framing of messages")
struct FramingTests {
  /// All frames of a stream that arrives in pieces of so many bytes.
  private func frames(_ text: String, pieces: Int = 1 << 20) -> [MessageFraming.Frame] {
    var framing = MessageFraming()
    var frames: [MessageFraming.Frame] = []
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      framing.append(rest.prefix(pieces))
      rest = rest.dropFirst(pieces)
      while let frame = framing.next() { frames.append(frame) }
    }
    return frames
  }

  @Test("messages in pieces of any size", arguments: [1, 2, 7, 1_000])
  func pieces(size: Int) {
    let text =
      "Content-Length: 2\r\n\r\n{}Content-Type: x; charset=utf-8\r\ncontent-length:  4 \r\n\r\nnull"
      + "Content-Length: 0\r\n\r\nContent-Length: 1\n\n7"
    let bodies = ["{}", "null", "", "7"].map { MessageFraming.Frame.message(Array($0.utf8)) }
    #expect(frames(text, pieces: size) == bodies)
  }

  @Test(
    "what is no message is passed over",
    arguments: [
      "Content-Length: x\r\n\r\n", "Content-Length: -4\r\n\r\n", "Content-Length: 99999999999\r\n\r\n",
      "Content-Type: a\r\n\r\n", "nonsense\r\n\r\n", "{}\r\n\r\n", "Content-Length: 9223372036854775808\r\n\r\n",
    ])
  func broken(start: String) {
    let found = frames(start + "Content-Length: 2\r\n\r\n{}")
    #expect(found.last == .message(Array("{}".utf8)))
    #expect(found.count == 2)
  }

  @Test("headers without end are dropped")
  func endless() {
    let found = frames(String(repeating: "x", count: 100_000) + "\r\n\r\nContent-Length: 2\r\n\r\n{}", pieces: 4_096)
    #expect(found.last == .message(Array("{}".utf8)))
  }

  @Test("kinds of messages")
  func kinds() {
    func kind(_ text: String) -> String {
      switch IncomingMessage(.message(Array(text.utf8))) {
      case .request(let id, let method, _): "request \(id) \(method)"
      case .notification(let method, _): "notification \(method)"
      case .response(let id, let result): "response \(id) \(result == nil ? "failed" : "done")"
      case .invalid(let id, _): id == nil ? "invalid" : "invalid with id"
      }
    }
    #expect(kind(#"{"id":1,"method":"a"}"#) == "request number(1) a")
    #expect(kind(#"{"id":"x","method":"a","params":[]}"#) == #"request text("x") a"#)
    #expect(kind(#"{"method":"a"}"#) == "notification a")
    #expect(kind(#"{"id":3,"result":null}"#) == "response number(3) done")
    #expect(kind(#"{"id":3,"error":{}}"#) == "response number(3) failed")
    for text in ["[]", "7", "{}", "{", #"{"id":true,"method":"a"}"#, #"{"id":null,"method":"a"}"#] {
      #expect(kind(text) == "invalid")
    }
    #expect(kind(#"{"id":1}"#) == "invalid with id")
  }
}
