import DataFlow
import ShellSyntax
import SourceText

/// Expansion of words, under the Bash manual's *Shell Expansions*.
extension Unfolder {
  typealias Texts = [Guarded<SymbolicString>]

  // MARK: One text

  /// What the word is as a single text, without splitting: an assignment's value, a `case` subject.
  mutating func texts(_ word: Word) -> Texts { texts(word.parts) }

  mutating func texts(_ parts: [WordPart]) -> Texts {
    if parts.count == 1 { return texts(parts[0]) }
    var result: Texts = [Guarded(.always, .empty)]
    for part in parts {
      if let literal = part.literalText {
        spend((result.count * literal.utf8.count) / 128)
        for index in result.indices { result[index].wrapped.append(literal) }
      } else {
        result = concatenated(result, texts(part))
      }
    }
    return result
  }

  mutating func concatenated(_ left: Texts, _ right: Texts) -> Texts {
    spend((left.reduce(0) { $0 + $1.wrapped.size } * max(1, right.count)) / 128)
    if right.count == 1, right[0].condition == .always {
      return left.map { Guarded($0.condition, bounded($0.wrapped.appending(right[0].wrapped))) }
    }
    var result: Texts = []
    for first in left {
      for second in right {
        let holds = space.and(first.condition, second.condition)
        guard holds != .never else { continue }
        result.append(Guarded(holds, bounded(first.wrapped.appending(second.wrapped))))
      }
    }
    return bounded(result)
  }

  /// The texts, or one symbol for them where they are too many.
  mutating func bounded(_ texts: Texts) -> Texts {
    guard texts.count > Value.maximumAlternatives else { return texts }
    let key = texts.map { $0.wrapped.key }.joined(separator: "\u{3}")
    let symbol = symbols.symbol(
      key: "any \(key)", description: symbols.describe(texts[0].wrapped), alternatives: texts.map(\.wrapped))
    return [Guarded(.always, SymbolicString(symbol))]
  }

  private mutating func texts(_ part: WordPart) -> Texts {
    switch part {
    case .literal(let text, _), .singleQuoted(let text, _): return [Guarded(.always, SymbolicString(text))]
    case .doubleQuoted(let parts, _): return texts(parts)
    case .parameter(let expansion): return texts(expansion)
    case .commandSubstitution(let substitution): return texts(substitution)
    case .arithmetic(let expression, _): return [Guarded(.always, number(expression))]
    case .processSubstitution(let substitution):
      follow(substitution)
      return unknown(substitution.range)
    case .braceList(_, let range), .braceRange(_, _, _, let range):
      return [Guarded(.always, SymbolicString(source.text(range)))]
    case .array(_, let range), .unparsed(let range): return unknown(range)
    }
  }

  /// A symbol for text that is not understood, one for each place.
  func unknownSymbolKey(_ range: SourceRange) -> String {
    // Counted from something that stays near when the text changes elsewhere.
    if let function = scope.function {
      return "at \(file.value):\(function.value):\(range.lowerBound - index[function].definition.range.lowerBound)"
    }
    let statements = index.source.scripts[file.value].statements
    let number = statements.partitioningIndex { $0.range.lowerBound > range.lowerBound } - 1
    let start = statements.indices.contains(number) ? statements[number].range.lowerBound : 0
    return "at \(file.value)::\(number):\(range.lowerBound - start)"
  }

  mutating func unknown(_ range: SourceRange) -> Texts {
    let text = source.text(range)
    return [Guarded(.always, SymbolicString(symbols.symbol(key: unknownSymbolKey(range), description: text)))]
  }

  // MARK: Arguments

  /// The arguments that the words become: after brace expansion, splitting, and path name expansion in known directories.
  mutating func slots(_ words: some Sequence<Word>) -> [Slot] {
    var result: [Slot] = []
    for word in words {
      append(word, to: &result)
      if result.count > Self.maximumWords { return bounded(result, word.range) }
    }
    spend(result.count / 16)
    return result
  }

  mutating func slots(_ word: Word) -> [Slot] { slots([word]) }

