/// One line of a `.gitignore`, or one pattern of a configuration: what it matches, and from where.
struct IgnorePattern: Sendable {
  private let parts: [NamePattern]
  private let isAnchored: Bool
  private let folderOnly: Bool
  let isNegated: Bool

  /// Reads a line; nil for blank lines and comments.
  init?(line: Substring) {
    var text = Array(line.utf8)
    if text.last == UInt8(ascii: "\r") { text.removeLast() }
    while text.last == UInt8(ascii: " "), text.dropLast().last != UInt8(ascii: "\\") { text.removeLast() }
    if text.isEmpty || text.first == UInt8(ascii: "#") { return nil }
    isNegated = text.first == UInt8(ascii: "!")
    if isNegated { text.removeFirst() }
    folderOnly = text.last == UInt8(ascii: "/")
    if folderOnly { text.removeLast() }
    isAnchored = text.contains(UInt8(ascii: "/"))
    parts = text.split(separator: UInt8(ascii: "/")).map { NamePattern(Array($0)) }
    if parts.isEmpty { return nil }
  }

  /// Whether it matches a path relative to the folder of the pattern.
  func matches(_ path: String, isFolder: Bool) -> Bool {
    let names = Self.names(of: path.utf8[...])
    return matches(names.last ?? [], isFolder: isFolder) { names }
  }

  /// The same for a path that is already taken apart, as many patterns need it; most look at its last name alone.
  func matches(_ name: [UInt8], isFolder: Bool, in path: () -> [[UInt8]]) -> Bool {
    if folderOnly && !isFolder { return false }
    return isAnchored ? Self.matches(path()[...], parts[...]) : parts[0].matches(name)
  }

  /// The names between the slashes of a path.
  static func names(of path: Substring.UTF8View) -> [[UInt8]] {
    path.split(separator: UInt8(ascii: "/")).map(Array.init)
  }

  /// The work is at most the product of both lengths: a mismatch goes back to the last `**` only.
  private static func matches(_ names: ArraySlice<[UInt8]>, _ parts: ArraySlice<NamePattern>) -> Bool {
    var (names, parts) = (names, parts)
    var retry: (names: ArraySlice<[UInt8]>, parts: ArraySlice<NamePattern>)?
    while true {
      if case .anyFolders? = parts.first {
        // At the end it stands for at least one name.
        if parts.count == 1 { return !names.isEmpty }
        parts = parts.dropFirst()
        retry = (names, parts)
      } else if let part = parts.first, let name = names.first, part.matches(name) {
        (names, parts) = (names.dropFirst(), parts.dropFirst())
      } else if names.isEmpty, parts.isEmpty {
        return true
      } else if let last = retry, !last.names.isEmpty {
        (names, parts) = (last.names.dropFirst(), last.parts)
        retry = (names, parts)
      } else {
        return false
      }
    }
  }
}

/// What one name of a path has to look like.
private enum NamePattern: Sendable {
  case exactly([UInt8])
  /// `*` and then known text.
  case endingWith([UInt8])
  case matching([UInt8])
  /// `**`: any number of folders.
  case anyFolders

  init(_ text: [UInt8]) {
    func isPlain(_ bytes: ArraySlice<UInt8>) -> Bool { !bytes.contains { "*?[\\".utf8.contains($0) } }
    if text == Array("**".utf8) {
      self = .anyFolders
    } else if isPlain(text[...]) {
      self = .exactly(text)
    } else if text.first == UInt8(ascii: "*"), isPlain(text.dropFirst()) {
      self = .endingWith(Array(text.dropFirst()))
    } else {
      self = .matching(text)
    }
  }

  func matches(_ name: [UInt8]) -> Bool {
    switch self {
    case .exactly(let text): name == text
    case .endingWith(let end): name.count >= end.count && name[(name.count - end.count)...].elementsEqual(end)
    case .matching(let pattern): Glob.matches(name[...], pattern[...])
    // In a name alone two stars are as good as one.
    case .anyFolders: true
    }
  }
}

