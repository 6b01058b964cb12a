internal import SourceText

/// The files that a repository tracks: what is tracked is not ignored, whatever an ignore file says.
struct GitIndex {
  private let tracked: Set<String>
  private let folders: Set<String>
  private let top: String

  /// Reads the index of the repository whose work tree is `top`; one that cannot be read tracks nothing.
  init(top: String) {
    self.top = top
    let bytes = (try? FileSystem.read(Self.gitFolder(of: top) + "/index", limit: SizeLimit.list)) ?? []
    tracked = Set(Self.paths(in: bytes))
    var folders: Set<String> = []
    for path in tracked {
      var folder = PathName.folder(of: path)
      while !folder.isEmpty, folders.insert(folder).inserted { folder = PathName.folder(of: folder) }
    }
    self.folders = folders
  }

  /// Whether an absolute path is tracked, or a folder with tracked files.
  func tracks(_ path: String) -> Bool {
    let relative = PathName.relative(path, to: top)
    return tracked.contains(relative) || folders.contains(relative)
  }

  /// `.git` itself, or the folder that a `.git` file names.
  private static func gitFolder(of top: String) -> String {
    let path = top + "/.git"
    guard FileSystem.kind(of: path) == .file, let bytes = try? FileSystem.read(path) else { return path }
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.hasPrefix("gitdir: ") else { return path }
    return PathName.joined(top, String(text.dropFirst(8).prefix { !$0.isNewline }))
  }

  /// The paths of an index of version 2 or 3; version 4 packs them, which nobody has by default.
  private static func paths(in bytes: [UInt8]) -> [String] {
    func number(at offset: Int) -> Int { bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } }
    guard bytes.count > 12, bytes.starts(with: "DIRC".utf8), [2, 3].contains(number(at: 4)) else { return [] }
    var paths: [String] = []
    var position = 12
    for _ in 0..<number(at: 8) {
      guard position + 62 < bytes.count else { break }
      let isExtended = bytes[position + 60] & 0x40 != 0
      let start = position + (isExtended ? 64 : 62)
      guard start < bytes.count, let end = bytes[start...].firstIndex(of: 0) else { break }
      paths.append(FileName.text(of: bytes[start..<end]))
      // Entries are filled up with one to eight zero bytes to a multiple of eight.
      position += (end - position + 8) / 8 * 8
    }
    return paths
  }
}