  private mutating func append(_ word: Word, to result: inout [Slot]) {
    if word.parts.count == 1, let literal = word.parts[0].literalText, !isUnquotedPattern(word.parts[0]) {
      result.append(Slot(alternatives: [Guarded(.always, SymbolicString(literal))], range: word.range))
      return
    }
    guard let words = BraceExpansion.expand(word) else {
      result.append(Slot(alternatives: oneOfMany(word), range: word.range, isMany: true))
      return
    }
    for expanded in words {
      let isWhole = expanded.range == word.range
      var slots = split(expanded.parts, range: expanded.range)
      for index in slots.indices { slots[index].isWholeWord = isWhole }
      result += slots
    }
  }

  /// What stands for the words of braces that are more than are told apart: one that may be any of them.
  private mutating func oneOfMany(_ word: Word) -> Texts {
    note(.words, word.range)
    var result: Texts = [Guarded(.always, .empty)]
    for part in word.parts {
      guard part.isBrace else {
        result = concatenated(result, texts(part))
        continue
      }
      let domain = domain(ofBraces: part)
      let symbol = symbols.symbol(key: "each of \(domain.key)", description: domain.description, domain: domain)
      result = concatenated(result, [Guarded(.always, SymbolicString(symbol))])
    }
    return result
  }

  /// The words that one pair of braces stands for, as a whole.
  func domain(ofBraces part: WordPart) -> Domain {
    let text = source.text(part.range)
    if case .braceRange(let first, let last, let step, _) = part,
      let bounds = BraceSequence(first, last, step).bounds
    {
      return numbers(Domain.Bound(SymbolicString(bounds.first.text)), Domain.Bound(SymbolicString(bounds.last.text)))
    }
    return Domain(kind: .words, key: text, description: text)
  }

  private func isUnquotedPattern(_ part: WordPart) -> Bool {
    if case .literal(let text, _) = part { GlobPattern.isPattern(text) } else { false }
  }

  private mutating func split(_ parts: [WordPart], range: SourceRange) -> [Slot] {
    if let list = listExpansion(parts) {
      return elements(list.expansion, isQuoted: list.isQuoted).map { Slot(alternatives: $0.alternatives, range: range) }
    }
    // Only what expansions yield outside of quotes is split, not the blanks of the quoted text beside it.
    let keepsBlanks = parts.count > 1 && parts.contains(where: \.isUnquotedExpansion)
    let whole = texts(keepsBlanks ? parts.map(\.keepingBlanks) : parts)
    let hasPattern = parts.contains(where: isUnquotedPattern)
    guard parts.contains(where: \.isUnquotedExpansion) else {
      return hasPattern ? expandPaths(whole, range) : [Slot(alternatives: whole, range: range)]
    }
    var slots: [Slot] = []
    for alternative in whole {
      let fields = parts.count == 1 ? self.fields(of: alternative.wrapped) : alternative.wrapped.splitAtBlanks().fields
      for (position, field) in fields.enumerated() {
        let guarded = Guarded(alternative.condition, keepsBlanks ? field.withBlanks : field)
        if position < slots.count {
          slots[position].alternatives.append(guarded)
        } else {
          slots.append(Slot(alternatives: [guarded], range: range))
        }
      }
    }
    return hasPattern ? slots.flatMap { expandPaths($0.alternatives, range) } : slots
  }

  /// The fields that a text is split into, by what `IFS` holds.
  ///
  /// - Parameter separators: those of a command that has an `IFS` of its own.
  func fields(of text: SymbolicString, separators: String? = nil) -> [SymbolicString] {
    guard let separators = separators ?? environment["IFS"]?.onlyText?.text, separators != " \t\n" else {
      return text.splitAtBlanks().fields
    }
    return separators.isEmpty ? (text.isEmpty ? [] : [text]) : text.fields(separatedBy: separators)
  }

  /// `"$@"`, `${a[@]}` and the like where the word consists of nothing else.
  private func listExpansion(_ parts: [WordPart]) -> (expansion: ParameterExpansion, isQuoted: Bool)? {
    guard parts.count == 1 else { return nil }
    switch parts[0] {
    case .parameter(let expansion) where expansion.isList: return (expansion, false)
    case .doubleQuoted(let inner, _):
      if inner.count == 1, case .parameter(let expansion) = inner[0], expansion.isList, !expansion.joinsWhenQuoted {
        return (expansion, true)
      }
      return nil
    default: return nil
    }
  }

