import DataFlow
import EffectModels
import ShellProgram
import TaskAnalysis

/// Tells apart paths and names of which not all is known.
///
/// What `mktemp` makes is no other file. And what a user sets keeps apart what the defaults of the scripts keep apart: who
/// moves the images of one service to another place does not put them into the configuration of another service. The
/// defaults themselves are compared as they stand.
struct PathSeparation {
  private let symbols: SymbolTable
  let settings: Settings

  init(_ traces: ProgramTraces, _ settings: Settings) {
    symbols = traces.symbols
    self.settings = settings
  }

  /// Past this many pairs of texts, two resources count as related.
  private static let maximumPairs = 256

  /// Whether two resources of one kind are surely different, and neither is part of the other.
  func areApart(_ left: Resource, _ right: Resource) -> Bool {
    let lefts = alternatives(of: left.key)
    let rights = alternatives(of: right.key)
    guard lefts.count * rights.count > 1 else { return areAlternativesApart(left, right) }
    guard lefts.count * rights.count <= Self.maximumPairs else { return false }
    // Of equal sets of alternatives, it need not be the same one.
    return lefts.allSatisfy { one in
      let left = Resource(kind: left.kind, key: one, reach: left.reach)
      return rights.allSatisfy { areAlternativesApart(left, Resource(kind: right.kind, key: $0, reach: right.reach)) }
    }
  }

  /// The texts that a key may be, where symbols in it stand for one of several that are known.
  private func alternatives(of key: SymbolicString) -> [SymbolicString] {
    if key.symbols.allSatisfy({ symbols[$0].alternatives.isEmpty }) { return [key] }
    var found = [SymbolicString.empty]
    for piece in key.pieces {
      switch piece {
      case .text(let text): for index in found.indices { found[index].append(text) }
      case .symbol(let symbol):
        let values = symbols[symbol].alternatives
        guard !values.isEmpty, values.count * found.count <= Self.maximumPairs else {
          for index in found.indices { found[index].append(symbol) }
          continue
        }
        let texts = values.flatMap { alternatives(of: $0) }
        found = found.flatMap { start in
          texts.map {
            var text = start
            text.append($0)
            return text
          }
        }
      }
    }
    return found
  }

  /// The names that a text may stand for; nil where one of them is not known.
  ///
  /// Another name that a user sets is taken to be one of the kind that the scripts set.
  func names(of key: SymbolicString) -> [String]? {
    var names: [String] = []
    for text in alternatives(of: key) {
      if let name = text.text {
        names.append(name)
      } else {
        let defaults = text.symbol.map(settings.defaults) ?? []
        if defaults.isEmpty { return nil }
        names += defaults
      }
    }
    return names
  }

  private func areAlternativesApart(_ left: Resource, _ right: Resource) -> Bool {
    switch left.kind {
    case .file: arePathsApart(left, right)
    case .database, .service: areNamesApart(left.key, right.key)
    case .apiObject:
      left.key.objectType == right.key.objectType
        && areNamesApart(left.key.objectName ?? .empty, right.key.objectName ?? .empty)
    case .variable, .configuredDatabase, .pythonEnvironment, .packageManager, .network, .sudoers: false
    }
  }

  /// Whether one name is a setting, and the other is a word of the scripts or another setting.
  private func areNamesApart(_ left: SymbolicString, _ right: SymbolicString) -> Bool {
    switch (left.symbol, right.symbol) {
    case (let one?, let other?): one != other && settings.isSetting(one) && settings.isSetting(other)
    case (let one?, nil): settings.isSetting(one) && !right.knownPrefix.isEmpty
    case (nil, let other?): settings.isSetting(other) && !left.knownPrefix.isEmpty
    case (nil, nil): false
    }
  }

