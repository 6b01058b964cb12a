import DataFlow
import ShellSyntax
import SourceText

/// `[[ … ]]`, `[ … ]` and patterns, as formulas.
extension Unfolder {
  mutating func holds(_ expression: ConditionalExpression, text: String) -> Formula {
    switch expression {
    case .unary(let symbol, let word):
      return holdsUnary(symbol, texts(word), text: "\(symbol) \(source.text(word.range))")
    case .word(let word): return holdsUnary("-n", texts(word), text: source.text(word.range))
    case .binary(let symbol, let left, let right):
      let description = "\(source.text(left.range)) \(symbol) \(source.text(right.range))"
      return holdsBinary(symbol, texts(left), texts(right), isPattern: !right.isQuoted, text: description)
    case .not(let inner): return space.not(holds(inner, text: text))
    case .and(let left, let right):
      let first = holds(left, text: text)
      return space.and(first, holds(right, text: text))
    case .or(let left, let right):
      let first = holds(left, text: text)
      return space.or(first, holds(right, text: text))
    case .unparsed(let range): return atom("[[ \(source.text(range))", source.text(range), isCommand: true)
    }
  }

  /// `test` and `[`, from the words between the brackets.
  mutating func holdsTest(_ words: ArraySlice<Word>, text: String) -> Formula {
    let literals = words.map { $0.isQuoted ? nil : $0.literalText }
    // `-o` binds less than `-a`, both less than `!`.
    return holdsList(Array(words)[...], literals[...], text, joinedBy: ["-o", "-a"])
  }

  /// Operands joined by the first of the operators that is among them.
  private mutating func holdsList(
    _ words: ArraySlice<Word>, _ literals: ArraySlice<String?>, _ text: String, joinedBy symbols: ArraySlice<String>
  ) -> Formula {
    guard let symbol = symbols.first else { return holdsOperand(words, literals, text) }
    var result: Formula?
    var rest = words.indices
    while true {
      let end =
        rest.count > 3
        ? literals[rest].dropFirst().dropLast().firstIndex(of: symbol) ?? rest.upperBound : rest.upperBound
      let operand = rest.lowerBound..<end
      let holds = holdsList(words[operand], literals[operand], text, joinedBy: symbols.dropFirst())
      result = result.map { symbol == "-o" ? space.or($0, holds) : space.and($0, holds) } ?? holds
      guard end < rest.upperBound else { return result ?? .never }
      rest = end + 1..<rest.upperBound
    }
  }

  private mutating func holdsOperand(
    _ words: ArraySlice<Word>, _ literals: ArraySlice<String?>, _ text: String
  ) -> Formula {
    let negations = literals.prefix { $0 == "!" }.count
    if negations > 0 {
      let holds = holdsOperand(words.dropFirst(negations), literals.dropFirst(negations), text)
      return negations % 2 == 1 ? space.not(holds) : holds
    }
    let base = words.startIndex
    switch words.count {
    case 0: return .never
    case 1: return holdsUnary("-n", texts(words[base]), text: source.text(words[base].range))
    case 2:
      guard let symbol = literals[base], symbol.hasPrefix("-") else { break }
      return holdsUnary(symbol, texts(words[base + 1]), text: "\(symbol) \(source.text(words[base + 1].range))")
    case 3:
      guard let symbol = literals[base + 1] else { break }
      let description = "\(source.text(words[base].range)) \(symbol) \(source.text(words[base + 2].range))"
      return holdsBinary(symbol, texts(words[base]), texts(words[base + 2]), isPattern: false, text: description)
    default: break
    }
    let key = words.map { self.key(texts($0)) }.joined(separator: " ")
    return atom("[ \(key)", text, isCommand: true)
  }

  func key(_ texts: Texts) -> String { texts.map { $0.wrapped.key }.joined(separator: "\u{3}") }

  private mutating func holdsUnary(_ symbol: String, _ operand: Texts, text: String) -> Formula {
    switch symbol {
    case "-n", "-z":
      let filled = any(operand) { $0.isNotEmpty($1) }
      return symbol == "-n" ? filled : space.not(filled)
    case "-f", "-e", "-r", "-s", "-d", "-x", "-L", "-h", "-a":
      return any(operand) { $0.exists(symbol, $1, text: text) }
    case "-b", "-c", "-g", "-k", "-p", "-u", "-w", "-G", "-N", "-O", "-S":
      for alternative in operand { recordLook(at: alternative.wrapped, when: alternative.condition) }
      return atom("\(symbol) \(key(operand))", text, isCommand: true)
    case "-v":
      // The operand is a variable's name.
      for name in operand.compactMap(\.wrapped.text) { noteRead(String(name.prefix { $0 != "[" }), currentRange) }
      return atom("\(symbol) \(key(operand))", text, isCommand: true)
    default: return atom("\(symbol) \(key(operand))", text, isCommand: true)
    }
  }

  /// Existence of a file: known for the program's own files, a fact of the machine for others.
  private mutating func exists(_ symbol: String, _ path: SymbolicString, text: String) -> Formula {
    if let known = path.text {
      if index.paths.file(at: known) != nil, "fers".contains(symbol.dropFirst()) { return .always }
      if index.paths.isDirectory(known), symbol == "-d" || symbol == "-e" || symbol == "-r" || symbol == "-x" {
        return .always
      }
    }
    recordLook(at: path, when: .always)
    // The script that lies there may be one of the program's: then it is there.
    if path.text == nil, path.knownSuffix.dropFirst().contains("/"), "fers".contains(symbol.dropFirst()),
      !index.paths.candidates(for: path).isEmpty
    {
      return .always
    }
    return atom("\(symbol) \(path.key)", text, isCommand: true)
  }

