/// A number of a script: 64 bits that wrap, as bash calculates (Bash manual, *Shell Arithmetic*).
///
/// Whatever a script says, nothing here traps; and there is no way to an `Int` but through a bound, so that no count or
/// position of a script can be used as it stands.
package struct ShellInteger: Hashable, Sendable {
  fileprivate let value: Int64

  fileprivate init(value: Int64) { self.value = value }

  package init(_ count: Int) { value = Int64(count) }

  package static let zero = ShellInteger(0)
  package static let one = ShellInteger(1)

  /// A whole number as `shift`, `break`, `test` and `seq` read it: decimal digits, a sign before them, blanks around them;
  /// nil for another text, and where 64 bits do not hold it.
  package init?(decimal text: some StringProtocol) {
    var digits = Substring(text).utf8[...]
    while digits.first?.isShellBlank == true { digits = digits.dropFirst() }
    while digits.last?.isShellBlank == true { digits = digits.dropLast() }
    guard let value = Int64(Substring(digits)) else { return nil }
    self.value = value
  }

  /// A constant of an arithmetic expression, with a sign or none: decimal, `0x` and `0` for other bases, `BASE#DIGITS`.
  ///
  /// What is too large wraps, as in bash; nil for a text that bash refuses.
  package init?(constant text: some StringProtocol) {
    var digits = Substring(text).utf8[...]
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative || digits.first == UInt8(ascii: "+") { digits = digits.dropFirst() }
    var base: Int64 = 10
    if digits.starts(with: "0x".utf8) || digits.starts(with: "0X".utf8) {
      (base, digits) = (16, digits.dropFirst(2))
    } else if let mark = digits.firstIndex(of: UInt8(ascii: "#")) {
      guard let stated = Int64(Substring(digits[..<mark])), (2...64).contains(stated) else { return nil }
      (base, digits) = (stated, digits[digits.index(after: mark)...])
    } else if digits.first == UInt8(ascii: "0"), digits.count > 1 {
      (base, digits) = (8, digits.dropFirst())
    }
    guard !digits.isEmpty else { return nil }
    var value: Int64 = 0
    for byte in digits {
      guard let digit = Self.digit(byte, base), digit < base else { return nil }
      value = value &* base &+ digit
    }
    self.value = isNegative ? 0 &- value : value
  }

  private static func digit(_ byte: UInt8, _ base: Int64) -> Int64? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int64(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int64(byte - UInt8(ascii: "a")) + 10
    // Letters of both cases mean the same as long as one case is enough.
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int64(byte - UInt8(ascii: "A")) + (base <= 36 ? 10 : 36)
    case UInt8(ascii: "@"): 62
    case UInt8(ascii: "_"): 63
    default: nil
    }
  }

  /// The number in decimal digits, as bash prints it.
  package var text: String { String(value) }

  package var isZero: Bool { value == 0 }
  package var isNegative: Bool { value < 0 }

  /// 1 and 0, as comparisons yield them.
  package static func truth(_ holds: Bool) -> ShellInteger { holds ? one : zero }

  /// The number where it lies between bounds, else the nearer bound.
  package func clamped(to bounds: ClosedRange<Int>) -> Int {
    Int(min(max(value, Int64(bounds.lowerBound)), Int64(bounds.upperBound)))
  }

  /// The number as a position in a list of so many; counted from the end where it is negative. Nil where there is none.
  package func position(in count: Int) -> Int? {
    let position = value < 0 ? value &+ Int64(count) : value
    return position >= 0 && position < Int64(count) ? Int(position) : nil
  }
}

extension ShellInteger: Comparable {
  package static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}

/// Operations; nil where bash refuses or leaves it to the machine.
extension ShellInteger {
  package static func + (left: Self, right: Self) -> Self { .init(value: left.value &+ right.value) }
  package static func - (left: Self, right: Self) -> Self { .init(value: left.value &- right.value) }
  package static func * (left: Self, right: Self) -> Self { .init(value: left.value &* right.value) }
  package static func & (left: Self, right: Self) -> Self { .init(value: left.value & right.value) }
  package static func | (left: Self, right: Self) -> Self { .init(value: left.value | right.value) }
  package static func ^ (left: Self, right: Self) -> Self { .init(value: left.value ^ right.value) }
  package static prefix func - (operand: Self) -> Self { .init(value: 0 &- operand.value) }
  package static prefix func ~ (operand: Self) -> Self { .init(value: ~operand.value) }

  package func divided(by other: Self) -> Self? {
    other.isZero ? nil : .init(value: value.dividedReportingOverflow(by: other.value).partialValue)
  }

  package func remainder(by other: Self) -> Self? {
    other.isZero ? nil : .init(value: value.remainderReportingOverflow(dividingBy: other.value).partialValue)
  }

  package func shiftedLeft(by count: Self) -> Self? {
    (0..<64).contains(count.value) ? .init(value: value << count.value) : nil
  }

  package func shiftedRight(by count: Self) -> Self? {
    (0..<64).contains(count.value) ? .init(value: value >> count.value) : nil
  }

  package func power(_ exponent: Self) -> Self? {
    guard !exponent.isNegative else { return nil }
    var (result, base, rest) = (Int64(1), value, exponent.value)
    while rest > 0 {
      if rest & 1 == 1 { result = result &* base }
      base = base &* base
      rest >>= 1
    }
    return .init(value: result)
  }
}

/// Numbers at equal distances.
package struct ShellSequence: Sendable {
  package let first: ShellInteger
  package let step: ShellInteger
  /// How many there are; nil where that is more than 64 bits hold.
  package let count: ShellInteger?

  /// Those from one number to another, last included; none where the step leads away from it. Nil without a step.
  package init?(from first: ShellInteger, through last: ShellInteger, by step: ShellInteger) {
    guard !step.isZero else { return nil }
    (self.first, self.step) = (first, step)
    if step.isNegative ? last > first : last < first {
      count = .zero
      return
    }
    let (distance, overflows) = last.value.subtractingReportingOverflow(first.value)
    // Of the smallest number there is no opposite.
    let rounds = overflows ? nil : ShellInteger(value: distance).divided(by: step).map(\.value)
    count = rounds.flatMap { $0 >= 0 && $0 < .max ? ShellInteger(value: $0 + 1) : nil }
  }

  /// The numbers; nil where there are more than a limit.
  package func numbers(atMost limit: Int) -> [ShellInteger]? {
    guard let count, count <= ShellInteger(limit) else { return nil }
    return (0..<count.clamped(to: 0...limit)).map { first + step * ShellInteger($0) }
  }
}

extension UInt8 {
  /// What `strtol` passes over before a number.
  fileprivate var isShellBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
