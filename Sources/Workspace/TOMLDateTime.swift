/// Dates and times in the form of RFC 3339, of which only the form and the calendar are checked.
struct TOMLDateTime {
  private var rest: ArraySlice<UInt8>

  /// Whether a text is a date alone.
  static func isDate(_ bytes: ArraySlice<UInt8>) -> Bool {
    var scanner = TOMLDateTime(rest: bytes)
    return scanner.takeDate() && scanner.rest.isEmpty
  }

  /// Whether a text is a date, a time, or both with or without an offset from UTC.
  static func isDateOrTime(_ bytes: ArraySlice<UInt8>) -> Bool {
    var scanner = TOMLDateTime(rest: bytes)
    if scanner.takeTime() { return scanner.rest.isEmpty }
    scanner = TOMLDateTime(rest: bytes)
    guard scanner.takeDate() else { return false }
    if scanner.rest.isEmpty { return true }
    return scanner.take("T", "t", " ") && scanner.takeTime() && scanner.takeOffset() && scanner.rest.isEmpty
  }

  private mutating func takeDate() -> Bool {
    guard let year = number(digits: 4), take("-"), let month = number(digits: 2), take("-"),
      let day = number(digits: 2)
    else { return false }
    return (1...12).contains(month) && (1...Self.days(of: month, in: year)).contains(day)
  }

  /// Hours to seconds, with or without a fraction; a minute may have a leap second.
  private mutating func takeTime() -> Bool {
    guard let hour = number(digits: 2), take(":"), let minute = number(digits: 2), take(":"),
      let second = number(digits: 2), hour < 24, minute < 60, second <= 60
    else { return false }
    guard take(".") else { return true }
    let fraction = rest.prefix { Unicode.Scalar($0).isDigit(inRadix: 10) }
    rest = rest.dropFirst(fraction.count)
    return !fraction.isEmpty
  }

  private mutating func takeOffset() -> Bool {
    if rest.isEmpty || take("Z", "z") { return true }
    guard take("+", "-"), let hour = number(digits: 2), take(":"), let minute = number(digits: 2) else { return false }
    return hour < 24 && minute < 60
  }

  private mutating func number(digits count: Int) -> Int? {
    let digits = rest.prefix(count)
    guard digits.count == count, digits.allSatisfy({ Unicode.Scalar($0).isDigit(inRadix: 10) }) else { return nil }
    rest = rest.dropFirst(count)
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  private mutating func take(_ scalars: Unicode.Scalar...) -> Bool {
    guard let byte = rest.first, scalars.contains(Unicode.Scalar(byte)) else { return false }
    rest = rest.dropFirst()
    return true
  }

  private static func days(of month: Int, in year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
