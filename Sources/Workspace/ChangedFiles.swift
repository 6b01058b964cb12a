internal import SourceText

/// What a change touches: which lines of which files, and how the files were before.
package struct ChangedFiles: Sendable {
  /// Lines, counted from 1, by absolute path; nil stands for the whole file.
  private var lines: [String: [ClosedRange<Int>]?] = [:]
  /// The texts before the change by absolute path; empty where it is not known or the file is new.
  package private(set) var before: [String: [UInt8]] = [:]
  /// The new absolute paths of files that were renamed, by their old ones.
  package private(set) var renamed: [String: String] = [:]
  /// Whether the texts before are known.
  package let knowsBefore: Bool

  /// The files of a list, one path a line; they count as touched throughout.
  package init(listedIn file: String, workingDirectory: String) throws(FileError) {
    knowsBefore = false
    let text = try FileSystem.read(file, limit: SizeLimit.list, takesStreams: true)
    for line in text.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") })
    where !line.allSatisfy({ $0 == UInt8(ascii: " ") }) {
      lines[PathName.joined(workingDirectory, FileName.text(of: line))] = .some(nil)
    }
  }

  /// What differs between a commit or tree and the files that git tracks, and files that are wholly new.
  init(_ comparison: GitComparison, newFiles: [String]) throws(FileError) {
    knowsBefore = true
    for difference in try comparison.differences() {
      if let new = difference.new {
        lines[new] = .some(difference.old == nil ? nil : difference.lines)
        before[new] = []
      }
      if let old = difference.old {
        lines[old] = .some(lines[old] ?? [])
        before[old] = difference.oldText
      }
      if let old = difference.old, let new = difference.new, old != new { renamed[old] = new }
    }
    for path in newFiles {
      lines[path] = .some(nil)
      before[path] = []
    }
  }

  /// The absolute paths of the files, those before a rename included, sorted.
  package var paths: [String] { lines.keys.sorted() }

  /// Whether a line, counted from 1, is touched.
  package func touches(_ path: String, line: Int) -> Bool {
    guard let entry = lines[path] else { return false }
    return entry.map { $0.contains { $0.contains(line) } } ?? true
  }
}
