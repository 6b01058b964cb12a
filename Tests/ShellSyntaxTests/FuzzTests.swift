@testable import ShellSyntax
import SourceText
import Testing

/// Numbers that look random and are the same in every run.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state &* 0x2545_F491_4F6C_DD1D
  }
}

@Suite("Random text")
struct FuzzTests {
  private static let tokens = [
    "a", "b c", "\n", "\n", "; ", ";; ", "& ", "&& ", "|| ", "| ", "if ", "then ", "fi ", "else ", "elif ", "while ",
    "do ", "done ", "for x ", "in ", "case x in ", "esac ", "{ ", "} ", "( ", ") ", "f() ", "function ", "[[ ", "]] ",
    "(( ", ")) ", "$(", "`", "\"", "'", "${", "}", "$x ", "${x:-", "${x/", "$((", "<<E\n", "E\n", "\nE\n", "<<-'E' ",
    "> f ", "2>&1 ", "{x}<", "<(", "=", "x=", "x=(", "[", "]", "x[1]=", "\\", "\\\n", "# n\n", "\r\n", "\0", "\t", "! ",
    "time ", "coproc ", "select ", "local ", "{a,b}", "{1..3}", "@(", "=~ ", "== ", "-f ", "$'", "$\"", "ä", "!", "~",
  ]

  private static func text(_ generator: inout SeededGenerator) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 1...24, using: &generator) {
      if Int.random(in: 0..<40, using: &generator) == 0 {
        bytes.append(UInt8.random(in: 0...255, using: &generator))
      } else {
        bytes += (tokens.randomElement(using: &generator) ?? "").utf8
      }
    }
    return bytes
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func everythingIsAccountedFor(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var parser = ShellParser()
    for _ in 0..<150 {
      let bytes = Self.text(&generator)
      let source = SourceFile(path: "random", bytes: bytes)
      let violations = Coverage(parser.parse(source)).violations
      #expect(violations.isEmpty, "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
    }
  }

  /// Whatever the tree makes of a text, its statements are those that recovery reads by itself, which follows bash.
  @Test(arguments: 21...40 as ClosedRange<UInt64>)
  func treeAndRecoveryAgree(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var parser = ShellParser()
    for _ in 0..<150 {
      let source = SourceFile(path: "random", bytes: Self.text(&generator))
      let script = parser.parse(source)
      if script.problems.contains(where: { $0.kind == .binary }) { continue }
      let recovered = ShellParser.read(source, nil)
      let text = source.text(0..<source.bytes.count).debugDescription
      #expect(String(describing: script.statements) == String(describing: recovered.statements), "\(text)")
      #expect(script.comments == recovered.comments, "\(text)")
      #expect(script.problems == recovered.problems, "\(text)")
    }
  }

  /// A wrong rejection would be worse than a missed one.
  @Test func bashRejectsWhatWeReject() {
    var generator = SeededGenerator(seed: 41)
    var parser = ShellParser()
    for _ in 0..<200 {
      let bytes = Self.text(&generator).filter { $0 != 0 && $0 != 0x0D }
      let script = parser.parse(SourceFile(path: "random", bytes: bytes))
      guard script.problems.contains(where: \.isRejection) else { continue }
      #expect(bashRejects(bytes), "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
    }
  }
}
