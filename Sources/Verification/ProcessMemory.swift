internal import Glibc

/// The memory of a process and its descendants, by what the system says of them (proc(5)).
enum ProcessMemory {
  /// Resident bytes; 0 where nothing is said.
  ///
  /// What still runs our own program, such as whoever looks after a run, shares the memory of this process with it:
  /// of those, only what they have written themselves counts.
  static func bytes(below ancestor: pid_t) -> Int {
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
    let ours = program(of: "self", processes)
    let pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))
    return resident.reduce(0) { sum, process in
      guard isBelow(process.key, ancestor, parents) else { return sum }
      let own = ours != nil && program(of: "\(process.key)", processes) == ours
      return sum + (own ? written(by: "\(process.key)", processes) : process.value * pageSize)
    }
  }

  private static func isBelow(_ process: Int, _ ancestor: pid_t, _ parents: [Int: Int]) -> Bool {
    var next = process
    for _ in 0..<1_000 {
      if next == Int(ancestor) { return true }
      guard let parent = parents[next], parent > 1 else { return false }
      next = parent
    }
    return false
  }

  /// What follows the name of a process in its `stat`, the state first.
  private static func fields(of process: String, _ processes: Int32) -> [Substring]? {
    guard let bytes = FileTree.bytes(at: process + "/stat", below: processes, atMost: 4_096) else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    return text.lastIndex(of: ")").map { text[text.index(after: $0)...].split(separator: " ") }
  }

  private struct Program: Equatable {
    var device: dev_t
    var file: ino_t
  }

  private static func program(of process: String, _ processes: Int32) -> Program? {
    var status = stat()
    guard fstatat(processes, process + "/exe", &status, 0) == 0 else { return nil }
    return Program(device: status.st_dev, file: status.st_ino)
  }

  /// Bytes that no other process shares; 0 where the system does not say.
  private static func written(by process: String, _ processes: Int32) -> Int {
    guard let bytes = FileTree.bytes(at: process + "/smaps_rollup", below: processes, atMost: 4_096) else { return 0 }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").reduce(0) { sum, line in
      let words = line.split(separator: " ")
      guard words.count == 3, words[0].hasPrefix("Private_"), let kilobytes = Int(words[1]) else { return sum }
      return sum + kilobytes << 10
    }
  }
}
