internal import Glibc

/// Files to be replaced together: all new texts lie on the disk before the first old one goes.
package struct AtomicWrite: ~Copyable {
  private var pending: [(temporary: String, target: String)] = []

  package init() {}

  /// Writes the new text beside the file; mode and links of the file stay.
  package mutating func prepare(_ path: String, _ bytes: [UInt8]) throws(FileError) {
    let target = FileSystem.realPath(path) ?? path
    var status = stat()
    let mode = stat(target, &status) == 0 ? status.st_mode & 0o7777 : 0o644
    let folder = PathName.folder(of: target)
    let name = ".\(PathName.name(of: target)).\(getpid()).\(pending.count).tmp"
    let temporary = folder.isEmpty ? name : folder + "/" + name
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
    pending.append((temporary, target))
    defer { close(descriptor) }
    var position = 0
    while position < bytes.count {
      let written = bytes.withUnsafeBytes { buffer in
        write(descriptor, buffer.baseAddress?.advanced(by: position), buffer.count - position)
      }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw FileError(path: path, code: errno) }
      position += written
    }
    guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0 else { throw FileError(path: path, code: errno) }
  }

  /// Puts all prepared texts into place.
  package mutating func commit() throws(FileError) {
    while let (temporary, target) = pending.first {
      guard rename(temporary, target) == 0 else { throw FileError(path: target, code: errno) }
      pending.removeFirst()
    }
  }

  deinit {
    for (temporary, _) in pending { unlink(temporary) }
  }
}
