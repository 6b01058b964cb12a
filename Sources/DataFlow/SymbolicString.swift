/// Text of which parts may be unknown.
package struct SymbolicString: Hashable, Sendable {
  package enum Piece: Hashable, Sendable {
    case text(String)
    case symbol(Symbol)
  }

  /// Most strings are known as a whole, and take no room besides their text.
  private enum Storage: Hashable, Sendable {
    case text(String)
    /// There is a symbol among the pieces, no two texts stand side by side, and none is empty.
    case pieces([Piece])
  }

  private var storage: Storage
  /// The depth of the outermost call that passed this text in as an argument; `Int.max` where the text is the function's own.
  package var passedAtDepth: Int

  package static let empty = SymbolicString("")

  private init(_ storage: Storage, passedAtDepth: Int = .max) {
    self.storage = storage
    self.passedAtDepth = passedAtDepth
  }

  package init(_ text: String) { self.init(.text(text)) }

  package init(_ symbol: Symbol) { self.init(.pieces([.symbol(symbol)])) }

  package static func == (left: Self, right: Self) -> Bool { left.storage == right.storage }
  package func hash(into hasher: inout Hasher) { hasher.combine(storage) }

  /// The known texts and the symbols in their order: no two texts stand side by side, and none is empty.
  package var pieces: [Piece] {
    switch storage {
    case .text(let text): text.isEmpty ? [] : [.text(text)]
    case .pieces(let pieces): pieces
    }
  }

  /// How much room it takes, in bytes of its text; a symbol counts as a few.
  package var size: Int {
    switch storage {
    case .text(let text): return text.utf8.count
    case .pieces(let pieces):
      return pieces.reduce(0) { size, piece in
        if case .text(let text) = piece { size + text.utf8.count } else { size + 8 }
      }
    }
  }

  package var isEmpty: Bool { text?.isEmpty ?? false }

  /// The text where all of it is known.
  package var text: String? {
    if case .text(let text) = storage { text } else { nil }
  }

  /// The one symbol that the string consists of.
  package var symbol: Symbol? {
    if case .pieces(let pieces) = storage, pieces.count == 1, case .symbol(let symbol) = pieces[0] {
      symbol
    } else {
      nil
    }
  }

  package var symbols: [Symbol] {
    guard case .pieces(let pieces) = storage else { return [] }
    return pieces.compactMap { if case .symbol(let symbol) = $0 { symbol } else { nil } }
  }

  /// The known text before the first unknown part.
  package var knownPrefix: String {
    switch storage {
    case .text(let text): text
    case .pieces(let pieces): if case .text(let text)? = pieces.first { text } else { "" }
    }
  }

  /// The known text after the last unknown part.
  package var knownSuffix: String {
    switch storage {
    case .text(let text): text
    case .pieces(let pieces): if case .text(let text)? = pieces.last { text } else { "" }
    }
  }

  /// A text that tells strings apart just if they differ, control characters aside; for keys, not for readers.
  package var key: String {
    switch storage {
    case .text(let text): return text
    case .pieces(let pieces):
      var key = ""
      for piece in pieces {
        switch piece {
        case .text(let text): key += text
        case .symbol(let symbol): key += "\u{1}\(symbol.index)\u{2}"
        }
      }
      return key
    }
  }

  package mutating func append(_ text: String) {
    guard !text.isEmpty else { return }
    switch storage {
    case .text(let before): storage = .text(before.isEmpty ? text : before + text)
    case .pieces(var pieces):
      storage = .text("")
      if case .text(let before)? = pieces.last {
        pieces[pieces.count - 1] = .text(before + text)
      } else {
        pieces.append(.text(text))
      }
      storage = .pieces(pieces)
    }
  }

  package mutating func append(_ symbol: Symbol) {
    var pieces = pieces
    storage = .text("")
    pieces.append(.symbol(symbol))
    storage = .pieces(pieces)
  }

  package mutating func append(_ other: SymbolicString) {
    let depth = min(passedAtDepth, other.passedAtDepth)
    if isEmpty {
      self = other
    } else if case .pieces(let pieces) = other.storage {
      for piece in pieces {
        switch piece {
        case .text(let text): append(text)
        case .symbol(let symbol): append(symbol)
        }
      }
    } else {
      append(other.knownPrefix)
    }
    passedAtDepth = depth
  }

  /// The rest after a known prefix of so many bytes of UTF-8; itself where less is known.
  package func dropping(prefix count: Int) -> SymbolicString {
    let known = knownPrefix.utf8
    guard count <= known.count else { return self }
    var result = SymbolicString(String(decoding: known.dropFirst(count), as: UTF8.self))
    guard case .pieces(let pieces) = storage else { return result }
    let isTextFirst = if case .text? = pieces.first { true } else { false }
    result.append(SymbolicString(.pieces(Array(isTextFirst ? pieces.dropFirst() : pieces[...]))))
    return result
  }

  /// The text before a known suffix of so many bytes of UTF-8; itself where less is known.
  package func dropping(suffix count: Int) -> SymbolicString {
    let known = knownSuffix.utf8
    guard count <= known.count else { return self }
    let rest = String(decoding: known.dropLast(count), as: UTF8.self)
    guard case .pieces(var pieces) = storage else {
      return SymbolicString(.text(rest), passedAtDepth: passedAtDepth)
    }
    if case .text? = pieces.last { pieces.removeLast() }
    var result = SymbolicString(.pieces(pieces), passedAtDepth: passedAtDepth)
    result.append(rest)
    return result
  }

  /// The fields after word splitting at blanks in its known text; unknown parts count as free of blanks.
  package func splitAtBlanks() -> (fields: [SymbolicString], beginsWithBlank: Bool, endsWithBlank: Bool) {
    let pieces = pieces
    guard pieces.contains(where: { if case .text(let text) = $0 { text.hasBlank } else { false } }) else {
      return (pieces.isEmpty ? [] : [self], false, false)
    }
    var fields: [SymbolicString] = []
    var current = SymbolicString(.text(""), passedAtDepth: passedAtDepth)
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
            if !current.isEmpty { fields.append(current) }
            current = SymbolicString(.text(""), passedAtDepth: passedAtDepth)
          }
          current.append(String(Substring(run)))
        }
        ends = runs.last?.isEmpty == true
      }
    }
    if !current.isEmpty { fields.append(current) }
    return (fields, begins, ends)
  }
}

extension SymbolicString {
  /// The fields between separators in its known text, as the shell splits where `IFS` holds them: blanks among them count
  /// once however many there are, each other one ends a field. Unknown parts count as free of them.
  package func fields(separatedBy separators: String) -> [SymbolicString] {
    let blanks = separators.filter { " \t\n".contains($0) }
    var fields: [SymbolicString] = []
    var current = SymbolicString(.text(""), passedAtDepth: passedAtDepth)
    var isOpen = false
    func end() {
      fields.append(current)
      current = SymbolicString(.text(""), passedAtDepth: passedAtDepth)
      isOpen = false
    }
    for piece in pieces {
      switch piece {
      case .symbol(let symbol):
        current.append(symbol)
        isOpen = true
      case .text(let text):
        for character in text {
          if blanks.contains(character) {
            if isOpen { end() }
          } else if separators.contains(character) {
            end()
          } else {
            current.append(String(character))
            isOpen = true
          }
        }
      }
    }
    if isOpen { end() }
    return fields
  }
}

extension String {
  /// Whether word splitting has something to split at, where `IFS` is as it was.
  package var hasBlank: Bool { utf8.contains(where: \.isBlank) }
}

extension UInt8 {
  /// A space, a tab, or a line feed.
  fileprivate var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A }
}
