internal import CFiles
internal import Glibc
package import RunLogs

/// Logs of real runs, read piece by piece; packed ones through the program that unpacks them.
package enum LogFile {
  /// Reads a log, a record of the runtime, or the folder of one; `-` is standard input.
  ///
  /// - Throws: where it cannot be read, is no text, or nothing in it is about a run.
  package static func read(_ path: String) throws(FileError) -> RunLog {
    let record = PathName.joined(path, "tasks.jsonl")
    let isFolder = FileSystem.kind(of: path) == .folder
    if isFolder, FileSystem.kind(of: record) != .file {
      throw FileError(path: path, reason: "a folder without tasks.jsonl, the runtime's record")
    }
    let name = isFolder ? record : path
    let isStandardInput = name == "-"
    let descriptor = isStandardInput ? STDIN_FILENO : try FileSystem.openToRead(name, takesStreams: true)
    defer { if !isStandardInput { close(descriptor) } }
    let run = try read(descriptor, path: isStandardInput ? "standard input" : name)
    if run.lines == 0 { throw FileError(path: path, reason: "empty") }
    if run.isEmpty {
      throw FileError(path: path, reason: "nothing in its \(run.lines) lines is about a run: no task, no traced call")
    }
    return run
  }

  private static func read(_ descriptor: Int32, path: String) throws(FileError) -> RunLog {
    var start = [UInt8](repeating: 0, count: 6)
    let count = pread(descriptor, &start, start.count, 0)
    if count == start.count, let program = unpacker(start) {
      return try unpacked(by: program, descriptor, path: path)
    }
    return try runLog(from: descriptor, path: path)
  }

  /// The program that unpacks what begins so.
  private static func unpacker(_ start: [UInt8]) -> String? {
    if start.starts(with: [0x1F, 0x8B]) { return "gzip" }
    if start.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]) { return "xz" }
    if start.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { return "zstd" }
    return start.starts(with: [0x42, 0x5A, 0x68]) ? "bzip2" : nil
  }

  private static func unpacked(by program: String, _ descriptor: Int32, path: String) throws(FileError) -> RunLog {
    guard let stream = Subprocess.Stream([program, "-dc"], input: descriptor) else {
      throw FileError(path: path, reason: "packed by \(program), which cannot be run here")
    }
    let run = try runLog(from: stream.output.number, path: path)
    // What comes before the place where it is broken is worth reading.
    if stream.wait() != 0, run.isEmpty { throw FileError(path: path, reason: "\(program) cannot unpack it") }
    return run
  }

  private static func runLog(from descriptor: Int32, path: String) throws(FileError) -> RunLog {
    var reader = RunLogReader()
    let size = 1 << 20
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, size)
      if count < 0, errno == EINTR { continue }
      if count < 0 { throw FileError(path: path, code: errno) }
      if count == 0 { break }
      reader.feed(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      if reader.isBinary { throw FileError(path: path, reason: "no log: a binary file") }
    }
    return reader.finish()
  }
}
