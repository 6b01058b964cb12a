@testable import ShellSyntax
import Foundation
import SourceText
import Testing

@Suite("Deep and long text")
struct DepthTests {
  static let openers = [
    "$(", "`a $(", "\"$(", "${a:-", "(", "{ ", "((", "$((", "[[ ( ", "[[ ! ", "if ", "while a; do ", "f() { ", "{a,",
    "a=(",
    "else ", "elif ", "until a; do ", "for x in a; do ", "for x do ", "select x do ", "function f { ", "[[ a && ", "[ ",
    "((a?", "((!", "((a=", "$((a?", "for ((", "case a in ", "if a; then b; else ", "a=1 ", "> ", "<<< ", "cat <<E\n",
    "(a) ", "${#", "${", "=~ (", "# a\n", "a[0]=", "a\\\n", "then ", ";; ", ") ", "} ", "while ", "until ",
    "<(", "\"${a:-", "a[", "$[", "case a in b) ", "! ", "a && ", "a | ", "coproc ", "time ", "@(", "<<a ", "`", "\"",
    "'",
  ]

  /// Reading must not need more room than a thread has; programs built without optimization need the most.
  @Test(arguments: openers)
  func fitsIntoAStack(_ opener: String) {
    let source = SourceFile(path: "deep", text: String(repeating: opener, count: 3_000))
    let outcome = Outcome()
    let thread = Thread {
      var parser = ShellParser()
      let script = parser.parse(source)
      outcome.finish(script.statements.isEmpty && script.comments.isEmpty ? 0 : 1)
    }
    thread.stackSize = 4 << 20
    thread.start()
    outcome.wait()
    #expect(outcome.value == 1)
  }

  /// As much as the library is ever given of what nests: it may not corrupt its memory, which shows under the address
  /// sanitizer (`make sanitize`), and often without.
  @Test(arguments: openers)
  func isBorneByTheLibrary(_ opener: String) throws {
    var trees = TreeParser()
    let bytes = Array(String(repeating: opener, count: TreeRefusal.mostPieces / opener.utf8.count).utf8)
    do {
      let tree = try trees.parse(bytes)
      #expect(tree.root.range.upperBound <= bytes.count)
    } catch {
      #expect(error == .takesTooLong)
    }
  }

  @Test func saysThatALongTextIsRecovered() {
    var parser = ShellParser()
    let nested = parser.parse(SourceFile(path: "deep", text: String(repeating: "if ", count: 65_536)))
    #expect(nested.recovery.reasonForAll == .nestsTooMuch)
    let long = parser.parse(SourceFile(path: "long", text: String(repeating: "echo abcdefgh\n", count: 80_000)))
    #expect(long.recovery.reasonForAll == .isTooLong)
    #expect(long.statements.count == 80_000)
    let plain = parser.parse(SourceFile(path: "plain", text: String(repeating: "echo abcdefgh\n", count: 20_000)))
    #expect(plain.recovery.isEmpty)
    #expect(plain.statements.count == 20_000)
  }

  @Test func saysWhatIsTooDeep() {
    var parser = ShellParser()
    let text = String(repeating: "$(", count: 500) + "a" + String(repeating: ")", count: 500) + "\nb\n"
    let script = parser.parse(SourceFile(path: "deep", text: text))
    #expect(script.problems.map(\.kind) == [.tooDeep])
    #expect(script.statements.count == 2)
  }

  @Test func readsAVeryLongLine() {
    var parser = ShellParser()
    let script = parser.parse(SourceFile(path: "long", text: String(repeating: "echo {a b $x; ", count: 100_000)))
    #expect(script.statements.count == 100_000)
    #expect(script.problems.isEmpty)
  }

  @Test func leavesProgramsOfTheMachineAlone() {
    var parser = ShellParser()
    let script = parser.parse(SourceFile(path: "binary", bytes: [0x7F, 0x45, 0x4C, 0x46, 0, 0, 0x0A]))
    #expect(script.problems.map(\.kind) == [.binary])
  }
}

/// A number that another thread computes.
private final class Outcome: @unchecked Sendable {
  private let semaphore = DispatchSemaphore(value: 0)
  private(set) var value = -1

  func finish(_ value: Int) {
    self.value = value
    semaphore.signal()
  }

  func wait() { semaphore.wait() }
}
