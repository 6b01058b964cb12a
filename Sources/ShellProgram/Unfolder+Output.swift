import DataFlow
import ShellSyntax
import SourceText

/// What commands print, where that is a matter of their arguments: the values of command substitutions.
extension Unfolder {
  mutating func texts(_ substitution: CommandSubstitution) -> Texts {
    let saved = capture
    capture = Capture()
    let eventCount = events.count
    let isFollowed = recordsEffects || isRelevant(substitution.statements, at: substitution.range)
    if isFollowed || isWorthPrinting(substitution) {
      inChild(.commandSubstitution, at: place(substitution.range)) { $0.run(substitution.statements) }
    } else {
      capture?.isValid = false
    }
    if !isFollowed { events.removeSubrange(eventCount...) }
    let printed = capture
    capture = saved
    if let printed, printed.isValid, !printed.pieces.isEmpty { return joined(printed) }
    let programs = printed.map { $0.isValid && $0.pieces.isEmpty ? $0.programs : [] } ?? []
    let symbol = symbols.symbol(
      key: "$( \(textKey(substitution.range))\(programs.map { "\u{5}" + $0.key }.joined())",
      description: source.text(substitution.range), programs: programs)
    return [Guarded(.always, SymbolicString(symbol))]
  }

  /// Short substitutions of commands whose output may be known.
  private func isWorthPrinting(_ substitution: CommandSubstitution) -> Bool {
    guard substitution.statements.count <= 3, let first = substitution.statements.first else { return false }
    switch first.command {
    case .simple(let command): return isPrinting(command)
    case .andOrList(let list):
      if case .simple(let command) = list.first { return isPrinting(command) }
      return false
    case .pipeline(let pipeline):
      guard !pipeline.isNegated, case .simple(let command)? = pipeline.elements.first else { return false }
      return isPrinting(command) && pipeline.elements.dropFirst().allSatisfy { TextFilter.isOne($0) }
    case .compound, .functionDefinition, .coprocess, .unparsed: return false
    }
  }

  /// What a filter makes of what was printed; nil where that is not known.
  mutating func filtered(_ printed: Capture, by element: Command) -> Capture? {
    guard printed.isValid, !printed.pieces.isEmpty, case .simple(let command) = element, command.redirections.isEmpty
    else {
      return nil
    }
    let words = slots(command.words).map(\.onlyText)
    guard words.allSatisfy({ $0 != nil }), let filter = TextFilter(words.compactMap { $0 }) else { return nil }
    var texts: Texts = []
    for alternative in joined(printed) {
      guard let text = alternative.wrapped.text else { return nil }
      texts.append(
        Guarded(space.and(condition, alternative.condition), SymbolicString(filter.applied(to: text))))
    }
    var result = Capture()
    result.pieces = [texts]
    return result
  }

  private func isPrinting(_ command: SimpleCommand) -> Bool {
    guard let name = command.literalName else { return false }
    return Self.printing.contains(name) || name == "cd" || index.functionsByName[name] != nil
  }

  private static let printing: Set<String> = [
    "echo", "printf", "basename", "dirname", "readlink", "realpath", "seq", "pwd",
  ]

  /// All that was printed, a line for each command that runs.
  private mutating func joined(_ printed: Capture) -> Texts {
    var result: Texts = [Guarded(.always, .empty)]
    for piece in printed.pieces where !piece.allSatisfy(\.wrapped.isEmpty) {
      // What leads to the substitution leads to what it prints, too.
      let present = piece.reduce(Formula.never) { space.or($0, $1.condition) }
      let absent = space.without(condition, present)
      var alternatives = piece.count == 1 ? piece : [Guarded(present, oneOf(piece.map(\.wrapped)))]
      alternatives[0].condition = space.not(absent)
      if absent != .never { alternatives.append(Guarded(absent, .empty)) }
      result = lines(result, alternatives)
    }
    return result
  }

  /// A symbol for one of several texts, whose conditions would come on top of those of everything that is made of them.
  mutating func oneOf(_ texts: [SymbolicString]) -> SymbolicString {
    let key = texts.map(\.key).joined(separator: "\u{3}")
    return SymbolicString(
      symbols.symbol(key: "any \(key)", description: symbols.describe(texts[0]), alternatives: texts))
  }

  /// Texts with another line below each that is not empty.
  private mutating func lines(_ above: Texts, _ below: Texts) -> Texts {
    var result: Texts = []
    for first in above {
      for second in below {
        let holds = space.and(first.condition, second.condition)
        guard holds != .never else { continue }
        let isAlone = first.wrapped.isEmpty || second.wrapped.isEmpty
        let start = isAlone ? first.wrapped : first.wrapped.appending(SymbolicString("\n"))
        let text = start.appending(second.wrapped)
        if let known = result.firstIndex(where: { $0.wrapped == text }) {
          result[known].condition = space.or(result[known].condition, holds)
        } else {
          result.append(Guarded(holds, text))
        }
      }
    }
    return bounded(result)
  }

  /// What `ls PATTERN` prints: a name that begins like the pattern.
  mutating func listed(_ words: [SymbolicString], at range: SourceRange) -> SymbolicString? {
    guard capture != nil, words.count == 2, words[0].text == "ls", let pattern = words[1].text else { return nil }
    let start = pattern.prefix { !"*?[".contains($0) }
    guard !start.isEmpty, start.count < pattern.count else { return nil }
    let symbol = symbols.symbol(key: "ls \(textKey(range))", description: source.text(range))
    return SymbolicString(String(start)).appending(SymbolicString(symbol))
  }

