extension RunLog {
  /// Seconds that a call of each function takes, as a rule: of several calls, the mean.
  package var durations: [String: Double] {
    Dictionary(
      calls.filter { $0.mean > 0 }.map { ($0.name, $0.mean) }, uniquingKeysWith: { max($0, $1) })
  }

  /// What was read, in a line: `38 functions, 12 tasks, 26 min 10 s`.
  package var outline: String {
    let functions = calls.count { $0.isFunction }
    var parts: [String] = []
    if functions > 0 { parts.append(Self.counted(functions, "function")) }
    if !tasks.isEmpty { parts.append(Self.counted(tasks.count, "task")) }
    if !timers.isEmpty { parts.append(Self.counted(timers.count, "timer")) }
    if wallSeconds > 0 { parts.append(Self.duration(wallSeconds)) }
    return parts.isEmpty ? "nothing" : parts.joined(separator: ", ")
  }

  static func counted(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  /// Seconds for people: `0.45 s`, `12.3 s`, `26 min 10 s`, `1 h 3 min`.
  package static func duration(_ seconds: Double) -> String {
    if seconds < 0 { return "-" + duration(-seconds) }
    if seconds < 9.995 { return fixed(seconds, 2) + " s" }
    if seconds < 59.95 { return fixed(seconds, 1) + " s" }
    let whole = Int(seconds.rounded())
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole % 3600 / 60) min"
  }

  /// Seconds in little room: `0.45 s`, `12.3 s`, `26:10`, `1:03:20`.
  package static func shortDuration(_ seconds: Double) -> String {
    if seconds < 59.95 { return duration(seconds) }
    let whole = Int(seconds.rounded())
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    if whole < 3600 { return "\(whole / 60):\(two(whole % 60))" }
    return "\(whole / 3600):\(two(whole / 60 % 60)):\(two(whole % 60))"
  }

  private static func fixed(_ value: Double, _ digits: Int) -> String {
    let scale = digits == 1 ? 10 : 100
    let number = Int((value * Double(scale)).rounded())
    let rest = String(number % scale)
    return "\(number / scale)." + String(repeating: "0", count: digits - rest.count) + rest
  }
}
