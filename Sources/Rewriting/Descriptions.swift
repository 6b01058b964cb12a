import EffectModels
import ShellProgram
import SourceText
import TaskAnalysis

/// Words for developers of the scripts.
struct Descriptions {
  let traces: ProgramTraces

  func command(_ command: ExecutedCommand) -> String {
    quoted(command.words.prefix(3).map { traces.describe($0) }.joined(separator: " "))
  }

  func ignorance(_ command: ExecutedCommand) -> String {
    switch command.knowledge {
    case .partly: "of which not all is known"
    case .known, .unknown: "of which nothing is known"
    }
  }

  func quoted(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return "'\(line.count > 60 ? line.prefix(57) + "..." : line[...])'"
  }

  func state(_ change: ShellStateChange) -> String {
    switch change.kind {
    case .workingDirectory: "the working directory"
    case .option: "the option \(change.name)"
    case .umask: "the umask"
    case .trap: "the trap \(change.name)"
    case .alias: "the alias \(change.name)"
    case .export: "the environment (\(change.name))"
    case .function: "the functions (\(change.name))"
    case .sourcing: "what \(change.name) sets and defines"
    }
  }

  /// `file:/etc/nova/nova.conf`
  func key(_ resource: Resource) -> String {
    let key = traces.describe(resource.key)
    return "\(resource.kind == .file && resource.reach == .tree ? "tree" : resource.kind.rawValue):\(key)"
  }

  /// The resource as a sentence names it.
  func name(_ resource: Resource) -> String {
    let key = traces.describe(resource.key)
    switch resource.kind {
    case .file: return resource.reach == .tree ? "files below \(key)" : key
    case .variable: return "the variable \(key)"
    case .service: return "the service \(key)"
    case .database: return "the database \(key)"
    case .configuredDatabase: return "the database of \(key)"
    case .apiObject:
      let type = key.prefix { $0 != "/" }
      let name = key.dropFirst(type.count + 1)
      return name.isEmpty ? "the \(type)" : "the \(type) \(name)"
    case .pythonEnvironment: return "the Python environment"
    case .packageManager: return "the packages of the system"
    case .network: return "the network (\(key))"
    case .sudoers: return "the rules of sudo"
    }
  }

  func verb(_ mode: EffectMode, _ kind: ResourceKind) -> String {
    switch (mode, kind) {
    case (.write, .service): "starts"
    case (.add, .apiObject): "creates"
    case (.exclusive, .pythonEnvironment): "installs into"
    case (.exclusive, .packageManager): "changes"
    case (.read, _): "reads"
    case (.write, _): "writes"
    case (.add, _): "adds to"
    case (.use, .file): "runs"
    case (.use, _): "uses"
    case (.restart, _): "restarts"
    case (.stop, _): "stops"
    case (.exclusive, _): "locks"
    }
  }

  /// Why two accesses keep their order, the candidate's first.
  func conflict(
    _ own: (mode: EffectMode, resource: Resource, place: Place),
    _ other: (mode: EffectMode, resource: Resource, place: Place)
  ) -> String {
    let first = "\(verb(own.mode, own.resource.kind)) \(name(own.resource)) (\(place(own.place)))"
    let there = place(other.place)
    let second = "\(verb(other.mode, other.resource.kind)) \(name(other.resource))"
    if own.resource == other.resource { return "\(first), and \(there) \(verb(other.mode, other.resource.kind)) it" }
    if own.resource.kind == other.resource.kind { return "\(first), and \(there) \(second)" }
    switch (own.resource.kind, other.resource.kind) {
    case (.packageManager, _): return "\(first), which what runs at \(there) may need"
    case (_, .packageManager): return "\(first), and \(there) \(second), which it may need"
    case (.service, _): return "\(first), which may read what changes when \(there) \(second)"
    case (_, .service): return "\(first), which may be read when \(there) \(second)"
    default: return "\(first), and \(there) \(second)"
    }
  }

  /// `lib/nova:12`
  func place(_ place: Place) -> String { "\(path(place)):\(line(place))" }

  func path(_ place: Place) -> String { traces.index.source.scripts[place.file.value].source.path }

  /// Counted from 1.
  func line(_ place: Place) -> Int {
    traces.index.source.scripts[place.file.value].source.lines.line(at: place.range.lowerBound) + 1
  }
}
