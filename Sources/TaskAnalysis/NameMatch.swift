import DataFlow
import ShellProgram

/// Whether a wait's name is that of a start.
enum NameMatch: Sendable {
  /// Surely the same task, or each task of a family.
  case must
  /// The unknown parts may be such that they are the same.
  case may
  /// The wait's loop provably runs over fewer elements than the start's.
  case misses
  case never

  init(start: SymbolicString, wait: SymbolicString, _ symbols: SymbolTable) {
    if start == wait {
      self = .must
    } else if let family = Self.family(wait, symbols), let match = Self.match(start, family, symbols) {
      self = match
    } else if let family = Self.family(start, symbols), case .never? = Self.match(wait, family, symbols) {
      // None of the elements that it is started for is that of the wait.
      self = .never
    } else {
      self = Self.unifies(start.pieces[...], wait.pieces[...], symbols) ? .may : .never
    }
  }

  /// A name with one unknown part, which runs over the elements of a loop.
  private struct Family {
    let prefix: String
    let suffix: String
    let domain: Domain
  }

  private static func family(_ name: SymbolicString, _ symbols: SymbolTable) -> Family? {
    let unknown = name.symbols
    guard unknown.count == 1, let domain = symbols[unknown[0]].domain else { return nil }
    return Family(prefix: name.knownPrefix, suffix: name.knownSuffix, domain: domain)
  }

  private static func match(_ start: SymbolicString, _ wait: Family, _ symbols: SymbolTable) -> NameMatch? {
    if let text = start.text {
      guard text.count >= wait.prefix.count + wait.suffix.count, text.hasPrefix(wait.prefix),
        text.hasSuffix(wait.suffix)
      else { return .never }
      return contains(wait.domain, String(text.dropFirst(wait.prefix.count).dropLast(wait.suffix.count)))
    }
    guard let started = family(start, symbols), started.prefix == wait.prefix, started.suffix == wait.suffix else {
      // The caller compares the texts.
      return nil
    }
    if wait.domain.includes(started.domain) { return .must }
    return wait.domain.surelyMisses(started.domain) ? .misses : .may
  }

  private static func contains(_ domain: Domain, _ element: String) -> NameMatch {
    guard case .numbers(let first, let last) = domain.kind else { return .may }
    guard let number = Int(element) else { return .never }
    if let low = first?.number, number < low { return .never }
    if let high = last?.number, number > high { return .never }
    return first?.number != nil ? .must : .may
  }

  /// Whether some values of the unknown parts make both the same text.
  private static func unifies(
    _ left: ArraySlice<SymbolicString.Piece>, _ right: ArraySlice<SymbolicString.Piece>, _ symbols: SymbolTable
  ) -> Bool {
    var first = left
    var second = right
    // Known beginnings and ends must agree; what lies between two unknown parts may be anything.
    guard agree(&first, &second, fromEnd: false) else { return false }
    guard !first.isEmpty, !second.isEmpty else { return first.allSatisfy(\.isSymbol) && second.allSatisfy(\.isSymbol) }
    guard mayBegin(first, second, symbols), mayBegin(second, first, symbols) else { return false }
    guard agree(&first, &second, fromEnd: true) else { return false }
    return mayEnd(first, second, symbols) && mayEnd(second, first, symbols)
  }

  /// Whether an unknown part may begin as a text does: what `seq` prints are digits.
  private static func mayBegin(
    _ left: ArraySlice<SymbolicString.Piece>, _ right: ArraySlice<SymbolicString.Piece>, _ symbols: SymbolTable
  ) -> Bool {
    guard case .symbol(let symbol)? = left.first, symbols[symbol].isNumber, case .text(let text)? = right.first else {
      return true
    }
    return text.first?.isASCIIDigit ?? true
  }

  /// The same for its end.
  private static func mayEnd(
    _ left: ArraySlice<SymbolicString.Piece>, _ right: ArraySlice<SymbolicString.Piece>, _ symbols: SymbolTable
  ) -> Bool {
    guard case .symbol(let symbol)? = left.last, symbols[symbol].isNumber, case .text(let text)? = right.last else {
      return true
    }
    return text.last?.isASCIIDigit ?? true
  }

  private static func agree(
    _ left: inout ArraySlice<SymbolicString.Piece>, _ right: inout ArraySlice<SymbolicString.Piece>, fromEnd: Bool
  ) -> Bool {
    while let first = fromEnd ? left.last : left.first, let second = fromEnd ? right.last : right.first {
      guard case .text(let one) = first, case .text(let other) = second else { return true }
      let common = min(one.utf8.count, other.utf8.count)
      let matches =
        fromEnd
        ? one.utf8.suffix(common).elementsEqual(other.utf8.suffix(common))
        : one.utf8.prefix(common).elementsEqual(other.utf8.prefix(common))
      guard matches else { return false }
      trim(&left, one, common, fromEnd)
      trim(&right, other, common, fromEnd)
    }
    return true
  }

  private static func trim(
    _ pieces: inout ArraySlice<SymbolicString.Piece>, _ text: String, _ count: Int, _ fromEnd: Bool
  ) {
    if fromEnd { pieces.removeLast() } else { pieces.removeFirst() }
    guard text.utf8.count > count else { return }
    let rest = String(Substring(fromEnd ? text.utf8.dropLast(count) : text.utf8.dropFirst(count)))
    if fromEnd { pieces.append(.text(rest)) } else { pieces.insert(.text(rest), at: pieces.startIndex) }
  }
}

extension SymbolTable.Entry {
  /// Whether it stands for the numbers of a range.
  fileprivate var isNumber: Bool { if case .numbers? = domain?.kind { true } else { false } }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}

extension SymbolicString.Piece {
  fileprivate var isSymbol: Bool { if case .symbol = self { true } else { false } }
}
