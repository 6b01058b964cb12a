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
    case numbers(first: Bound?, last: Bound?)
    /// The words of a list whose text is unknown.
    case words
    /// As many elements as the commands or files of the moment yield.
    case open
  }

  /// A number: a value, and what is added to it.
  package struct Bound: Hashable, Sendable {
    package let value: SymbolicString
    package let offset: Int

    package init(_ value: SymbolicString, offset: Int = 0) {
      if let number = value.text.flatMap({ Int($0) }), case let (sum, false) = number.addingReportingOverflow(offset) {
        (self.value, self.offset) = (SymbolicString(String(sum)), 0)
      } else {
        (self.value, self.offset) = (value, offset)
      }
    }

    /// The number where it is known.
    package var number: Int? { offset == 0 ? value.text.flatMap { Int($0) } : nil }

    /// By how much it is more than another one; nil where that is not known.
    func difference(from other: Bound) -> Int? {
      if value == other.value { return offset - other.offset }
      guard let number, let otherNumber = other.number,
        case let (result, false) = number.subtractingReportingOverflow(otherNumber)
      else { return nil }
      return result
    }
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
    guard let before = otherFirst.difference(from: first), let behind = last.difference(from: otherLast) else {
      return false
    }
    return before >= 0 && behind >= 0
  }

  /// Whether both are bounded by values that exclude that this domain includes the other.
  package func surelyMisses(_ other: Domain) -> Bool {
    guard case .numbers(let first?, let last?) = kind, case .numbers(let otherFirst?, let otherLast?) = other.kind,
      let before = otherFirst.difference(from: first)
    else { return false }
    if before < 0 { return last == otherLast || otherLast.number != nil }
    return last.difference(from: otherLast).map { $0 < 0 } ?? false
  }
}
