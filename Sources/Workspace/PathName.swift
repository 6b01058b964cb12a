/// Operations on paths as texts: nothing here looks at the disk.
package enum PathName {
  /// The path with `.`, `..` and doubled slashes resolved; an empty path is `.`'s empty text.
  package static func normalised(_ path: String) -> String {
    var parts: [Substring] = []
    for part in Self.parts(of: path) where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else if part != ".." || !isAbsolute(path) {
        parts.append(part)
      }
    }
    return (isAbsolute(path) ? "/" : "") + parts.joined(separator: "/")
  }

  /// The names in a path. A slash is a byte here: as a character it could be one with a mark that follows it.
  package static func parts(of path: String) -> [Substring] {
    path.utf8.split(separator: UInt8(ascii: "/")).map(Substring.init)
  }

  package static func isAbsolute(_ path: String) -> Bool { path.utf8.first == UInt8(ascii: "/") }

  /// The path seen from a folder; an absolute path stays as it is.
  package static func joined(_ folder: String, _ path: String) -> String {
    if isAbsolute(path) || folder.isEmpty { return normalised(path) }
    return normalised(folder + "/" + path)
  }

  /// How one absolute path is reached from an absolute folder; empty for the folder itself.
  package static func relative(_ path: String, to folder: String) -> String {
    // The common case, many times over: something below the folder.
    if path.utf8.count > folder.utf8.count + 1, path.hasPrefix(folder),
      path.utf8.dropFirst(folder.utf8.count).first == UInt8(ascii: "/")
    {
      return String(path[path.utf8.index(path.startIndex, offsetBy: folder.utf8.count + 1)...])
    }
    let target = parts(of: path)
    let base = parts(of: folder)
    let common = zip(target, base).prefix { $0 == $1 }.count
    let ups = Array(repeating: Substring(".."), count: base.count - common)
    return (ups + target[common...]).joined(separator: "/")
  }

  /// An absolute path as a message names it: relative to the working directory, `.` for that itself, and as it is where
  /// that is shorter, as it mostly is far away.
  package static func told(_ path: String, in workingDirectory: String) -> String {
    let shown = relative(path, to: workingDirectory)
    return shown.isEmpty ? "." : shown.utf8.count > path.utf8.count ? path : shown
  }

  /// The folder of a path; empty for a name alone.
  package static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last part of a path.
  package static func name(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(path[path.utf8.index(after: slash)...])
  }

  /// What follows the last dot of the name, in lower case; nil without one. A leading dot does not count.
  package static func fileExtension(of path: String) -> String? {
    let name = name(of: path)
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
    return name[name.index(after: dot)...].lowercased()
  }

  /// Whether a path is a folder or lies below it.
  package static func isInside(_ path: String, _ folder: String) -> Bool {
    path == folder || folder.isEmpty || folder == "/" || path.hasPrefix(folder + "/")
  }
}
