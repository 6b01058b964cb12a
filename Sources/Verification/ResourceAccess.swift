/// How a command touches one resource.
package struct ResourceAccess: Sendable, Hashable {
  package enum Mode: Sendable, Hashable {
    case read
    case write
    /// Puts something beside what is there: two of them may come in any order.
    case add
  }

  package let mode: Mode
  /// What it is: "file:/etc/x.conf", "service:apache2", "database:nova".
  package let resource: String
  /// Whether everything below the path is meant too.
  package let isTree: Bool

  package init(_ mode: Mode, _ resource: String, isTree: Bool = false) {
    self.mode = mode
    self.resource = resource
    self.isTree = isTree
  }

  /// Whether the order of the two matters.
  func conflicts(with other: ResourceAccess) -> Bool {
    if mode != .write && mode == other.mode { return false }
    if mode == .add && other.mode == .add { return false }
    return resource == other.resource || contains(other) || other.contains(self)
  }

  private func contains(_ other: ResourceAccess) -> Bool {
    isTree && other.resource.hasPrefix(resource.hasSuffix("/") ? resource : resource + "/")
  }
}

/// What the usual commands access, from their words alone.
package enum StandardAccesses {
  package static func of(_ record: CommandRecord) -> [ResourceAccess] {
    let arguments = Array(record.words.dropFirst())
    let command = record.words.first ?? ""
    let paths = Paths(record)
    switch command {
    case "cat", "grep", "egrep", "fgrep", "head", "tail", "wc", "sort", "cmp", "diff", "md5sum", "sha256sum", "iniget",
      "stat", "ls", "base64", "cut", "uniq", "awk":
      return paths.all.map { ResourceAccess(.read, $0) }
    case "sed":
      let mode: ResourceAccess.Mode = arguments.contains { $0.hasPrefix("-i") || $0 == "--in-place" } ? .write : .read
      return paths.all.map { ResourceAccess(mode, $0) }
    case "tee", "touch", "chmod", "chown", "truncate": return paths.all.map { ResourceAccess(.write, $0) }
    case "iniset", "iniadd", "inidelete":
      return paths.words.first { !$0.hasPrefix("-") }.map { [ResourceAccess(.write, paths.resource($0))] } ?? []
    case "crudini": return arguments.dropFirst().first.map { [ResourceAccess(.write, paths.resource($0))] } ?? []
    case "mkdir": return paths.all.map { ResourceAccess(.add, $0) }
    case "rm", "rmdir": return paths.all.map { ResourceAccess(.write, $0, isTree: true) }
    case "mv": return paths.all.map { ResourceAccess(.write, $0, isTree: true) }
    case "cp", "ln", "install":
      return paths.all.enumerated().map { index, path in
        ResourceAccess(index == paths.all.count - 1 ? .write : .read, path)
      }
    case "git", "git_clone": return sources(command, arguments, paths)
    case "curl", "wget": return downloads(arguments, paths)
    default: return StandardAccesses.systems(command, arguments)
    }
  }

  private static func sources(_ command: String, _ arguments: [String], _ paths: Paths) -> [ResourceAccess] {
    if command == "git_clone" {
      return arguments.dropFirst().first.map { [ResourceAccess(.write, paths.resource($0), isTree: true)] } ?? []
    }
    if let index = arguments.firstIndex(of: "-C"), index + 1 < arguments.count {
      return [ResourceAccess(.write, paths.resource(arguments[index + 1]), isTree: true)]
    }
    guard arguments.contains("clone") else { return [ResourceAccess(.write, paths.resource("."), isTree: true)] }
    let withValue: Set = [
      "-b", "-o", "-c", "-j", "--branch", "--depth", "--origin", "--reference", "--config", "--jobs",
    ]
    let operands = arguments.indices.filter { index in
      !arguments[index].hasPrefix("-") && arguments[index] != "clone"
        && (index == 0 || !withValue.contains(arguments[index - 1]))
    }.map { arguments[$0] }
    let folder = operands.count > 1 ? operands[1] : operands.last?.split(separator: "/").last.map(String.init)
    return folder.map { [ResourceAccess(.write, paths.resource($0), isTree: true)] } ?? []
  }

  private static func downloads(_ arguments: [String], _ paths: Paths) -> [ResourceAccess] {
    guard let index = arguments.firstIndex(where: { ["-o", "-O", "--output", "--output-document"].contains($0) }),
      index + 1 < arguments.count
    else { return [] }
    return [ResourceAccess(.write, paths.resource(arguments[index + 1]))]
  }

  /// Commands whose resources are no files.
  private static func systems(_ command: String, _ arguments: [String]) -> [ResourceAccess] {
    switch command {
    case "pip", "pip3", "pip_install", "pip_install_gr", "setup_develop", "setup_dev_lib", "setup_package":
      return [ResourceAccess(.write, "python-environment:system")]
    case "apt-get", "dpkg", "dnf", "yum", "rpm", "install_package", "uninstall_package":
      return [ResourceAccess(.write, "package-manager:system")]
    case "systemctl", "service": return service(arguments)
    case "restart_service", "start_service", "stop_service", "reload_service", "run_process", "stop_process":
      return arguments.prefix(command.hasSuffix("process") ? 1 : arguments.count).map {
        ResourceAccess(.write, "service:" + $0)
      }
    case "mysql", "psql", "recreate_database": return database(command, arguments)
    case "openstack": return apiObject(arguments)
    case _ where command.hasSuffix("-manage"): return [ResourceAccess(.write, "database:" + command.dropLast(7))]
    default: return []
    }
  }

  private static func service(_ arguments: [String]) -> [ResourceAccess] {
    let words = arguments.filter { !$0.hasPrefix("-") }
    let verbs: Set = ["start", "stop", "restart", "reload", "enable", "disable", "mask", "unmask"]
    let isWrite = words.contains { verbs.contains($0) }
    return words.filter { !verbs.contains($0) && $0 != "is-active" && $0 != "status" }.map {
      ResourceAccess(isWrite ? .write : .read, "service:" + ($0.hasSuffix(".service") ? String($0.dropLast(8)) : $0))
    }
  }

  private static func database(_ command: String, _ arguments: [String]) -> [ResourceAccess] {
    if command == "recreate_database" { return arguments.prefix(1).map { ResourceAccess(.write, "database:" + $0) } }
    let words = arguments.flatMap { $0.split { " ;`\"".contains($0) } }.map(String.init)
    var names: [String] = []
    for index in words.indices where words[index].uppercased() == "DATABASE" {
      let rest = words[(index + 1)...].drop { ["IF", "NOT", "EXISTS"].contains($0.uppercased()) }
      if let name = rest.first { names.append(name) }
    }
    return (names.isEmpty ? ["server"] : names).map { ResourceAccess(.write, "database:" + $0) }
  }

  /// A client needs what serves the interface; making, setting and deleting change one kind of object by name.
  private static func apiObject(_ arguments: [String]) -> [ResourceAccess] {
    var result = ["apache2", "httpd", "keystone"].map { ResourceAccess(.read, "service:" + $0) }
    let words = arguments.filter { !$0.hasPrefix("-") }
    guard
      let verb = words.firstIndex(where: { ["create", "delete", "set", "unset", "add", "remove", "show"].contains($0) }
      ),
      let name = words.last, verb > 0
    else { return result }
    let kind = words[..<verb].joined(separator: " ")
    let mode: ResourceAccess.Mode =
      switch words[verb] {
      case "show": .read
      case "create", "add": .add
      default: .write
      }
    result.append(ResourceAccess(mode, "api-object:\(kind)/\(name)"))
    return result
  }
}

/// The words of a command as files.
private struct Paths {
  let words: [String]
  private let directory: String

  init(_ record: CommandRecord) {
    words = Array(record.words.dropFirst())
    directory = record.directory
  }

  /// All words that look like paths: those that are absolute or have a slash or stand alone as a name of a file.
  var all: [String] {
    words.filter {
      !$0.isEmpty && !$0.hasPrefix("-") && ($0.hasPrefix("/") || $0.contains("/") || $0.contains("."))
        && !$0.contains("\n")
    }
    .map(resource)
  }

  /// The resource for a path, absolute and without "." and "..".
  func resource(_ path: String) -> String {
    var parts: [Substring] = []
    for part in (path.hasPrefix("/") ? path : directory + "/" + path).split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "file:/" + parts.joined(separator: "/")
  }
}
