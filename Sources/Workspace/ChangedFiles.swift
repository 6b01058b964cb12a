/// What a change touches: which lines of which files, and how the files were before.
package struct ChangedFiles: Sendable {
  /// Lines, counted from 1, by absolute path; nil stands for the whole file.
  private var lines: [String: [ClosedRange<Int>]?] = [:]
  /// The texts before the change by absolute path; empty where it is not known or the file is new.
  package private(set) var before: [String: [UInt8]] = [:]
  /// Whether the texts before are known.
  package let knowsBefore: Bool

  /// The files of a list, one path a line; they count as touched throughout.
  package init(listedIn file: String, workingDirectory: String) throws(FileError) {
    knowsBefore = false
    let text = String(decoding: try FileSystem.read(file), as: UTF8.self)
    for line in text.split(whereSeparator: \.isNewline) where !line.allSatisfy({ $0 == " " }) {
      lines[PathName.joined(workingDirectory, String(line))] = .some(nil)
    }
  }

  /// What differs between a revision and the files on the disk, in the repository around a folder.
  package init(since revision: String, around folder: String) throws(FileError) {
    knowsBefore = true
    guard let top = Surroundings.repositoryRoot(above: folder) else {
      throw FileError(path: folder, reason: "not in a git repository")
    }
    let git = ["git", "-C", top]
    let known = try Subprocess.run(
      git + ["rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"])
    let commit = String(decoding: known.output, as: UTF8.self).filter { !$0.isWhitespace }
    guard known.status == 0, !commit.isEmpty else {
      throw FileError(path: top, reason: "git knows no revision '\(revision)'")
    }
    let options = ["-c", "core.quotePath=false", "diff", "--no-color", "--no-ext-diff", "--no-renames", "--unified=0"]
    let diff = try Subprocess.run(git + options + ["--no-prefix", commit, "--"])
    guard diff.status == 0 else { throw FileError(path: top, reason: "git diff failed") }
    read(diff: String(decoding: diff.output, as: UTF8.self), top: top)
    let untracked = try Subprocess.run(git + ["ls-files", "-z", "--others", "--exclude-standard"])
    for name in untracked.output.split(separator: 0) {
      let path = PathName.joined(top, String(decoding: name, as: UTF8.self))
      lines[path] = .some(nil)
      before[path] = []
    }
    for path in lines.keys where before[path] == nil {
      let old = try Subprocess.run(git + ["show", "\(commit):\(PathName.relative(path, to: top))"])
      before[path] = old.status == 0 ? old.output : []
    }
  }

  /// The absolute paths of the files, sorted.
  package var paths: [String] { lines.keys.sorted() }

  /// Whether a line, counted from 1, is touched.
  package func touches(_ path: String, line: Int) -> Bool {
    guard let entry = lines[path] else { return false }
    return entry.map { $0.contains { $0.contains(line) } } ?? true
  }

  private mutating func read(diff: String, top: String) {
    var old: String?
    var path: String?
    for line in diff.split(separator: "\n") {
      if line.hasPrefix("--- ") {
        old = Self.name(line.dropFirst(4))
      } else if line.hasPrefix("+++ ") {
        path = (Self.name(line.dropFirst(4)) ?? old).map { PathName.joined(top, $0) }
        if let path { lines[path] = .some([]) }
      } else if line.hasPrefix("@@ "), let path, let range = Self.newLines(of: line) {
        lines[path] = .some((lines[path] ?? [])?.appending(range))
      }
    }
  }

  private static func name(_ text: Substring) -> String? {
    let name = text.hasSuffix("\t") ? text.dropLast() : text
    return name == "/dev/null" ? nil : String(name)
  }

  /// The new lines of `@@ -1,2 +3,4 @@`; where lines only went away, the lines around the gap.
  private static func newLines(of header: Substring) -> ClosedRange<Int>? {
    guard let part = header.split(separator: " ").first(where: { $0.hasPrefix("+") }) else { return nil }
    let numbers = part.dropFirst().split(separator: ",").compactMap { Int($0) }
    guard let first = numbers.first else { return nil }
    let count = numbers.count > 1 ? numbers[1] : 1
    return count == 0 ? first...(first + 1) : first...(first + count - 1)
  }
}

extension Array {
  fileprivate func appending(_ element: Element) -> [Element] { self + [element] }
}
