import DataFlow
import EffectModels
import ShellProgram
import TaskAnalysis

/// Which accesses may not change places: the policy of a rewriter, which has to be right in every case.
struct StrictJudgement {
  let models: CommandModels
  let separation: PathSeparation

  /// Whether two accesses to resources of one kind that may be the same have to stay in their order.
  static func isOrdered(_ kind: ResourceKind, _ first: EffectMode, _ second: EffectMode) -> Bool {
    switch (first.isLook, second.isLook) {
    case (true, true): return false
    case (false, false): return !(first == .add && second == .add && kind.additionsCommute)
    case (true, false), (false, true):
      // A service that is told to start at boot answers as before.
      return !(kind == .service && (first == .add || second == .add))
    }
  }

  /// Whether accesses to resources of two kinds have to stay in their order, whatever the resources are.
  ///
  /// What packages bring, any later step may use.
  static func isOrdered(
    _ first: ResourceKind, _ firstMode: EffectMode, _ second: ResourceKind, _ secondMode: EffectMode
  ) -> Bool {
    installs(first, firstMode) && second != .variable || installs(second, secondMode) && first != .variable
  }

  /// Whether the second access needs what the first one leaves, or disturbs it, by what the resources are.
  func needs(_ first: Resource, _ mode: EffectMode, _ second: Resource, _ secondMode: EffectMode) -> Bool {
    switch (first.kind, second.kind) {
    case (.service, .service):
      // A service that comes up may ask any other.
      return Self.comesUp(mode) && (Self.comesUp(secondMode) || secondMode == .stop) && mayAskOthers(first.key)
    case (.service, .file) where mode == .stop:
      // Who takes away or exchanges what is its own has stopped it before.
      return !secondMode.isLook && separation.mayBelong(second.key, to: first.key)
    case (.service, .file): return Self.comesUp(mode) && mayMeet(first.key, second, secondMode)
    case (.service, .pythonEnvironment), (.service, .sudoers):
      return Self.comesUp(mode) && !secondMode.isLook && mayAskOthers(first.key)
    case (.service, .network): return Self.comesUp(mode) && !secondMode.isLook
    case (.service, .configuredDatabase):
      return Self.comesUp(mode) && !secondMode.isLook
        && !isSurely(first.key) { models.services.isWithout(.database, $0) }
    case (.service, .database):
      return (mode == .use || Self.comesUp(mode)) && !secondMode.isLook && owns(first.key, second.key)
        && !(second.key.symbol.map { separation.settings.isSetting($0) } ?? false)
    case (.apiObject, .service):
      guard !mode.isLook, secondMode == .use || Self.comesUp(secondMode),
        let role = first.key.objectType.flatMap(models.objects.role)
      else { return false }
      func lacks(_ support: ServiceModels.Support) -> Bool {
        isSurely(second.key) { models.services.isWithout(support, $0) }
      }
      // Clients find it in the catalog, and it may log in with the account that is made.
      if secondMode == .use { return role == .catalog && !lacks(.catalog) }
      return Self.comesUp(secondMode) && role != .alone && !lacks(.account)
    case (.apiObject, .apiObject): return Self.isLinking(mode, secondMode) && isLinked(first) && isLinked(second)
    case (.apiObject, .network):
      // Agents make interfaces and addresses of the objects.
      return !mode.isLook && isLinked(first)
    case (.pythonEnvironment, .file): return mode == .exclusive && Self.bringsFile(first, second.key)
    default: return false
    }
  }

  /// Whether other objects may come and go with it, as ports and addresses do with networks, servers and volumes.
  private func isLinked(_ resource: Resource) -> Bool {
    resource.kind == .apiObject && resource.key.objectType.flatMap(models.objects.role) == nil
  }

  private static func isLinking(_ first: EffectMode, _ second: EffectMode) -> Bool {
    !(first.isLook && second.isLook) && !(first == .add && second == .add)
  }

  /// Whether a service and a database are called alike, or it is not known what the database is called: each service
  /// has databases of its own.
  private func owns(_ service: SymbolicString, _ database: SymbolicString) -> Bool {
    func family(_ text: String) -> Substring { text.prefix { $0 != "-" && $0 != "_" } }
    guard let service = service.text else { return true }
    if models.services.isWithout(.database, service) { return false }
    let name = database.knownPrefix
    return name.isEmpty || family(name) == family(service)
  }

  /// Whether a claim holds of each service that a key may mean.
  private func isSurely(_ service: SymbolicString, _ claim: (String) -> Bool) -> Bool {
    separation.names(of: service)?.allSatisfy(claim) ?? false
  }

  /// Where a service has its configuration and its state; nil where that is not known.
  private func places(of service: SymbolicString) -> [String]? {
    guard let names = separation.names(of: service) else { return nil }
    let known = names.map(models.services.places)
    return known.contains { $0 == nil } ? nil : known.flatMap { $0 ?? [] }
  }

  /// Whether a service that comes up may read what is changed, or write what is read: its sockets, logs and numbers of
  /// processes, but neither configuration nor programs.
  private func mayMeet(_ service: SymbolicString, _ file: Resource, _ mode: EffectMode) -> Bool {
    if mode.isLook, mode == .use || file.key.knownPrefix.hasPrefix("/etc/") { return false }
    guard let places = places(of: service) else { return true }
    if let path = file.key.text, path.hasPrefix("/") {
      return places.contains {
        $0 == path || path.hasPrefix($0 + "/") || file.reach == .tree && $0.hasPrefix(path + "/")
      }
    }
    return places.contains {
      !separation.areApart(Resource(kind: .file, key: SymbolicString($0), reach: .tree), file)
    }
  }

  /// Whether a service may ask another one as it comes up.
  private func mayAskOthers(_ service: SymbolicString) -> Bool {
    !isSurely(service, models.services.asksNobody)
  }

  private static func comesUp(_ mode: EffectMode) -> Bool { mode == .write || mode == .restart }

  /// Packages of Python bring data files, configuration among them, below the directory of their environment.
  private static func bringsFile(_ environment: Resource, _ path: SymbolicString) -> Bool {
    let prefix = path.knownPrefix
    guard let place = environment.key.text, place != "system" else { return prefix.hasPrefix("/usr/") }
    return prefix == place || prefix.hasPrefix(place + "/")
  }

  private static func installs(_ kind: ResourceKind, _ mode: EffectMode) -> Bool {
    kind == .packageManager && !mode.isLook
  }
}

extension EffectMode {
  /// Whether it leaves the resource as it is.
  var isLook: Bool { self == .read || self == .use }
}

extension ResourceKind {
  fileprivate var additionsCommute: Bool {
    switch self {
    // Two that look for the same object both create it.
    case .apiObject: false
    case .file, .database, .configuredDatabase, .network, .service, .variable: true
    case .pythonEnvironment, .packageManager, .sudoers: false
    }
  }
}
