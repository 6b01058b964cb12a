internal import SourceText

/// What the repository around a folder holds, as git tells it: nothing that the repository's own settings name is run.
///
/// Only commands are used that need no more than objects and names: they run no hook, filter, text conversion or pager.
/// What could be run on the way all the same (a watcher of the file system, a transport that fetches what a partial
/// clone lacks) is switched off where the repository has no say. Which lines differ is worked out here, not by git.
struct GitRepository: Sendable {
  /// The folder of the work tree, absolute.
  let top: String
  /// Of the index that a hook is called about; empty for the repository's own.
  private let indexOfHook: [String]

  private static let environment = [
    "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null", "GIT_ATTR_NOSYSTEM=1", "GIT_ALLOW_PROTOCOL=none",
    "GIT_NO_LAZY_FETCH=1", "GIT_NO_REPLACE_OBJECTS=1", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0",
    "GIT_LITERAL_PATHSPECS=1", "GIT_PAGER=cat",
  ]

  private static let settings = [
    "core.fsmonitor=false", "core.hooksPath=/dev/null", "core.pager=cat", "core.sshCommand=false",
    "core.attributesFile=/dev/null", "core.alternateRefsCommand=false", "core.askPass=false", "credential.helper=",
    "core.untrackedCache=false", "protocol.allow=never", "gc.auto=0", "maintenance.auto=false",
    "fetch.recurseSubmodules=false",
  ]

  /// - Parameter heedsIndexOfHook: whether the index counts that git names to the hooks of a commit: it may be another
  ///   one than the repository's.
  init(around folder: String, heedsIndexOfHook: Bool = false) throws(FileError) {
    guard let top = Surroundings.repositoryRoot(above: folder) else {
      throw FileError(path: folder, reason: "not in a git repository")
    }
    self.top = top
    let index = heedsIndexOfHook ? Subprocess.variable("GIT_INDEX_FILE") : nil
    indexOfHook = index.map { ["GIT_INDEX_FILE=\(PathName.joined(FileSystem.workingDirectory(), $0))"] } ?? []
  }

  // MARK: Commits

  /// The commit that a revision names.
  func commit(_ revision: String) throws(FileError) -> String {
    guard let commit = try object(revision + "^{commit}") else {
      throw FileError(path: top, reason: "git knows no revision '\(revision)'")
    }
    return commit
  }

  /// What the next commit is made upon: HEAD, nothing at all before the first commit, and what is being merged.
  func parentsOfNextCommit() throws(FileError) -> [String] {
    let head = try object("HEAD^{commit}")
    let first = if let head { head } else { try line(["hash-object", "-t", "tree", "/dev/null"]) ?? "" }
    let file = PathName.joined(top, try line(["rev-parse", "--git-path", "MERGE_HEAD"]) ?? ".git/MERGE_HEAD")
    guard let merged = try? FileSystem.read(file) else { return [first] }
    var commits = [first]
    for name in String(decoding: merged, as: UTF8.self).split(whereSeparator: \.isWhitespace) {
      commits.append(try commit(String(name)))
    }
    return commits
  }

  /// The commit at which two lines of history parted.
  func mergeBase(_ left: String, _ right: String) throws(FileError) -> String {
    guard let base = try line(["merge-base", try commit(left), try commit(right)]) else {
      throw FileError(path: top, reason: "git knows no common ancestor of '\(left)' and '\(right)'")
    }
    return base
  }

  // MARK: Files

  /// The objects of the files of a commit or tree, by absolute path; links and other repositories are no files.
  func files(of tree: String) throws(FileError) -> [String: String] {
    // `MODE TYPE OBJECT`, a tab, the path.
    objects(in: try fields(["ls-tree", "-r", "-z", "--full-tree", tree]), word: 2)
  }

  /// The objects of the files that git tracks, as they are staged, by absolute path.
  func indexedFiles() throws(FileError) -> [String: String] {
    // `MODE OBJECT STAGE`, a tab, the path.
    objects(in: try fields(["ls-files", "-z", "--stage", "--full-name"]), word: 1)
  }

  /// Absolute paths of files that are neither tracked nor ignored.
  func untrackedFiles() throws(FileError) -> [String] {
    try fields(["ls-files", "-z", "--others", "--exclude-standard", "--full-name"]).map(absolute)
  }

  /// The staged texts of tracked files that are otherwise on the disk, as far as they may be scripts, by absolute path.
  func unstagedTexts() throws(FileError) -> [String: [UInt8]] {
    let staged = try contents(of: try indexedFiles().filter { ScriptKind.byName($0.key) != false })
    return staged.filter { path, text in (try? FileSystem.read(path)) != text }
  }

  /// The contents of objects, by the paths that they are given for.
  func contents(of objects: [String: String]) throws(FileError) -> [String: [UInt8]] {
    if objects.isEmpty { return [:] }
    let files = objects.sorted { $0.key < $1.key }
    let answer = try run(
      ["cat-file", "--batch", "--buffer"], input: Array(files.map { $0.value + "\n" }.joined().utf8))
    guard answer.status == 0 else { throw FileError(path: top, reason: "git cat-file failed") }
    var contents: [String: [UInt8]] = [:]
    var rest = answer.output[...]
    for (path, _) in files {
      // `OBJECT blob SIZE`, then the contents and a line end.
      let header = rest.prefix { $0 != UInt8(ascii: "\n") }
      let words = header.split(separator: UInt8(ascii: " "))
      rest = rest.dropFirst(header.count + 1)
      guard words.count == 3, let size = Int(String(decoding: words[2], as: UTF8.self)), size < rest.count else {
        throw FileError(path: path, reason: "git has no contents for it")
      }
      contents[path] = Array(rest.prefix(size))
      rest = rest.dropFirst(size + 1)
    }
    return contents
  }

  /// Entries of a list, of which only those of regular files count.
  private func objects(in entries: [ArraySlice<UInt8>], word: Int) -> [String: String] {
    var objects: [String: String] = [:]
    for entry in entries where entry.starts(with: "100".utf8) {
      guard let tab = entry.firstIndex(of: UInt8(ascii: "\t")) else { continue }
      let words = entry[..<tab].split(separator: UInt8(ascii: " "))
      guard words.indices.contains(word) else { continue }
      objects[absolute(entry[(tab + 1)...])] = String(decoding: words[word], as: UTF8.self)
    }
    return objects
  }

  private func absolute(_ path: ArraySlice<UInt8>) -> String { PathName.joined(top, FileName.text(of: path)) }

  // MARK: Asking

  private func run(_ command: [String], input: [UInt8] = []) throws(FileError) -> Subprocess.Result {
    let place = ["-C", top, "--git-dir=\(top)/.git", "--work-tree=\(top)", "--no-pager"]
    return try Subprocess.run(
      ["git"] + place + Self.settings.flatMap { ["-c", $0] } + command, input: input,
      environment: Self.environment + indexOfHook)
  }

  private func fields(_ command: [String]) throws(FileError) -> [ArraySlice<UInt8>] {
    let result = try run(command)
    guard result.status == 0 else { throw FileError(path: top, reason: "git \(command[0]) failed") }
    return result.output.split(separator: 0)
  }

  /// The one line that a command prints; nil where it fails or prints nothing.
  private func line(_ command: [String]) throws(FileError) -> String? {
    let result = try run(command)
    let text = FileName.argument(of: result.output.prefix { $0 != UInt8(ascii: "\n") })
    return result.status == 0 && !text.isEmpty ? text : nil
  }

  private func object(_ name: String) throws(FileError) -> String? {
    try line(["rev-parse", "--verify", "--quiet", "--end-of-options", name])
  }
}
