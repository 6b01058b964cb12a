import DataFlow
import ShellSyntax

/// `$(( … ))`, `(( … ))` and the headers of C-style loops.
extension Unfolder {
  /// The number as text, or a symbol that equal expressions over equal values share.
  mutating func number(_ expression: ArithmeticExpression) -> SymbolicString {
    if let value = evaluate(expression) { return SymbolicString(value.text) }
    return number(text: expression.text)
  }

  /// A symbol for an expression whose value is not known.
  private mutating func number(text: String) -> SymbolicString {
    SymbolicString(symbols.symbol(key: "$((\(arithmeticKey(text))", description: "$((\(text)))"))
  }

  /// The value where it is known; assignments inside are carried out.
  mutating func evaluate(_ expression: ArithmeticExpression) -> ShellInteger? {
    if !tasksVariables.isEmpty || depth.isWhole {
      for name in expression.reads { noteRead(name, expression.range) }
    }
    var evaluator = ArithmeticEvaluator(expression.text) { knownNumber($0) }
    let value = evaluator.evaluate()
    for assignment in evaluator.assigned {
      assign(assignment.name, Value(assignment.value.map { SymbolicString($0.text) } ?? number(text: expression.text)))
    }
    if value == nil {
      let assigned = Set(evaluator.assigned.map(\.name))
      for name in expression.writes where !assigned.contains(name) {
        assign(name, Value(number(text: expression.text)))
      }
    }
    return value
  }

  /// Whether the expression is not zero.
  mutating func holds(_ expression: ArithmeticExpression) -> Formula {
    if let value = evaluate(expression) { return value.isZero ? .never : .always }
    if expression.writes.isEmpty, let formula = comparison(in: expression.text) { return formula }
    return atom("((\(arithmeticKey(expression.text))", "((\(expression.text)))", isCommand: true)
  }

  /// The number of an expression that stands alone, as in `${x:N}`.
  func knownNumber(expression: String) -> ShellInteger? {
    var evaluator = ArithmeticEvaluator(expression) { knownNumber($0) }
    let value = evaluator.evaluate()
    return evaluator.assigned.isEmpty ? value : nil
  }

  private func knownNumber(_ name: String) -> ShellInteger? {
    if let position = ShellInteger(decimal: name) {
      guard let index = (position - .one).position(in: scope.arguments.count), position > .zero else { return nil }
      return scope.arguments[index].onlyText.flatMap { ShellInteger(constant: $0) }
    }
    return environment[resolvedName(name)]?.onlyText?.text.flatMap { ShellInteger(constant: $0) }
  }

  /// The expression without blanks and dollar signs, its variables replaced by what they hold.
  private mutating func arithmeticKey(_ text: String) -> String {
    var key = ""
    var name = ""
    func isNamePart(_ character: Character) -> Bool { character.isLetter || character.isNumber || character == "_" }
    for character in text + " " {
      if isNamePart(character) {
        name.append(character)
        continue
      }
      if !name.isEmpty {
        key += name.first?.isNumber == true ? name : valueKey(name)
        name = ""
      }
      if !character.isWhitespace, !"${}\"".contains(character) { key.append(character) }
    }
    return key
  }

  /// What a variable holds, as a key.
  mutating func valueKey(_ name: String) -> String {
    value(of: name).alternatives.map { alternative in
      switch alternative.wrapped {
      case .unset: "\u{4}"
      case .text(let text): text.key
      case .array(let elements): elements.map { $0.text.key }.joined(separator: "\u{5}")
      }
    }.joined(separator: "\u{3}")
  }

  /// What a loop `for ((i = A; i <= B; i++))` runs over.
  mutating func domain(_ loop: ArithmeticFor) -> (variable: String, domain: Domain)? {
    guard let initial = loop.initial, let condition = loop.condition, let update = loop.update,
      let variable = initial.writes.first, update.writes == [variable],
      update.text.contains("++") || update.text.contains("+=1")
    else { return nil }
    let text = condition.text.filter { !$0.isWhitespace }
    let isInclusive: Bool
    if text.hasPrefix("\(variable)<=") {
      isInclusive = true
    } else if text.hasPrefix("\(variable)<") {
      isInclusive = false
    } else {
      return nil
    }
    let limit = String(text.dropFirst(variable.count + (isInclusive ? 2 : 1)))
    let first = value(of: variable).onlyText.map { Domain.Bound($0) }
    let last = limit.isEmpty ? nil : bound(limit, plus: isInclusive ? 0 : -1)
    return (variable, numbers(first, last))
  }

  /// What an expression stands for that bounds a range: a value, and a number that is added to it.
  mutating func bound(_ text: String, plus offset: Int = 0) -> Domain.Bound {
    let text = text.filter { !$0.isWhitespace }
    if let sign = text.lastIndex(where: { $0 == "+" || $0 == "-" }), sign > text.startIndex,
      let more = Int(text[text.index(after: sign)...]), more < 1_000_000
    {
      let base = String(text[..<sign])
      if base.allSatisfy({ $0.isLetter || $0.isNumber || "_${}".contains($0) }) {
        return Domain.Bound(numberOrSymbol(base), offset: offset + (text[sign] == "+" ? more : -more))
      }
    }
    return Domain.Bound(numberOrSymbol(text), offset: offset)
  }

  private mutating func numberOrSymbol(_ text: String) -> SymbolicString {
    if let value = knownNumber(expression: text) { return SymbolicString(value.text) }
    let name = text.filter { !"${}\"".contains($0) }
    if name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }), let only = value(of: name).onlyText { return only }
    return number(text: text)
  }

  /// The numbers from first to last.
  func numbers(_ first: Domain.Bound?, _ last: Domain.Bound?) -> Domain {
    func key(_ bound: Domain.Bound?) -> String { bound.map { "\($0.value.key)\(suffix($0))" } ?? "?" }
    func words(_ bound: Domain.Bound?) -> String { bound.map { "\(symbols.describe($0.value))\(suffix($0))" } ?? "?" }
    func suffix(_ bound: Domain.Bound) -> String {
      bound.offset == 0 ? "" : bound.offset > 0 ? "+\(bound.offset)" : "\(bound.offset)"
    }
    return Domain(
      kind: .numbers(first: first, last: last), key: "\(key(first))..\(key(last))",
      description: "\(words(first)) to \(words(last))")
  }
}
