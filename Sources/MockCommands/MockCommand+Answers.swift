internal import Glibc

/// What stand-ins print and do, where it depends on more than their words.
extension MockCommand {
  /// The status; nil where nothing is known of the command.
  func answered() -> Int32? {
    switch name {
    case "git": return git(arguments[...])
    case "curl", "wget": return download()
    case "openstack", "nova", "neutron", "glance", "cinder": return client()
    case _ where name.hasPrefix("pip"): return install(arguments)
    case _ where name.hasPrefix("python") || name == "virtualenv": return python()
    case "tox": return tox()
    case "which": return find()
    default: return nil
    }
  }

  /// A clone or a checkout is there afterwards; other subcommands say little.
  private func git(_ words: ArraySlice<String>) -> Int32 {
    var rest = words
    while let word = rest.first, word.hasPrefix("-") { rest = rest.dropFirst(["-C", "-c"].contains(word) ? 2 : 1) }
    guard rest.popFirst() == "clone" else { return 0 }
    let withValue: Set = [
      "-b", "-o", "-c", "-j", "--branch", "--depth", "--origin", "--reference", "--config", "--jobs",
    ]
    var operands: [String] = []
    while let word = rest.popFirst() {
      if withValue.contains(word) { rest = rest.dropFirst() } else if !word.hasPrefix("-") { operands.append(word) }
    }
    guard let url = operands.first else { return 129 }
    var folder = operands.count > 1 ? operands[1] : Self.lastComponent(url)
    if folder.hasSuffix(".git") { folder = String(folder.dropLast(4)) }
    world.makeDirectory(folder + "/.git")
    world.write(url + "\n", to: folder + "/.git/origin")
    bringPrograms(to: folder)
    return 0
  }

  /// The programs that a checkout of this name has.
  private func bringPrograms(to folder: String) {
    let name = Self.lastComponent(folder)
    for path in world.programs(ofCheckout: name) {
      guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { continue }
      world.makeDirectory("\(folder)/\(path[..<slash])")
      symlink(world.own + "/program", "\(folder)/\(path)")
    }
  }

  private func download() -> Int32 {
    var rest = arguments[...]
    var file = ""
    var url = ""
    while let word = rest.popFirst() {
      switch word {
      case "-o", "-O", "--output", "--output-document": file = rest.popFirst() ?? ""
      case _ where word.hasPrefix("-o"): file = String(word.dropFirst(2))
      case _ where word.hasPrefix("-"): break
      default: url = word
      }
    }
    // wget names the file itself.
    if file.isEmpty && name == "wget" { file = Self.lastComponent(url) }
    if !file.isEmpty && file != "-" { world.write("content of \(url)\n", to: file) }
    return 0
  }

  /// Unpacks an archive that a stand-in has downloaded: a directory of its name, in which there is whatever is read there.
  /// Nil for other archives, and for other uses.
  func unpack() -> Int32? {
    guard name == "tar" || name == "unzip" else { return nil }
    let archives = arguments.filter { word in
      [".tar", ".tgz", ".zip", ".tar.gz", ".tar.xz"].contains { word.hasSuffix($0) }
    }
    guard let archive = archives.first, world.text(of: archive).hasPrefix("content of ") else { return nil }
    let option = arguments.firstIndex { ["-C", "-d", "--directory"].contains($0) }
    let place = option.flatMap { $0 + 1 < arguments.count ? arguments[$0 + 1] : nil } ?? "."
    var folder = Self.lastComponent(archive)
    for end in [".gz", ".xz", ".tar", ".tgz", ".zip"] where folder.hasSuffix(end) {
      folder = String(folder.dropLast(end.count))
    }
    world.makeDirectory("\(place)/\(folder)/.git")
    world.write("\(archive)\n", to: "\(place)/\(folder)/.git/origin")
    return 0
  }

  /// Clients that are asked for a value print one that depends on the question only.
  private func client() -> Int32 {
    let line = arguments.joined(separator: " ")
    if [" -f value", " -c id", " --format value", " -f=value"].contains(where: { " \(line)".contains($0) }) {
      let digits = String(world.hash("\(name) \(line)", seed: 0), radix: 16)
      printLine(String(repeating: "0", count: max(0, 8 - digits.count)) + digits)
    }
    return 0
  }

  /// A virtual environment has programs of its own, among them what is installed into it.
  private func python() -> Int32 {
    if name == "virtualenv" || arguments.starts(with: ["-m", "venv"]), let folder = arguments.last {
      makeEnvironment(folder)
      return 0
    }
    return arguments.starts(with: ["-m", "pip"]) ? install(Array(arguments.dropFirst(2))) : 0
  }

  private func makeEnvironment(_ folder: String) {
    world.makeDirectory(folder + "/bin")
    for program in world.text(of: world.own + "/programs").split(separator: "\n") {
      symlink(world.own + "/program", "\(folder)/bin/\(program)")
    }
    world.write("", to: folder + "/bin/activate")
  }

  /// Environments of a project: one of the name that is asked for, and the one that projects name after themselves.
  private func tox() -> Int32 {
    let directory = CommandNote.workingDirectory
    makeEnvironment("\(directory)/.tox/\(Self.lastComponent(directory))")
    for (index, word) in arguments.enumerated() where word.hasPrefix("-e") {
      let name = word.utf8.count > 2 ? String(word.dropFirst(2)) : arguments.dropFirst(index + 1).first ?? ""
      if !name.isEmpty { makeEnvironment("\(directory)/.tox/\(name)") }
    }
    return 0
  }

  /// pip, as the program of an environment or of the system.
  private func install(_ words: [String]) -> Int32 {
    guard words.first == "install", let slash = program.utf8.lastIndex(of: UInt8(ascii: "/")) else { return 0 }
    let folder = String(program[..<slash])
    guard folder != world.own + "/bin", world.isDirectory(folder) else { return 0 }
    for word in words.dropFirst() where !word.hasPrefix("-") && !word.contains("/") {
      let package = word.prefix { !"<>=![~;".contains($0) }
      if !package.isEmpty { symlink(world.own + "/program", "\(folder)/\(package)") }
    }
    return 0
  }

  private func find() -> Int32 {
    var status: Int32 = 0
    for command in arguments where !command.hasPrefix("-") {
      let folder = (variable("PATH") ?? "").split(separator: ":").first { access("\($0)/\(command)", X_OK) == 0 }
      if let folder { printLine("\(folder)/\(command)") } else { status = 1 }
    }
    return status
  }
}
