internal import Glibc

/// The record of one command: a file of its own, hence nobody can write into another's. Fields end with a NUL.
struct CommandNote {
  private let path: String

  init(_ command: MockCommand, input: String) {
    let begin = Self.now()
    path = "\(command.world.own)/records/\(getpid()).\(begin)"
    let fields =
      [variable("_MOCK_TASK") ?? "", Self.workingDirectory, String(begin), input, command.prefix, command.name]
      + command.arguments
    append(fields)
  }

  /// Notes how it ended, and whether nothing was known of what it answers.
  func end(_ status: Int32, isUnanswered: Bool) {
    append(["", isUnanswered ? "unanswered" : "end", String(status), String(Self.now())])
  }

  private func append(_ fields: [String]) {
    let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard file >= 0 else { return }
    defer { close(file) }
    let bytes: [UInt8] = fields.flatMap { Array($0.utf8) + [UInt8(0)] }
    _ = write(file, bytes, bytes.count)
  }

  static var workingDirectory: String {
    guard let path = getcwd(nil, 0) else { return "" }
    defer { free(path) }
    return String(cString: path)
  }

  /// Microseconds since the epoch.
  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return time.tv_sec * 1_000_000 + time.tv_nsec / 1_000
  }
}
