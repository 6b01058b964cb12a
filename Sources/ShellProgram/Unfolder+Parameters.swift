import DataFlow
import ShellSyntax
import SourceText

/// Expansion of parameters: variables, arrays, positional and special parameters.
extension Unfolder {
  /// What a variable holds that nothing has assigned: the environment's value, or none.
  ///
  /// What begins with an underscore and is assigned by the program is its own, and not there from the beginning on:
  /// marks that a file has been read, mostly.
  mutating func initialValue(of name: String) -> Value {
    if isWholeProgram, index.privateVariables.contains(name) { return Value(.unset) }
    return Value(SymbolicString(symbols.symbol(key: "$\(name)", description: "$\(name)", isConstant: true)))
  }

  mutating func value(of name: String) -> Value {
    let target = resolvedName(name)
    return environment[target] ?? initialValue(of: target)
  }

  /// The variable behind a name reference (`local -n`), or the name itself.
  func resolvedName(_ name: String) -> String {
    for scope in scopes.reversed() { if let target = scope.references[name] { return target } }
    return name
  }

  mutating func texts(_ expansion: ParameterExpansion) -> Texts {
    if !tasksVariables.isEmpty || depth.isWhole { noteRead(expansion) }
    switch expansion.operation {
    case .value: return plainTexts(expansion)
    case .length: return length(expansion)
    case .indirect(let modifier):
      let values = indirectTexts(expansion)
      return modifier.map { apply($0, to: values, of: expansion) } ?? values
    case .namesWithPrefix, .keys: return derived(expansion, from: [])
    case .applied(.substitute(let symbol, let word)): return substituted(expansion, symbol, word)
    case .applied(let modifier): return apply(modifier, to: plainTexts(expansion), of: expansion)
    }
  }

  /// Notes the variables that text uses which is not expanded here: that of a here-document.
  mutating func noteReads(in parts: [WordPart]) {
    guard recordsEffects, !tasksVariables.isEmpty || depth.isWhole else { return }
    for part in parts {
      switch part {
      case .parameter(let expansion):
        noteRead(expansion)
        if case .applied(.substitute(_, let word)) = expansion.operation { noteReads(in: word.parts) }
      case .doubleQuoted(let inner, _): noteReads(in: inner)
      case .arithmetic(let expression, _): for name in expression.reads { noteRead(name, expression.range) }
      case .literal, .singleQuoted, .commandSubstitution, .processSubstitution, .braceList, .braceRange, .array,
        .unparsed:
        continue
      }
    }
  }

  private mutating func noteRead(_ expansion: ParameterExpansion) {
    // The number of elements is one of the whole array.
    let isWhole = ["@", "*"].contains(expansion.subscriptWord?.literalText)
    if let subscriptWord = expansion.subscriptWord, !isWhole {
      noteRead(expansion.name, expansion.range, element: texts(subscriptWord))
    } else {
      noteRead(expansion.name, expansion.range)
    }
  }

  private mutating func plainTexts(_ expansion: ParameterExpansion) -> Texts {
    if expansion.isList { return joined(elements(expansion, isQuoted: true)) }
    if let subscriptWord = expansion.subscriptWord { return element(expansion, subscriptWord) }
    if let special = specialTexts(expansion.name) { return special }
    return texts(value(of: expansion.name), name: expansion.name)
  }

  private mutating func texts(_ value: Value, name: String) -> Texts {
    value.alternatives.map { alternative in
      switch alternative.wrapped {
      case .unset: return Guarded(alternative.condition, .empty)
      case .text(let text): return Guarded(alternative.condition, text)
      // Without a subscript an array stands for its first element.
      case .array(let elements): return Guarded(alternative.condition, elements.first?.text ?? .empty)
      }
    }
  }

