/// The change from one text to another as `git diff` prints it, so that `git apply` and `patch -p1` take it.
package struct UnifiedDiff: Sendable {
  private static let context = 3

  /// The patch; empty where nothing changes.
  package let bytes: [UInt8]

  /// Compares two versions of the file at `path`; bytes that are not UTF-8 and carriage returns are kept.
  ///
  /// - Parameter isNew: whether there was no file before.
  package init(path: String, old: [UInt8], new: [UInt8], isNew: Bool = false) {
    guard old != new else {
      bytes = []
      return
    }
    var identities: [ArraySlice<UInt8>: Int] = [:]
    let oldLines = Self.lines(of: old)
    let newLines = Self.lines(of: new)
    let difference = LineDifference(
      old: oldLines.map { Self.identity(of: $0, in: &identities) },
      new: newLines.map { Self.identity(of: $0, in: &identities) })
    var output = Array("--- \(isNew ? "/dev/null" : Self.name("a/" + path))\n+++ \(Self.name("b/" + path))\n".utf8)
    for hunk in Self.hunks(of: difference.changes) {
      Self.write(hunk, old: oldLines, new: newLines, to: &output)
    }
    bytes = output
  }

  private static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    let table = LineTable(bytes)
    var lines = (0..<table.count).map { bytes[table.range(ofLine: $0)] }
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  private static func identity(of line: ArraySlice<UInt8>, in known: inout [ArraySlice<UInt8>: Int]) -> Int {
    if let identity = known[line] { return identity }
    known[line] = known.count
    return known.count - 1
  }

  /// A name with control characters, quotes or backslashes stands in quotes, as git has it.
  private static func name(_ path: String) -> String {
    guard path.unicodeScalars.contains(where: { mustBeQuoted($0) }) else {
      return path.contains(" ") ? path + "\t" : path
    }
    var quoted = "\""
    for scalar in path.unicodeScalars {
      switch FileName.byte(of: scalar).map({ Unicode.Scalar($0) }) ?? scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case let byte where mustBeQuoted(scalar):
        let octal = String(byte.value, radix: 8)
        quoted += "\\" + String(repeating: "0", count: 3 - octal.count) + octal
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  private static func mustBeQuoted(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || scalar.value == 0x7F || scalar == "\"" || scalar == "\\" || FileName.byte(of: scalar) != nil
  }

  /// Changes whose context would touch, together.
  private static func hunks(of changes: [LineDifference.Change]) -> [[LineDifference.Change]] {
    var hunks: [[LineDifference.Change]] = []
    for change in changes {
      if let last = hunks.last?.last, change.old.lowerBound - last.old.upperBound <= 2 * context {
        hunks[hunks.count - 1].append(change)
      } else {
        hunks.append([change])
      }
    }
    return hunks
  }

  private static func write(
    _ changes: [LineDifference.Change], old: [ArraySlice<UInt8>], new: [ArraySlice<UInt8>], to output: inout [UInt8]
  ) {
    guard let first = changes.first, let last = changes.last else { return }
    let before = min(context, first.old.lowerBound)
    let after = min(context, old.count - last.old.upperBound)
    let oldRange = first.old.lowerBound - before..<last.old.upperBound + after
    let newRange = first.new.lowerBound - before..<last.new.upperBound + after
    output += "@@ -\(span(oldRange)) +\(span(newRange)) @@\n".utf8
    var position = oldRange.lowerBound
    for change in changes {
      for line in old[position..<change.old.lowerBound] { write(" ", line, to: &output) }
      for line in old[change.old] { write("-", line, to: &output) }
      for line in new[change.new] { write("+", line, to: &output) }
      position = change.old.upperBound
    }
    for line in old[position..<oldRange.upperBound] { write(" ", line, to: &output) }
  }

  private static func span(_ range: Range<Int>) -> String {
    let first = range.isEmpty ? range.lowerBound : range.lowerBound + 1
    return range.count == 1 ? "\(first)" : "\(first),\(range.count)"
  }

  private static func write(_ sign: Unicode.Scalar, _ line: ArraySlice<UInt8>, to output: inout [UInt8]) {
    output.append(UInt8(ascii: sign))
    output += line
    if line.last != UInt8(ascii: "\n") { output += "\n\\ No newline at end of file\n".utf8 }
  }
}
