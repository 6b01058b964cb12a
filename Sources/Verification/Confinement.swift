internal import CConfinement
internal import Glibc

/// What keeps the scripts of a tree inside the directory of a run.
///
/// The least that must hold, on every kernel and for every user: nothing outside is written, removed or renamed; no mode, owner
/// or time of anything outside is changed; no process outside is signalled or traced; no socket is made; no terminal is
/// reached. It is tried before anything else is run. Which walls bring it about, is the kernel's matter: namespaces of
/// users, mounts, processes and the network where it lets us, Landlock and a filter of its calls beside them.
struct Confinement {
  /// Walls that are not built, for trials.
  struct Walls: OptionSet, Sendable {
    let rawValue: Int
    static let mounts = Walls(rawValue: 1 << 0)
    static let processes = Walls(rawValue: 1 << 1)
    static let network = Walls(rawValue: 1 << 2)
    static let landlock = Walls(rawValue: 1 << 3)
    static let filter = Walls(rawValue: 1 << 4)
    static let namespaces: Walls = [.mounts, .processes, .network]

    var parts: confinement_walls {
      confinement_walls(
        landlock: contains(.landlock) ? 1 : 0, mounts: contains(.mounts), processes: contains(.processes),
        own_proc: false, network: contains(.network), filter: contains(.filter))
    }
  }

  /// What the scripts could do, in words that follow "keeps them from".
  let breaches: [String]
  /// Whether they can read only what they are given, beside the system's programs and libraries.
  let hidesFiles: Bool

  /// Tries it, in a directory of its own.
  init(in base: borrowing WorldBase, options: VerificationOptions) throws(VerificationError) {
    let directory = try RunDirectory("trial", in: base)
    let outside = base.path + "/outside"
    try Self.makeFile(in: base)
    defer { unlinkat(base.descriptor, "outside", 0) }
    var report = confinement_report()
    let start = WorldStart(
      arguments: [options.bash], environment: [:], readable: [], executable: [], workingDirectory: "", output: 2)
    let code = start.withProgram(in: base, directory, without: options.missingWalls) { program in
      withUnsafePointer(to: program) { confined_try($0, outside, &report) }
    }
    guard code == 0 else { throw .notStarted(step: "making a process", code: code) }
    guard report.step == 0 else {
      throw .notStarted(step: String(cString: confinement_step(report.step)), code: report.error)
    }
    breaches = Self.names.filter { report.breaches & Int32(bitPattern: $0.breach.rawValue) != 0 }.map(\.name)
    hidesFiles = report.walls.landlock > 0
  }

  /// A file that the runs' user owns, and that is none of their business.
  private static func makeFile(in base: borrowing WorldBase) throws(VerificationError) {
    let file = openat(base.descriptor, "outside", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw .file(path: base.path + "/outside", code: errno) }
    if confinement_is_nobodys() { _ = fchown(file, 65534, 65534) }
    close(file)
  }

  private static let names: [(breach: confinement_breach, name: String)] = [
    (breach_write, "changing your files"), (breach_remove, "removing your files"),
    (breach_attributes, "changing modes and times of your files"), (breach_signal, "signalling your processes"),
    (breach_trace, "reading and changing your processes"), (breach_network, "using the network"),
    (breach_terminal, "typing into your terminal"),
  ]
}
