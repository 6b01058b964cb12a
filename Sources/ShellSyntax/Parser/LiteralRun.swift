internal import SourceText

/// Unquoted text while it is read: a run of bytes, of which some may be left out.
struct LiteralRun {
  private var start = -1
  private var runStart = 0
  private var collected: [UInt8] = []

  /// Notes that the byte at an offset belongs to the text.
  mutating func begin(at offset: Int) {
    if start < 0 {
      start = offset
      runStart = offset
    }
  }

  /// Leaves out the bytes of a range, which begins where the run has got to.
  mutating func omit(_ range: SourceRange, of bytes: [UInt8]) {
    begin(at: range.lowerBound)
    collected += bytes[runStart..<range.lowerBound]
    runStart = range.upperBound
  }

  /// Ends the run; what it holds becomes a part.
  mutating func finish(at end: Int, of bytes: [UInt8], into parts: inout [WordPart]) {
    guard start >= 0 else { return }
    let range = start..<end
    start = -1
    if collected.isEmpty && runStart == range.lowerBound {
      if !range.isEmpty { parts.append(.literal(String(decoding: bytes[range], as: UTF8.self), range)) }
      return
    }
    collected += bytes[runStart..<end]
    if !collected.isEmpty { parts.append(.literal(String(decoding: collected, as: UTF8.self), range)) }
    collected.removeAll(keepingCapacity: true)
  }
}
