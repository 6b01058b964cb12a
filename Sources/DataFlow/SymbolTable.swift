/// A value that the analysis does not know but recognises again: equal symbols have equal values.
package struct Symbol: Hashable, Sendable {
  package let index: Int32
}

/// The symbols of one analysis.
package struct SymbolTable: Sendable {
  package struct Entry: Sendable, Equatable {
    /// Tells it from all others.
    let key: String
    /// How a reader would write it: `$NOVA_NUM_CELLS`, `$i`, `$(date)`.
    package let description: String
    /// Where the symbol stands for each element of a list in turn.
    package let domain: Domain?
    /// Whether it is the value with which a variable or an argument came in: then it is the same in every round of a loop.
    package let isConstant: Bool
    /// The texts of which it is one, where it stands for a value that can be several; empty where that is not known.
    package let alternatives: [SymbolicString]
    /// The programs of which it is the path of one, where a command has looked for them.
    package let programs: [SymbolicString]
  }

  private var symbols: [String: Symbol] = [:]
  private var entries: [Entry] = []

  package init() {}

  package subscript(symbol: Symbol) -> Entry { entries[Int(symbol.index)] }

  /// The symbol of a key; one key, one symbol.
  package mutating func symbol(
    key longKey: String, description: String, domain: Domain? = nil, isConstant: Bool = false,
    alternatives: [SymbolicString] = [], programs: [SymbolicString] = []
  ) -> Symbol {
    let key = BoundedText.key(longKey)
    if let known = symbols[key] { return known }
    let symbol = Symbol(index: Int32(entries.count))
    entries.append(
      Entry(
        key: key, description: BoundedText.description(description), domain: domain, isConstant: isConstant,
        alternatives: alternatives,
        programs: programs))
    symbols[key] = symbol
    return symbol
  }

  /// Something for each symbol, by its index.
  package func map<Result>(_ transform: (Entry) -> Result) -> [Result] { entries.map(transform) }

  /// The number of symbols that exist.
  package var count: Int { entries.count }

  /// Whether both have the same symbols, where their first ones, so many, are the same.
  package func isSame(as other: SymbolTable, since count: Int) -> Bool {
    entries.count == other.entries.count && entries[count...] == other.entries[count...]
  }

  /// The string as a reader would write it.
  package func describe(_ string: SymbolicString) -> String {
    string.pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .symbol(let symbol): self[symbol].description
      }
    }.joined()
  }
}

/// The elements over which a loop runs, where they are not known one by one.
package struct Domain: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// `seq FIRST LAST` and C-style loops, last included; nil where the bound is neither a number nor a variable.
    case numbers(first: SymbolicString?, last: SymbolicString?)
    /// The words of a list whose text is unknown.
    case words
    /// As many elements as the commands or files of the moment yield.
    case open
  }

  package let kind: Kind
  /// Equal keys, equal elements.
  package let key: String
  /// How a reader would write the list.
  package let description: String

  package init(kind: Kind, key: String, description: String) {
    self.kind = kind
    self.key = BoundedText.key(key)
    self.description = BoundedText.description(description)
  }

  /// Whether every element of `other` is surely one of this domain.
  package func includes(_ other: Domain) -> Bool {
    if key == other.key { return true }
    guard case .numbers(let first?, let last?) = kind, case .numbers(let otherFirst?, let otherLast?) = other.kind
    else { return false }
    return Self.isAtMost(first, otherFirst) && Self.isAtMost(otherLast, last)
  }

  /// Whether both are bounded by values that exclude that this domain includes the other.
  package func surelyMisses(_ other: Domain) -> Bool {
    guard case .numbers(let first?, let last?) = kind, case .numbers(let otherFirst?, let otherLast?) = other.kind
    else { return false }
    if let low = Self.number(first), let otherLow = Self.number(otherFirst), low > otherLow {
      return last == otherLast || otherLast.text != nil
    }
    return false
  }

  private static func isAtMost(_ left: SymbolicString, _ right: SymbolicString) -> Bool {
    if left == right { return true }
    guard let low = number(left), let high = number(right) else { return false }
    return low <= high
  }

  private static func number(_ text: SymbolicString) -> ShellInteger? {
    text.text.flatMap { ShellInteger(decimal: $0) }
  }
}
