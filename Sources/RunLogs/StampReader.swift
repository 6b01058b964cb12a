/// The time stamps at the beginning of lines: `2026-04-15 02:24:28.254 | `, Zuul's with a node behind them, and times
/// of the day alone.
struct StampReader {
  /// A line behind its stamp.
  struct Stamped {
    var time: Double
    /// The machine, in a log of several.
    var node: LineBytes?
    var rest: LineBytes
  }

  /// For times of the day: the day, counted from the first stamp, and the last time.
  private var day = 0
  private var lastOfDay = -1.0
  /// Whether stamps with a date were seen: then a time alone is a part of one, or of what a program prints.
  private(set) var isDated = false

  /// The stamp of a line, the innermost where one tool has put its own before another's.
  mutating func read(_ line: LineBytes) -> Stamped? {
    guard var result = stamp(line) else { return nil }
    if result.isFine, let (node, rest) = node(result.rest) {
      result.rest = rest
      guard let inner = stamp(rest) else { return Stamped(time: result.time, node: node, rest: rest) }
      return Stamped(time: inner.time, node: node, rest: inner.rest)
    }
    if let inner = stamp(result.rest) { return Stamped(time: inner.time, node: nil, rest: inner.rest) }
    return Stamped(time: result.time, node: nil, rest: result.rest)
  }

  /// Zuul's stamps have microseconds, and behind them the node: a word between bars.
  private func node(_ rest: LineBytes) -> (LineBytes, LineBytes)? {
    let name = rest.prefix(80).firstWord
    guard name.count > 0, name.count < 72, name[0] != 0x2B, name[0] != 0x7C, rest.dropFirst(name.count).hasPrefix(" |")
    else { return nil }
    var behind = rest.dropFirst(name.count + 2)
    if behind.first == 0x20 { behind = behind.dropFirst(1) }
    return (name, behind)
  }

  private mutating func stamp(_ line: LineBytes) -> (time: Double, rest: LineBytes, isFine: Bool)? {
    guard line.count >= 8, line[0] &- 0x30 < 10 else { return nil }
    if line.count >= 19, line[4] == 0x2D, line[7] == 0x2D, line[10] == 0x20 || line[10] == 0x54 {
      guard let year = line.number(digits: 4), year.length == 4, let month = line.number(at: 5, digits: 2),
        let day = line.number(at: 8, digits: 2), 1...12 ~= month.value, 1...31 ~= day.value,
        let time = timeOfDay(line.dropFirst(11))
      else { return nil }
      isDated = true
      let days = Self.days(year.value, month.value, day.value)
      return (Double(days * 86400) + time.seconds, time.rest, time.isFine)
    }
    guard !isDated, line[2] == 0x3A, line[5] == 0x3A, let time = timeOfDay(line), time.hasBar else { return nil }
    // Behind midnight it is another day; lines that are a little late are not.
    if time.seconds < lastOfDay - 43200 { day += 1 }
    lastOfDay = time.seconds
    return (Double(day * 86400) + time.seconds, time.rest, time.isFine)
  }

  private func timeOfDay(_ line: LineBytes) -> (seconds: Double, rest: LineBytes, isFine: Bool, hasBar: Bool)? {
    guard line.count >= 8, line[2] == 0x3A, line[5] == 0x3A, let hours = line.number(digits: 2),
      let minutes = line.number(at: 3, digits: 2), let seconds = line.number(at: 6, digits: 2),
      hours.length == 2, minutes.length == 2, seconds.length == 2, hours.value < 24, minutes.value < 60,
      seconds.value < 61
    else { return nil }
    var offset = 8
    var fraction = 0.0
    var digits = 0
    if offset < line.count, line[offset] == 0x2E || line[offset] == 0x2C,
      let part = line.number(at: offset + 1, digits: 9)
    {
      digits = part.length
      fraction = Double(part.value) / Self.powers[digits]
      offset += 1 + digits
    }
    if offset < line.count, line[offset] == 0x5A { offset += 1 }
    var rest = line.dropFirst(offset).droppingBlanks()
    let hasBar = rest.first == 0x7C
    if hasBar {
      rest = rest.dropFirst(1)
      if rest.first == 0x20 { rest = rest.dropFirst(1) }
    }
    let whole = Double(hours.value * 3600 + minutes.value * 60 + seconds.value)
    return (whole + fraction, rest, digits >= 6, hasBar)
  }

  private static let powers: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]

  /// Days since 1970 in the Gregorian calendar.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
