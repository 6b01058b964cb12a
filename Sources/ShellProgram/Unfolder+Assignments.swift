import DataFlow
import ShellSyntax
import SourceText

/// Assignments to variables, arrays and elements.
extension Unfolder {
  mutating func assign(_ command: SimpleCommand, wantsStatus: Bool) -> Formula {
    for assignment in command.assignments {
      isAssigningOnly = true
      assign(assignment)
    }
    isAssigningOnly = false
    guard wantsStatus, command.assignments.contains(where: \.hasSubstitution) else { return .always }
    return atom("= \(textKey(command.range))", source.text(command.range), isCommand: true)
  }

  /// Sets a variable of the shell, or the one that a name reference refers to.
  mutating func assign(_ name: String, _ value: Value) {
    store(resolvedName(name), value)
  }

  mutating func assign(_ assignment: Assignment) {
    let name = resolvedName(assignment.name)
    switch assignment.value {
    case .array(let elements):
      store(name, array(elements, appendedTo: assignment.isAppending ? value(of: name) : nil))
    case .word(let word):
      let new = texts(word)
      if let subscriptWord = assignment.subscriptWord {
        setElement(name, texts(subscriptWord).only, new, isAppending: assignment.isAppending)
      } else if assignment.isAppending {
        append(new, to: name)
      } else {
        store(name, Value(new.map { Guarded($0.condition, .text($0.wrapped)) }))
      }
    }
  }

  private mutating func append(_ new: Texts, to name: String) {
    let old = value(of: name)
    if old.alternatives.count == 1, case .array(let elements) = old.alternatives[0].wrapped {
      let added = new.map { Value.Element(condition: $0.condition, text: $0.wrapped, key: nil) }
      store(name, Value(bounded(elements + added)))
      return
    }
    let texts = old.alternatives.compactMap { alternative -> Guarded<SymbolicString>? in
      switch alternative.wrapped {
      case .unset: Guarded(alternative.condition, .empty)
      case .text(let text): Guarded(alternative.condition, text)
      case .array: nil
      }
    }
    store(name, Value(concatenated(texts, new).map { Guarded($0.condition, .text($0.wrapped)) }))
  }

  private mutating func array(_ elements: [ArrayElement], appendedTo old: Value?) -> Value {
    var result: [Value.Element] = []
    if let old, old.alternatives.count == 1 {
      switch old.alternatives[0].wrapped {
      case .array(let earlier): result = earlier
      case .text(let text) where text.symbol == nil: result = [.init(condition: .always, text: text, key: nil)]
      case .text, .unset: break
      }
    }
    for element in elements {
      let key = element.subscriptWord.flatMap { texts($0).only?.text }
      for slot in slots(element.value) {
        result += slot.alternatives.map { Value.Element(condition: $0.condition, text: $0.wrapped, key: key) }
      }
    }
    return Value(bounded(result))
  }

  private mutating func setElement(_ name: String, _ key: SymbolicString?, _ new: Texts, isAppending: Bool) {
    guard let key = key?.text, !isAppending else {
      // Which element it is, is not known: that it is one of the array is.
      if recordsEffects, let value = environment[name] { store(name, value, element: "?") }
      return
    }
    var elements: [Value.Element] = []
    let old = environment[name]
    if let old, old.alternatives.count == 1, case .array(let earlier) = old.alternatives[0].wrapped {
      elements = earlier
    }
    if let position = ShellInteger(constant: key)?.position(in: elements.count), elements[position].key == nil {
      elements.remove(at: position)
    }
    elements.removeAll { $0.key == key }
    elements += new.map { Value.Element(condition: $0.condition, text: $0.wrapped, key: key) }
    spend(elements.count / 16)
    store(name, Value(bounded(elements)), element: key)
  }
}

extension Assignment {
  fileprivate var hasSubstitution: Bool {
    guard case .word(let word) = value else { return false }
    return word.parts.contains { part in
      switch part {
      case .commandSubstitution: true
      case .doubleQuoted(let inner, _): inner.contains { if case .commandSubstitution = $0 { true } else { false } }
      case .literal, .singleQuoted, .parameter, .arithmetic, .processSubstitution, .braceList, .braceRange, .array,
        .unparsed:
        false
      }
    }
  }
}
