import DataFlow
import Testing

@Suite("Text of which parts may be unknown") struct SymbolicStringTests {
  private var symbols = SymbolTable()
  private let user: Symbol
  private let host: Symbol

  init() {
    user = symbols.symbol(key: "user", description: "$USER")
    host = symbols.symbol(key: "host", description: "$HOST")
  }

  /// Its texts as they are, its symbols as a dollar sign and `user` or `host`.
  private func string(_ pieces: SymbolicString.Piece...) -> SymbolicString {
    var result = SymbolicString.empty
    for piece in pieces {
      switch piece {
      case .text(let text): result.append(text)
      case .symbol(let symbol): result.append(symbol)
      }
    }
    return result
  }

  @Test func oneWayOfPuttingItTogetherIsAsGoodAsAnother() {
    var left = SymbolicString("/home/")
    left.append(SymbolicString(user))
    left.append("/a")
    left.append("b")
    let right = string(.text("/home"), .text("/"), .symbol(user), .text(""), .text("/ab"))
    #expect(left == right && left.hashValue == right.hashValue && left.key == right.key)
    #expect(left.pieces == [.text("/home/"), .symbol(user), .text("/ab")])
    #expect(left.knownPrefix == "/home/" && left.knownSuffix == "/ab" && left.text == nil && left.symbol == nil)
    #expect(symbols.describe(left) == "/home/$USER/ab")
  }

  @Test func anEmptyTextIsNoPiece() {
    #expect(SymbolicString("").pieces.isEmpty && SymbolicString("").isEmpty && SymbolicString("").text == "")
    #expect(string(.text(""), .symbol(user)) == SymbolicString(user))
    #expect(SymbolicString(user).symbol == user && !SymbolicString(user).isEmpty)
  }

  @Test func differentSymbolsDiffer() {
    #expect(SymbolicString(user) != SymbolicString(host))
    #expect(string(.text("a"), .symbol(user)) != string(.symbol(user), .text("a")))
    #expect(SymbolicString(user).key != SymbolicString(host).key)
  }

  @Test func onlyWhatIsKnownCanBeDropped() {
    let path = string(.text("abc"), .symbol(user), .text("def"))
    #expect(path.dropping(prefix: 2) == string(.text("c"), .symbol(user), .text("def")))
    #expect(path.dropping(prefix: 3) == string(.symbol(user), .text("def")))
    #expect(path.dropping(prefix: 4) == path)
    #expect(path.dropping(suffix: 3) == string(.text("abc"), .symbol(user)))
    #expect(path.dropping(suffix: 4) == path)
    #expect(SymbolicString("abc").dropping(suffix: 3) == .empty)
  }

  @Test func whoeverPassedItInFirstIsRemembered() {
    var inner = SymbolicString("a")
    inner.passedAtDepth = 3
    var outer = SymbolicString.empty
    outer.append(inner)
    #expect(outer.passedAtDepth == 3)
    outer.append(SymbolicString(user))
    #expect(outer.passedAtDepth == 3)
  }

  @Test func wordsAreSplitAtBlanksInKnownText() {
    let words = string(.text(" a"), .symbol(user), .text("b  c"), .symbol(host), .text(" "))
    let split = words.splitAtBlanks()
    #expect(split.fields == [string(.text("a"), .symbol(user), .text("b")), string(.text("c"), .symbol(host))])
    #expect(split.beginsWithBlank && split.endsWithBlank)
    #expect(SymbolicString("").splitAtBlanks().fields.isEmpty)
    #expect(SymbolicString(user).splitAtBlanks().fields == [SymbolicString(user)])
  }
}
