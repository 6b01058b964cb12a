internal import CFiles
internal import Glibc

/// One file that gets another text, and how far that has come.
struct FileChange {
  /// What is to be taken back where a later step fails; the last one first.
  private enum Step {
    case madeFolder(in: Descriptor, name: [UInt8])
    case madeFile
    /// The old file has this second name, or this one only.
    case savedOld(name: [UInt8])
    case replaced(saved: [UInt8])
  }

  private let path: String
  private let place: FilePlace
  private let text: [UInt8]
  private let old: [UInt8]?
  /// The new text without a name; nil where the file system has only files with names.
  private let unnamed: Descriptor?
  /// Where the file goes, once all folders are there.
  private var folder: Descriptor
  private var steps: [Step] = []

  /// Writes the text where nobody sees it yet.
  init(path: String, place: FilePlace, text: [UInt8], old: [UInt8]?) throws(FileError) {
    self.path = path
    self.place = place
    self.text = text
    self.old = old
    folder = place.folder
    unnamed = Descriptor(cfiles_open_unnamed(place.folder.number))
    if let unnamed { try fill(unnamed) } else if !Self.lacksUnnamedFiles(errno) { throw error() }
  }

  private static func lacksUnnamedFiles(_ code: Int32) -> Bool { [EOPNOTSUPP, EISDIR, EINVAL, ENOSYS].contains(code) }

  // MARK: The new text

  private func fill(_ file: Descriptor) throws(FileError) {
    try FileSystem.write(text, to: file.number, path: path)
    if let status = place.status { try take(over: status, file) }
    guard fsync(file.number) == 0 || errno == EINVAL else { throw error() }
  }

  /// Owner before mode: a change of the owner takes rights away.
  private func take(over status: stat, _ file: Descriptor) throws(FileError) {
    var mode = status.st_mode & 0o7777
    if let own = file.status, own.st_uid != status.st_uid || own.st_gid != status.st_gid,
      fchown(file.number, status.st_uid, status.st_gid) != 0
    {
      guard own.st_uid == status.st_uid else {
        throw FileError(path: path, reason: "belongs to somebody else, which a new text would change")
      }
      // Our own group must not get more rights than everybody has: they were another one's.
      mode &= ~0o2070 | (mode & 0o7) << 3
    }
    if let source = openOld() { cfiles_copy_attributes(source.number, file.number) }
    guard fchmod(file.number, mode) == 0 else { throw error() }
  }

  private func openOld() -> Descriptor? {
    Descriptor(withName(place.name) { openat(folder.number, $0, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) })
  }

  /// Gives the new text a name in its folder.
  private func nameText(_ name: [UInt8]) throws(FileError) {
    if let unnamed, withName(name, { cfiles_give_name(unnamed.number, folder.number, $0) }) == 0 { return }
    if unnamed != nil, errno == EEXIST { throw error() }
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    guard let file = Descriptor(withName(name) { openat(folder.number, $0, flags, 0o666) }) else { throw error() }
    do throws(FileError) {
      try fill(file)
    } catch {
      _ = withName(name) { unlinkat(folder.number, $0, 0) }
      throw error
    }
  }

  // MARK: Into place

  mutating func carryOut() throws(FileError) {
    for name in place.missingFolders { try makeFolder(name) }
    guard let status = place.status else {
      try nameText(place.name)
      steps.append(.madeFile)
      return
    }
    try checkOld(status)
    let new = Self.temporaryName()
    try nameText(new)
    do throws(FileError) {
      try replace(by: new)
    } catch {
      _ = withName(new) { unlinkat(folder.number, $0, 0) }
      throw error
    }
  }

  private mutating func makeFolder(_ name: [UInt8]) throws(FileError) {
    if withName(name, { mkdirat(folder.number, $0, 0o777) }) == 0 {
      steps.append(.madeFolder(in: folder, name: name))
    } else if errno != EEXIST {
      // Another file of the same change may have made it.
      throw error()
    }
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    guard let made = Descriptor(withName(name) { openat(folder.number, $0, flags) }) else { throw error() }
    folder = made
  }

  /// Whether the file is still the one that was read.
  private func checkOld(_ known: stat) throws(FileError) {
    guard let file = openOld(), let status = file.status else { throw error() }
    // A number is given again when its file is gone: kind and contents say more.
    var isSame = FileSystem.kind(ofMode: status.st_mode) == .file
    isSame = isSame && status.st_ino == known.st_ino && status.st_dev == known.st_dev
    if isSame, let old { isSame = try FileSystem.readAll(file.number, path: path, limit: SizeLimit.list) == old }
    if !isSame { throw FileError(path: path, reason: "was changed meanwhile; nothing is written") }
  }

  private mutating func replace(by new: [UInt8]) throws(FileError) {
    let saved = Self.temporaryName()
    let number = folder.number
    let isLinked = withName(place.name) { name in withName(saved) { linkat(number, name, number, $0, 0) } } == 0
    // A file system without second names: for a moment nothing stands there.
    if !isLinked, !rename(place.name, saved) { throw error() }
    steps.append(.savedOld(name: saved))
    guard rename(new, place.name) else { throw error() }
    steps[steps.count - 1] = .replaced(saved: saved)
  }

  private func rename(_ old: [UInt8], _ new: [UInt8]) -> Bool {
    withName(old) { old in withName(new) { renameat(folder.number, old, folder.number, $0) } } == 0
  }

  // MARK: The end

  /// Lets go of the old file.
  func finish() {
    for case .replaced(let saved) in steps { _ = withName(saved) { unlinkat(folder.number, $0, 0) } }
  }

  /// Puts everything back as it was.
  func undo() {
    for step in steps.reversed() {
      switch step {
      case .madeFolder(let parent, let name): _ = withName(name) { unlinkat(parent.number, $0, AT_REMOVEDIR) }
      case .madeFile: _ = withName(place.name) { unlinkat(folder.number, $0, 0) }
      case .replaced(let saved): _ = rename(saved, place.name)
      case .savedOld(let saved):
        _ = rename(saved, place.name)
        // Where both were names of the same file, a renaming does nothing.
        _ = withName(saved) { unlinkat(folder.number, $0, 0) }
      }
    }
  }

  private static func temporaryName() -> [UInt8] {
    Array(".devstack-async-\(String(UInt64.random(in: 0...UInt64.max), radix: 36))".utf8)
  }

  /// The error of the last call.
  private func error() -> FileError { FileError(path: path, code: errno) }
}
