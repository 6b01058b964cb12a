/// One byte of shell text, so that code can write `"("` for it; 0 stands for the end of the text as well.
struct Byte: Equatable, ExpressibleByUnicodeScalarLiteral {
  let value: UInt8

  init(_ value: UInt8) { self.value = value }

  init(unicodeScalarLiteral scalar: Unicode.Scalar) {
    value = UInt8(truncatingIfNeeded: scalar.value)
  }

  static let none = Byte(0)

  var isDigit: Bool { value &- 0x30 < 10 }

  var isNameStart: Bool { (value | 0x20) &- 0x61 < 26 || value == 0x5F }

  var isNameByte: Bool { isNameStart || isDigit }

  /// One of the parameters with a sign for a name.
  var isSpecialParameter: Bool {
    switch self {
    case "@", "*", "#", "?", "-", "$", "!": true
    default: false
    }
  }

  /// A metacharacter of the Bash manual: ends a word where nothing quotes it.
  var isMetacharacter: Bool {
    switch self {
    case " ", "\t", "\n", ";", "&", "|", "(", ")", "<", ">": true
    default: false
    }
  }

  /// Whether unquoted text may go on over this byte without a look at it.
  var isPlain: Bool {
    switch self {
    case " ", "\t", "\n", "\r", ";", "&", "|", "(", ")", "<", ">", "\\", "'", "\"", "`", "$", "{", "}", ",", "[", "]",
      "/", "\0":
      false
    default: true
    }
  }
}
