import DataFlow
import ShellSyntax

/// `${x#p}`, `${x/p/r}`, `${x:1:2}`, `${x^^}`: operations on the text of a parameter.
extension Unfolder {
  mutating func apply(_ modifier: ParameterExpansion.Modifier, to texts: Texts, of expansion: ParameterExpansion)
    -> Texts
  {
    var result: Texts = []
    for alternative in texts {
      if let text = changed(alternative.wrapped, modifier) {
        result.append(Guarded(alternative.condition, text))
      } else {
        let unknown = derived(expansion, from: [alternative])
        result += unknown.map { Guarded(alternative.condition, $0.wrapped) }
      }
    }
    return result
  }

  private mutating func changed(_ text: SymbolicString, _ modifier: ParameterExpansion.Modifier) -> SymbolicString? {
    var result: SymbolicString?
    switch modifier {
    case .removePattern(let symbol, let word):
      result = self.texts(word).only?.text.flatMap { removing($0, symbol, text) }
    case .replace(let symbol, let pattern, let replacement):
      guard let pattern = self.texts(pattern).only?.text else { return nil }
      let new = replacement.map { self.texts($0) } ?? [Guarded(.always, .empty)]
      if pattern.isEmpty, let new = new.only, symbol == "/#" || symbol == "/%" {
        // An anchored empty pattern adds at the beginning or at the end.
        result = symbol == "/#" ? new.appending(text) : text.appending(new)
        break
      }
      guard let whole = text.text, let new = new.only else { return nil }
      result = replacing(pattern, new, symbol, whole)
    case .substring(let offset, let length): result = text.text.flatMap { substring($0, offset, length) }
    case .changeCase(let symbol, nil): result = text.text.map { changingCase($0, symbol) }
    case .changeCase, .transform, .substitute, .unparsed: return nil
    }
    result?.passedAtDepth = text.passedAtDepth
    return result
  }

  private func removing(_ pattern: String, _ symbol: String, _ text: SymbolicString) -> SymbolicString? {
    let isPrefix = symbol.hasPrefix("#")
    guard let whole = text.text else {
      // A literal end of a partly known text can still be taken off.
      guard !GlobPattern.isPattern(pattern) else { return nil }
      return isPrefix ? text.removingPrefix(pattern) : text.removingSuffix(pattern)
    }
    guard GlobPattern.isPattern(pattern) || pattern.contains("\\") else {
      if isPrefix { return SymbolicString(whole.hasPrefix(pattern) ? String(whole.dropFirst(pattern.count)) : whole) }
      return SymbolicString(whole.hasSuffix(pattern) ? String(whole.dropLast(pattern.count)) : whole)
    }
    let characters = Array(whole)
    // Each length is tried: what is long is left unknown.
    guard characters.count <= 400 else { return nil }
    let glob = GlobPattern(pattern)
    let isLongest = symbol.count == 2
    let lengths = isLongest ? Array((0...characters.count).reversed()) : Array(0...characters.count)
    for length in lengths {
      let piece = isPrefix ? characters.prefix(length) : characters.suffix(length)
      guard glob.matches(piece) else { continue }
      return SymbolicString(String(isPrefix ? characters.dropFirst(length) : characters.dropLast(length)))
    }
    return SymbolicString(whole)
  }

  private mutating func replacing(_ pattern: String, _ new: SymbolicString, _ symbol: String, _ whole: String)
    -> SymbolicString?
  {
    guard !GlobPattern.isPattern(pattern), !pattern.isEmpty else { return nil }
    var result = SymbolicString.empty
    var rest = whole[...]
    var isFirst = true
    while let match = rest.firstIndex(of: pattern, anchored: symbol == "/#" ? .start : symbol == "/%" ? .end : nil) {
      result.append(String(rest[..<match]))
      result.append(new)
      guard result.size <= Self.maximumText else {
        note(.text, currentRange)
        return nil
      }
      rest = rest[rest.index(match, offsetBy: pattern.count)...]
      isFirst = false
      if symbol != "//" { break }
    }
    if isFirst { return SymbolicString(whole) }
    result.append(String(rest))
    return result
  }

  private func substring(_ text: String, _ offset: String, _ length: String?) -> SymbolicString? {
    guard let first = knownNumber(expression: offset) else { return nil }
    let characters = Array(text)
    // Beyond either end there is nothing; just behind the last character, too.
    guard let start = first.position(in: characters.count) else { return .empty }
    guard let length else { return SymbolicString(String(characters[start...])) }
    guard let count = knownNumber(expression: length) else { return nil }
    let bound = count.isNegative ? count + ShellInteger(characters.count) : count + ShellInteger(start)
    if count.isNegative, bound < ShellInteger(start) { return nil }
    // A sum that wraps lies beyond the end, too.
    let end = bound.isNegative ? characters.count : bound.clamped(to: start...characters.count)
    return SymbolicString(String(characters[start..<end]))
  }

  private func changingCase(_ text: String, _ symbol: String) -> SymbolicString {
    let upper = symbol.hasPrefix("^")
    if symbol.count == 2 { return SymbolicString(upper ? text.uppercased() : text.lowercased()) }
    let first = text.prefix(1)
    return SymbolicString((upper ? first.uppercased() : first.lowercased()) + text.dropFirst())
  }
}

extension SymbolicString {
  fileprivate func removingSuffix(_ suffix: String) -> SymbolicString? {
    guard knownSuffix.hasSuffix(suffix) else { return nil }
    var result = SymbolicString.empty
    for piece in pieces.dropLast() {
      switch piece {
      case .text(let text): result.append(text)
      case .symbol(let symbol): result.append(symbol)
      }
    }
    result.append(String(knownSuffix.dropLast(suffix.count)))
    return result
  }

  fileprivate func removingPrefix(_ prefix: String) -> SymbolicString? {
    guard knownPrefix.hasPrefix(prefix) else { return nil }
    var result = SymbolicString(String(knownPrefix.dropFirst(prefix.count)))
    for piece in pieces.dropFirst() {
      switch piece {
      case .text(let text): result.append(text)
      case .symbol(let symbol): result.append(symbol)
      }
    }
    return result
  }
}

private enum Anchor { case start, end }

extension Substring {
  fileprivate func firstIndex(of pattern: String, anchored anchor: Anchor?) -> Index? {
    switch anchor {
    case .start: return hasPrefix(pattern) ? startIndex : nil
    case .end: return hasSuffix(pattern) ? index(endIndex, offsetBy: -pattern.count) : nil
    case nil:
      var index = startIndex
      while index < endIndex {
        if self[index...].hasPrefix(pattern) { return index }
        formIndex(after: &index)
      }
      return nil
    }
  }
}
