internal import SourceText

/// What differs between a commit or tree and the files that git tracks, on the disk or as they are staged.
///
/// The contents themselves are compared: what a repository says of how to compare them, or of which files may be taken
/// for unchanged, is not asked for.
struct GitComparison {
  /// One file that differs, with its absolute paths; a new file has no old one, a deleted file no new one.
  struct Difference {
    var old: String?
    var new: String?
    var oldText: [UInt8] = []
    /// Lines of the new text, counted from 1; none where lines only went away: what that causes is new, and found by that.
    var lines: [ClosedRange<Int>] = []
  }

  let repository: GitRepository
  /// The commit or tree.
  let start: String
  let isOfIndex: Bool
  /// What stands in for files on the disk, by absolute path.
  let texts: [String: [UInt8]]
  /// Whether a file at an absolute path is of interest.
  let isWanted: (String) -> Bool

  /// In the order of the paths, new ones before old ones.
  func differences() throws(FileError) -> [Difference] {
    let tracked = try repository.indexedFiles()
    let old = try repository.files(of: start).filter { isWanted($0.key) }
    let before = try repository.contents(of: old.filter { !isOfIndex || tracked[$0.key] != $0.value })
    let now = try texts(of: tracked.filter { isWanted($0.key) && (!isOfIndex || old[$0.key] != $0.value) })
    var changed: [Difference] = []
    for (path, text) in now where before[path] != nil && before[path] != text {
      changed.append(Self.difference(path, before[path] ?? [], path, text))
    }
    let gone = before.filter { now[$0.key] == nil }
    let come = now.filter { before[$0.key] == nil && old[$0.key] == nil }
    changed += Self.renames(from: gone, to: come)
    return changed.sorted { ($0.new ?? $0.old ?? "") < ($1.new ?? $1.old ?? "") }
  }

  /// What tracked files hold now, by absolute path; those that are not there are left out.
  private func texts(of files: [String: String]) throws(FileError) -> [String: [UInt8]] {
    if isOfIndex { return try repository.contents(of: files) }
    var now: [String: [UInt8]] = [:]
    for path in files.keys { now[path] = texts[path] ?? (try? FileSystem.read(path)) }
    return now
  }

  private static func difference(_ old: String, _ oldText: [UInt8], _ new: String, _ text: [UInt8]) -> Difference {
    var identities: [ArraySlice<UInt8>: Int] = [:]
    func numbers(_ bytes: [UInt8]) -> [Int] {
      lines(of: bytes).map { line in
        if let known = identities[line] { return known }
        identities[line] = identities.count
        return identities.count - 1
      }
    }
    let changes = LineDifference(old: numbers(oldText), new: numbers(text)).changes
    let touched = changes.filter { !$0.new.isEmpty }.map { $0.new.lowerBound + 1...$0.new.upperBound }
    return Difference(old: old, new: new, oldText: oldText, lines: touched)
  }

  private static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  // MARK: Renames

  /// More pairs are not looked at: a change that large is no renaming.
  private static let maximumPairs = 10_000

  /// Files that have come for those that have gone, where half of the text is the same; the most alike first.
  private static func renames(from gone: [String: [UInt8]], to come: [String: [UInt8]]) -> [Difference] {
    var pairs: [(old: String, new: String, likeness: Double)] = []
    if gone.count * come.count <= maximumPairs {
      for (old, oldText) in gone {
        for (new, text) in come { pairs.append((old, new, likeness(of: oldText, text))) }
      }
    }
    pairs.sort { ($1.likeness, $0.old, $0.new) < ($0.likeness, $1.old, $1.new) }
    var (gone, come) = (gone, come)
    var found: [Difference] = []
    for pair in pairs where pair.likeness >= 0.5 {
      guard let oldText = gone[pair.old], let text = come[pair.new] else { continue }
      found.append(difference(pair.old, oldText, pair.new, text))
      gone[pair.old] = nil
      come[pair.new] = nil
    }
    return found + come.keys.map { Difference(new: $0) } + gone.map { Difference(old: $0.key, oldText: $0.value) }
  }

  /// How much of the longer text both have, in whole lines: from 0 to 1.
  private static func likeness(of old: [UInt8], _ new: [UInt8]) -> Double {
    let longer = max(old.count, new.count)
    guard longer > 0, min(old.count, new.count) * 2 >= longer else { return 0 }
    if old == new { return 1 }
    var counts: [ArraySlice<UInt8>: Int] = [:]
    for line in lines(of: old) { counts[line, default: 0] += 1 }
    var common = 0
    for line in lines(of: new) where counts[line, default: 0] > 0 {
      counts[line, default: 0] -= 1
      common += line.count + 1
    }
    return Double(common) / Double(longer)
  }
}
