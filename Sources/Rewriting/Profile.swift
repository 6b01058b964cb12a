internal import JSON

/// Measured durations of functions and commands.
package struct Profile {
  /// Seconds by name.
  package private(set) var seconds: [String: Double] = [:]

  /// Reads the runtime's record (one JSON object a line), a JSON object of seconds by name, or the lines of a log that
  /// begin with a time stamp and trace a call (`2026-01-31 12:00:00.123 | ++ lib/nova:init_nova:755 : …`).
  package init?(_ text: String) {
    if let document = try? JSONValue(parsing: text), case .object(let members) = document, document["command"] == nil {
      for member in members {
        if let value = Self.number(member.value) { seconds[member.name] = value }
      }
    } else if !readRecord(text) {
      readLog(text)
    }
    if seconds.isEmpty { return nil }
  }

  private static func number(_ value: JSONValue) -> Double? {
    switch value {
    case .number(let number): Double(number)
    case .fraction(let number): number
    case .null, .boolean, .string, .array, .object: nil
    }
  }

  private mutating func readRecord(_ text: String) -> Bool {
    var isRecord = false
    for line in text.split(separator: "\n") where line.first == "{" {
      guard let entry = try? JSONValue(parsing: String(line)), let command = entry["command"]?.string,
        let start = entry["start_time"]?.integer, let end = entry["end_time"]?.integer, end >= start
      else { continue }
      isRecord = true
      note(String(command.prefix { $0 != " " }), Double(end - start) / 1000)
    }
    return isRecord
  }

  private mutating func note(_ name: String, _ duration: Double) { seconds[name] = max(seconds[name] ?? 0, duration) }

  // MARK: Logs

  /// Each function takes from its first traced line to the last one before another function of its level begins.
  private mutating func readLog(_ text: String) {
    var open: [String: (first: Double, last: Double)] = [:]
    for line in text.split(separator: "\n") {
      guard let (time, name) = Self.traced(line) else { continue }
      open[name] = (open[name]?.first ?? time, time)
    }
    for (name, span) in open where span.last > span.first { note(name, span.last - span.first) }
  }

  private static func traced(_ line: Substring) -> (time: Double, function: String)? {
    guard let bar = line.firstIndex(of: "|"), let time = seconds(in: line[..<bar]) else { return nil }
    let rest = line[line.index(after: bar)...].drop { $0 == " " }
    guard rest.first == "+" else { return nil }
    let fields = rest.drop { $0 == "+" || $0 == " " }.prefix { $0 != " " }.split(separator: ":")
    return fields.count >= 3 ? (time, String(fields[1])) : nil
  }

  /// The time of the day in a stamp.
  private static func seconds(in stamp: Substring) -> Double? {
    for word in stamp.split(whereSeparator: { $0 == " " || $0 == "T" }) {
      let parts = word.split(separator: ":")
      guard parts.count == 3, let hours = Double(parts[0]), let minutes = Double(parts[1]),
        let rest = Double(parts[2].prefix { $0.isNumber || $0 == "." })
      else { continue }
      return hours * 3600 + minutes * 60 + rest
    }
    return nil
  }
}