  private mutating func joined(_ slots: [Slot]) -> Texts {
    var result: Texts = [Guarded(.always, .empty)]
    for (position, slot) in slots.enumerated() {
      var alternatives = slot.alternatives
      if position > 0 {
        alternatives = alternatives.map { Guarded($0.condition, SymbolicString(" ").appending($0.wrapped)) }
      }
      let present = alternatives.reduce(Formula.never) { space.or($0, $1.condition) }
      let absent = space.not(present)
      if absent != .never { alternatives.append(Guarded(absent, .empty)) }
      result = concatenated(result, alternatives)
    }
    return result
  }

  // MARK: Special and positional parameters

  private mutating func specialTexts(_ name: String) -> Texts? {
    if let position = ShellInteger(decimal: name) {
      return position > .zero ? argument(position.clamped(to: 1...Int(Int32.max))) : scriptName()
    }
    switch name {
    case "#":
      if !scope.hasUnknownArguments, scope.arguments.allSatisfy({ $0.onlyString != nil }) {
        return [Guarded(.always, SymbolicString(String(scope.arguments.count)))]
      }
      return symbolTexts("$# of \(scope.frame)", "$#")
    case "BASH_SOURCE": return [Guarded(.always, SymbolicString(currentPath))]
    case "?", "$", "!", "-", "_", "RANDOM", "LINENO", "SECONDS", "BASHPID", "EPOCHSECONDS":
      return symbolTexts("$\(name)", "$\(name)")
    case "PWD":
      guard let workingDirectory else { return nil }
      return [Guarded(.always, workingDirectory)]
    default: return nil
    }
  }

  var currentPath: String { index.paths.absolutePaths[file.value] }

  private func scriptName() -> Texts {
    let entry = scopes.first.map { index.paths.absolutePaths[$0.file.value] }
    return [Guarded(.always, SymbolicString(entry ?? ""))]
  }

  mutating func argument(_ position: Int) -> Texts {
    let arguments = scope.arguments
    guard position <= arguments.count else {
      if scope.hasUnknownArguments { return unknownArgument(position) }
      return [Guarded(.always, .empty)]
    }
    var alternatives = arguments[position - 1].alternatives
    for index in alternatives.indices {
      alternatives[index].wrapped.passedAtDepth = min(
        alternatives[index].wrapped.passedAtDepth, frames[scope.frame].depth)
    }
    return alternatives
  }

  private mutating func unknownArgument(_ position: Int) -> Texts {
    let name = frames[scope.frame].name
    let symbol = symbols.symbol(key: "$\(position) of \(name)", description: "$\(position)", isConstant: true)
    return [Guarded(.always, SymbolicString(symbol))]
  }

  private mutating func symbolTexts(_ key: String, _ description: String) -> Texts {
    [Guarded(.always, SymbolicString(symbols.symbol(key: key, description: description)))]
  }

  // MARK: Lists

  /// The elements of `$@`, `${a[@]}`, `${@:2}` or `${!a[@]}`, with what the operation does to each.
  mutating func elements(_ expansion: ParameterExpansion, isQuoted: Bool) -> [Slot] {
    if !tasksVariables.isEmpty || depth.isWhole { noteRead(expansion) }
    var slots = expansion.name == "@" || expansion.name == "*" ? argumentSlots(expansion.range) : arraySlots(expansion)
    if case .applied(let modifier) = expansion.operation {
      if case .substring(let offset, let length) = modifier {
        slots = slice(slots, offset, length, isArguments: expansion.subscriptWord == nil)
      } else {
        slots = slots.map { slot in
          Slot(alternatives: apply(modifier, to: slot.alternatives, of: expansion), range: slot.range)
        }
      }
    }
    guard !isQuoted else { return slots }
    return slots.flatMap { slot -> [Slot] in
      guard let only = slot.onlyString else { return [slot] }
      return only.splitAtBlanks().fields.map {
        Slot(alternatives: [Guarded(slot.alternatives[0].condition, $0)], range: slot.range)
      }
    }
  }

  /// The arguments of which nothing is known, as one symbol.
  mutating func unknownArguments() -> SymbolicString {
    SymbolicString(symbols.symbol(key: "$@ of \(frames[scope.frame].name)", description: "$@"))
  }

