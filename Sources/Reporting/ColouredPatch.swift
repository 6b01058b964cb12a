/// What a line of a patch is.
package enum PatchLine: Sendable {
  case header, hunk, added, removed, context
}

/// A patch in colours, as `git diff` shows it; without them it is what it was, byte for byte.
package enum ColouredPatch {
  package static func bytes(_ patch: [UInt8], style: TextStyle) -> [UInt8] {
    var result: [UInt8] = []
    // How many lines of the old and the new text the hunk still has: in it `--- ` is no header.
    var rest = (old: 0, new: 0)
    for line in patch.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if line.isEmpty, line.endIndex == patch.endIndex { break }
      let kind = Self.kind(of: line, &rest)
      let around = style.patch("\n", kind).split(separator: "\n", omittingEmptySubsequences: false)
      result += Array((around.first ?? "").utf8) + line + Array((around.last ?? "").utf8) + [0x0A]
    }
    return result
  }

  private static func kind(of line: ArraySlice<UInt8>, _ rest: inout (old: Int, new: Int)) -> PatchLine {
    let first = line.first.map(Unicode.Scalar.init)
    guard rest.old > 0 || rest.new > 0 else {
      guard first == "@" else { return first == "\\" ? .context : .header }
      rest = lengths(inHead: String(decoding: line, as: UTF8.self))
      return .hunk
    }
    switch first {
    case "+":
      rest.new -= 1
      return .added
    case "-":
      rest.old -= 1
      return .removed
    case "\\": return .context
    default:
      (rest.old, rest.new) = (rest.old - 1, rest.new - 1)
      return .context
    }
  }

  /// The numbers of lines in `@@ -1,3 +1,4 @@`; one where it is not said.
  private static func lengths(inHead head: String) -> (old: Int, new: Int) {
    func length(_ word: Substring?) -> Int {
      let parts = (word ?? "").split(separator: ",")
      return parts.count > 1 ? Int(parts[1]) ?? 0 : 1
    }
    let words = head.split(separator: " ")
    return (length(words.dropFirst().first), length(words.dropFirst(2).first))
  }
}
