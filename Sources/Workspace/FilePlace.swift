internal import CFiles
internal import Glibc
internal import SourceText

/// Where a file is or will be: an open folder and a name in it, that is no link.
///
/// The way there was gone step by step from a folder that nothing leads out of: what somebody puts in the way meanwhile is
/// not passed through.
struct FilePlace {
  /// The deepest folder on the way that exists.
  let folder: Descriptor
  /// The folders that are still to be made below it.
  let missingFolders: [[UInt8]]
  let name: [UInt8]
  /// The file that is there; nil where there is none.
  let status: stat?

  /// As many links as the kernel follows.
  private static let maximumLinks = 40

  /// Goes from a folder to a path below it, through links that stay below it; both are absolute.
  init(of path: String, within root: String) throws(FileError) {
    var walk = try Walk(path: path, root: root)
    self = try walk.place()
  }

  /// All bytes of the file that is there.
  func contents(shownAs path: String, limit: Int) throws(FileError) -> [UInt8] {
    let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
    guard let file = Descriptor(withName(name) { openat(folder.number, $0, flags) }), let status = file.status else {
      throw FileError(path: path, code: errno)
    }
    // The place was a file's; what is there by now is asked once more.
    guard FileSystem.kind(ofMode: status.st_mode) == .file else { throw FileError(path: path, code: EINVAL) }
    return try FileSystem.readAll(file.number, path: path, limit: limit)
  }

  private init(folder: Descriptor, missingFolders: [[UInt8]], name: [UInt8], status: stat?) {
    self.folder = folder
    self.missingFolders = missingFolders
    self.name = name
    self.status = status
  }

  /// The way to a place, as far as it has been gone.
  private struct Walk {
    /// As errors show it.
    let path: String
    let root: String
    let realRoot: String
    /// The folders that the way has gone into, the root first.
    private var folders: [Descriptor] = []
    /// The names that are left, the next one last.
    private var rest: [[UInt8]]
    private var links = 0
    private var lastTarget: String?

    init(path: String, root: String) throws(FileError) {
      self.path = path
      self.root = root
      guard let realRoot = FileSystem.realPath(root) else { throw FileError(path: root, code: errno) }
      self.realRoot = realRoot
      rest = Self.names(in: PathName.relative(path, to: root)).reversed()
      try goToRoot()
    }

    private static func names(in path: String) -> [[UInt8]] {
      PathName.parts(of: path).map { FileName.bytes(of: String($0)) }
    }

    private mutating func goToRoot() throws(FileError) {
      // The root is the user's word: links on the way to it are followed.
      guard let folder = Descriptor(FileSystem.withBytes(of: realRoot) { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) })
      else { throw FileError(path: root, code: errno) }
      folders = [folder]
    }

    mutating func place() throws(FileError) -> FilePlace {
      while let name = rest.popLast() {
        if name == Array(".".utf8) { continue }
        if name == Array("..".utf8) {
          guard folders.count > 1 else { throw leadsOut() }
          folders.removeLast()
        } else if let place = try step(name) {
          return place
        }
      }
      throw FileError(path: path, code: EISDIR)
    }

    /// Goes on by one name; the place where it is the last one.
    private mutating func step(_ name: [UInt8]) throws(FileError) -> FilePlace? {
      guard let folder = folders.last else { throw FileError(path: path, code: ENOENT) }
      let opened = withName(name) { cfiles_open_entry(folder.number, $0) }
      guard let entry = Descriptor(opened), let status = entry.status else {
        guard errno == ENOENT else { throw FileError(path: path, code: errno) }
        return try newPlace(name, in: folder)
      }
      switch status.st_mode & S_IFMT {
      case S_IFLNK: try follow(entry)
      case S_IFDIR: folders.append(entry)
      case S_IFREG where rest.isEmpty:
        return FilePlace(folder: folder, missingFolders: [], name: name, status: status)
      default: throw FileError(path: path, reason: rest.isEmpty ? "not a regular file" : "Not a directory")
      }
      return nil
    }

    private func newPlace(_ name: [UInt8], in folder: Descriptor) throws(FileError) -> FilePlace {
      let names = [name] + rest.reversed().filter { $0 != Array(".".utf8) }
      guard let last = names.last, !names.contains(Array("..".utf8)) else { throw FileError(path: path, code: ENOENT) }
      return FilePlace(folder: folder, missingFolders: names.dropLast(), name: last, status: nil)
    }

    private mutating func follow(_ link: Descriptor) throws(FileError) {
      links += 1
      guard links <= FilePlace.maximumLinks else { throw FileError(path: path, code: ELOOP) }
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
      guard readlinkat(link.number, "", &buffer, buffer.count - 1) >= 0 else {
        throw FileError(path: path, code: errno)
      }
      let target = FileSystem.path(buffer)
      lastTarget = target
      if PathName.isAbsolute(target) {
        guard let inside = pathInRoot(target) else { throw leadsOut() }
        try goToRoot()
        rest += Self.names(in: inside).reversed()
      } else {
        rest += Self.names(in: target).reversed()
      }
    }

    /// The way from the root to an absolute path; nil where that lies elsewhere. The way is gone as any other is.
    private func pathInRoot(_ target: String) -> String? {
      let folder = PathName.folder(of: PathName.normalised(target))
      let real = FileSystem.realPath(folder).map { PathName.joined($0, PathName.name(of: PathName.normalised(target))) }
      return [target, real ?? target].first { PathName.isInside($0, realRoot) }.map {
        PathName.relative($0, to: realRoot)
      }
    }

    private func leadsOut() -> FileError {
      let way = lastTarget.map { ", by a link to \($0)" } ?? ""
      return FileError(path: path, reason: "leads out of \(root)\(way)")
    }
  }
}

/// Hands over a name as the kernel takes it.
func withName<Result>(_ name: [UInt8], _ body: (UnsafePointer<CChar>) -> Result) -> Result {
  (name + [0]).withUnsafeBytes { buffer in
    buffer.withMemoryRebound(to: CChar.self) { chars in chars.baseAddress.map(body) ?? body("") }
  }
}
