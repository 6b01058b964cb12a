package import SourceText

/// The bytes of a document with its lines as the protocol counts them: a line feed, a carriage return, or both end one.
package struct DocumentText: Sendable {
  package let bytes: [UInt8]
  private let starts: [Int]
  private let isASCII: Bool

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts = [0]
    var union: UInt8 = 0
    bytes.withUnsafeBufferPointer { buffer in
      for offset in 0..<buffer.count {
        let byte = buffer[offset]
        union |= byte
        if byte == 0x0A || byte == 0x0D && (offset + 1 == buffer.count || buffer[offset + 1] != 0x0A) {
          starts.append(offset + 1)
        }
      }
    }
    self.starts = starts
    isASCII = union < 0x80
  }

  package var lineCount: Int { starts.count }

  /// The offsets of a line without its end; a line that is not there is empty, at the end of the text.
  package func line(_ number: Int) -> SourceRange {
    guard number < starts.count else { return bytes.count..<bytes.count }
    let lower = starts[number]
    var upper = number + 1 < starts.count ? starts[number + 1] : bytes.count
    if upper > lower, number + 1 < starts.count {
      upper -= 1
      if upper > lower, bytes[upper] == 0x0A, bytes[upper - 1] == 0x0D { upper -= 1 }
    }
    return lower..<upper
  }

  /// The offset of a position, clamped to its line and to the text.
  package func offset(of position: Position, _ encoding: PositionEncoding) -> Int {
    let line = line(position.line)
    if isASCII { return min(line.upperBound, line.lowerBound + min(position.character, bytes.count)) }
    return line.lowerBound + encoding.byteCount(of: position.character, in: bytes[line])
  }

  /// The offsets of a range, clamped.
  package func range(of range: PositionRange, _ encoding: PositionEncoding) -> SourceRange {
    let start = offset(of: range.start, encoding)
    return start..<max(start, offset(of: range.end, encoding))
  }

  /// The position of an offset, clamped to the text and to the line without its end.
  package func position(at offset: Int, _ encoding: PositionEncoding) -> Position {
    let offset = min(max(offset, 0), bytes.count)
    let number = starts.partitioningIndex { $0 > offset } - 1
    let line = line(number)
    let end = min(offset, line.upperBound)
    let column = isASCII ? end - line.lowerBound : encoding.length(of: bytes[line.lowerBound..<end])
    return Position(line: number, character: column)
  }

  package func positions(of range: SourceRange, _ encoding: PositionEncoding) -> PositionRange {
    PositionRange(start: position(at: range.lowerBound, encoding), end: position(at: range.upperBound, encoding))
  }
}
