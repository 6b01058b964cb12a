internal import Glibc
internal import JSON

/// What is kept of a run for people and other tools.
struct KeptRun {
  private let output: [UInt8]
  private let commands: String

  init(_ run: MockWorld.Run, directory: Int32) {
    output = FileTree.bytes(at: ".mock/output", below: directory) ?? []
    commands = run.commands.map { command in
      let members: [(String, JSONValue)] = [
        ("task", .string(command.task)), ("command", .string(command.text)), ("directory", .string(command.directory)),
        ("begin", .fraction(Double(command.begin) / 1_000_000)),
        ("end", command.end.map { .fraction(Double($0) / 1_000_000) } ?? .null),
        ("status", command.status.map { .number(Int($0)) } ?? .null),
      ]
      return JSONValue.object(members).compact + "\n"
    }.joined()
  }

  /// Puts a log and the trace of commands, a JSON document a line with times in seconds, into a directory of the user's.
  func write(to folder: String, name: String) throws(VerificationError) {
    if mkdir(folder, 0o755) != 0 && errno != EEXIST { throw .file(path: folder, code: errno) }
    let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { throw .file(path: folder, code: errno) }
    defer { close(directory) }
    for (suffix, bytes) in [("log", output), ("commands.jsonl", Array(commands.utf8))] {
      unlinkat(directory, "\(name).\(suffix)", 0)
      try FileTree.write(bytes, to: "\(name).\(suffix)", below: directory)
    }
  }
}
