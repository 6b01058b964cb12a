internal import Glibc

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

/// The disk: the only place where files are read.
package enum FileSystem {
  /// What a path leads to, links followed.
  package enum Kind: Sendable { case file, folder, other }

  /// One entry of a folder.
  struct Entry {
    let name: String
    let kind: Kind
    let isLink: Bool
  }

  /// What stands at a path; nil where nothing does.
  package static func kind(of path: String) -> Kind? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return kind(ofMode: status.st_mode)
  }

  private static func kind(ofMode mode: mode_t) -> Kind {
    switch mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    default: .other
    }
  }

  /// Size and time of the last change of a file, by which a changed one is known; nil where there is none.
  package static func stamp(of path: String) -> (size: Int, seconds: Int, nanoseconds: Int)? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return (Int(status.st_size), Int(status.st_mtim.tv_sec), Int(status.st_mtim.tv_nsec))
  }

  /// The absolute path of the working directory.
  package static func workingDirectory() -> String {
    guard let buffer = getcwd(nil, 0) else { return "/" }
    defer { free(buffer) }
    return String(cString: buffer)
  }

  /// The absolute path behind all links; nil where it does not exist.
  package static func realPath(_ path: String) -> String? {
    guard let buffer = realpath(path, nil) else { return nil }
    defer { free(buffer) }
    return String(cString: buffer)
  }

  /// All bytes of a file.
  package static func read(_ path: String) throws(FileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError(path: path, code: errno) }
    if kind(ofMode: status.st_mode) == .folder { throw FileError(path: path, code: EISDIR) }
    return try readAll(descriptor, path: path, sizeHint: Int(status.st_size))
  }

  /// All that standard input gives.
  package static func readStandardInput() throws(FileError) -> [UInt8] {
    try readAll(STDIN_FILENO, path: "standard input", sizeHint: 0)
  }

  static func readAll(_ descriptor: Int32, path: String, sizeHint: Int) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var capacity = max(sizeHint + 1, 4096)
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
      capacity = max(4096, min(1 << 20, bytes.count))
    }
  }

  /// The entries of a folder in the order of their names.
  static func entries(of path: String) throws(FileError) -> [Entry] {
    guard let folder = opendir(path) else { throw FileError(path: path, code: errno) }
    defer { closedir(folder) }
    var entries: [Entry] = []
    while let pointer = readdir(folder) {
      let name = withUnsafePointer(to: &pointer.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      let type = Int(pointer.pointee.d_type)
      let full = path + "/" + name
      switch type {
      case Int(DT_REG): entries.append(Entry(name: name, kind: .file, isLink: false))
      case Int(DT_DIR): entries.append(Entry(name: name, kind: .folder, isLink: false))
      default:
        guard let kind = kind(of: full) else { continue }
        entries.append(Entry(name: name, kind: kind, isLink: type == Int(DT_LNK)))
      }
    }
    return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }
}
