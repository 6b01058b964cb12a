import DataFlow
import ShellSyntax

/// The scripts by path, in a file system of which only they are known.
///
/// Paths are absolute below an invented root, so that `$(cd $(dirname $0)/.. && pwd)` has a meaning although the real
/// place of the tree has none for the analysis.
struct PathTable: Sendable {
  /// Deep enough that a path with `..` in front of it still lies below something.
  static let invented = "/-/-/-/-/-/-/-/-"

  private let files: [String: FileIndex]
  private let sortedPaths: [(path: String, file: FileIndex)]
  /// The absolute path of each file.
  let absolutePaths: [String]
  private let directories: Set<String>
  /// The folders with `plugin.sh` in the plugins' repositories.
  private let pluginFolders: [String]
  /// The roots of the trees, each with its last slash.
  private let roots: [String]

  init(_ source: ProgramSource) {
    var files: [String: FileIndex] = [:]
    var directories: Set<String> = []
    absolutePaths = source.scripts.map { Self.absolute($0.source.path) }
    for (index, path) in absolutePaths.enumerated() {
      files[path] = FileIndex(index)
      var directory = Self.directory(of: path)
      while directory.count > 1, directories.insert(directory).inserted { directory = Self.directory(of: directory) }
    }
    self.files = files
    pluginFolders = source.trees.filter { $0.kind == .plugin && !$0.path.isEmpty }.map(\.path)
    roots = source.trees.map { Self.absolute($0.path) + "/" }
    self.directories = directories
    sortedPaths = files.map { (path: $0.key, file: $0.value) }.sorted { $0.path < $1.path }
  }

  /// The absolute form of a path as reports show it.
  static func absolute(_ path: String) -> String {
    normalized(path.hasPrefix("/") ? path : invented + "/" + path)
  }

  /// The path without `.`, `..` and doubled slashes.
  static func normalized(_ path: String) -> String {
    if isNormalized(path) { return path }
    var parts: [Substring] = []
    for part in path.split(separator: "/") {
      switch part {
      case ".": continue
      case "..": if !parts.isEmpty { parts.removeLast() }
      default: parts.append(part)
      }
    }
    return "/" + parts.joined(separator: "/")
  }

  private static func isNormalized(_ path: String) -> Bool {
    guard path.utf8.first == UInt8(ascii: "/") else { return false }
    // The length of the name that is being read, and whether it consists of dots alone.
    var length = 0
    var isDots = true
    for byte in path.utf8.dropFirst() {
      if byte == UInt8(ascii: "/") {
        if length == 0 || (isDots && length <= 2) { return false }
        (length, isDots) = (0, true)
      } else {
        length += 1
        if byte != UInt8(ascii: ".") { isDots = false }
      }
    }
    return length == 0 ? path.utf8.count == 1 : !(isDots && length <= 2)
  }

  static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func name(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return path }
    return String(path[path.index(after: slash)...])
  }

  func file(at path: String) -> FileIndex? { files[Self.normalized(path)] }

  func isDirectory(_ path: String) -> Bool { directories.contains(Self.normalized(path)) }

  /// Whether the path lies below the root of a tree that was read, so that its absence means something.
  func isBelowTree(_ path: String) -> Bool {
    let path = Self.normalized(path)
    return roots.contains(where: path.hasPrefix)
  }

  /// The paths that a glob pattern with known text yields, in order.
  func paths(matching pattern: String) -> [String] {
    let pattern = Self.normalized(pattern)
    let depth = pattern.utf8.count { $0 == UInt8(ascii: "/") }
    let prefix = pattern.utf8.prefix { $0 != UInt8(ascii: "*") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "[") }
    let glob = GlobPattern(pattern)
    return sortedPaths.filter {
      $0.path.utf8.starts(with: prefix) && $0.path.utf8.count { $0 == UInt8(ascii: "/") } == depth
        && glob.matches($0.path)
    }.map(\.path)
  }

  /// The files whose path can be the string, whatever its unknown parts are.
  ///
  /// An unknown beginning may be any directory; then a known part of at least one whole name must follow.
  func candidates(for string: SymbolicString) -> [FileIndex] {
    if let text = string.text { return file(at: text).map { [$0] } ?? fileOfPlugin(text) }
    guard hasWholeKnownName(string) else { return [] }
    let end = string.knownSuffix
    let files = sortedPaths.filter { $0.path.hasSuffix(end) && Self.matches($0.path[...].utf8, string.pieces[...]) }
    return files.isEmpty ? fileOfPlugin(end) : files.map(\.file)
  }

  /// A plugin's own file where it states its repository's place, as in `$DEST/ironic/devstack/lib/ironic`, whatever that is
  /// called here; the files that each plugin has may be another one's.
  private func fileOfPlugin(_ path: String) -> [FileIndex] {
    let parts = path.split(separator: "/")
    guard path.hasPrefix("/"), let name = parts.last, name != "plugin.sh", name != "settings" else { return [] }
    for folder in pluginFolders {
      guard let position = parts.lastIndex(of: folder[...]), position > 0, position < parts.count - 2 else { continue }
      if let file = file(at: Self.absolute(parts[position...].joined(separator: "/"))) { return [file] }
    }
    return []
  }

  /// Whether some known part states a name between slashes, or a name's beginning in a known directory.
  private func hasWholeKnownName(_ string: SymbolicString) -> Bool {
    if string.knownPrefix.hasPrefix("/") && string.knownPrefix.utf8.count > Self.invented.utf8.count { return true }
    return string.knownSuffix.dropFirst().contains("/")
      || (string.knownSuffix.hasPrefix("/") && string.knownSuffix.count > 4)
  }

  private static func matches(_ path: Substring.UTF8View, _ pieces: ArraySlice<SymbolicString.Piece>) -> Bool {
    guard let piece = pieces.first else { return path.isEmpty }
    let rest = pieces.dropFirst()
    let slash = UInt8(ascii: "/")
    switch piece {
    case .text(let text):
      return path.starts(with: text.utf8) && matches(path.dropFirst(text.utf8.count), rest)
    case .symbol:
      if rest.isEmpty { return !path.contains(slash) || pieces.startIndex == 0 }
      var tail = path
      while true {
        if matches(tail, rest) { return true }
        guard !tail.isEmpty else { return false }
        // In the middle of a path an unknown part is one name or a part of it.
        if pieces.startIndex > 0, tail.first == slash { return false }
        tail = tail.dropFirst()
      }
    }
  }
}
