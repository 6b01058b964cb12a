import DataFlow
import SourceText

/// The parts of an arithmetic expression.
enum ArithmeticToken: Equatable {
  /// A constant; nil for one that bash refuses.
  case number(ShellInteger?)
  /// A variable, with a dollar sign or without, or a positional parameter behind one.
  case name(String)
  case symbol(String)
  /// An expansion that is no plain variable.
  case unknown
}

/// Takes an arithmetic expression apart.
struct ArithmeticScanner {
  private let bytes: [UInt8]
  private var offset = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  /// The parts in their order; what cannot be told stands for itself as `unknown`.
  static func tokens(of text: String) -> [ArithmeticToken] {
    var scanner = ArithmeticScanner(text)
    var tokens: [ArithmeticToken] = []
    while let token = scanner.next() { tokens.append(token) }
    return tokens
  }

  private mutating func next() -> ArithmeticToken? {
    while offset < bytes.count, bytes[offset].isPassedOver { offset += 1 }
    guard offset < bytes.count else { return nil }
    let byte = bytes[offset]
    if byte == UInt8(ascii: "$") { return expansion() }
    if byte.isDigit { return .number(ShellInteger(constant: take(while: \.isPartOfNumber))) }
    if byte.isPartOfName { return .name(take(while: \.isPartOfName)) }
    return symbol()
  }

  private mutating func take(while isPart: (UInt8) -> Bool) -> String {
    let rest = bytes[offset...].prefix(while: isPart)
    offset = rest.endIndex
    return String(decoding: rest, as: UTF8.self)
  }

  /// `$x`, `${x}`, `$1`; the dollar sign of `$((` is passed over.
  private mutating func expansion() -> ArithmeticToken {
    offset += 1
    if bytes[offset...].starts(with: "((".utf8) { return symbol() }
    let isBraced = offset < bytes.count && bytes[offset] == UInt8(ascii: "{")
    if isBraced { offset += 1 }
    let name: String
    if offset < bytes.count, bytes[offset].isDigit {
      // Without braces one digit alone is the parameter.
      let digits = take(while: \.isDigit)
      name = isBraced ? digits : String(digits.prefix(1))
      if !isBraced { offset -= digits.utf8.count - 1 }
    } else {
      name = take(while: \.isPartOfName)
    }
    if isBraced {
      guard offset < bytes.count, bytes[offset] == UInt8(ascii: "}") else { return unknown() }
      offset += 1
    }
    return name.isEmpty ? unknown() : .name(name)
  }

  /// Nothing behind such an expansion is looked at: where it ends is not known.
  private mutating func unknown() -> ArithmeticToken {
    offset = bytes.count
    return .unknown
  }

  private static let symbols = [
    "<<=", ">>=", "**", "++", "--", "&&", "||", "==", "!=", "<=", ">=", "<<", ">>", "+=", "-=", "*=", "/=", "%=", "&=",
    "^=", "|=", "+", "-", "*", "/", "%", "<", ">", "!", "~", "&", "|", "^", "=", "?", ":", ",", "(", ")",
  ].map { (text: $0, bytes: Array($0.utf8)) }

  private mutating func symbol() -> ArithmeticToken {
    guard let symbol = Self.symbols.first(where: { bytes[offset...].starts(with: $0.bytes) }) else { return unknown() }
    offset += symbol.bytes.count
    return .symbol(symbol.text)
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  /// Digits of all bases, and the mark behind a base.
  fileprivate var isPartOfNumber: Bool { isPartOfName || self == UInt8(ascii: "#") || self == UInt8(ascii: "@") }

  /// Blanks and quotes, which mean nothing here, and the backslash before a line feed.
  fileprivate var isPassedOver: Bool {
    self <= UInt8(ascii: " ") || self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\")
  }
}
