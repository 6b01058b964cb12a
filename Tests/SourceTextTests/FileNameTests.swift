import SourceText
import Testing

@Suite("Names of files")
struct FileNameTests {
  /// Names that somebody might make, and what people are shown of each.
  static let names: [(bytes: [UInt8], shown: String)] = [
    (Array("lib/nova".utf8), "lib/nova"), (Array("a:b.sh".utf8), "a:b.sh"), (Array("é 😀".utf8), "é 😀"),
    (Array("a\nb".utf8), "a\\nb"), (Array("a\r\tb".utf8), "a\\r\\tb"), (Array("\u{1B}[31m".utf8), "\\x1B[31m"),
    (Array("a\u{9B}1m".utf8), "a\\u{9B}1m"), (Array("a\u{202E}hs".utf8), "a\\u{202E}hs"),
    (Array("a\u{2028}b\u{2066}".utf8), "a\\u{2028}b\\u{2066}"),
    (Array("a\u{200B}\u{FEFF}".utf8), "a\\u{200B}\\u{FEFF}"),
    (Array("::error::x".utf8), "\\x3A:error\\x3A:x"), (Array("a:1:2: x".utf8), "a\\x3A1\\x3A2\\x3A x"),
    (Array("##[error]".utf8), "\\x23#[error]"), ([0x61, 0xFF, 0x62], "a\\xFFb"), ([0xC3], "\\xC3"),
    ([0xED, 0xA0, 0x80], "\\xED\\xA0\\x80"), ([0xC0, 0xAF], "\\xC0\\xAF"), ([0x7F], "\\x7F"),
    (Array("\u{10FF41}".utf8), "\\u{10FF41}"), (Array("e\u{301}".utf8), "e\u{301}"),
    (Array("\u{10FFFF}".utf8), "\\u{10FFFF}"),
  ]

  @Test(arguments: names)
  func keepTheirBytesAndAreShownOnOneLine(name: (bytes: [UInt8], shown: String)) {
    let text = FileName.text(of: name.bytes)
    #expect(FileName.bytes(of: text) == name.bytes)
    #expect(Array(VisibleText.line(text).unicodeScalars) == Array(name.shown.unicodeScalars))
    #expect(FileName.canonical(FileName.argument(of: name.bytes)) == text)
    #expect(FileName.canonical(text) == text)
    #expect(!text.unicodeScalars.contains { VisibleText.isHarmful($0) && $0.value < 0x10FF00 })
  }

  @Test func areTheSameTextOnlyIfTheyAreTheSameBytes() {
    let twins = [
      "e\u{301}", "\u{E9}", "\u{212B}", "\u{C5}", "A\u{30A}", "\u{AC00}", "\u{1100}\u{1161}", "\u{2126}", "\u{3A9}",
    ]
    #expect(Set(twins).count < twins.count)
    #expect(Set(twins.map { FileName.text(of: Array($0.utf8)) }).count == twins.count)
  }

  @Test func ofAnyBytesComeBack() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<3_000 {
      let bytes = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
        let low = UInt8.random(in: 1...255, using: &generator)
        return Bool.random(using: &generator)
          ? low : [0x3A, 0x23, 0xF4, 0x8F, 0xBF, 0xE2, 0x80, 0xAE].randomElement() ?? 1
      }
      let text = FileName.text(of: bytes)
      #expect(FileName.bytes(of: text) == bytes)
      let shown = VisibleText.line(text)
      #expect(!shown.unicodeScalars.contains(where: VisibleText.isHarmful), "\(bytes)")
      #expect(!shown.contains("##[") && !shown.hasPrefix("::"), "\(bytes)")
    }
  }

  @Test func forProgramsStandAsTheyAre() {
    #expect(FileName.published(FileName.text(of: Array("a\n::b".utf8))) == "a\n::b")
    #expect(FileName.published(FileName.text(of: [0x61, 0xFF])) == "a\\xFF")
  }
}

@Suite("Text that is shown")
struct VisibleTextTests {
  @Test(arguments: [
    ("plain: 1::2 #", "plain: 1::2 #"), ("::error::x", "\\x3A:error::x"), ("  ::error::x", "  \\x3A:error::x"),
    ("\u{A0}::x", "\u{A0}\\x3A:x"), ("x ##[add-matcher]y", "x #\\x23[add-matcher]y"),
    ("###[x]", "##\\x23[x]"), ("##vso[a]##teamcity[b]", "#\\x23vso[a]#\\x23teamcity[b]"), ("## title", "## title"),
    ("a\u{1B}]0;x\u{7}", "a\\x1B]0;x\\x07"), ("a\nb", "a\\nb"),
  ])
  func commandsNothing(text: String, shown: String) { #expect(VisibleText.line(text) == shown) }

  @Test func linesAreKeptWhereTheyAreMeant() {
    #expect(VisibleText.lines("a\n::b\n\tc\n") == "a\n\\x3A:b\n\\tc\n")
  }

  @Test func excerptsKeepTheirWidth() {
    for line in ["a\u{1B}[0m", "\t##[x]", "é\u{202E}x", "::x"] {
      let shown = VisibleText.excerpt(line)
      #expect(shown.unicodeScalars.count == line.unicodeScalars.count)
      #expect(!shown.contains("##[") && !shown.contains("\u{1B}") && !shown.contains("\u{202E}"))
    }
  }
}
