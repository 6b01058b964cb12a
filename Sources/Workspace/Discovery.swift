/// Finds the scripts below a folder: ignore files honoured, hidden folders and documentation passed over.
struct Discovery {
  /// What is looked for, and what is left out.
  package struct Filter: Sendable {
    var respectsGitignore = true
    /// Patterns of the configuration and the command line: files to leave out.
    var excluded: [IgnoreList] = []
    /// Files to take in whatever they look like.
    var included: [IgnoreList] = []
    /// How many entries of folders are looked at before the search is given up; nil: all.
    var maximumEntries: Int?

    func excludes(_ path: String) -> Bool { excluded.contains { $0.covers(path) } }
  }

  private static let skippedFolders: Set<String> = ["doc", "node_modules", "__pycache__"]

  private let filter: Filter
  private let realRoot: String
  /// Read when something is ignored that may be tracked.
  private lazy var index = repository.map(GitIndex.init(top:))
  private let repository: String?
  /// Absolute paths, in order; those whose contents must decide stay marked.
  private(set) var candidates: [Candidate] = []
  private(set) var errors: [FileError] = []
  /// Files that a link out of the repository leads to, each with its own path.
  private(set) var linksOut: [(path: String, target: String)] = []
  /// What links may lead to without being told of: the repository, else the folder.
  private let realBoundary: String
  private var entryCount = 0
  /// Whether there was more to look at than was wanted.
  private(set) var isGivenUp = false

  /// A file that is a script, or may turn out to be one when it is read.
  struct Candidate {
    let path: String
    let isSurelyScript: Bool
  }

  init(below folder: String, filter: Filter) {
    self.filter = filter
    repository = filter.respectsGitignore ? Surroundings.repositoryRoot(above: folder) : nil
    realRoot = FileSystem.realPath(folder) ?? folder
    let boundary = Surroundings.repositoryRoot(above: folder) ?? folder
    realBoundary = FileSystem.realPath(boundary) ?? boundary
    walk(folder, ignoring: repository.map { Self.ignoreLists(above: folder, in: $0) } ?? [])
  }

  private mutating func walk(_ folder: String, ignoring outer: [IgnoreList]) {
    let entries: [FileSystem.Entry]
    do {
      entries = try FileSystem.entries(of: folder)
    } catch {
      errors.append(error)
      return
    }
    var lists = outer
    if repository != nil, entries.contains(where: { $0.name == ".gitignore" && $0.kind == .file }),
      let bytes = try? FileSystem.read(folder + "/.gitignore", limit: SizeLimit.configuration)
    {
      lists.append(IgnoreList(folder: folder, text: String(decoding: bytes, as: UTF8.self)))
    }
    entryCount += entries.count
    if let maximum = filter.maximumEntries, entryCount > maximum { isGivenUp = true }
    for entry in entries where !isGivenUp { visit(entry, in: folder, ignoring: lists) }
  }

  private mutating func visit(_ entry: FileSystem.Entry, in folder: String, ignoring lists: [IgnoreList]) {
    let path = (folder == "/" ? "" : folder) + "/" + entry.name
    switch entry.kind {
    case .folder:
      // Links to folders can make circles, and lead to files that are found elsewhere.
      if entry.isLink || entry.name.hasPrefix(".") || Self.skippedFolders.contains(entry.name) { return }
      if isIgnored(path, isFolder: true, lists) { return }
      walk(path, ignoring: lists)
    case .file:
      if isIgnored(path, isFolder: false, lists) { return }
      // What a link within the tree leads to is found under its own name.
      let target = entry.isLink ? FileSystem.realPath(path) : nil
      if let target, PathName.isInside(target, realRoot) { return }
      if let target, !PathName.isInside(target, realBoundary), ScriptKind.byName(path) != false {
        linksOut.append((path, target))
      }
      if filter.included.contains(where: { $0.covers(path) }) {
        candidates.append(Candidate(path: path, isSurelyScript: true))
      } else if let isScript = ScriptKind.byName(path) {
        if isScript { candidates.append(Candidate(path: path, isSurelyScript: true)) }
      } else {
        candidates.append(Candidate(path: path, isSurelyScript: false))
      }
    case .other: break
    }
  }

  private mutating func isIgnored(_ path: String, isFolder: Bool, _ lists: [IgnoreList]) -> Bool {
    for list in filter.excluded.reversed() {
      if let verdict = list.verdict(on: path, isFolder: isFolder) { return verdict }
    }
    for list in lists.reversed() {
      if let verdict = list.verdict(on: path, isFolder: isFolder) {
        return verdict && index?.tracks(path) != true
      }
    }
    return false
  }

  /// The ignore files of the repository around a folder, outermost first; the folder's own is read with it.
  private static func ignoreLists(above folder: String, in top: String) -> [IgnoreList] {
    var folders = [top]
    let parts = PathName.relative(folder, to: top).split(separator: "/")
    for part in parts.dropLast() { folders.append(PathName.joined(folders[folders.count - 1], String(part))) }
    var lists: [IgnoreList] = []
    for (path, base) in [(top + "/.git/info/exclude", top)] + folders.map({ ($0 + "/.gitignore", $0) }) {
      if base == folder, path.hasSuffix("/.gitignore") { continue }
      if let bytes = try? FileSystem.read(path, limit: SizeLimit.configuration) {
        lists.append(IgnoreList(folder: base, text: String(decoding: bytes, as: UTF8.self)))
      }
    }
    return lists
  }
}