  /// The files of the program that a pattern in known directories yields; the pattern itself where there are none.
  private mutating func expandPaths(_ texts: Texts, _ range: SourceRange) -> [Slot] {
    guard texts.count == 1, let pattern = texts[0].wrapped.text, pattern.hasPrefix("/") else {
      return [Slot(alternatives: texts, range: range)]
    }
    let paths = index.paths.paths(matching: pattern)
    guard !paths.isEmpty else { return [Slot(alternatives: texts, range: range)] }
    return paths.map { Slot(alternatives: [Guarded(.always, SymbolicString($0))], range: range) }
  }

  // MARK: Substitutions

  mutating func follow(_ substitution: ProcessSubstitution) {
    guard recordsEffects || isRelevant(substitution.statements, at: substitution.range) else { return }
    inChild(.processSubstitution, at: place(substitution.range)) { $0.run(substitution.statements) }
  }

  /// Whether the statements of a substitution may matter to tasks.
  mutating func isRelevant(_ statements: [Statement], at range: SourceRange) -> Bool {
    let place = place(range)
    if let known = relevanceOfSubstitutions[place] {
      consulted.substitutions[place] = known
      return known.isRelevant
    }
    let script = Script(
      source: source, statements: statements, comments: [], problems: [])
    let facts = ScriptFacts(script, file: file).topLevel
    let result = Consulted.Substitution(facts: facts, isRelevant: index.isRelevant(facts))
    relevanceOfSubstitutions[place] = result
    consulted.substitutions[place] = result
    return result.isRelevant
  }
}

extension SymbolicString {
  func appending(_ other: SymbolicString) -> SymbolicString {
    var result = self
    result.append(other)
    return result
  }
}

/// What stands for quoted blanks while a word is split: scalars that no text has.
private enum KeptBlanks {
  static let pairs: [(blank: Character, kept: Character)] = [
    (" ", "\u{F0020}"), ("\t", "\u{F0009}"), ("\n", "\u{F000A}"),
  ]

  static func keep(_ text: String) -> String {
    guard text.hasBlank else { return text }
    return exchange(text) { pair in (pair.blank, pair.kept) }
  }

  static func release(_ text: String) -> String {
    // The first byte of all of them in UTF-8.
    guard text.utf8.contains(0xF3) else { return text }
    return exchange(text) { pair in (pair.kept, pair.blank) }
  }

  private static func exchange(
    _ text: String, _ sides: ((blank: Character, kept: Character)) -> (Character, Character)
  ) -> String {
    var text = text
    for (from, to) in pairs.map(sides) where text.contains(from) {
      text = String(text.map { $0 == from ? to : $0 })
    }
    return text
  }
}

extension SymbolicString {
  /// The text with its quoted blanks back in place.
  fileprivate var withBlanks: SymbolicString {
    var result = SymbolicString("")
    result.passedAtDepth = passedAtDepth
    for piece in pieces {
      switch piece {
      case .text(let text): result.append(KeptBlanks.release(text))
      case .symbol(let symbol): result.append(symbol)
      }
    }
    return result
  }
}

extension WordPart {
  /// The part with blanks of its literal text kept from being split at.
  fileprivate var keepingBlanks: WordPart {
    switch self {
    case .literal(let text, let range): .literal(KeptBlanks.keep(text), range)
    case .singleQuoted(let text, let range): .singleQuoted(KeptBlanks.keep(text), range)
    case .doubleQuoted(let parts, let range): .doubleQuoted(parts.map(\.keepingBlanks), range)
    case .parameter, .commandSubstitution, .arithmetic, .processSubstitution, .braceList, .braceRange, .array,
      .unparsed:
      self
    }
  }

  /// Whether word splitting applies to what the part becomes.
  fileprivate var isUnquotedExpansion: Bool {
    switch self {
    case .parameter, .commandSubstitution, .arithmetic: true
    case .literal, .singleQuoted, .doubleQuoted, .processSubstitution, .braceList, .braceRange, .array, .unparsed: false
    }
  }
}

extension ParameterExpansion {
  /// Whether it becomes a list: `$@`, `$*`, `${a[@]}`, `${a[*]}`, `${!a[@]}`.
  var isList: Bool {
    if case .length = operation { return false }
    if case .namesWithPrefix = operation { return false }
    if name == "@" || name == "*" { return true }
    let text = subscriptWord?.literalText
    return text == "@" || text == "*"
  }

  /// `"$*"` and `"${a[*]}"` are one word.
  fileprivate var joinsWhenQuoted: Bool { name == "*" || subscriptWord?.literalText == "*" }
}
