import DataFlow
import Testing

@Suite("numbers of scripts")
struct ShellIntegerTests {
  static let edges = [
    "0", "1", "-1", "2", "63", "64", "-64", "2147483647", "-2147483648", "9223372036854775807", "-9223372036854775808",
  ].compactMap { ShellInteger(decimal: $0) }

  @Test("nothing traps, and sums wrap")
  func operationsAtTheEdges() {
    for left in Self.edges {
      for right in Self.edges {
        #expect(left + right - right == left)
        #expect((left - right) + right == left)
        #expect(left * right == right * left)
        if let quotient = left.divided(by: right), let rest = left.remainder(by: right) {
          #expect(quotient * right + rest == left)
        } else {
          #expect(right.isZero)
        }
        #expect(left.power(right) == nil || !right.isNegative)
        #expect((left.shiftedLeft(by: right) == nil) == (right.isNegative || right > ShellInteger(63)))
        #expect(left.clamped(to: 0...10) >= 0)
        if let position = left.position(in: 5) { #expect((0..<5).contains(position)) }
      }
    }
  }

  @Test(
    "constants are read as bash reads them",
    arguments: [
      ("9223372036854775808", "-9223372036854775808"), ("0x1f", "31"), ("010", "8"), ("16#ff", "255"), ("64#@", "62"),
      ("36#Z", "35"), ("62#Z", "61"), ("-0x10", "-16"), ("0", "0"),
    ])
  func constants(text: String, expected: String) {
    #expect(ShellInteger(constant: text)?.text == expected)
  }

  @Test("what is no number is none", arguments: ["", "-", "08", "1x", "65#1", "2#2", "0x", "é"])
  func noConstants(text: String) { #expect(ShellInteger(constant: text) == nil) }

  @Test("rows of numbers are counted before they are made")
  func sequences() throws {
    let largest = try #require(ShellInteger(decimal: "9223372036854775807"))
    let smallest = try #require(ShellInteger(decimal: "-9223372036854775808"))
    let one = ShellInteger.one
    #expect(ShellSequence(from: one, through: ShellInteger(5), by: .zero) == nil)
    #expect(ShellSequence(from: smallest, through: largest, by: one)?.count == nil)
    #expect(ShellSequence(from: one, through: largest, by: one)?.numbers(atMost: 100) == nil)
    let last = ShellSequence(from: largest - one, through: largest, by: one)?.numbers(atMost: 5)
    #expect(last == [largest - one, largest])
    let down = ShellSequence(from: ShellInteger(5), through: .zero, by: ShellInteger(-2))?.numbers(atMost: 5)
    #expect(down?.map(\.text) == ["5", "3", "1"])
    #expect(ShellSequence(from: one, through: .zero, by: one)?.numbers(atMost: 5)?.isEmpty == true)
    #expect(ShellSequence(from: .zero, through: smallest, by: smallest)?.numbers(atMost: 5)?.count == 2)
  }
}
