import DataFlow
import ShellSyntax
import SourceText

/// Bounds on what is kept of texts and lists: what is longer is unknown, and that is written down.
extension Unfolder {
  /// So many bytes of a text are kept; devstack's longest values have a tenth of that.
  static let maximumText = 8_192
  /// So many words of a command, arguments of a function and elements of an array are told apart.
  static let maximumWords = 4_096
  /// A longer path is none for the system.
  static let maximumPath = 4_096

  /// The text, or a symbol for one that is too long.
  mutating func bounded(_ text: SymbolicString) -> SymbolicString {
    guard text.size > Self.maximumText else { return text }
    note(.text, currentRange)
    let symbol = symbols.symbol(key: "long \(text.key)", description: source.text(currentRange))
    var result = SymbolicString(symbol)
    result.passedAtDepth = text.passedAtDepth
    return result
  }

  /// The elements of an array, or a symbol for ones that are too many.
  mutating func bounded(_ elements: [Value.Element]) -> Value.Content {
    guard elements.count > Self.maximumWords else { return .array(elements) }
    note(.words, currentRange)
    spend(elements.count / 8)
    let key = elements.map { $0.text.key }.joined(separator: "\u{5}")
    return .text(SymbolicString(symbols.symbol(key: "long array \(key)", description: source.text(currentRange))))
  }

  /// The arguments, or a single one in the place of too many.
  mutating func bounded(_ slots: [Slot], _ range: SourceRange) -> [Slot] {
    guard slots.count > Self.maximumWords else { return slots }
    note(.words, range)
    let key = slots.prefix(Self.maximumWords).map { self.key($0.alternatives) }.joined(separator: "\u{3}")
    let symbol = symbols.symbol(key: "words \(slots.count) \(key)", description: source.text(range))
    return [Slot(alternatives: [Guarded(.always, SymbolicString(symbol))], range: range, isMany: true)]
  }

  /// The arguments that are known one by one, and whether there may be more.
  func told(_ arguments: [Slot]) -> (known: [Slot], hasMore: Bool) {
    guard let many = arguments.firstIndex(where: \.isMany) else { return (arguments, false) }
    return (Array(arguments[..<many]), true)
  }
}
