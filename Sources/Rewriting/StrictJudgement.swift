import EffectModels
import ShellProgram
import TaskAnalysis

/// Which accesses may not change places: the policy of a rewriter, which has to be right in every case.
enum StrictJudgement {
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
  /// What a service reads when it comes up is not known; and what packages bring, any later step may use.
  static func isOrdered(
    _ first: ResourceKind, _ firstMode: EffectMode, _ second: ResourceKind, _ secondMode: EffectMode
  ) -> Bool {
    comesUpBeside(first, firstMode, second, secondMode) || comesUpBeside(second, secondMode, first, firstMode)
      || installs(first, firstMode) && second != .variable || installs(second, secondMode) && first != .variable
  }

  /// Whether the second access needs what the first one leaves, or disturbs it, by what the resources are.
  static func needs(
    _ first: Resource, _ mode: EffectMode, _ second: Resource, _ secondMode: EffectMode, _ separation: PathSeparation
  ) -> Bool {
    switch (first.kind, second.kind) {
    case (.service, .service):
      // A service that comes up may ask any other.
      return comesUp(mode) && comesUp(secondMode)
    case (.service, .file):
      // It writes its sockets, logs and numbers of processes.
      return comesUp(mode) && !second.key.knownPrefix.hasPrefix("/etc/")
    case (.service, .database):
      return (mode == .use || comesUp(mode)) && !secondMode.isLook && owns(first.key, second.key)
        && !(second.key.symbol.map { separation.isSetting($0) } ?? false)
    case (.apiObject, .service):
      guard !mode.isLook, let type = first.key.objectType else { return false }
      // It may log in with the account that is made, and clients find it in the catalog.
      let types = secondMode == .use ? catalogTypes : identityTypes
      let isUnlisted =
        unlistedServices.contains(second.key.text ?? "") && !(second.key.text == "keystone" && comesUp(secondMode))
      return (secondMode == .use || comesUp(secondMode)) && types.contains(type) && !isUnlisted
    case (.apiObject, .apiObject): return isLinked(first) && isLinked(second) && isLinking(mode, secondMode)
    case (.apiObject, .network):
      // Agents make interfaces and addresses of the objects.
      return !mode.isLook && isLinked(first)
    case (.pythonEnvironment, .file): return mode == .exclusive && bringsFile(first, second.key)
    default: return false
    }
  }

  /// Whether it is one of a type whose objects stand for themselves: others come and go with networks, servers, volumes.
  static func isLinked(_ resource: Resource) -> Bool {
    guard resource.kind == .apiObject else { return false }
    return resource.key.objectType.map { !identityTypes.contains($0) && !plainTypes.contains($0) } ?? true
  }

  private static func isLinking(_ first: EffectMode, _ second: EffectMode) -> Bool {
    !(first.isLook && second.isLook) && !(first == .add && second == .add)
  }

  /// Whether a service and a database are called alike, or it is not known what the database is called: each service
  /// has databases of its own.
  private static func owns(_ service: SymbolicString, _ database: SymbolicString) -> Bool {
    func family(_ text: String) -> Substring { text.prefix { $0 != "-" && $0 != "_" } }
    guard let service = service.text else { return true }
    if ["mysql", "postgresql"].contains(service) { return false }
    let name = database.knownPrefix
    return name.isEmpty || family(name) == family(service)
  }

  private static func comesUp(_ mode: EffectMode) -> Bool { mode == .write || mode == .restart }

  private static let catalogTypes: Set = ["endpoint", "service"]
  private static let identityTypes: Set = [
    "endpoint", "service", "user", "role", "role assignment", "project", "domain", "group", "implied role",
  ]
  private static let plainTypes: Set = ["flavor", "volume type", "keypair", "image"]
  /// Services that clients reach without the catalog, and that have no account.
  private static let unlistedServices: Set = [
    "apache", "dnsmasq", "docker", "etcd", "iscsid", "keystone", "libvirt", "memcached", "mysql", "openvswitch",
    "postgresql", "rabbitmq", "rsyslog", "slapd", "systemd-journald", "tgt",
  ]

  /// Packages of Python bring data files, configuration among them, below the directory of their environment.
  private static func bringsFile(_ environment: Resource, _ path: SymbolicString) -> Bool {
    let prefix = path.knownPrefix
    guard let place = environment.key.text, place != "system" else { return prefix.hasPrefix("/usr/") }
    return prefix == place || prefix.hasPrefix(place + "/")
  }

  private static func comesUpBeside(
    _ service: ResourceKind, _ mode: EffectMode, _ other: ResourceKind, _ otherMode: EffectMode
  ) -> Bool {
    guard service == .service, comesUp(mode), !otherMode.isLook else { return false }
    switch other {
    case .file, .configuredDatabase, .pythonEnvironment, .packageManager, .sudoers, .network: return true
    // Of these it depends on which they are.
    case .variable, .service, .apiObject, .database: return false
    }
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
