package import DataFlow
import EffectModels
package import ShellProgram

/// All accesses of one program to resources, in the order of its steps.
package struct AccessTable {
  /// An access, and the number of its resource.
  package struct Entry: Sendable {
    package let access: Access
    package let resource: Int
  }

  package private(set) var resources: [Resource] = []
  package private(set) var accesses: [Entry] = []
  /// The space of the conditions of the accesses.
  package var space: FormulaSpace
  /// All databases that each configuration file names at some time.
  package private(set) var boundDatabases: [SymbolicString: Set<SymbolicString>] = [:]
  private var resourceIndices: [Resource: Int] = [:]
  /// The databases that configuration files name, and when.
  private var bindings: [SymbolicString: [Guarded<SymbolicString>]] = [:]

  package init(_ trace: ProgramTrace, space: FormulaSpace) {
    self.space = space
    collect(trace)
  }

  private mutating func collect(_ trace: ProgramTrace) {
    for (index, event) in trace.events.enumerated() {
      guard case .effect(let effect) = event.kind, event.condition != .never else { continue }
      switch effect {
      case .command(let command):
        for effect in command.effects { add(effect, of: command, index, event.condition) }
        if let binding = command.binding { bind(binding, event.condition) }
      case .redirection(let mode, let path):
        add(Resource(kind: .file, key: path, reach: .exact), mode, index, event.condition, writesAnew: mode == .write)
      case .assignment, .variableRead, .shellState, .opaque: break
      }
    }
  }

  private mutating func add(
    _ effect: ModelEffect, of command: ExecutedCommand, _ event: Int, _ condition: Formula
  ) {
    var rest = condition
    if effect.kind == .configuredDatabase {
      // Several configuration files are read as one: that which says nothing leaves what another one says.
      for other in command.effects
      where other.kind == effect.kind && other.mode == effect.mode && other.key != effect.key
        && other.key.configurationOption == effect.key.configurationOption
      {
        for url in bindings[other.key] ?? [] where url.wrapped.databaseName != nil {
          rest = space.without(rest, url.condition)
        }
      }
    }
    for url in effect.kind == .configuredDatabase ? bindings[effect.key] ?? [] : [] {
      let holds = space.and(condition, url.condition)
      guard holds != .never, let name = url.wrapped.databaseName else { continue }
      rest = space.without(rest, holds)
      add(Resource(kind: .database, key: name, reach: .exact), effect.mode, event, holds)
    }
    guard rest != .never else { return }
    let resource = Resource(kind: effect.kind, key: effect.key, reach: effect.reach, pattern: effect.pattern)
    add(resource, effect.mode, event, rest)
  }

  private mutating func add(
    _ resource: Resource, _ mode: EffectMode, _ event: Int, _ condition: Formula, writesAnew: Bool = false
  ) {
    let index: Int
    if let known = resourceIndices[resource] {
      index = known
    } else {
      index = resources.count
      resources.append(resource)
      resourceIndices[resource] = index
    }
    accesses.append(
      Entry(
        access: Access(
          event: event, mode: mode, resource: resource, condition: condition, writesAnew: writesAnew),
        resource: index))
  }

  /// From here on the file names that database; what it named before, it names where this step does not happen.
  private mutating func bind(_ binding: CommandBehaviour.Binding, _ condition: Formula) {
    if let name = binding.url.databaseName { boundDatabases[binding.file, default: []].insert(name) }
    var alternatives = (bindings[binding.file] ?? []).map {
      Guarded(space.without($0.condition, condition), $0.wrapped)
    }
    alternatives.removeAll { $0.condition == .never }
    bindings[binding.file] = alternatives + [Guarded(condition, binding.url)]
  }
}

extension SymbolicString {
  /// What follows the path of a configuration file that names several databases: `api` in `nova.conf#api`.
  fileprivate var configurationOption: Substring {
    let suffix = knownSuffix
    return suffix.lastIndex(of: "#").map { suffix[$0...] } ?? ""
  }

  /// The name of the database in a URL: what comes after the last slash, up to a question mark.
  fileprivate var databaseName: SymbolicString? {
    var name: SymbolicString?
    for piece in pieces {
      switch piece {
      case .symbol(let symbol): name?.append(symbol)
      case .text(let text):
        var rest = text[...]
        if let slash = rest.lastIndex(of: "/") {
          name = .empty
          rest = rest[rest.index(after: slash)...]
        }
        if let end = rest.firstIndex(of: "?") {
          name?.append(String(rest[..<end]))
          return name
        }
        name?.append(String(rest))
      }
    }
    return name
  }
}
