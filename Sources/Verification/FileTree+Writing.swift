internal import CConfinement
internal import Glibc

/// Writing into a directory that is being furnished: nothing is replaced, and no link is followed.
extension FileTree {
  /// Makes a file that is not there yet, and the directories above it.
  static func write(_ bytes: [UInt8], to path: String, below directory: Int32, mode: mode_t = 0o644)
    throws(VerificationError)
  {
    if let slash = path.lastIndex(of: "/") { try makeDirectory(String(path[..<slash]), below: directory) }
    let descriptor = confined_open(directory, path, O_WRONLY | O_CREAT | O_EXCL, mode)
    guard descriptor >= 0 else { throw .file(path: path, code: errno) }
    defer { close(descriptor) }
    give(descriptor)
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw .file(path: path, code: errno) }
      done += count
    }
  }

  /// Makes a directory and those above it; one that is there stays.
  static func makeDirectory(_ path: String, below directory: Int32) throws(VerificationError) {
    var folder = directory
    defer { if folder != directory { close(folder) } }
    for part in path.split(separator: "/") {
      let name = String(part)
      let isNew = mkdirat(folder, name, 0o755) == 0
      if !isNew && errno != EEXIST { throw .file(path: path, code: errno) }
      let next = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard next >= 0 else { throw .file(path: path, code: errno) }
      if isNew { give(next) }
      if folder != directory { close(folder) }
      folder = next
    }
  }

  /// Makes a link in a directory that is there.
  static func link(_ path: String, to target: String, below directory: Int32) throws(VerificationError) {
    let parts = path.split(separator: "/")
    let folder = confined_open(
      directory, parts.dropLast().joined(separator: "/") + "/", O_RDONLY | O_DIRECTORY, 0)
    guard folder >= 0 else { throw .file(path: path, code: errno) }
    defer { close(folder) }
    guard symlinkat(target, folder, String(parts.last ?? "")) == 0 else { throw .file(path: path, code: errno) }
  }

  /// What root furnishes belongs to who runs in it.
  static func give(_ descriptor: Int32) {
    if confinement_is_nobodys() { _ = fchown(descriptor, 65534, 65534) }
  }
}
