internal import Glibc
internal import SourceText

/// What went wrong with one path, worded for one line.
package struct FileError: Error, Sendable, CustomStringConvertible {
  package let path: String
  package let reason: String

  package init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  init(path: String, code: Int32) {
    self.init(path: path, reason: String(cString: strerror(code)))
  }

  package var description: String { "\(path): \(reason)" }
}

/// How large files may be that are read whole, in bytes: what is larger is none of those that are meant.
package enum SizeLimit {
  package static let script = 8 << 20
  package static let configuration = 1 << 20
  /// Lists that grow with the tree: baselines, records of durations, git's index.
  package static let list = 256 << 20
}

/// The disk: the only place where files are read. Paths are texts as `FileName` has them.
package enum FileSystem {
  /// What a path leads to, links followed.
  package enum Kind: Sendable { case file, folder, other }

  /// One entry of a folder.
  struct Entry {
    let name: String
    let kind: Kind
    let isLink: Bool
  }

  /// Hands over the bytes of a path as the kernel takes them.
  static func withBytes<Result>(of path: String, _ body: (UnsafePointer<CChar>) -> Result) -> Result {
    var bytes = FileName.bytes(of: path)
    // The kernel would take the part before a zero for another path: there is none with one.
    if bytes.contains(0) { bytes = [] }
    return (bytes + [0]).withUnsafeBytes { buffer in
      buffer.withMemoryRebound(to: CChar.self) { chars in chars.baseAddress.map(body) ?? body("") }
    }
  }

  /// The path that the kernel gave as bytes up to a zero.
  static func path(_ bytes: UnsafePointer<CChar>) -> String {
    FileName.text(of: UnsafeRawBufferPointer(start: bytes, count: strlen(bytes)))
  }

  /// What stands at a path; nil where nothing does.
  package static func kind(of path: String) -> Kind? { status(of: path).map { kind(ofMode: $0.st_mode) } }

  static func status(of path: String) -> stat? {
    var status = stat()
    return withBytes(of: path) { stat($0, &status) } == 0 ? status : nil
  }

  static func kind(ofMode mode: mode_t) -> Kind {
    switch mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    default: .other
    }
  }

  /// Size and time of the last change of a file, by which a changed one is known; nil where there is none.
  package static func stamp(of path: String) -> (size: Int, seconds: Int, nanoseconds: Int)? {
    status(of: path).map { (Int($0.st_size), Int($0.st_mtim.tv_sec), Int($0.st_mtim.tv_nsec)) }
  }

  /// The absolute path of the working directory.
  package static func workingDirectory() -> String {
    guard let buffer = getcwd(nil, 0) else { return "/" }
    defer { free(buffer) }
    return self.path(buffer)
  }

  /// The absolute path behind all links; nil where it does not exist.
  package static func realPath(_ path: String) -> String? {
    guard let buffer = withBytes(of: path, { realpath($0, nil) }) else { return nil }
    defer { free(buffer) }
    return self.path(buffer)
  }

  /// All bytes of a regular file.
  ///
  /// - Parameter takesStreams: whether it may be a pipe, too; only for what the command line names.
  package static func read(
    _ path: String, limit: Int = SizeLimit.script, takesStreams: Bool = false
  ) throws(FileError) -> [UInt8] {
    let descriptor = try openToRead(path, takesStreams: takesStreams)
    defer { close(descriptor) }
    return try readAll(descriptor, path: path, limit: limit)
  }

  /// The first bytes of a regular file.
  static func readStart(of path: String, count: Int) throws(FileError) -> [UInt8] {
    let descriptor = try openToRead(path, takesStreams: false)
    defer { close(descriptor) }
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      let result = Glibc.read(descriptor, buffer.baseAddress, count)
      if result < 0 { failure = errno }
      filled = max(result, 0)
    }
    if failure != 0 { throw FileError(path: path, code: failure) }
    return bytes
  }

  /// Opens nothing that would have to be waited for: neither before nor after the kind of the file is known.
  static func openToRead(_ path: String, takesStreams: Bool) throws(FileError) -> Int32 {
    guard let kind = kind(of: path) else { throw FileError(path: path, code: errno) }
    if kind == .folder { throw FileError(path: path, code: EISDIR) }
    if kind == .other, !takesStreams { throw FileError(path: path, reason: "not a regular file") }
    let flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | (kind == .file ? O_NONBLOCK : 0)
    let descriptor = withBytes(of: path) { open($0, flags) }
    guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
    var status = stat()
    if fstat(descriptor, &status) == 0, takesStreams || self.kind(ofMode: status.st_mode) == .file { return descriptor }
    close(descriptor)
    throw FileError(path: path, reason: "not a regular file")
  }

  /// All that standard input gives.
  package static func readStandardInput() throws(FileError) -> [UInt8] {
    try readAll(STDIN_FILENO, path: "standard input", limit: SizeLimit.script)
  }

  /// What a descriptor gives until its end; refuses more bytes than the limit.
  static func readAll(_ descriptor: Int32, path: String, limit: Int) throws(FileError) -> [UInt8] {
    var status = stat()
    let size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    if size > limit { throw tooLarge(path, limit) }
    var bytes: [UInt8] = []
    var capacity = max(size + 1, 4096)
    while true {
      let filled = bytes.count
      var failure: Int32 = 0
      bytes += [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        let result = Glibc.read(descriptor, buffer.baseAddress, capacity)
        if result < 0 { failure = errno }
        count = max(result, 0)
      }
      if failure == EINTR { continue }
      if failure != 0 { throw FileError(path: path, code: failure) }
      if bytes.count == filled { return bytes }
      if bytes.count > limit { throw tooLarge(path, limit) }
      capacity = max(4096, min(1 << 20, bytes.count))
    }
  }

  /// Writes all bytes to a descriptor.
  static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(FileError) {
    var position = 0
    while position < bytes.count {
      let written = bytes.withUnsafeBytes { buffer in
        Glibc.write(descriptor, buffer.baseAddress?.advanced(by: position), buffer.count - position)
      }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw FileError(path: path, code: errno) }
      position += written
    }
  }

  static func tooLarge(_ path: String, _ limit: Int) -> FileError {
    FileError(path: path, reason: "larger than \(limit >> 20) MB, which nothing of its kind is")
  }

  /// The entries of a folder in the order of their names.
  static func entries(of path: String) throws(FileError) -> [Entry] {
    guard let folder = withBytes(of: path, { opendir($0) }) else { throw FileError(path: path, code: errno) }
    defer { closedir(folder) }
    var entries: [Entry] = []
    while let pointer = readdir(folder) {
      let name = withUnsafePointer(to: &pointer.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: 256) { self.path($0) }
      }
      if name == "." || name == ".." { continue }
      switch Int(pointer.pointee.d_type) {
      case Int(DT_REG): entries.append(Entry(name: name, kind: .file, isLink: false))
      case Int(DT_DIR): entries.append(Entry(name: name, kind: .folder, isLink: false))
      default:
        let full = path + "/" + name
        guard let kind = kind(of: full) else { continue }
        entries.append(Entry(name: name, kind: kind, isLink: isLink(full)))
      }
    }
    return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  private static func isLink(_ path: String) -> Bool {
    var status = stat()
    return withBytes(of: path) { lstat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFLNK
  }
}
