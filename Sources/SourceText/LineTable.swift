/// Where the lines of a text begin. A line ends after its line feed; a carriage return before that belongs to the line.
package struct LineTable: Sendable {
  /// The offset at which each line begins; never empty.
  package let starts: [Int]
  package let byteCount: Int
  /// Whether every byte is a character of its own.
  package let isASCII: Bool

  package init(_ bytes: [UInt8]) {
    var starts = [0]
    var union: UInt8 = 0
    bytes.withUnsafeBufferPointer { buffer in
      for offset in 0..<buffer.count {
        union |= buffer[offset]
        if buffer[offset] == UInt8(ascii: "\n") { starts.append(offset + 1) }
      }
    }
    self.starts = starts
    isASCII = union < 0x80
    self.byteCount = bytes.count
  }

  /// The line of an offset, counted from 0; offsets past the end belong to the last line.
  package func line(at offset: Int) -> Int {
    max(0, starts.partitioningIndex { $0 > offset } - 1)
  }

  /// The range of a line counted from 0, its line feed included.
  package func range(ofLine line: Int) -> SourceRange {
    let lower = starts[line]
    return lower..<(line + 1 < starts.count ? starts[line + 1] : byteCount)
  }

  package var count: Int { starts.count }
}
