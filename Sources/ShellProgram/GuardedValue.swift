package import DataFlow

/// A thing together with the condition under which it stands.
package struct Guarded<Wrapped: Sendable>: Sendable {
  package var condition: Formula
  package var wrapped: Wrapped

  package init(_ condition: Formula, _ wrapped: Wrapped) {
    self.condition = condition
    self.wrapped = wrapped
  }
}

/// What a variable may hold: alternatives whose conditions exclude each other.
struct Value: Sendable {
  enum Content: Hashable, Sendable {
    case unset
    case text(SymbolicString)
    case array([Element])
  }

  /// An element of an array, present under a condition; one that mentions the symbol of a loop stands for one element a round.
  struct Element: Hashable, Sendable {
    let condition: Formula
    let text: SymbolicString
    /// The subscript where one was stated.
    let key: String?
  }

  /// Past this many alternatives a value becomes a symbol.
  static let maximumAlternatives = 12

  var alternatives: [Guarded<Content>]

  init(_ alternatives: [Guarded<Content>]) {
    self.alternatives = alternatives
  }

  init(_ content: Content) {
    alternatives = [Guarded(.always, content)]
  }

  init(_ text: SymbolicString) { self.init(.text(text)) }

  /// The text that the value surely is.
  var onlyText: SymbolicString? {
    if alternatives.count == 1, case .text(let text) = alternatives[0].wrapped { text } else { nil }
  }

  /// What an expansion yields for each alternative; nil where that is a list or nothing.
  var texts: [SymbolicString?] {
    alternatives.map { if case .text(let text) = $0.wrapped { text } else { nil } }
  }

  /// Whether both are surely one and the same.
  func isSame(as other: Value) -> Bool {
    if let content = onlyContent { return content == other.onlyContent }
    return alternatives.count == other.alternatives.count
      && zip(alternatives, other.alternatives).allSatisfy { $0.condition == $1.condition && $0.wrapped == $1.wrapped }
  }

  /// Whether both have the same alternatives under the same conditions, in the same order.
  func isIdentical(to other: Value) -> Bool {
    alternatives.elementsEqual(other.alternatives) { $0.condition == $1.condition && $0.wrapped == $1.wrapped }
  }

  /// The value that is `then` where the condition holds and `otherwise` elsewhere.
  static func merged(_ condition: Formula, _ then: Value, _ otherwise: Value, _ space: inout FormulaSpace) -> Value? {
    if let single = then.onlyContent, let other = otherwise.onlyContent {
      if single == other { return then }
      if case .array(let left) = single, case .array(let right) = other {
        let elements = mergedArrays(condition, left, right, &space)
        return elements.count <= Unfolder.maximumWords ? Value(.array(elements)) : nil
      }
    }
    var result: [Guarded<Content>] = []
    let opposite = space.not(condition)
    for (limit, value) in [(condition, then), (opposite, otherwise)] {
      for alternative in value.alternatives {
        let holds = space.and(limit, alternative.condition)
        guard holds != .never else { continue }
        if let index = result.firstIndex(where: { $0.wrapped == alternative.wrapped }) {
          result[index].condition = space.or(result[index].condition, holds)
        } else {
          result.append(Guarded(holds, alternative.wrapped))
        }
      }
    }
    return result.count <= maximumAlternatives ? Value(result) : nil
  }

  private var onlyContent: Content? { alternatives.count == 1 ? alternatives[0].wrapped : nil }

  /// The elements that both begin with, then the rest of each under its condition.
  private static func mergedArrays(
    _ condition: Formula, _ left: [Element], _ right: [Element], _ space: inout FormulaSpace
  ) -> [Element] {
    var common = 0
    while common < left.count, common < right.count, left[common] == right[common] { common += 1 }
    let opposite = space.not(condition)
    var result = Array(left[..<common])
    for (limit, rest) in [(condition, left[common...]), (opposite, right[common...])] {
      for element in rest {
        let holds = space.and(limit, element.condition)
        if holds != .never { result.append(Element(condition: holds, text: element.text, key: element.key)) }
      }
    }
    return result
  }
}
