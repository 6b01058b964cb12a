import Testing

@testable import SourceText

@Suite("Positions in a text")
struct TextPositionTests {
  @Test func countInCodePointsUnitsAndBytes() {
    let source = SourceFile(path: "x", text: "a\r\né😀b\n")
    let offset = 3 + 2 + 4
    #expect(source.position(at: offset) == TextPosition(line: 2, column: 3, utf16Column: 4, byteColumn: 7))
  }

  @Test func standBehindTheEndWhereTheOffsetDoes() {
    let source = SourceFile(path: "x", text: "ab")
    #expect(source.position(at: 99) == TextPosition(line: 1, column: 3, utf16Column: 3, byteColumn: 3))
  }

  @Test func cutRangesAtTheLineEnd() {
    let source = SourceFile(path: "x", text: "ab\r\ncd")
    #expect(source.firstLine(of: 1..<6) == 1..<2)
    #expect(source.firstLine(of: 4..<6) == 4..<6)
  }

  @Test(arguments: [("DSA1O1", "DSA101"), ("lnit", "lint"), ("ignroe", "ignore")])
  func nearNamesAreFound(misspelt: String, meant: String) {
    #expect(nearestName(to: misspelt, among: ["DSA101", "lint", "ignore", "version"]) == meant)
  }

  @Test func farNamesAreNot() {
    #expect(nearestName(to: "banana", among: ["lint", "ignore"]) == nil)
    #expect(editDistance("abcd", "acbd", atMost: 2) == 1)
    #expect(editDistance("", "abc", atMost: 3) == 3)
    #expect(editDistance("", "abc", atMost: 2) == nil)
    #expect(editDistance("kitten", "sitting", atMost: 3) == 3)
    #expect(editDistance("kitten", "sitting", atMost: 2) == nil)
  }
}
