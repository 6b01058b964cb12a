import JSON
import LanguageServer
import SourceText
import Testing

@Suite("Positions in documents")
struct PositionTests {
  /// `é` is two bytes and one unit, `😀` is four bytes and two units of UTF-16.
  private let text = DocumentText(Array("aé😀b\r\nx\ry\n😀".utf8))

  @Test(
    "columns in each encoding",
    arguments: [
      (PositionEncoding.utf8, [0, 1, 3, 7, 8]), (.utf16, [0, 1, 2, 4, 5]), (.utf32, [0, 1, 2, 3, 4]),
    ])
  func columns(encoding: PositionEncoding, columns: [Int]) {
    for (offset, column) in zip([0, 1, 3, 7, 8], columns) {
      let position = Position(line: 0, character: column)
      #expect(text.position(at: offset, encoding) == position)
      #expect(text.offset(of: position, encoding) == offset)
    }
  }

  @Test("lines end at a line feed, a carriage return, or both")
  func lines() {
    #expect(text.lineCount == 4)
    #expect(text.line(0) == 0..<8)
    #expect(text.line(1) == 10..<11)
    #expect(text.line(2) == 12..<13)
    #expect(text.line(3) == 14..<18)
    #expect(text.line(9) == 18..<18)
  }

  @Test("places outside are clamped", arguments: PositionEncoding.allCases)
  func clamped(encoding: PositionEncoding) {
    #expect(text.offset(of: Position(line: 0, character: 1_000_000), encoding) == 8)
    #expect(text.offset(of: Position(line: 4_000, character: 3), encoding) == 18)
    #expect(text.offset(of: Position(line: 3, character: Int.max), encoding) == 18)
    #expect(text.position(at: 9, encoding).line == 0)
    #expect(text.position(at: 1_000, encoding).line == 3)
    #expect(text.position(at: -5, encoding) == Position(line: 0, character: 0))
  }

  @Test("the middle of a character counts as its beginning")
  func middle() {
    #expect(text.offset(of: Position(line: 0, character: 3), .utf16) == 3)
    #expect(text.offset(of: Position(line: 0, character: 5), .utf8) == 3)
  }

  @Test("each line of a text with CRLF has the columns of the same text without")
  func carriageReturns() {
    let plain = "async_wait é😀 x\ny\n"
    let (one, other) = (
      DocumentText(Array(plain.utf8)), DocumentText(Array(plain.replacing("\n", with: "\r\n").utf8))
    )
    for encoding in PositionEncoding.allCases {
      for character in 0..<20 {
        let position = Position(line: 0, character: character)
        #expect(one.offset(of: position, encoding) == other.offset(of: position, encoding))
      }
    }
  }

  @Test(
    "names of files",
    arguments: [
      ("file:///a/b%20c", "/a/b c"), ("file:///a/%C3%A9", "/a/é"), ("file://localhost/a", "/a"), ("FILE:///a", "/a"),
      ("file:///a%", "/a%"), ("file:///a#x", "/a"),
    ])
  func uris(uri: String, path: String) {
    #expect(DocumentURI.path(of: uri) == path)
  }

  @Test(
    "names that are no files", arguments: ["untitled:x", "http://a/b", "file://host/a", "", "file:a", "file:///a%00"])
  func otherURIs(uri: String) {
    #expect(DocumentURI.path(of: uri) == nil)
  }

  @Test("a path and its name", arguments: ["/a b/é😀#?%/x", "/", "/tmp/lib/key~stone"])
  func roundTrip(path: String) {
    #expect(DocumentURI.path(of: DocumentURI.uri(of: path)) == path)
  }
}
