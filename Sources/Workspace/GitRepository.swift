/// The repository around a folder, as git itself describes it.
struct GitRepository: Sendable {
  /// The folder of the work tree, absolute.
  let top: String

  /// One file that differs, with its absolute paths; a new file has no old one, a deleted file no new one.
  struct Difference {
    var old: String?
    var new: String?
    /// Lines of the new text, counted from 1.
    var lines: [ClosedRange<Int>] = []
  }

  init(around folder: String) throws(FileError) {
    guard let top = Surroundings.repositoryRoot(above: folder) else {
      throw FileError(path: folder, reason: "not in a git repository")
    }
    self.top = top
  }

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
    return [first] + String(decoding: merged, as: UTF8.self).split(whereSeparator: \.isWhitespace).map(String.init)
  }

  /// The commit at which two lines of history parted.
  func mergeBase(_ left: String, _ right: String) throws(FileError) -> String {
    guard let base = try line(["merge-base", try commit(left), try commit(right)]) else {
      throw FileError(path: top, reason: "git knows no common ancestor of '\(left)' and '\(right)'")
    }
    return base
  }

  /// What differs between a commit or tree and the files that git tracks, on the disk or as they are staged.
  func differences(from tree: String, staged: Bool) throws(FileError) -> [Difference] {
    let options = ["--no-color", "--no-ext-diff", "--no-textconv", "--ignore-submodules", "--find-renames"]
    let command = ["diff"] + (staged ? ["--cached"] : []) + options
    let names = try run(command + ["--name-status", "-z", tree, "--"])
    let hunks = try run(command + ["--unified=0", tree, "--"])
    guard names.status == 0, hunks.status == 0 else { throw FileError(path: top, reason: "git diff failed") }
    var differences = named(Self.fields(names.output))
    Self.addLines(of: hunks.output, to: &differences)
    return differences
  }

  /// Absolute paths of files that are neither tracked nor ignored.
  func untrackedFiles() throws(FileError) -> [String] {
    Self.fields(try run(["ls-files", "-z", "--others", "--exclude-standard"]).output).map(absolute)
  }

  /// Absolute paths of tracked files that are otherwise on the disk than they are staged.
  func unstagedFiles() throws(FileError) -> [String] {
    let options = ["--no-ext-diff", "--no-textconv", "--ignore-submodules", "--no-renames", "--name-only", "-z", "--"]
    return Self.fields(try run(["diff"] + options).output).map(absolute)
  }

  /// The text of a file, by its absolute path, in a commit or tree; an empty name means what is staged.
  func text(of path: String, in tree: String) throws(FileError) -> [UInt8]? {
    let shown = try run(["show", "\(tree):\(PathName.relative(path, to: top))"])
    return shown.status == 0 ? shown.output : nil
  }

  private func run(_ arguments: [String]) throws(FileError) -> Subprocess.Result {
    try Subprocess.run(["git", "-C", top] + arguments)
  }

  /// The one line that a command prints; nil where it fails or prints nothing.
  private func line(_ arguments: [String]) throws(FileError) -> String? {
    let result = try run(arguments)
    let text = String(decoding: result.output.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    return result.status == 0 && !text.isEmpty ? text : nil
  }

  private func object(_ name: String) throws(FileError) -> String? {
    try line(["rev-parse", "--verify", "--quiet", "--end-of-options", name])
  }

  private func absolute(_ path: String) -> String { PathName.joined(top, path) }

  private static func fields(_ output: [UInt8]) -> [String] {
    output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  /// A letter and a path for each file; a rename has a number after its letter, and two paths.
  private func named(_ fields: [String]) -> [Difference] {
    var differences: [Difference] = []
    var rest = fields[...]
    while let status = rest.popFirst(), let path = rest.popFirst().map(absolute) {
      switch status.first {
      case "A": differences.append(Difference(new: path))
      case "D": differences.append(Difference(old: path))
      case "R", "C": differences.append(Difference(old: path, new: rest.popFirst().map(absolute)))
      default: differences.append(Difference(old: path, new: path))
      }
    }
    return differences
  }

  /// The patch has the files in the order in which their names are listed; lines of a text begin with a sign.
  private static func addLines(of patch: [UInt8], to differences: inout [Difference]) {
    var index = -1
    for line in patch.split(separator: UInt8(ascii: "\n")) {
      if line.starts(with: "diff --git ".utf8) {
        index += 1
      } else if line.starts(with: "@@ ".utf8), differences.indices.contains(index),
        let range = newLines(of: String(decoding: line, as: UTF8.self))
      {
        differences[index].lines.append(range)
      }
    }
  }

  /// The new lines of `@@ -1,2 +3,4 @@`; none where lines only went away: what that causes is new, and found by that.
  private static func newLines(of header: String) -> ClosedRange<Int>? {
    guard let part = header.split(separator: " ").first(where: { $0.hasPrefix("+") }) else { return nil }
    let numbers = part.dropFirst().split(separator: ",").compactMap { Int($0) }
    guard let first = numbers.first else { return nil }
    let count = numbers.count > 1 ? numbers[1] : 1
    return count == 0 ? nil : first...(first + count - 1)
  }
}
