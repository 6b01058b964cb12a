internal import CConfinement
internal import Glibc

/// A directory of our own, made exclusively, in which each run has a new one. It is reached by descriptor only, and
/// removed with all in it in the end.
struct WorldBase: ~Copyable {
  /// Without links.
  let path: String
  let descriptor: Int32
  /// The directory that it is in.
  let above: Int32
  let name: String

  init(in parent: String) throws(VerificationError) {
    guard let resolved = realpath(parent, nil) else { throw .file(path: parent, code: errno) }
    defer { free(resolved) }
    let folder = String(cString: resolved)
    let above = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard above >= 0 else { throw .file(path: folder, code: errno) }
    let name = try Self.make(in: above, folder)
    let descriptor = openat(above, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    // Others pass through it, but see nothing.
    guard descriptor >= 0, fchmod(descriptor, 0o711) == 0 else { throw .file(path: folder + "/" + name, code: errno) }
    self.init(path: (folder == "/" ? "" : folder) + "/" + name, descriptor: descriptor, above: above, name: name)
  }

  private init(path: String, descriptor: Int32, above: Int32, name: String) {
    (self.path, self.descriptor, self.above, self.name) = (path, descriptor, above, name)
  }

  deinit {
    confined_remove_all(descriptor, above, name)
    close(descriptor)
    close(above)
  }

  /// Makes a directory under a name that nobody has.
  private static func make(in above: Int32, _ folder: String) throws(VerificationError) -> String {
    let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789")
    var code: Int32 = 0
    for _ in 0..<100 {
      let name = "devstack-async-verify." + String((0..<10).map { _ in letters[Int.random(in: 0..<letters.count)] })
      if mkdirat(above, name, 0o700) == 0 { return name }
      code = errno
      if code != EEXIST { break }
    }
    close(above)
    throw .file(path: folder, code: code)
  }
}

/// The directory of one run, made anew.
struct RunDirectory: ~Copyable {
  let name: String
  let path: String
  let descriptor: Int32
  private let base: Int32

  init(_ name: String, in base: borrowing WorldBase) throws(VerificationError) {
    let path = base.path + "/" + name
    let descriptor = confined_directory(base.descriptor, name)
    guard descriptor >= 0 else { throw .file(path: path, code: errno) }
    self.init(name: name, path: path, descriptor: descriptor, base: base.descriptor)
  }

  private init(name: String, path: String, descriptor: Int32, base: Int32) {
    (self.name, self.path, self.descriptor, self.base) = (name, path, descriptor, base)
  }

  deinit {
    close(descriptor)
    confined_remove(base, name)
  }
}