/// Patterns with `*`, `?`, `[…]` and backslashes, against one name.
enum Glob {
  static func matches(_ name: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
    var (name, pattern) = (name, pattern)
    var retry: (name: ArraySlice<UInt8>, pattern: ArraySlice<UInt8>)?
    while true {
      if pattern.first == UInt8(ascii: "*") {
        pattern = pattern.dropFirst()
        retry = (name, pattern)
        continue
      }
      if let byte = name.first, let rest = step(byte, pattern) {
        name = name.dropFirst()
        pattern = rest
        continue
      }
      if name.isEmpty && pattern.isEmpty { return true }
      guard let last = retry, !last.name.isEmpty else { return false }
      name = last.name.dropFirst()
      pattern = last.pattern
      retry = (name, pattern)
    }
  }

  /// The rest of the pattern after one byte of the name; nil where that does not fit.
  private static func step(_ byte: UInt8, _ pattern: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let first = pattern.first else { return nil }
    switch first {
    case UInt8(ascii: "?"): return pattern.dropFirst()
    case UInt8(ascii: "["):
      guard let end = pattern.dropFirst(2).firstIndex(of: UInt8(ascii: "]")) else {
        return byte == first ? pattern.dropFirst() : nil
      }
      return isMember(byte, of: pattern[(pattern.startIndex + 1)..<end]) ? pattern[(end + 1)...] : nil
    case UInt8(ascii: "\\"):
      let rest = pattern.dropFirst()
      return rest.first == byte ? rest.dropFirst() : nil
    default: return byte == first ? pattern.dropFirst() : nil
    }
  }

  private static func isMember(_ byte: UInt8, of members: ArraySlice<UInt8>) -> Bool {
    var members = members
    let isNegated = members.first == UInt8(ascii: "!") || members.first == UInt8(ascii: "^")
    if isNegated { members = members.dropFirst() }
    while let low = members.first {
      members = members.dropFirst()
      if members.first == UInt8(ascii: "-"), let high = members.dropFirst().first {
        members = members.dropFirst(2)
        if low <= high, (low...high).contains(byte) { return !isNegated }
      } else if low == byte {
        return !isNegated
      }
    }
    return isNegated
  }
}

/// Patterns that hold below one folder; later ones win.
struct IgnoreList: Sendable {
  /// Absolute.
  let folder: String
  let patterns: [IgnorePattern]

  init(folder: String, text: String) {
    self.folder = folder
    patterns = text.split(separator: "\n", omittingEmptySubsequences: true).compactMap(IgnorePattern.init(line:))
  }

  /// Patterns of a configuration, where `dir/file` counts from the folder and a name alone holds anywhere.
  init(folder: String, patterns: [String]) {
    self.folder = folder
    self.patterns = patterns.compactMap { IgnorePattern(line: Substring($0)) }
  }

  /// Whether a path is ignored; nil where no pattern says anything of it.
  func verdict(on path: String, isFolder: Bool) -> Bool? {
    guard !patterns.isEmpty, PathName.isInside(path, folder) else { return nil }
    let bytes = path.utf8
    let name = bytes.lastIndex(of: UInt8(ascii: "/")).map { Array(bytes[bytes.index(after: $0)...]) } ?? Array(bytes)
    var names: [[UInt8]]?
    for pattern in patterns.reversed() {
      let isMatching = pattern.matches(name, isFolder: isFolder) {
        let taken = names ?? IgnorePattern.names(of: bytes.dropFirst(folder.utf8.count))
        names = taken
        return taken
      }
      if isMatching { return !pattern.isNegated }
    }
    return nil
  }

  /// Whether the path or a folder above it is ignored.
  func covers(_ path: String) -> Bool {
    guard PathName.isInside(path, folder) else { return false }
    var prefix = folder == "/" ? "" : folder
    let parts = PathName.relative(path, to: folder).split(separator: "/")
    for (index, part) in parts.enumerated() {
      prefix += "/" + part
      if verdict(on: prefix, isFolder: index < parts.count - 1) == true { return true }
    }
    return false
  }
}
