package import DataFlow

/// How a command touches a resource.
package enum EffectMode: String, Sendable, Hashable, CaseIterable {
  /// Looks at it.
  case read
  /// Changes it, so that neither order nor interleaving with another access is free.
  case write
  /// Puts something beside what is there already: two of them commute.
  case add
  /// Needs it up and answering; of a file: runs it.
  case use
  /// Takes it down for a moment.
  case restart
  /// Takes it down for good.
  case stop
  /// Holds it for itself: a second holder waits or fails.
  case exclusive
}

/// What comes of fetching something a second time.
package enum FetchKind: String, Sendable {
  /// It is found, and not fetched again.
  case kept
  /// It is fetched again, or in the way.
  case anew
}

/// What kind of thing an effect is about.
package enum ResourceKind: String, Sendable, Hashable, CaseIterable {
  /// A shell variable; the key is its name.
  case variable
  /// A file, or with `EffectReach.tree` a directory and all below it; the key is its path.
  case file
  /// A running service; the key is its unit or its name.
  case service
  /// A database; the key is its name on the server.
  case database
  /// The database that a configuration file names; the key is the file's path.
  case configuredDatabase = "configured-database"
  /// An object behind an API; the key is its type, a slash, and its name.
  case apiObject = "api-object"
  /// Where Python packages are installed; the key is the path of the environment, or "system".
  case pythonEnvironment = "python-environment"
  /// A package manager with its lock; the key is "system", or the name of another one, such as "snap".
  case packageManager = "package-manager"
  /// Addresses, bridges, name spaces, rules of the firewall; the key is a type, a slash, and a name.
  case network
  /// Who may run what by sudo; the key is "sudoers".
  case sudoers
}

/// How far an effect reaches.
package enum EffectReach: String, Sendable, Hashable {
  case exact
  /// All below a path, or all that begins with the key.
  case tree
}

/// What a command does to one resource.
package struct ModelEffect: Sendable, Hashable {
  package let mode: EffectMode
  package let kind: ResourceKind
  package let key: SymbolicString
  package let reach: EffectReach
  /// Which paths below the key are meant, where that is not all of them.
  package let pattern: PathPattern?

  package init(
    _ mode: EffectMode, _ kind: ResourceKind, _ key: SymbolicString, reach: EffectReach = .exact,
    pattern: PathPattern? = nil
  ) {
    self.mode = mode
    self.kind = kind
    self.key = key
    self.reach = reach
    self.pattern = pattern
  }
}

/// How long a command takes, roughly.
package enum CommandCost: String, Sendable, Comparable {
  /// Below 10 ms: builtins, small tools.
  case instant
  /// Below a second.
  case short
  /// Seconds.
  case seconds
  /// Tens of seconds and more.
  case long

  private var order: Int {
    switch self {
    case .instant: 0
    case .short: 1
    case .seconds: 2
    case .long: 3
    }
  }

  package static func < (left: Self, right: Self) -> Bool { left.order < right.order }
}

/// What one invocation of a command does, as its model tells.
package struct CommandBehaviour: Sendable {
  /// Whether and how it can end the shell that runs it.
  package enum Ending: Sendable { case never, may, always }
  package typealias Cost = CommandCost

  package var effects: [ModelEffect] = []
  /// The words of a command that it runs in turn, as `sudo` and `timeout` do.
  package var runs: [SymbolicString] = []
  /// Whether the command that it runs gets more words from standard input, as with `xargs`.
  package var runsWithMoreWords = false
  /// Text that it runs as shell commands in a process of its own, as `bash -c` does.
  package var runsText: SymbolicString?
  /// The line of a program that it has run from then on, beside the script.
  package var starts: SymbolicString?
  package var ending = Ending.never
  /// Whether it can fail in ordinary use; `echo` and `true` cannot.
  package var mayFail = true
  /// Whether it reads standard input where nothing is redirected to it.
  package var readsInput = false
  /// Whether it needs a terminal.
  package var needsTerminal = false
  /// Whether it lets time pass until something else has happened.
  package var polls = false
  /// Whether some of what it does is not known: then effects are those that are.
  package var isPartlyUnknown = false
  /// Whether it brings something from elsewhere.
  package var fetch: FetchKind?
  /// What it prints, where that is known from its arguments.
  package var prints: SymbolicString?
  /// The texts of which it prints one, where it is not known which.
  package var printsOne: [SymbolicString] = []
  /// The program whose path it prints, as `which` does.
  package var finds: SymbolicString?
  /// A configuration file that from now on names a database by a URL.
  package var binding: Binding?
  /// Variables of its caller that it assigns (devstack's functions).
  package var assigns: [SymbolicString] = []
  package var cost = CommandCost.instant
  /// Why the model says so.
  package var because = ""

  package init() {}

  package struct Binding: Sendable {
    package let file: SymbolicString
    package let url: SymbolicString

    package init(file: SymbolicString, url: SymbolicString) {
      self.file = file
      self.url = url
    }
  }
}
