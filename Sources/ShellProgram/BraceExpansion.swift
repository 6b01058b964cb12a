import ShellSyntax
import SourceText

/// Brace expansion (Bash manual, *Brace Expansion*): the words that one word stands for.
enum BraceExpansion {
  struct Expanded {
    var parts: [WordPart]
    /// The alternative in the innermost braces, or the whole word without braces.
    var range: SourceRange
  }

  /// A range like `{1..100000}` is cut here: so many tasks are not told apart one by one.
  static let maximumWords = 1_024

  static func expand(_ word: Word) -> [Expanded] {
    guard word.parts.contains(where: \.isBrace) else { return [Expanded(parts: word.parts, range: word.range)] }
    var results = [Expanded(parts: [], range: word.range)]
    for part in word.parts {
      switch part {
      case .braceList(let words, _):
        let alternatives = words.flatMap(expand)
        results = product(results, alternatives)
      case .braceRange(let first, let last, let step, let range):
        let texts = sequence(first, last, step)
        results = product(results, texts.map { Expanded(parts: [.literal($0, range)], range: range) })
      default:
        for index in results.indices { results[index].parts.append(part) }
      }
      results = Array(results.prefix(maximumWords))
    }
    return results
  }

  private static func product(_ left: [Expanded], _ right: [Expanded]) -> [Expanded] {
    left.flatMap { first in
      right.map { Expanded(parts: first.parts + $0.parts, range: $0.range) }
    }
  }

  /// The texts of `{first..last..step}`.
  static func sequence(_ first: String, _ last: String, _ step: String?) -> [String] {
    let stride = max(1, abs(step.flatMap { Int($0) } ?? 1))
    if let low = Int(first), let high = Int(last) {
      let width =
        [first, last].contains { $0.drop { $0 == "-" }.hasPrefix("0") && $0.count > 1 }
        ? max(first.count, last.count) : 0
      return numbers(low, high, stride).map { pad(String($0), width) }
    }
    if let low = first.unicodeScalars.first, let high = last.unicodeScalars.first,
      first.unicodeScalars.count == 1, last.unicodeScalars.count == 1
    {
      return numbers(Int(low.value), Int(high.value), stride).compactMap { number in
        Unicode.Scalar(UInt32(number)).map { String(Character($0)) }
      }
    }
    return ["{\(first)..\(last)\(step.map { "..\($0)" } ?? "")}"]
  }

  private static func numbers(_ first: Int, _ last: Int, _ step: Int) -> [Int] {
    let range =
      first <= last
      ? Swift.stride(from: first, through: last, by: step) : Swift.stride(from: first, through: last, by: -step)
    return Array(range.prefix(maximumWords))
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    let sign = text.hasPrefix("-") ? "-" : ""
    let digits = text.dropFirst(sign.count)
    return sign + String(repeating: "0", count: max(0, width - text.count)) + digits
  }
}

extension WordPart {
  var isBrace: Bool {
    switch self {
    case .braceList, .braceRange: true
    case .literal, .singleQuoted, .doubleQuoted, .parameter, .commandSubstitution, .arithmetic, .processSubstitution,
      .array,
      .unparsed:
      false
    }
  }
}
