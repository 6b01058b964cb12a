/// The numbers of TOML, which are stricter than those of Swift.
enum TOMLNumber {
  /// A text in the form of an integer, in one of four bases.
  struct Integer {
    private let digits: Substring
    private let radix: UInt32
    private let isNegative: Bool

    init?(_ word: String) {
      let radix: UInt32? = ["0x": 16, "0o": 8, "0b": 2][word.prefix(2)]
      let unsigned = radix == nil ? TOMLNumber.withoutSign(word[...]) : word.dropFirst(2)
      guard TOMLNumber.areDigits(unsigned, radix: radix ?? 10) else { return nil }
      if radix == nil && TOMLNumber.hasLeadingZero(unsigned) { return nil }
      digits = unsigned
      self.radix = radix ?? 10
      isNegative = word.hasPrefix("-")
    }

    /// Nil where 64 bits do not hold it.
    var value: Int? { Int((isNegative ? "-" : "") + digits.filter { $0 != "_" }, radix: Int(radix)) }
  }

  /// The value of a text in the form of a float; what is too large is infinite.
  static func float(_ word: String) -> Double? {
    let unsigned = withoutSign(word[...])
    if unsigned == "inf" || unsigned == "nan" { return Double(word) }
    let parts = unsigned.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
    let mantissa = parts[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count + mantissa.count > 2 else { return nil }
    guard mantissa.allSatisfy({ areDigits($0, radix: 10) }), !hasLeadingZero(mantissa[0]) else { return nil }
    if parts.count == 2, !areDigits(withoutSign(parts[1]), radix: 10) { return nil }
    return Double(word.filter { $0 != "_" })
  }

  private static func withoutSign(_ text: Substring) -> Substring {
    text.hasPrefix("+") || text.hasPrefix("-") ? text.dropFirst() : text
  }

  private static func hasLeadingZero(_ text: Substring) -> Bool { text.hasPrefix("0") && text != "0" }

  /// Whether a text is digits, with single underscores between some of them.
  private static func areDigits(_ text: Substring, radix: UInt32) -> Bool {
    text.split(separator: "_", omittingEmptySubsequences: false).allSatisfy { group in
      !group.isEmpty && group.unicodeScalars.allSatisfy { $0.isDigit(inRadix: radix) }
    }
  }
}
