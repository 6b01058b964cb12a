/// One finding that a fixture states.
package struct StatedFinding: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Counted from 0, in the file without its marks.
  package var line: Int
  /// Counted in characters from 0; the end is exclusive and stays on the line.
  package var columns: Range<Int>
  package let severity: String
  package let rule: String
  /// The message or its beginning; empty where only the rule is stated.
  package let message: String

  package init(line: Int, columns: Range<Int>, severity: String, rule: String, message: String) {
    self.line = line
    self.columns = columns
    self.severity = severity
    self.rule = rule
    self.message = message
  }

  /// Reads a line of carets, or one that states its place; nothing if the line is neither.
  init?(mark: String, below line: Int) {
    let trimmed = mark.drop { $0 == " " }
    guard trimmed.hasPrefix("#"), let statement = Statement(mark) else { return nil }
    self.severity = statement.severity
    self.rule = statement.rule
    self.message = statement.message
    if let place = Self.place(in: trimmed) {
      (self.line, self.columns) = place
    } else if let columns = Self.columns(ofCaretsIn: mark) {
      (self.line, self.columns) = (line, columns)
    } else {
      return nil
    }
  }

  private static func columns(ofCaretsIn mark: String) -> Range<Int>? {
    let characters = Array(mark)
    guard let sign = characters.firstIndex(of: "#") else { return nil }
    let begin = characters[(sign + 1)...].firstIndex { $0 != " " } ?? characters.endIndex
    guard begin < characters.count, characters[begin] == "^" || (begin == 1 && characters[begin] == "<") else {
      return nil
    }
    let end = characters[(begin + 1)...].firstIndex { $0 != "^" } ?? characters.endIndex
    if characters[begin] == "<" { return 0..<(end == begin + 1 ? 1 : end) }
    return begin..<end
  }

  /// `# at 12:5-9`, counted from 1, the end inclusive.
  private static func place(in mark: Substring) -> (Int, Range<Int>)? {
    guard mark.hasPrefix("# at ") else { return nil }
    let numbers = mark.dropFirst(5).prefix { $0 != " " }.split { $0 == ":" || $0 == "-" }.compactMap { Int($0) }
    guard numbers.count == 3, numbers[1] <= numbers[2] else { return nil }
    return (numbers[0] - 1, numbers[1] - 1..<numbers[2])
  }

  /// Two characters at the beginning of a line cannot be marked: number sign and `<` stand for one alone.
  var canBeMarkedBelow: Bool { columns != 0..<2 }

  /// The comment that states this, for the line that it stands below; the line tells how far to indent.
  func mark(below text: String) -> String {
    let statement = "\(severity)[\(rule)]\(message.isEmpty ? "" : ": \(message)")"
    let width = columns.count
    if columns.lowerBound == 0 {
      return "#<\(String(repeating: "^", count: max(0, width - 2))) \(statement)"
    }
    let indentation = min(text.prefix { $0 == " " }.count, columns.lowerBound - 1)
    let gap = columns.lowerBound - indentation - 1
    return String(repeating: " ", count: indentation) + "#" + String(repeating: " ", count: gap)
      + String(repeating: "^", count: max(1, width)) + " " + statement
  }

  /// The comment that states this at the end of its file.
  var markAtEnd: String {
    let statement = "\(severity)[\(rule)]\(message.isEmpty ? "" : ": \(message)")"
    return "# at \(line + 1):\(columns.lowerBound + 1)-\(max(columns.upperBound, columns.lowerBound + 1)) \(statement)"
  }

  /// Whether a finding is the one that is stated: the stated message may be its beginning.
  func isMet(by found: StatedFinding) -> Bool {
    line == found.line && columns == found.columns && severity == found.severity && rule == found.rule
      && found.message.hasPrefix(message)
  }

  package static func < (left: StatedFinding, right: StatedFinding) -> Bool {
    (left.line, left.columns.lowerBound, left.rule, left.columns.upperBound, left.message)
      < (right.line, right.columns.lowerBound, right.rule, right.columns.upperBound, right.message)
  }

  package var description: String {
    "\(line + 1):\(columns.lowerBound + 1)-\(columns.upperBound) \(severity)[\(rule)] \(message)"
  }
}

/// The part `error[rule-name]: message` of a mark.
private struct Statement {
  let severity: String
  let rule: String
  let message: String

  init?(_ mark: String) {
    for severity in ["error", "warning", "info"] {
      guard let found = mark.firstRange(of: " \(severity)[") else { continue }
      let rest = mark[found.upperBound...]
      guard let close = rest.firstIndex(of: "]") else { return nil }
      self.severity = severity
      self.rule = String(rest[..<close])
      let after = rest[rest.index(after: close)...]
      self.message = after.hasPrefix(": ") ? String(after.dropFirst(2)) : ""
      return
    }
    return nil
  }
}
