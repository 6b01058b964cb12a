internal import Glibc

/// Files that the command line names for what a run has to say.
package enum OutputFile {
  /// Writes a whole file, or to a device or a pipe that was named.
  ///
  /// In a tree that is checked no link is followed that leads out of it: who made the tree is not who named the file.
  ///
  /// - Parameters:
  ///   - path: absolute.
  ///   - roots: the folders of the programs that were read, absolute.
  package static func write(_ bytes: [UInt8], to path: String, roots: [String] = []) throws(FileError) {
    let boundary = Surroundings.boundary(of: path, among: roots)
    if boundary == nil, FileSystem.kind(of: path) == .other {
      guard let file = Descriptor(FileSystem.withBytes(of: path) { open($0, O_WRONLY | O_NOCTTY | O_CLOEXEC) }) else {
        throw FileError(path: path, code: errno)
      }
      return try FileSystem.write(bytes, to: file.number, path: path)
    }
    var files = AtomicWrite()
    try files.prepare(path, bytes, within: boundary)
    try files.commit()
  }
}