  /// Prints what the command prints; nil where that is not known or the command is another one.
  mutating func print(_ name: String, _ arguments: [Slot]) -> Formula? {
    guard Self.printing.contains(name), index.functionsByName[name] == nil else { return nil }
    guard capture != nil else { return .always }
    var texts: Texts = []
    for combination in combinations(of: arguments) {
      guard let text = printed(name, combination.words.dropFirst()) else {
        capture?.isValid = false
        return .always
      }
      texts.append(Guarded(combination.condition, text))
    }
    if texts.isEmpty { capture?.isValid = false } else { capture?.pieces.append(texts) }
    return .always
  }

  private func printed(_ name: String, _ arguments: ArraySlice<SymbolicString>) -> SymbolicString? {
    let strings = Array(arguments)
    switch name {
    case "echo":
      let words = strings.drop { ["-n", "-e", "-E", "-ne"].contains($0.text ?? "") }
      return words.reduce(words.count, { $0 + $1.size }) <= Self.maximumText * 4 ? joined(Array(words)) : nil
    case "printf": return formatted(strings)
    case "basename": return strings.first.flatMap { baseName($0, suffix: strings.dropFirst().first?.text) }
    case "dirname": return strings.first.flatMap(directory)
    case "readlink", "realpath": return strings.last { $0.text?.hasPrefix("-") != true }.map { absolute($0) }
    case "pwd": return workingDirectory
    case "seq": return numbers(strings)
    default: return nil
    }
  }

  private func joined(_ strings: [SymbolicString]) -> SymbolicString {
    var result = SymbolicString.empty
    for (position, string) in strings.enumerated() {
      if position > 0 { result.append(" ") }
      result.append(string)
    }
    return result
  }

  private func baseName(_ path: SymbolicString, suffix: String?) -> SymbolicString? {
    let end = path.knownSuffix
    guard path.text != nil || end.contains("/") else { return nil }
    var name = PathTable.name(of: end)
    if let suffix, name.hasSuffix(suffix), name != suffix { name.removeLast(suffix.count) }
    var result = SymbolicString(name)
    result.passedAtDepth = path.passedAtDepth
    return result
  }

  private func directory(of path: SymbolicString) -> SymbolicString? {
    if let text = path.text { return SymbolicString(PathTable.directory(of: text)) }
    // The name has to follow what is not known; so does the slash before it.
    let end = path.knownSuffix.utf8
    guard let slash = end.lastIndex(of: UInt8(ascii: "/")), slash != end.index(before: end.endIndex) else { return nil }
    return path.dropping(suffix: end.distance(from: slash, to: end.endIndex))
  }

  /// So many numbers of `seq` are told apart.
  static let maximumNumbers = 2_000

  private func numbers(_ strings: [SymbolicString]) -> SymbolicString? {
    sequence(strings)?.numbers(atMost: Self.maximumNumbers).map { numbers in
      SymbolicString(numbers.map(\.text).joined(separator: "\n"))
    }
  }

  /// What `seq` prints with whole numbers as its operands; nil where they are something else.
  func sequence(_ operands: [SymbolicString]) -> ShellSequence? {
    let numbers = operands.compactMap { $0.text.flatMap { ShellInteger(decimal: $0) } }
    guard numbers.count == operands.count, (1...3).contains(numbers.count) else { return nil }
    return ShellSequence(
      from: numbers.count > 1 ? numbers[0] : .one, through: numbers[numbers.count - 1],
      by: numbers.count > 2 ? numbers[1] : .one)
  }

  /// `printf` with `%s` and `%d` only.
  func formatted(_ arguments: [SymbolicString?]) -> SymbolicString? {
    guard let format = arguments.first??.text else { return nil }
    var values = arguments.dropFirst()
    var result = SymbolicString.empty
    // The format is used again as long as arguments are left.
    repeat {
      let left = values.count
      guard append(format, &values, to: &result) else { return nil }
      if values.count == left { break }
      guard result.size <= Self.maximumText * 4 else { return nil }
    } while !values.isEmpty
    // The last line feed is not part of a substitution's value.
    return result.text.map { $0.hasSuffix("\n") ? SymbolicString(String($0.dropLast())) : SymbolicString($0) } ?? result
  }

  /// Prints a format once; false where it uses what is not known.
  private func append(_ format: String, _ values: inout ArraySlice<SymbolicString?>, to result: inout SymbolicString)
    -> Bool
  {
    var characters = Array(format)[...]
    while let character = characters.popFirst() {
      switch character {
      case "%":
        guard let conversion = characters.popFirst() else { return false }
        switch conversion {
        case "%": result.append("%")
        case "s", "d", "i", "b", "q":
          guard let value = values.popFirst() else { continue }
          guard let value else { return false }
          result.append(value)
        default: return false
        }
      case "\\":
        switch characters.popFirst() {
        case "n": result.append("\n")
        case "t": result.append("\t")
        case let other?: result.append(String(other))
        case nil: break
        }
      default: result.append(String(character))
      }
    }
    return true
  }
}
