import DataFlow
import ShellSyntax

/// Comparisons of numbers. However one is written (`-ge 1`, `-gt 0`, `(( n > 0 ))`), it says whether a value is more than some
/// number, so that equal comparisons are one condition.
extension Unfolder {
  enum NumericRelation: Sendable { case equal, less, greater }

  mutating func compare(_ left: Texts, _ right: Texts, _ relation: NumericRelation) -> Formula {
    var result = Formula.never
    for first in left {
      for second in right {
        let both = space.and(first.condition, second.condition)
        guard both != .never else { continue }
        let holds = compare(first.wrapped, second.wrapped, relation)
        result = space.or(result, space.and(both, holds))
      }
    }
    return result
  }

  private mutating func compare(_ left: SymbolicString, _ right: SymbolicString, _ relation: NumericRelation) -> Formula
  {
    if relation != .equal, left == right { return .never }
    if let first = left.text.flatMap({ ShellInteger(decimal: $0) }),
      let second = right.text.flatMap({ ShellInteger(decimal: $0) })
    {
      let holds =
        switch relation {
        case .equal: first == second
        case .less: first < second
        case .greater: first > second
        }
      return holds ? .always : .never
    }
    switch (number(left), number(right)) {
    case (nil, let second?): return compare(left, with: second, relation)
    case (let first?, nil):
      switch relation {
      case .equal: return compare(right, with: first, .equal)
      case .less: return compare(right, with: first, .greater)
      case .greater: return compare(right, with: first, .less)
      }
    case (nil, nil), (.some, .some):
      switch relation {
      case .equal: return isEqual(left, right)
      case .less: return isMore(right, left)
      case .greater: return isMore(left, right)
      }
    }
  }

  private func number(_ text: SymbolicString) -> Int? {
    text.text.flatMap { Int($0) }.flatMap { abs($0) < 1_000_000_000_000 ? $0 : nil }
  }

  private mutating func compare(_ value: SymbolicString, with number: Int, _ relation: NumericRelation) -> Formula {
    switch relation {
    case .greater: return exceeds(value, number)
    case .less: return space.not(exceeds(value, number - 1))
    case .equal:
      let isAtLeast = exceeds(value, number - 1)
      return space.without(isAtLeast, exceeds(value, number))
    }
  }

  /// The condition that a value is more than a number: what is more than five is more than three as well.
  private mutating func exceeds(_ value: SymbolicString, _ number: Int) -> Formula {
    let key = value.key
    if let known = comparedNumbers[key]?.first(where: { $0.number == number }) { return known.formula }
    var formula = atom("\(key) > \(number)", "\(symbols.describe(value)) is more than \(number)")
    for other in comparedNumbers[key] ?? [] {
      formula = other.number < number ? space.and(formula, other.formula) : space.or(formula, other.formula)
    }
    comparedNumbers[key, default: []].append((number, formula))
    return formula
  }

  private mutating func isMore(_ left: SymbolicString, _ right: SymbolicString) -> Formula {
    atom("\(left.key) > \(right.key)", "\(symbols.describe(left)) is more than \(symbols.describe(right))")
  }

  private mutating func isEqual(_ left: SymbolicString, _ right: SymbolicString) -> Formula {
    if left == right { return .always }
    let isInOrder = left.key < right.key
    let (first, second) = isInOrder ? (left, right) : (right, left)
    return atom("\(first.key) -eq \(second.key)", "\(symbols.describe(first)) is equal to \(symbols.describe(second))")
  }

  // MARK: In arithmetic

  /// The condition that an expression says, made of comparisons of variables and numbers; nil for another one.
  mutating func comparison(in text: String) -> Formula? {
    let text = text.filter { !$0.isWhitespace }
    guard !text.contains("("), !text.contains("?"), !text.contains(",") else { return nil }
    let alternatives = text.pieces(between: "||")
    if alternatives.count > 1 { return joined(alternatives) { $0.space.or($1, $2) } }
    let parts = text.pieces(between: "&&")
    if parts.count > 1 { return joined(parts) { $0.space.and($1, $2) } }
    if text.hasPrefix("!"), !text.hasPrefix("!=") {
      return comparison(in: String(text.dropFirst())).map { space.not($0) }
    }
    return simpleComparison(in: text)
  }

  private mutating func joined(_ parts: [String], _ join: (inout Unfolder, Formula, Formula) -> Formula) -> Formula? {
    var result: Formula?
    for part in parts {
      guard let next = comparison(in: part) else { return nil }
      result = result.map { join(&self, $0, next) } ?? next
    }
    return result
  }

  private mutating func simpleComparison(in text: String) -> Formula? {
    for (sign, relation, isOpposite) in [
      ("<=", NumericRelation.greater, true), (">=", .less, true), ("==", .equal, false), ("!=", .equal, true),
      ("<", .less, false), (">", .greater, false),
    ] {
      let sides = text.pieces(between: sign)
      guard sides.count > 1 else { continue }
      guard sides.count == 2, let left = operand(sides[0]), let right = operand(sides[1]) else { return nil }
      let holds = compare(left, right, relation)
      return isOpposite ? space.not(holds) : holds
    }
    guard let value = operand(text) else { return nil }
    return space.not(compare(value, [Guarded(.always, SymbolicString("0"))], .equal))
  }

  /// What a number or a variable is; nil for anything else.
  private mutating func operand(_ text: String) -> Texts? {
    if Int(text) != nil { return [Guarded(.always, SymbolicString(text))] }
    let name = text.filter { !"${}".contains($0) }
    if let position = Int(name), text.hasPrefix("$"), position > 0 { return argument(position) }
    guard name.isName else { return nil }
    let value = value(of: name)
    let texts = value.texts.compactMap { $0 }
    guard texts.count == value.alternatives.count else { return nil }
    return zip(value.alternatives, texts).map { Guarded($0.condition, $1) }
  }
}

extension String {
  /// The pieces of the text between the places where another one stands.
  fileprivate func pieces(between separator: String) -> [String] {
    var pieces: [String] = []
    var piece = ""
    var rest = self[...]
    while let character = rest.first {
      if rest.hasPrefix(separator) {
        pieces.append(piece)
        piece = ""
        rest = rest.dropFirst(separator.count)
      } else {
        piece.append(character)
        rest = rest.dropFirst()
      }
    }
    return pieces + [piece]
  }
}
