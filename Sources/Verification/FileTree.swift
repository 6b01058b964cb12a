internal import Glibc

/// Files and directories, without a library between.
enum FileTree {
  /// What stands at a path.
  enum Entry: Equatable {
    case directory
    case file([UInt8], mode: mode_t)
    case link(String)
    /// Sockets, pipes and whatever cannot be read.
    case other
  }

  /// Everything below a directory, by path relative to it. Names that are skipped are not entered either.
  static func entries(below root: String, skipping: (String) -> Bool = { _ in false }) throws(VerificationError)
    -> [String: Entry]
  {
    var result: [String: Entry] = [:]
    var pending = [""]
    while let folder = pending.popLast() {
      for name in try names(in: root + "/" + folder) where !skipping(name) {
        let path = folder.isEmpty ? name : folder + "/" + name
        let entry = entry(at: root + "/" + path)
        result[path] = entry
        if entry == .directory { pending.append(path) }
      }
    }
    return result
  }

  static func names(in directory: String) throws(VerificationError) -> [String] {
    guard let stream = opendir(directory) else { throw .file(path: directory, code: errno) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
        field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  static func entry(at path: String) -> Entry {
    var status = stat()
    guard lstat(path, &status) == 0 else { return .other }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .directory
    case S_IFLNK:
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
      let count = readlink(path, &buffer, buffer.count)
      return count < 0
        ? .other : .link(String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self))
    case S_IFREG: return bytes(at: path).map { .file($0, mode: status.st_mode & 0o777) } ?? .other
    default: return .other
    }
  }

  static func bytes(at path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return count == 0 ? result : nil }
      result += buffer[0..<count]
    }
  }

  static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o644) throws(VerificationError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw .file(path: path, code: errno) }
    defer { close(descriptor) }
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw .file(path: path, code: errno) }
      done += count
    }
  }

  /// Makes a directory and those above it.
  static func makeDirectory(_ path: String) throws(VerificationError) {
    if mkdir(path, 0o755) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
      throw .file(path: path, code: errno)
    }
    try makeDirectory(String(path[..<slash]))
    if mkdir(path, 0o755) != 0 && errno != EEXIST { throw .file(path: path, code: errno) }
  }

  /// Removes a directory and all in it, as far as that is possible.
  static func remove(_ path: String) {
    for name in (try? names(in: path)) ?? [] {
      let inner = path + "/" + name
      if unlink(inner) != 0 && errno != ENOENT {
        chmod(inner, 0o700)
        remove(inner)
      }
    }
    rmdir(path)
  }
}
