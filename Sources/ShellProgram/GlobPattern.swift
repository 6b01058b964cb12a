/// A shell pattern (Bash manual, *Pattern Matching*), without extended globs.
struct GlobPattern {
  private let pattern: [Character]

  init(_ pattern: String) { self.pattern = Array(pattern) }

  /// Whether the text holds a character that a pattern gives a meaning.
  static func isPattern(_ text: String) -> Bool {
    text.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "[") }
  }

  /// Linear in the product of both lengths: a mismatch goes back to the last star only.
  func matches(_ text: String) -> Bool { matches(Array(text)[...]) }

  func matches(_ text: ArraySlice<Character>) -> Bool {
    var position = 0
    var place = text.startIndex
    var resume: (position: Int, place: Int)?
    while place < text.endIndex {
      if position < pattern.count, pattern[position] == "*" {
        resume = (position + 1, place)
        position += 1
      } else if let length = matchLength(at: position, text[place]) {
        position += length
        place += 1
      } else if let last = resume {
        position = last.position
        place = last.place + 1
        resume = (last.position, place)
      } else {
        return false
      }
    }
    return pattern[position...].allSatisfy { $0 == "*" }
  }

  /// The length of the pattern element at a position where it matches the character; nil where it does not.
  private func matchLength(at position: Int, _ character: Character) -> Int? {
    guard position < pattern.count else { return nil }
    switch pattern[position] {
    case "?": return 1
    case "[": return bracketLength(at: position, character) ?? (character == "[" ? 1 : nil)
    case "\\" where position + 1 < pattern.count: return pattern[position + 1] == character ? 2 : nil
    default: return pattern[position] == character ? 1 : nil
    }
  }

  private func bracketLength(at start: Int, _ character: Character) -> Int? {
    var index = start + 1
    guard index < pattern.count else { return nil }
    let isNegated = pattern[index] == "!" || pattern[index] == "^"
    if isNegated { index += 1 }
    var isMatched = false
    var isFirst = true
    while index < pattern.count {
      if pattern[index] == "]" && !isFirst { return isMatched != isNegated ? index + 1 - start : nil }
      if index + 2 < pattern.count, pattern[index + 1] == "-", pattern[index + 2] != "]" {
        if pattern[index] <= character && character <= pattern[index + 2] { isMatched = true }
        index += 3
      } else {
        if pattern[index] == character { isMatched = true }
        index += 1
      }
      isFirst = false
    }
    return nil
  }
}
