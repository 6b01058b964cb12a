internal import Glibc

/// Running other programs.
extension MockCommand {
  /// Runs one of the system's tools; gives its status.
  func runTool(_ name: String, _ arguments: [String]) -> Int32 { run(world.own + "/tools/" + name, arguments) }

  /// Runs a program and waits for it.
  func run(_ path: String, _ arguments: [String]) -> Int32 {
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    let isFound = path.utf8.contains(UInt8(ascii: "/"))
    let error =
      isFound
      ? posix_spawn(&process, path, nil, nil, &words, environ) : posix_spawnp(&process, path, nil, nil, &words, environ)
    guard error == 0 else {
      let text = "\(path): \(String(cString: strerror(error)))\n"
      text.withCString { _ = write(2, $0, text.utf8.count) }
      return error == ENOENT ? 127 : 126
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }

  /// Runs the command behind one that only runs another: only that one is recorded.
  func runPrefixed() -> Int32 {
    var rest = arguments[...]
    if name == "timeout" {
      while let word = rest.first, word.hasPrefix("-") { rest = rest.dropFirst(word == "-k" || word == "-s" ? 2 : 1) }
      rest = rest.dropFirst()
    } else {
      rest = withoutOptions(rest)
    }
    setenv("MOCK_PREFIX", prefix.isEmpty ? name : prefix + " " + name, 1)
    guard let command = rest.first else { return 0 }
    let words = Array(rest.dropFirst())
    if command == "bash" || command == "sh" || command.utf8.contains(UInt8(ascii: "/")) { return run(command, words) }
    let known = world.own + "/bin/" + command
    if !world.isThere(known), isInPath(command) { return run(command, words) }
    return MockCommand(
      world: world, program: known, name: command, arguments: words, prefix: variable("MOCK_PREFIX") ?? ""
    ).status()
  }

  /// What follows options and assignments, which take effect.
  private func withoutOptions(_ words: ArraySlice<String>) -> ArraySlice<String> {
    var rest = words
    while let word = rest.first {
      if word == "--" { return rest.dropFirst() }
      if ["-u", "-g", "-n", "-c", "-p", "-h", "-C", "-D"].contains(word) {
        rest = rest.dropFirst(2)
      } else if word.hasPrefix("-") {
        rest = rest.dropFirst()
      } else if let equal = word.utf8.firstIndex(of: UInt8(ascii: "=")), !word.hasPrefix("=") {
        setenv(String(word[..<equal]), String(word[word.utf8.index(after: equal)...]), 1)
        rest = rest.dropFirst()
      } else {
        return rest
      }
    }
    return rest
  }

  private func isInPath(_ command: String) -> Bool {
    (variable("PATH") ?? "").split(separator: ":").contains { access("\($0)/\(command)", X_OK) == 0 }
  }

  /// Runs a tool on the files of the world. Absolute paths that the scripts have put together are paths of the world. Where
  /// it reads something in a checkout that a stand-in has made, that is there as soon as it is read.
  func runWorldTool() -> Int32 {
    var words = arguments.map(moved)
    if name == "install" { words = Self.withoutOwners(words) }
    makeSystemDirectory(for: words)
    for index in words.indices where index < reading(words.count) { words[index] = unpacked(words[index]) }
    return runTool(name, words)
  }

  /// How many of the words, from the first on, may be files that are read.
  private func reading(_ count: Int) -> Int {
    switch name {
    case "ls", "find", "rm", "rmdir", "mkdir", "mktemp", "touch", "tee", "stat", "readlink", "realpath", "chmod": 0
    case "cp", "mv", "install", "ln": count - 1
    default: count
    }
  }

  private func moved(_ word: String) -> String {
    guard word.hasPrefix("/"), word.utf8.count > 1, !word.hasPrefix(world.root), !world.root.hasPrefix(word) else {
      return word
    }
    let first = word.dropFirst().prefix { $0 != "/" }
    return world.isDirectory(world.root + "/" + first) ? world.root + word : word
  }

  /// There is one user only.
  private static func withoutOwners(_ words: [String]) -> [String] {
    var result: [String] = []
    var rest = words[...]
    while let word = rest.popFirst() {
      if ["-o", "-g", "--owner", "--group"].contains(word) {
        rest = rest.dropFirst()
      } else if !word.hasPrefix("--owner=") && !word.hasPrefix("--group=") {
        result.append(word)
      }
    }
    return result
  }

  /// Packages would have made the directories of the system.
  private func makeSystemDirectory(for words: [String]) {
    guard ["cp", "mv", "install", "ln", "tee", "touch"].contains(name), let last = words.last,
      let slash = last.utf8.lastIndex(of: UInt8(ascii: "/")),
      ["etc", "usr", "var"].contains(where: { last.hasPrefix("\(world.root)/\($0)/") })
    else { return }
    world.makeDirectory(String(last[..<slash]))
  }

  /// A path for which there is a file now, if a checkout or an environment would have it.
  private func unpacked(_ word: String) -> String {
    guard word.hasPrefix(world.root + "/"), !world.isThere(word) else { return word }
    let path = String(word.map { $0 == "*" || $0 == "?" ? "mock" : String($0) }.joined())
    guard let folder = checkout(above: path) else { return word }
    if let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) { world.makeDirectory(String(path[..<slash])) }
    let inside = String(path.dropFirst(folder.count + 1))
    let name = Self.lastComponent(folder)
    let source = "\(world.own)/checkouts/\(name)/\(inside)"
    if world.isThere(source) {
      world.write(world.text(of: source), to: path)
    } else if inside == "setup.cfg" {
      world.write("[metadata]\nname = \(name)\n", to: path)
    } else {
      world.write("# \(inside)\n", to: path)
    }
    return path
  }

  private func checkout(above path: String) -> String? {
    var folder = path
    while let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")), folder.utf8.count > world.root.utf8.count {
      folder = String(folder[..<slash])
      if world.isThere(folder + "/.git/origin") || world.isThere(folder + "/bin/activate") { return folder }
    }
    return nil
  }
}
