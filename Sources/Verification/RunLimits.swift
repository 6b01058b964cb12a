internal import Glibc

/// What a run may take, and what is read of what it leaves.
enum RunLimits {
  /// Bytes of address space of one process.
  static let memory: UInt64 = 4 << 30
  /// Bytes of memory of all processes of a run together.
  static let wholeMemory = 6 << 30
  /// Bytes of one file.
  static let fileSize: UInt64 = 256 << 20
  /// Bytes and files of a run's directory.
  static let wholeSize = 2 << 30
  static let files = 200_000
  /// Processes at a time.
  static let processes: UInt64 = 2_000
  /// How deep directories may lie in each other.
  static let depth = 100
  /// Bytes that are read of one file, and of all.
  static let read = 32 << 20
  static let wholeRead = 512 << 20
  /// Bytes of the record of one command.
  static let record = 1 << 20

  /// Looks at what a run takes at the moment.
  static func check(keeper: pid_t, directory: Int32, memory: Int) throws(VerificationError) {
    if ProcessMemory.bytes(below: keeper) > memory {
      throw .tooMuch("its processes take more than \(memory >> 20) MB of memory")
    }
    var use = Use()
    try add(directory, depth: 0, to: &use)
  }

  private struct Use {
    var files = 0
    var bytes = 0
  }

  private static func add(_ directory: Int32, depth: Int, to use: inout Use) throws(VerificationError) {
    for name in FileTree.names(in: directory, atMost: files) {
      var status = stat()
      guard fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
      use.files += 1
      use.bytes += Int(status.st_blocks) * 512
      if use.files > files { throw .tooMuch("it makes more than \(files) files") }
      if use.bytes > wholeSize { throw .tooMuch("its files take more than \(wholeSize >> 30) GB") }
      guard status.st_mode & S_IFMT == S_IFDIR else { continue }
      if depth > RunLimits.depth { throw .tooMuch("its directories lie more than \(RunLimits.depth) deep") }
      let inner = openat(directory, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard inner >= 0 else { continue }
      defer { close(inner) }
      try add(inner, depth: depth + 1, to: &use)
    }
  }
}
