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
  static func check(keeper: pid_t, directory: Int32) throws(VerificationError) {
    let pages = ProcessMemory.pages(below: keeper)
    if pages * Int(sysconf(Int32(_SC_PAGESIZE))) > wholeMemory {
      throw .tooMuch("its processes take more than \(wholeMemory >> 30) GB of memory")
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

/// The memory of a process and its descendants, by what the system says of them.
private enum ProcessMemory {
  /// Resident pages; 0 where nothing is said.
  static func pages(below ancestor: pid_t) -> Int {
    let processes = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard processes >= 0 else { return 0 }
    defer { close(processes) }
    var parents: [Int: Int] = [:]
    var resident: [Int: Int] = [:]
    for name in FileTree.names(in: processes, atMost: 1_000_000) {
      guard let process = Int(name), let fields = fields(of: name, processes), fields.count > 21 else { continue }
      parents[process] = Int(fields[1])
      resident[process] = Int(fields[21])
    }
    func isBelow(_ process: Int) -> Bool {
      var next = process
      for _ in 0..<1_000 {
        if next == Int(ancestor) { return true }
        guard let parent = parents[next], parent > 1 else { return false }
        next = parent
      }
      return false
    }
    return resident.reduce(0) { isBelow($1.key) ? $0 + $1.value : $0 }
  }

  /// What follows the name of a process in its `stat`, the state first.
  private static func fields(of process: String, _ processes: Int32) -> [Substring]? {
    guard let bytes = FileTree.bytes(at: process + "/stat", below: processes, atMost: 4_096) else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    return text.lastIndex(of: ")").map { text[text.index(after: $0)...].split(separator: " ") }
  }
}