  /// Whether a file is there, or of what kind it is, is read like its contents.
  private mutating func recordLook(at path: SymbolicString, when condition: Formula) {
    guard depth.isWhole else { return }
    record(.redirection(.read, path: path), at: place(currentRange), when: space.and(self.condition, condition))
  }

  /// The condition that the text, whichever it is, has a property.
  private mutating func any(_ texts: Texts, _ property: (inout Unfolder, SymbolicString) -> Formula) -> Formula {
    texts.reduce(.never) { result, alternative in
      space.or(result, space.and(alternative.condition, property(&self, alternative.wrapped)))
    }
  }

  private mutating func holdsBinary(_ symbol: String, _ left: Texts, _ right: Texts, isPattern: Bool, text: String)
    -> Formula
  {
    switch symbol {
    case "==", "=": return equal(left, right, isPattern: isPattern, text: text)
    case "!=": return space.not(equal(left, right, isPattern: isPattern, text: text.replacingOperator("!=", "==")))
    case "-eq": return compare(left, right, .equal)
    case "-ne": return space.not(compare(left, right, .equal))
    case "-lt": return compare(left, right, .less)
    case "-ge": return space.not(compare(left, right, .less))
    case "-gt": return compare(left, right, .greater)
    case "-le": return space.not(compare(left, right, .greater))
    case "=~": return matchesExpression(left, right, text: text)
    default: return atom("\(key(left)) \(symbol) \(key(right))", text, isCommand: true)
    }
  }

  mutating func equal(_ left: Texts, _ right: Texts, isPattern: Bool, text: String) -> Formula {
    var result = Formula.never
    for first in left {
      for second in right {
        let both = space.and(first.condition, second.condition)
        guard both != .never else { continue }
        result = space.or(
          result, space.and(both, equal(first.wrapped, second.wrapped, isPattern: isPattern, text: text)))
      }
    }
    return result
  }

  private mutating func equal(_ left: SymbolicString, _ right: SymbolicString, isPattern: Bool, text: String) -> Formula
  {
    if left == right { return .always }
    // `x"$a" = x"b"`: what both begin with tells nothing.
    let common = left.knownPrefix.commonPrefix(with: right.knownPrefix)
    if !common.isEmpty, left.text == nil || right.text == nil,
      !isPattern || !common.contains(where: { "*?[\\".contains($0) })
    {
      let count = common.utf8.count
      return equal(
        left.dropping(prefix: count), right.dropping(prefix: count), isPattern: isPattern, text: text)
    }
    if let pattern = right.text {
      let isGlob = isPattern && GlobPattern.isPattern(pattern)
      if isGlob, pattern.allSatisfy({ $0 == "*" }) { return .always }
      if let known = left.text {
        return (isGlob ? GlobPattern(pattern).matches(known) : known == pattern) ? .always : .never
      }
      if !isGlob {
        if let symbol = left.symbol { return equality(symbol, pattern) }
        if !pattern.hasPrefix(left.knownPrefix) || !pattern.hasSuffix(left.knownSuffix) { return .never }
      }
    } else if let known = left.text, let symbol = right.symbol {
      return equality(symbol, known)
    }
    return atom("\(left.key) == \(right.key) \(isPattern)", text, isCommand: true)
  }

  /// `=~` with text that has no special meaning in a regular expression is a search.
  private mutating func matchesExpression(_ left: Texts, _ right: Texts, text: String) -> Formula {
    if let subject = left.only?.text, let expression = right.only?.text,
      !expression.contains(where: { "\\^$*+?()[]{}|".contains($0) })
    {
      return subject.contains(expression) ? .always : .never
    }
    return atom("\(key(left)) =~ \(key(right))", text, isCommand: true)
  }

  // MARK: case

  /// The condition that a subject matches one of the patterns of a `case` item.
  mutating func matches(_ subject: Texts, _ item: CaseClause.Item, subjectText: String) -> Formula {
    var result = Formula.never
    for pattern in item.patterns {
      let text = "\(subjectText) matches \(source.text(pattern.range))"
      result = space.or(result, equal(subject, texts(pattern), isPattern: !pattern.isQuoted, text: text))
    }
    return result
  }
}

extension Word {
  /// Whether all of it stands in quotes, so that nothing in it is a pattern.
  fileprivate var isQuoted: Bool {
    parts.allSatisfy {
      switch $0 {
      case .singleQuoted, .doubleQuoted: true
      case .literal, .parameter, .commandSubstitution, .arithmetic, .processSubstitution, .braceList, .braceRange,
        .array, .unparsed:
        false
      }
    }
  }
}

extension String {
  /// The text with which both begin.
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }

  /// The text with the operator between its operands replaced.
  fileprivate func replacingOperator(_ old: String, _ new: String) -> String {
    var parts = split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard let index = parts.firstIndex(of: old) else { return self }
    parts[index] = new
    return parts.joined(separator: " ")
  }
}
