import DataFlow
import ShellSyntax
import SourceText

/// Brace expansion (Bash manual, *Brace Expansion*): the words that one word stands for.
enum BraceExpansion {
  struct Expanded {
    var parts: [WordPart]
    /// The alternative in the innermost braces, or the whole word without braces.
    var range: SourceRange
  }

  /// So many words are told apart one by one.
  static let maximumWords = 1_024
  /// And so many parts in all of them, or bytes of the texts of a range.
  private static let maximumParts = 1 << 16
  /// And so many bytes in all of them, each as long as the word that is expanded.
  private static let maximumBytes = 1 << 22

  /// The words in their order; nil where they are more than are told apart.
  static func expand(_ word: Word) -> [Expanded]? {
    guard word.parts.contains(where: \.isBrace) else { return [Expanded(parts: word.parts, range: word.range)] }
    var results = [Expanded(parts: [], range: word.range)]
    for part in word.parts {
      switch part {
      case .braceList(let words, _):
        var alternatives: [Expanded] = []
        for word in words {
          guard let expanded = expand(word), alternatives.count + expanded.count <= maximumWords else { return nil }
          alternatives += expanded
        }
        guard let all = product(results, alternatives) else { return nil }
        results = all
      case .braceRange(let first, let last, let step, let range):
        let sequence = BraceSequence(first, last, step)
        guard let texts = sequence.texts(atMost: maximumWords, bytes: maximumParts) else { return nil }
        guard let all = product(results, texts.map { Expanded(parts: [.literal($0, range)], range: range) }) else {
          return nil
        }
        results = all
      default:
        for index in results.indices { results[index].parts.append(part) }
        guard results.count * (results.first?.parts.count ?? 0) <= maximumParts else { return nil }
      }
    }
    return results.count * word.range.count <= maximumBytes || results.count == 1 ? results : nil
  }

  private static func product(_ left: [Expanded], _ right: [Expanded]) -> [Expanded]? {
    guard left.count * right.count <= maximumWords else { return nil }
    let parts = (left.first?.parts.count ?? 0) + (right.map(\.parts.count).max() ?? 0)
    guard left.count * right.count * parts <= maximumParts else { return nil }
    return left.flatMap { first in
      right.map { Expanded(parts: first.parts + $0.parts, range: $0.range) }
    }
  }
}

/// The words of `{first..last..step}`.
struct BraceSequence {
  private enum Kind {
    case numbers(ShellSequence, width: Int)
    case letters(ShellSequence)
    /// What bash leaves as it is written.
    case literal(String)
  }

  private let kind: Kind

  /// bash makes no more words of one range than an `int` counts, and takes the braces as text beyond that.
  private static let maximumCount = ShellInteger(Int(Int32.max) - 3)

  init(_ first: String, _ last: String, _ step: String?) {
    let text = "{\(first)..\(last)\(step.map { "..\($0)" } ?? "")}"
    let stated = step.map { ShellInteger(decimal: $0) } ?? .one
    if let low = ShellInteger(decimal: first), let high = ShellInteger(decimal: last),
      let numbers = Self.numbers(low, high, stated)
    {
      let isPadded = [first, last].contains { $0.drop { $0 == "-" }.hasPrefix("0") && $0.utf8.count > 1 }
      kind = .numbers(numbers, width: isPadded ? max(first.utf8.count, last.utf8.count) : 0)
    } else if let low = first.unicodeScalars.first, let high = last.unicodeScalars.first,
      first.unicodeScalars.count == 1, last.unicodeScalars.count == 1,
      let letters = Self.numbers(ShellInteger(Int(low.value)), ShellInteger(Int(high.value)), stated)
    {
      kind = .letters(letters)
    } else {
      kind = .literal(text)
    }
  }

  /// The numbers from one to another, whichever is the larger: the sign of the step means nothing.
  private static func numbers(_ first: ShellInteger, _ last: ShellInteger, _ stated: ShellInteger?) -> ShellSequence? {
    guard let stated else { return nil }
    let size = stated.isZero ? .one : stated.isNegative ? -stated : stated
    // Of the smallest number there is no opposite.
    guard !size.isNegative,
      let sequence = ShellSequence(from: first, through: last, by: last < first ? -size : size),
      let count = sequence.count, count <= maximumCount
    else { return nil }
    return sequence
  }

  /// The texts in their order; nil where they are more than a limit, or longer together.
  func texts(atMost limit: Int, bytes: Int) -> [String]? {
    switch kind {
    case .literal(let text): return [text]
    case .numbers(let sequence, let width):
      guard let numbers = sequence.numbers(atMost: limit), numbers.count * width <= bytes else { return nil }
      return numbers.map { Self.pad($0.text, width) }
    case .letters(let sequence):
      return sequence.numbers(atMost: limit)?.compactMap {
        Unicode.Scalar(UInt32($0.clamped(to: 0...Int(Int32.max)))).map { String(Character($0)) }
      }
    }
  }

  /// The bounds, where it is one number after the other in ascending order.
  var bounds: (first: ShellInteger, last: ShellInteger)? {
    guard case .numbers(let sequence, width: 0) = kind, sequence.step == .one, let count = sequence.count else {
      return nil
    }
    return (sequence.first, sequence.first + count - .one)
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    let sign = text.hasPrefix("-") ? "-" : ""
    return sign + String(repeating: "0", count: max(0, width - text.utf8.count)) + text.dropFirst(sign.count)
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