  mutating func argumentSlots(_ range: SourceRange) -> [Slot] {
    let depth = frames[scope.frame].depth
    var slots = scope.arguments.map { argument -> Slot in
      var slot = Slot(alternatives: argument.alternatives, range: range)
      for index in slot.alternatives.indices {
        slot.alternatives[index].wrapped.passedAtDepth = min(slot.alternatives[index].wrapped.passedAtDepth, depth)
      }
      return slot
    }
    if scope.hasUnknownArguments {
      slots.append(Slot(alternatives: [Guarded(.always, unknownArguments())], range: range))
    }
    return slots
  }

  private mutating func arraySlots(_ expansion: ParameterExpansion) -> [Slot] {
    let wantsKeys = if case .keys = expansion.operation { true } else { false }
    var slots: [Slot] = []
    for alternative in value(of: expansion.name).alternatives {
      switch alternative.wrapped {
      case .unset: continue
      case .text(let text):
        slots.append(
          Slot(
            alternatives: [Guarded(alternative.condition, wantsKeys ? SymbolicString("0") : text)],
            range: expansion.range))
      case .array(let elements):
        for (position, element) in elements.enumerated() {
          let holds = space.and(alternative.condition, element.condition)
          guard holds != .never else { continue }
          let text = wantsKeys ? SymbolicString(element.key ?? String(position)) : element.text
          slots.append(Slot(alternatives: [Guarded(holds, text)], range: expansion.range))
        }
      }
    }
    return slots
  }

  private func slice(_ slots: [Slot], _ offset: String, _ length: String?, isArguments: Bool) -> [Slot] {
    guard let first = knownNumber(expression: offset) else { return slots }
    // The first argument has the number 1.
    let isCounted = isArguments && first > .zero
    guard let start = (isCounted ? first - .one : first).position(in: slots.count) else { return [] }
    let rest = slots[start...]
    guard let length, let count = knownNumber(expression: length) else { return Array(rest) }
    return Array(rest.prefix(count.clamped(to: 0...slots.count)))
  }

  private mutating func element(_ expansion: ParameterExpansion, _ subscriptWord: Word) -> Texts {
    let key = texts(subscriptWord)
    let variable = value(of: expansion.name)
    if variable.alternatives.count == 1, let key = key.only?.text {
      switch variable.alternatives[0].wrapped {
      case .array(let elements):
        if let match = elements.last(where: { $0.key == key }) { return [Guarded(.always, match.text)] }
        if elements.allSatisfy({ $0.key != nil }) { return initialElement(expansion.name, key) }
        if let position = ShellInteger(constant: key),
          elements.allSatisfy({ $0.key == nil && $0.condition == .always })
        {
          return [Guarded(.always, position.position(in: elements.count).map { elements[$0].text } ?? .empty)]
        }
      case .text(let text) where key == "0": return [Guarded(.always, text)]
      case .text, .unset: break
      }
    }
    if expansion.name == "BASH_SOURCE", key.only?.text == "0" { return [Guarded(.always, SymbolicString(currentPath))] }
    let keys = key.map { $0.wrapped.key }.joined(separator: "\u{3}")
    return symbolTexts("${\(expansion.name)[\(keys)]}", source.text(expansion.range))
  }

  /// What an element holds that nothing has assigned: as of a whole variable, what came in from elsewhere, or nothing.
  private mutating func initialElement(_ name: String, _ key: String) -> Texts {
    let text = "${\(name)[\(key)]}"
    return [Guarded(.always, SymbolicString(symbols.symbol(key: text, description: text, isConstant: true)))]
  }

  private mutating func length(_ expansion: ParameterExpansion) -> Texts {
    if expansion.subscriptWord?.literalText == "@" || expansion.subscriptWord?.literalText == "*" {
      if case .array(let elements)? = value(of: expansion.name).onlyArray,
        elements.allSatisfy({ $0.condition == .always })
      {
        return [Guarded(.always, SymbolicString(String(elements.count)))]
      }
    } else if expansion.subscriptWord == nil {
      let whole = plainTexts(expansion)
      if let text = whole.only?.text { return [Guarded(.always, SymbolicString(String(text.count)))] }
    }
    return derived(expansion, from: [])
  }