  private func arePathsApart(_ left: Resource, _ right: Resource) -> Bool {
    switch (lead(left.key), lead(right.key)) {
    case (.symbol(let one), .symbol(let other)) where one == other: return restsAreApart(left, right)
    case (.symbol(let one), .symbol(let other)):
      return settings.isFresh(one) || settings.isFresh(other) || settings.isSetting(one) && settings.isSetting(other)
    case (.symbol(let one), .absolute), (.absolute, .symbol(let one)):
      return settings.isFresh(one) || settings.isSetting(one)
    case (.absolute, .absolute):
      // Where what is known of them differs, what is not known does not matter.
      let (one, other) = (left.key.knownPrefix, right.key.knownPrefix)
      return !one.hasPrefix(other) && !other.hasPrefix(one) || componentsAreApart(left.key, right.key)
    case (.relative, _), (_, .relative): return false
    }
  }

  /// Whether a path may lead to what is a service's own: it says its name, or it is not known where it leads.
  func mayBelong(_ path: SymbolicString, to service: SymbolicString) -> Bool {
    guard let name = service.text else { return true }
    let family = name.prefix { $0 != "-" && $0 != "_" }.lowercased()
    if symbols.describe(path).lowercased().contains(family) { return true }
    switch lead(path) {
    case .absolute: return false
    case .symbol(let symbol): return !settings.isFresh(symbol) && !settings.isSetting(symbol)
    case .relative: return true
    }
  }

  private enum Lead { case symbol(Symbol), absolute, relative }

  private func lead(_ key: SymbolicString) -> Lead {
    if key.pieces.count > 1, case .text(let root) = key.pieces[0], root.allSatisfy({ $0 == "/" }),
      case .symbol(let symbol) = key.pieces[1]
    {
      return .symbol(symbol)
    }
    switch key.pieces.first {
    case .symbol(let symbol): return .symbol(symbol)
    case .text(let text) where text.hasPrefix("/"): return .absolute
    case .text, nil: return .relative
    }
  }

  /// Whether two paths below one directory are apart; of a temporary directory it is not known whether it is one.
  private func restsAreApart(_ left: Resource, _ right: Resource) -> Bool {
    guard let one = rest(left.key), let other = rest(right.key) else { return false }
    if left.reach == .tree, other.hasPrefix(one + "/") || one.isEmpty { return false }
    if right.reach == .tree, one.hasPrefix(other + "/") || other.isEmpty { return false }
    return one != other
  }

  /// Whether one of the names that both paths lead through in the same directory is another one, where what is a part of
  /// a name is no path.
  private func componentsAreApart(_ left: SymbolicString, _ right: SymbolicString) -> Bool {
    for (one, other) in zip(components(left), components(right)) where one != other {
      if let name = one.text { return other.cannotBe(name) }
      if let name = other.text { return one.cannotBe(name) }
      return false
    }
    return false
  }

  /// The names of a path, up to the first that begins with something else than text or a setting.
  private func components(_ path: SymbolicString) -> [SymbolicString] {
    var found = [SymbolicString.empty]
    for piece in path.pieces {
      switch piece {
      case .text(let text):
        for (position, part) in text.split(separator: "/", omittingEmptySubsequences: false).enumerated() {
          if position > 0 { found.append(.empty) }
          if !part.isEmpty { found[found.count - 1].append(String(part)) }
        }
      case .symbol(let symbol):
        guard settings.areTrusted, settings.isSetting(symbol) || !found[found.count - 1].isEmpty else {
          return Array(found.dropLast())
        }
        found[found.count - 1].append(symbol)
      }
    }
    return found
  }

  private func rest(_ key: SymbolicString) -> String? {
    switch key.pieces.count {
    case 1: return ""
    case 2:
      guard case .text(let text) = key.pieces[1], text.hasPrefix("/") else { return nil }
      return text.hasSuffix("/") ? String(text.dropLast()) : text
    default: return nil
    }
  }
}

extension SymbolicString {
  /// Whether what is known of its beginning or of its end excludes a text.
  fileprivate func cannotBe(_ text: String) -> Bool {
    !text.hasPrefix(knownPrefix) || !text.hasSuffix(knownSuffix)
      || text.utf8.count < knownPrefix.utf8.count + knownSuffix.utf8.count
  }
}
