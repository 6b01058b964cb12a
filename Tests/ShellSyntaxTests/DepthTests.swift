@testable import ShellSyntax
import Foundation
import SourceText
import Testing

@Suite("Deep and long text")
struct DepthTests {
  static let openers = [
    "$(", "`a $(", "\"$(", "${a:-", "(", "{ ", "((", "$((", "[[ ( ", "[[ ! ", "if ", "while a; do ", "f() { ", "{a,",
    "a=(",
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
      outcome.finish(script.statements.isEmpty ? 0 : 1)
    }
    thread.stackSize = 4 << 20
    thread.start()
    outcome.wait()
    #expect(outcome.value == 1)
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
