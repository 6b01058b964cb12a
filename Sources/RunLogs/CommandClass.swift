/// What the time of a command goes into, for the table of the foreground. Only a picture depends on it.
enum CommandClass: Int, CaseIterable {
  case other, git, packages, pip, openstack, database, waiting

  var title: String {
    switch self {
    case .other: "other"
    case .git: "git"
    case .packages: "packages"
    case .pip: "pip"
    case .openstack: "openstack"
    case .database: "db sync"
    case .waiting: "waiting for tasks"
    }
  }

  /// Looks at the first word that is no wrapper, such as `sudo` or `timeout 300`.
  init(_ command: LineBytes) {
    var rest = command
    for _ in 0..<16 {
      rest = rest.droppingBlanks()
      guard !rest.isEmpty else { break }
      var word = rest.firstWord
      rest = rest.dropFirst(word.count)
      if let slash = word.lastIndex(of: 0x2F), word.firstIndex(of: 0x3D) == nil { word = word.dropFirst(slash + 1) }
      if let found = Self.tool(word, rest) {
        self = found
        return
      }
      guard Self.isWrapper(word) else { break }
    }
    self = .other
  }

  private static func tool(_ word: LineBytes, _ rest: LineBytes) -> CommandClass? {
    switch word.first {
    case UInt8(ascii: "g") where word.count == 3 && word.hasPrefix("git"): .git
    case UInt8(ascii: "p") where word.hasPrefix("pip") && word.count < 8: .pip
    case UInt8(ascii: "a") where word.count < 8 && word.hasPrefix("apt"): .packages
    case UInt8(ascii: "d") where word.hasPrefix("dnf") || word.hasPrefix("dpkg"): .packages
    case UInt8(ascii: "y") where word.hasPrefix("yum"): .packages
    case UInt8(ascii: "o") where word.count == 9 && word.hasPrefix("openstack"): .openstack
    default: word.hasSuffix("-manage") && rest.range(of: "db") != nil ? .database : nil
    }
  }

  private static func isWrapper(_ word: LineBytes) -> Bool {
    switch word.first {
    case UInt8(ascii: "-"): true
    case let byte? where byte &- 0x30 < 10: true
    default:
      word.firstIndex(of: 0x3D) != nil || wrappers.contains(word.text)
    }
  }

  private static let wrappers: Set<String> = [
    "sudo", "env", "timeout", "command", "exec", "nice", "time", "oscwrap", "python", "python3", "uv", "SIGINT", "root",
    "stack",
  ]
}