  private mutating func indirectTexts(_ expansion: ParameterExpansion) -> Texts {
    if expansion.isList { return joined(elements(expansion, isQuoted: true)) }
    var result: Texts = []
    for alternative in plainTexts(expansion) {
      guard let name = alternative.wrapped.text, !name.isEmpty else { return derived(expansion, from: [alternative]) }
      if !tasksVariables.isEmpty || depth.isWhole { noteRead(name, expansion.range) }
      for value in texts(value(of: name), name: name) {
        let holds = space.and(alternative.condition, value.condition)
        if holds != .never { result.append(Guarded(holds, value.wrapped)) }
      }
    }
    return bounded(result)
  }

  /// A symbol for what an operation makes of texts that are not known: the same operation on the same texts is the same.
  mutating func derived(_ expansion: ParameterExpansion, from texts: Texts) -> Texts {
    let text = source.text(expansion.range)
    let keys = texts.map { $0.wrapped.key }.joined(separator: "\u{3}")
    return symbolTexts("\(text) of \(keys)", text)
  }

  // MARK: Defaults

  /// `${x:-word}` and its kin: which side is taken depends on whether the value is empty.
  private mutating func substituted(_ expansion: ParameterExpansion, _ symbol: String, _ word: Word) -> Texts {
    let current = plainTexts(expansion)
    var result: Texts = []
    for alternative in current {
      let isFilled = isNotEmpty(alternative.wrapped)
      let filled = space.and(alternative.condition, isFilled)
      let empty = space.without(alternative.condition, isFilled)
      switch symbol.last {
      case "-", "=":
        if filled != .never { result.append(Guarded(filled, alternative.wrapped)) }
        if empty != .never { result += limited(texts(word), to: empty) }
      case "+":
        if filled != .never { result += limited(texts(word), to: filled) }
        if empty != .never { result.append(Guarded(empty, .empty)) }
      default:
        noteEnd(of: expansion, where: empty)
        result.append(alternative)
      }
    }
    result = bounded(unified(result))
    if symbol.hasSuffix("="), expansion.subscriptWord == nil {
      assign(expansion.name, Value(result.map { Guarded($0.condition, .text($0.wrapped)) }))
    }
    return result
  }

  /// `${x:?word}` ends the shell where there is no value.
  private mutating func noteEnd(of expansion: ParameterExpansion, where isEmpty: Formula) {
    let holds = space.and(condition, isEmpty)
    guard recordsEffects, holds != .never else { return }
    record(.leave(.exit(succeeds: false)), at: place(expansion.range), when: holds)
  }

  private mutating func limited(_ texts: Texts, to condition: Formula) -> Texts {
    texts.compactMap { alternative in
      let holds = space.and(alternative.condition, condition)
      return holds == .never ? nil : Guarded(holds, alternative.wrapped)
    }
  }

  private mutating func unified(_ texts: Texts) -> Texts {
    var result: Texts = []
    for alternative in texts {
      if let index = result.firstIndex(where: { $0.wrapped == alternative.wrapped }) {
        result[index].condition = space.or(result[index].condition, alternative.condition)
      } else {
        result.append(alternative)
      }
    }
    return result
  }

  /// The condition that a text is not empty.
  mutating func isNotEmpty(_ text: SymbolicString) -> Formula {
    if let known = text.text { return known.isEmpty ? .never : .always }
    guard let symbol = text.symbol else { return .always }
    return space.not(equality(symbol, ""))
  }
}

extension Unfolder.Texts {
  /// The text that it surely is.
  var only: SymbolicString? { count == 1 ? self[0].wrapped : nil }
}

extension Value {
  fileprivate var onlyArray: Content? {
    if alternatives.count == 1, case .array = alternatives[0].wrapped { alternatives[0].wrapped } else { nil }
  }
}
