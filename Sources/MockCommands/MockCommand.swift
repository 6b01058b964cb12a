internal import Glibc

/// What stands in the mock world under the name of each command: it is recorded, delayed, and then either run for real
/// (a harmless tool, which the kernel confines to the world), or answered.
package struct MockCommand {
  let world: MockWorldPlace
  /// The path by which it was called, and its last component.
  let program: String
  let name: String
  let arguments: [String]
  /// Commands that only run this one, as `sudo`.
  let prefix: String

  /// Stands in for the command that this process was called as, and ends it; returns where it was called by the name of a
  /// program of ours, or outside a world.
  package static func standIn(_ words: [String], unless own: String) {
    guard let path = words.first, let world = MockWorldPlace.current else { return }
    let name = Self.lastComponent(path)
    guard name != own else { return }
    let command = MockCommand(
      world: world, program: path, name: name, arguments: Array(words.dropFirst()),
      prefix: variable("MOCK_PREFIX") ?? "")
    exit(command.status())
  }

  /// Does all that is to be done, and gives the status.
  func status() -> Int32 {
    if name == "sleep" {
      usleep(10_000)
      return 0
    }
    if Self.computing.contains(name) { return runTool(name, arguments) }
    if name.hasPrefix("python"), arguments.contains(where: { $0.hasSuffix("outfilter.py") }) {
      // What the scripts send their own output through, as long as they run.
      return runTool("cat", [])
    }
    if Self.prefixes.contains(name) { return runPrefixed() }
    let record = CommandNote(self, input: inputDigest())
    world.delay("\(name) \(arguments.joined(separator: " "))")
    let (status, isKnown) = perform()
    record.end(status, isUnanswered: !isKnown)
    return status
  }

  /// Its status, and whether something is known of what it answers.
  private func perform() -> (status: Int32, isKnown: Bool) {
    if name.hasSuffix("sum"), arguments.contains(where: { $0.hasPrefix("-") && $0.contains("c") }) {
      // What is downloaded here is not what it was.
      return (0, true)
    }
    if let answer = world.answer(to: [name] + arguments) {
      if !answer.text.isEmpty { printLine(answer.text) }
      return (answer.status, true)
    }
    if let status = unpack() { return (status, true) }
    if world.tools.contains(name) { return (runWorldTool(), true) }
    return answered().map { ($0, true) } ?? (0, false)
  }

  /// They only compute.
  static let computing: Set = ["basename", "dirname", "expr", "false", "printf", "seq", "test", "true", "["]
  static let prefixes: Set = ["sudo", "env", "nohup", "nice", "ionice", "timeout", "stdbuf", "setsid", "unbuffer"]

  private static let readers: Set = [
    "mysql", "mysqladmin", "psql", "patch", "chpasswd", "debconf-set-selections", "mysqldump", "python", "python3",
    "perl", "ruby",
  ]

  /// A digest of what it reads from standard input, if it is one of those that read it.
  private func inputDigest() -> String {
    let reads =
      Self.readers.contains(name)
      && !arguments.contains { $0.hasPrefix("-e") || $0 == "-c" || $0 == "-m" || $0.hasPrefix("--execute") }
    var status = stat()
    guard reads, fstat(0, &status) == 0, [S_IFIFO, S_IFREG].contains(status.st_mode & S_IFMT) else { return "" }
    var hash: UInt64 = 14_695_981_039_346_656_037
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var total = 0
    while true {
      let count = buffer.withUnsafeMutableBytes { read(0, $0.baseAddress, $0.count) }
      if count <= 0 { break }
      total += count
      for byte in buffer[0..<count] { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
    }
    return total == 0 ? "" : String(hash, radix: 16)
  }

  func printLine(_ text: String) {
    let line = text + "\n"
    line.withCString { _ = write(1, $0, line.utf8.count) }
  }

  static func lastComponent(_ path: String) -> String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.utf8.index(after: $0)...]) } ?? path
  }
}

/// A variable of the environment, if it is set.
func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
