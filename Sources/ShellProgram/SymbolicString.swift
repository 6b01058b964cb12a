/// A value that the analysis does not know but recognises again: equal symbols have equal values.
package struct Symbol: Hashable, Sendable {
  package let index: Int32
}

/// Text of which parts may be unknown.
package struct SymbolicString: Hashable, Sendable {
  package enum Piece: Hashable, Sendable {
    case text(String)
    case symbol(Symbol)
  }

  /// No two texts stand side by side, and none is empty.
  package private(set) var pieces: [Piece]
  /// The depth of the outermost call that passed this text in as an argument; `Int.max` where the text is the function's own.
  package var passedAtDepth: Int

  package static let empty = SymbolicString(pieces: [], passedAtDepth: .max)

  private init(pieces: [Piece], passedAtDepth: Int) {
    self.pieces = pieces
    self.passedAtDepth = passedAtDepth
  }

  package init(_ text: String) {
    self.init(pieces: text.isEmpty ? [] : [.text(text)], passedAtDepth: .max)
  }

  package init(_ symbol: Symbol) {
    self.init(pieces: [.symbol(symbol)], passedAtDepth: .max)
  }

  package static func == (left: Self, right: Self) -> Bool { left.pieces == right.pieces }
  package func hash(into hasher: inout Hasher) { hasher.combine(pieces) }

  /// The text where all of it is known.
  package var text: String? {
    switch pieces.count {
    case 0: return ""
    case 1: if case .text(let text) = pieces[0] { return text } else { return nil }
    default: return nil
    }
  }

  /// The one symbol that the string consists of.
  package var symbol: Symbol? {
    if pieces.count == 1, case .symbol(let symbol) = pieces[0] { symbol } else { nil }
  }

  package var symbols: [Symbol] {
    pieces.compactMap { if case .symbol(let symbol) = $0 { symbol } else { nil } }
  }

  /// The known text before the first unknown part.
  package var knownPrefix: String {
    if case .text(let text)? = pieces.first { text } else { "" }
  }

  /// The known text after the last unknown part.
  package var knownSuffix: String {
    if case .text(let text)? = pieces.last { text } else { "" }
  }

  package mutating func append(_ text: String) {
    guard !text.isEmpty else { return }
    if case .text(let before)? = pieces.last {
      pieces[pieces.count - 1] = .text(before + text)
    } else {
      pieces.append(.text(text))
    }
  }

  package mutating func append(_ symbol: Symbol) { pieces.append(.symbol(symbol)) }

  package mutating func append(_ other: SymbolicString) {
    passedAtDepth = min(passedAtDepth, other.passedAtDepth)
    for piece in other.pieces {
      switch piece {
      case .text(let text): append(text)
      case .symbol(let symbol): append(symbol)
      }
    }
  }

  /// The text before a known suffix of so many bytes of UTF-8; itself where less is known.
  package func dropping(suffix count: Int) -> SymbolicString {
    guard case .text(let last)? = pieces.last, count <= last.utf8.count else { return self }
    var result = SymbolicString(pieces: Array(pieces.dropLast()), passedAtDepth: passedAtDepth)
    result.append(String(decoding: last.utf8.dropLast(count), as: UTF8.self))
    return result
  }

  /// The fields after word splitting at blanks in its known text; unknown parts count as free of blanks.
  package func splitAtBlanks() -> (fields: [SymbolicString], beginsWithBlank: Bool, endsWithBlank: Bool) {
    guard pieces.contains(where: { if case .text(let text) = $0 { text.hasBlank } else { false } }) else {
      return (pieces.isEmpty ? [] : [self], false, false)
    }
    var fields: [SymbolicString] = []
    var current = SymbolicString(pieces: [], passedAtDepth: passedAtDepth)
    var begins = false
    var ends = false
    for (position, piece) in pieces.enumerated() {
      switch piece {
      case .symbol(let symbol):
        current.append(symbol)
        ends = false
      case .text(let text):
        let runs = text.utf8.split(omittingEmptySubsequences: false, whereSeparator: \.isBlank)
        if position == 0, runs.first?.isEmpty == true { begins = true }
        for (index, run) in runs.enumerated() {
          if index > 0 {
            if !current.pieces.isEmpty { fields.append(current) }
            current = SymbolicString(pieces: [], passedAtDepth: passedAtDepth)
          }
          current.append(String(Substring(run)))
        }
        ends = runs.last?.isEmpty == true
      }
    }
    if !current.pieces.isEmpty { fields.append(current) }
    return (fields, begins, ends)
  }
}

extension String {
  /// Whether word splitting has something to split at, where `IFS` is as it was.
  var hasBlank: Bool { utf8.contains(where: \.isBlank) }
}

extension UInt8 {
  /// A space, a tab, or a line feed.
  fileprivate var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A }
}

/// The symbols of one analysis.
package struct SymbolTable: Sendable {
  package struct Entry: Sendable {
    /// How a reader would write it: `$NOVA_NUM_CELLS`, `$i`, `$(date)`.
    package let description: String
    /// Where the symbol stands for each element of a list in turn.
    package let domain: Domain?
    /// Whether it is the value with which a variable or an argument came in: then it is the same in every round of a loop.
    package let isConstant: Bool
    /// The texts of which it is one, where it stands for a value that can be several; empty where that is not known.
    package let alternatives: [SymbolicString]
  }

  private var symbols: [String: Symbol] = [:]
  private var entries: [Entry] = []

  package init() {}

  package subscript(symbol: Symbol) -> Entry { entries[Int(symbol.index)] }

  /// The symbol of a key; one key, one symbol.
  package mutating func symbol(
    key: String, description: String, domain: Domain? = nil, isConstant: Bool = false,
    alternatives: [SymbolicString] = []
  ) -> Symbol {
    if let known = symbols[key] { return known }
    let symbol = Symbol(index: Int32(entries.count))
    entries.append(
      Entry(description: description, domain: domain, isConstant: isConstant, alternatives: alternatives))
    symbols[key] = symbol
    return symbol
  }

  /// A text that tells strings apart just if they differ; for keys, not for readers.
  package static func key(_ string: SymbolicString) -> String {
    var key = ""
    for piece in string.pieces {
      switch piece {
      case .text(let text): key += text
      case .symbol(let symbol): key += "\u{1}\(symbol.index)\u{2}"
      }
    }
    return key
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
    if let low = first.text.flatMap({ Int($0) }), let otherLow = otherFirst.text.flatMap({ Int($0) }), low > otherLow {
      return last == otherLast || otherLast.text != nil
    }
    return false
  }

  private static func isAtMost(_ left: SymbolicString, _ right: SymbolicString) -> Bool {
    if left == right { return true }
    guard let low = left.text.flatMap({ Int($0) }), let high = right.text.flatMap({ Int($0) }) else { return false }
    return low <= high
  }
}
