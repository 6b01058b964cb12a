/// Absolute paths in scripts, moved below the directory that stands for the whole file system.
///
/// Only literal paths are moved, where a word or a part of one begins; the kernel refuses what slips through. Since both
/// versions are treated alike, a path that is moved needlessly makes no difference.
struct PathRewriting {
  let root: String

  private static let folders = [
    "etc", "opt", "var", "usr", "home", "root", "srv", "mnt", "tmp", "run", "boot", "lib", "bin", "sbin",
  ]
  .map { Array($0.utf8) }

  func moved(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    // The line that names the interpreter is the kernel's.
    var index = bytes.starts(with: Array("#!".utf8)) ? bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count : 0
    result += bytes[..<index]
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "/"), beginsPath(bytes, at: index), namesFolder(bytes, after: index) {
        result += Array(root.utf8)
      }
      result.append(bytes[index])
      index += 1
    }
    return result
  }

  /// Whether a slash stands where a path can begin: not after a name, an expansion, a quote that ends one, or a dot.
  private func beginsPath(_ bytes: [UInt8], at index: Int) -> Bool {
    guard index > 0 else { return true }
    let quotes: [UInt8] = Array("\"'".utf8)
    var before = index - 1
    if quotes.contains(bytes[before]) {
      guard before > 0 else { return true }
      before -= 1
    }
    // As in "${x:-/etc}".
    if bytes[before] == UInt8(ascii: "-"), before > 0, bytes[before - 1] == UInt8(ascii: ":") { return true }
    return !Self.continues(bytes[before]) && !quotes.contains(bytes[before])
  }

  private static func continues(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
      true
    default: "_-./~*?})]@%".utf8.contains(byte)
    }
  }

  private func namesFolder(_ bytes: [UInt8], after slash: Int) -> Bool {
    let rest = bytes[(slash + 1)...]
    return Self.folders.contains { folder in
      guard rest.starts(with: folder) else { return false }
      let next = slash + 1 + folder.count
      return next >= bytes.count || !(Self.isName(bytes[next]))
    }
  }

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}

/// Text of a run without what is different in every run: the directory of the world, and the names of temporary files.
struct Normalisation {
  let root: String

  func callAsFunction(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let hit = rest.firstRange(of: root) {
      result += rest[..<hit.lowerBound]
      rest = rest[hit.upperBound...]
    }
    result += rest
    return Self.withoutTemporaryNames(result)
  }

  /// Replaces what `mktemp` makes up, "tmp." and ten letters or digits.
  private static func withoutTemporaryNames(_ text: String) -> String {
    guard text.firstRange(of: "tmp.") != nil else { return text }
    var result = ""
    var rest = text[...]
    while let hit = rest.firstRange(of: "tmp.") {
      result += rest[..<hit.upperBound]
      rest = rest[hit.upperBound...]
      let random = rest.prefix(10)
      if random.count == 10 && random.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) {
        result += "*"
        rest = rest.dropFirst(10)
      }
    }
    return result + rest
  }
}

extension Substring {
  /// Where a text occurs first.
  fileprivate func firstRange(of text: String) -> Range<Substring.Index>? {
    guard let first = text.utf8.first else { return nil }
    var start = utf8.startIndex
    while let candidate = utf8[start...].firstIndex(of: first) {
      if utf8[candidate...].starts(with: text.utf8) {
        return candidate..<utf8.index(candidate, offsetBy: text.utf8.count)
      }
      start = utf8.index(after: candidate)
    }
    return nil
  }
}

extension String {
  fileprivate func firstRange(of text: String) -> Range<Substring.Index>? { self[...].firstRange(of: text) }
}
