package import DataFlow
package import EffectModels
import ShellProgram

/// A thing that steps of a program touch.
package struct Resource: Hashable, Sendable {
  package let kind: ResourceKind
  package let key: SymbolicString
  package let reach: EffectReach

  package init(kind: ResourceKind, key: SymbolicString, reach: EffectReach) {
    self.kind = kind
    self.key = key
    self.reach = reach
  }
}

/// Whether two resources are one, or one is part of the other.
package enum Aliasing: Int, Sendable, Comparable {
  case never
  /// Nothing known excludes it.
  case unknown
  /// For some elements of the loops or lists that both stand for.
  case may
  case must

  package static func < (left: Aliasing, right: Aliasing) -> Bool { left.rawValue < right.rawValue }
}

/// Compares resources, by what is known of their keys.
package struct ResourceComparison {
  let symbols: SymbolTable
  let commands: CommandModels

  package init(symbols: SymbolTable, commands: CommandModels) {
    self.symbols = symbols
    self.commands = commands
  }

  package func aliasing(_ left: Resource, _ right: Resource) -> Aliasing {
    guard left.kind == right.kind else { return .never }
    switch left.kind {
    case .service: return services(left.key, right.key)
    case .file, .network: return paths(left, right)
    case .variable, .database, .configuredDatabase, .apiObject, .pythonEnvironment, .packageManager, .sudoers:
      return names(left.key, right.key)
    }
  }

  /// What of a resource is enough to tell most others apart from it.
  struct Outline {
    fileprivate let resource: Resource
    fileprivate let beginning: [UInt8]
    fileprivate let isOfLoop: Bool
  }

  func outline(of resource: Resource) -> Outline {
    Outline(
      resource: resource, beginning: Array(resource.key.knownPrefix.utf8),
      isOfLoop: resource.key.symbols.contains { symbols[$0].domain != nil })
  }

  /// Whether `aliasing` may find more than that nothing excludes it, told by much less work.
  func areWorthComparing(_ left: Outline, _ right: Outline) -> Bool {
    if left.resource.kind == .service { return true }
    let common = min(left.beginning.count, right.beginning.count)
    guard left.beginning[..<common] == right.beginning[..<common] else { return false }
    return left.resource.reach == .tree || right.resource.reach == .tree || left.isOfLoop || right.isOfLoop
      || left.resource.key == right.resource.key
  }

  /// Whether the key names another thing in each round of a loop.
  func isFreshEachRound(_ resource: Resource) -> Bool {
    resource.key.symbols.contains { !symbols[$0].isConstant && symbols[$0].domain != nil }
  }

  private func services(_ left: SymbolicString, _ right: SymbolicString) -> Aliasing {
    guard let first = left.text, let second = right.text else { return left == right ? .must : .unknown }
    let services = commands.services
    let one = services.canonicalService(first)
    let other = services.canonicalService(second)
    if one == other || services.isBehind(one, front: other) || services.isBehind(other, front: one) { return .must }
    return .never
  }

  private func paths(_ left: Resource, _ right: Resource) -> Aliasing {
    // A relative path from a directory that is not known may be any.
    guard left.kind != .file || !(isRelative(left.key) || isRelative(right.key)) else { return .unknown }
    if left.key == right.key { return isUnique(left.key) ? .unknown : .must }
    if left.reach == .tree, isBelow(right.key, left.key) { return .must }
    if right.reach == .tree, isBelow(left.key, right.key) { return .must }
    if left.reach == .tree || right.reach == .tree {
      // Of a directory that is not known, nothing is known to be in it or not.
      return left.key.text != nil && right.key.text != nil ? .never : .unknown
    }
    return names(left.key, right.key)
  }

  private func isRelative(_ path: SymbolicString) -> Bool {
    if case .text(let first)? = path.pieces.first { !first.hasPrefix("/") && !first.hasPrefix("~") } else { false }
  }

  /// Whether each evaluation yields something new, so that equal texts do not mean equal values.
  private func isUnique(_ key: SymbolicString) -> Bool {
    key.symbols.contains { symbols[$0].isFresh }
  }

  private func names(_ left: SymbolicString, _ right: SymbolicString) -> Aliasing {
    if left == right { return isUnique(left) ? .unknown : .must }
    switch NameMatch(start: left, wait: right, symbols) {
    case .never: return .never
    case .must: return .may
    case .misses, .may: break
    }
    if case .never = NameMatch(start: right, wait: left, symbols) { return .never }
    return isFamily(left) && isFamily(right) ? .may : .unknown
  }

  /// Whether its unknown parts run over the elements of loops, beside a part that is known.
  private func isFamily(_ key: SymbolicString) -> Bool {
    key.symbols.allSatisfy { symbols[$0].domain != nil } && !(key.knownPrefix.isEmpty && key.knownSuffix.isEmpty)
  }

  /// Whether a path lies in a directory, or is it.
  private func isBelow(_ path: SymbolicString, _ directory: SymbolicString) -> Bool {
    var rest = path.pieces[...]
    for (position, piece) in directory.pieces.enumerated() {
      guard let first = rest.first else { return false }
      let isLast = position == directory.pieces.count - 1
      if first == piece {
        rest = rest.dropFirst()
        if isLast { return rest.isEmpty || startsComponent(rest) || endsWithSlash(piece) }
        continue
      }
      guard isLast, case .text(let text) = first, case .text(let prefix) = piece, text.hasPrefix(prefix) else {
        return false
      }
      return prefix.hasSuffix("/") || text.dropFirst(prefix.count).hasPrefix("/")
    }
    return false
  }

  private func startsComponent(_ pieces: ArraySlice<SymbolicString.Piece>) -> Bool {
    if case .text(let text)? = pieces.first { text.hasPrefix("/") } else { false }
  }

  private func endsWithSlash(_ piece: SymbolicString.Piece) -> Bool {
    if case .text(let text) = piece { text.hasSuffix("/") } else { false }
  }
}

extension SymbolTable.Entry {
  /// Whether it stands for a path that is made anew each time that its command runs.
  package var isFresh: Bool { description.contains("mktemp") }
}
