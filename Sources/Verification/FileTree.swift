internal import CConfinement
internal import Glibc

/// Files and directories, without a library between. What a run may have changed is reached from a descriptor only, and no
/// link is followed on the way.
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
  static func entries(below directory: Int32, skipping: (String) -> Bool = { _ in false }) throws(VerificationError)
    -> [String: Entry]
  {
    var reading = Reading()
    try reading.read(directory, path: "", depth: 0, skipping: skipping)
    return reading.entries
  }

  /// The same of a directory of the user's own.
  static func entries(below path: String, skipping: (String) -> Bool) throws(VerificationError) -> [String: Entry] {
    let directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { throw .file(path: path, code: errno) }
    defer { close(directory) }
    return try entries(below: directory, skipping: skipping)
  }

  /// The names in a directory, sorted; none where it cannot be read.
  static func names(in directory: Int32, atMost limit: Int = RunLimits.files) -> [String] {
    let copy = openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0 else { return [] }
    guard let stream = fdopendir(copy) else {
      close(copy)
      return []
    }
    defer { closedir(stream) }
    var names: [String] = []
    while names.count <= limit, let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
        field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// The bytes of a regular file; nil where there is none, or where it is longer than the limit.
  static func bytes(at path: String, below directory: Int32, atMost limit: Int = RunLimits.read) -> [UInt8]? {
    let descriptor = confined_open(directory, path, O_RDONLY, 0)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= limit else {
      return nil
    }
    return contents(of: descriptor, atMost: limit)
  }

  /// The files that this process has mapped, sorted.
  static func mappedFiles() -> [String] {
    let maps = open("/proc/self/maps", O_RDONLY | O_CLOEXEC)
    guard maps >= 0 else { return [] }
    defer { close(maps) }
    let lines = contents(of: maps, atMost: RunLimits.read).map { String(decoding: $0, as: UTF8.self) } ?? ""
    return Set(
      lines.split(separator: "\n").compactMap { line in line.firstIndex(of: "/").map { String(line[$0...]) } }
    ).sorted()
  }

  private static func contents(of descriptor: Int32, atMost limit: Int) -> [UInt8]? {
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while result.count <= limit {
      let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return count == 0 ? result : nil }
      result += buffer[0..<count]
    }
    return nil
  }

  /// A walk over what a run left.
  private struct Reading {
    var entries: [String: Entry] = [:]
    var bytes = 0

    mutating func read(_ directory: Int32, path: String, depth: Int, skipping: (String) -> Bool)
      throws(VerificationError)
    {
      if depth > RunLimits.depth { throw .tooMuch("directories lie more than \(RunLimits.depth) deep: /\(path)") }
      for name in FileTree.names(in: directory) where !skipping(name) {
        let inner = path.isEmpty ? name : path + "/" + name
        let entry = try entry(name, in: directory, at: inner)
        entries[inner] = entry
        if entries.count > RunLimits.files { throw .tooMuch("there are more than \(RunLimits.files) files") }
        guard entry == .directory else { continue }
        let descriptor = openat(directory, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { continue }
        defer { close(descriptor) }
        try read(descriptor, path: inner, depth: depth + 1, skipping: skipping)
      }
    }

    private mutating func entry(_ name: String, in directory: Int32, at path: String) throws(VerificationError) -> Entry
    {
      var status = stat()
      guard fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return .other }
      switch status.st_mode & S_IFMT {
      case S_IFDIR: return .directory
      case S_IFLNK:
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlinkat(directory, name, &buffer, buffer.count)
        return count < 0
          ? .other : .link(String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self))
      case S_IFREG:
        if status.st_size > RunLimits.read {
          throw .tooMuch("/\(path) is longer than \(RunLimits.read >> 20) MB")
        }
        guard let found = FileTree.bytes(at: name, below: directory) else { return .other }
        bytes += found.count
        if bytes > RunLimits.wholeRead {
          throw .tooMuch("files are longer than \(RunLimits.wholeRead >> 20) MB together")
        }
        return .file(found, mode: status.st_mode & 0o777)
      default: return .other
      }
    }
  }
}
