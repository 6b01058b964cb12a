package import DataFlow
package import EffectModels
import ShellProgram

/// A thing that steps of a program touch.
package struct Resource: Hashable, Sendable {
  package let kind: ResourceKind
  package let key: SymbolicString
  package let reach: EffectReach
  /// Which paths below the key are meant, where that is not all of them.
  package let pattern: PathPattern?

  package init(kind: ResourceKind, key: SymbolicString, reach: EffectReach, pattern: PathPattern? = nil) {
    self.kind = kind
    self.key = key
    self.reach = reach
    self.pattern = pattern
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
  final class Outline: Sendable {
    fileprivate let resource: Resource
    fileprivate let beginning: [UInt8]
    fileprivate let isOfLoop: Bool

    fileprivate init(resource: Resource, beginning: [UInt8], isOfLoop: Bool) {
      self.resource = resource
      self.beginning = beginning
      self.isOfLoop = isOfLoop
    }

    /// Whether only what has the very same key is worth comparing with it, but for what is not.
    var isOnlyItself: Bool { resource.kind != .service && resource.reach != .tree && !isOfLoop }
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

  /// Whether the key names another thing in each round of a loop: by what the loop runs over, or by what tells the tasks of
  /// the rounds apart.
  func isFreshEachRound(_ resource: Resource, of task: SymbolicString) -> Bool {
    let telling = task.symbols
    return resource.key.symbols.contains {
      !symbols[$0].isConstant && (symbols[$0].domain != nil || telling.contains($0))
    }
  }

  /// Whether two accesses to one service, or to one behind the other, are each other's business: who takes the front down
  /// keeps users from what is behind it, but nobody who uses the front uses all that is behind it.
  func mayDisturb(_ left: Access, _ right: Access) -> Bool {
    guard left.resource.kind == .service, let first = left.resource.key.text, let second = right.resource.key.text
    else { return true }
    let services = commands.services
    func isKeptOut(_ user: Access, by other: Access) -> Bool {
      user.mode == .use && (other.mode == .restart || other.mode == .stop)
    }
    if services.canonicalService(first) == services.canonicalService(second) { return true }
    if services.isBehind(first, front: second) { return isKeptOut(left, by: right) }
    return !services.isBehind(second, front: first) || isKeptOut(right, by: left)
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
    if left.key == right.key {
      if let one = left.pattern, let other = right.pattern, !one.mayMeet(other) { return .never }
      return isUnique(left.key) ? .unknown : .must
    }
    if left.reach == .tree, let rest = remainder(of: right.key, below: left.key) {
      return meeting(left, rest, of: right)
    }
    if right.reach == .tree, let rest = remainder(of: left.key, below: right.key) {
      return meeting(right, rest, of: left)
    }
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

  /// Whether what lies below a directory is meant there, too, where a pattern tells which of it is.
  private func meeting(_ directory: Resource, _ rest: SymbolicString, of path: Resource) -> Aliasing {
    guard let pattern = directory.pattern else { return .must }
    let end = path.reach == .exact ? rest.knownSuffix : nil
    return pattern.mayMatch(beginning: rest.knownPrefix, end: end) ? .must : .never
  }

  /// What follows a directory in the path of something in it; nil where it does not lie in it.
  private func remainder(of path: SymbolicString, below directory: SymbolicString) -> SymbolicString? {
    var rest = path.pieces[...]
    for (position, piece) in directory.pieces.enumerated() {
      guard let first = rest.first else { return nil }
      let isLast = position == directory.pieces.count - 1
      if first == piece {
        rest = rest.dropFirst()
        guard isLast else { continue }
        guard rest.isEmpty || startsComponent(rest) || endsWithSlash(piece) else { return nil }
        return SymbolicString(rest).droppingSlash
      }
      guard isLast, case .text(let text) = first, case .text(let prefix) = piece, text.hasPrefix(prefix) else {
        return nil
      }
      let more = text.dropFirst(prefix.count)
      guard prefix.hasSuffix("/") || more.hasPrefix("/") else { return nil }
      return SymbolicString([.text(String(more))] + rest.dropFirst()).droppingSlash
    }
    return nil
  }

  private func startsComponent(_ pieces: ArraySlice<SymbolicString.Piece>) -> Bool {
    if case .text(let text)? = pieces.first { text.hasPrefix("/") } else { false }
  }

  private func endsWithSlash(_ piece: SymbolicString.Piece) -> Bool {
    if case .text(let text) = piece { text.hasSuffix("/") } else { false }
  }
}

extension SymbolicString {
  fileprivate init(_ pieces: ArraySlice<Piece>) {
    self = .empty
    for piece in pieces {
      switch piece {
      case .text(let text): append(text)
      case .symbol(let symbol): append(symbol)
      }
    }
  }

  /// The text without a slash at its beginning.
  fileprivate var droppingSlash: SymbolicString { knownPrefix.hasPrefix("/") ? dropping(prefix: 1) : self }
}

extension SymbolTable.Entry {
  /// Whether it stands for a path that is made anew each time that its command runs.
  package var isFresh: Bool { description.contains("mktemp") }
}
