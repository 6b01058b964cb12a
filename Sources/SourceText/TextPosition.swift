/// A place in a text in the units that tools count in: lines and columns from 1.
package struct TextPosition: Sendable, Hashable {
  package let line: Int
  /// Counted in code points, as compilers and shell linters do.
  package let column: Int
  /// Counted in UTF-16 code units.
  package let utf16Column: Int
  /// Counted in bytes.
  package let byteColumn: Int

  package init(line: Int, column: Int, utf16Column: Int, byteColumn: Int) {
    self.line = line
    self.column = column
    self.utf16Column = utf16Column
    self.byteColumn = byteColumn
  }
}

extension SourceFile {
  /// The position of an offset; each maximal piece that is not UTF-8 counts as one character.
  package func position(at offset: Int) -> TextPosition {
    let offset = min(max(offset, 0), bytes.count)
    let line = lines.line(at: offset)
    let start = lines.starts[line]
    var codePoints = 0
    var units = 0
    if lines.isASCII {
      let column = offset - start + 1
      return TextPosition(line: line + 1, column: column, utf16Column: column, byteColumn: column)
    }
    bytes[start..<offset].withUnsafeBufferPointer { prefix in
      if prefix.allSatisfy({ $0 < 0x80 }) {
        codePoints = prefix.count
        units = prefix.count
        return
      }
      for scalar in String(decoding: prefix, as: UTF8.self).unicodeScalars {
        codePoints += 1
        units += scalar.value > 0xFFFF ? 2 : 1
      }
    }
    return TextPosition(
      line: line + 1, column: codePoints + 1, utf16Column: units + 1, byteColumn: offset - start + 1)
  }

  /// The text of the line, counted from 0, without its line end.
  package func lineText(_ line: Int) -> String {
    var range = lines.range(ofLine: line)
    while let last = range.last, bytes[last] == UInt8(ascii: "\n") || bytes[last] == UInt8(ascii: "\r") {
      range = range.lowerBound..<last
    }
    return text(range)
  }

  /// A range cut off at the end of the line on which it begins.
  package func firstLine(of range: SourceRange) -> SourceRange {
    var lineRange = lines.range(ofLine: lines.line(at: range.lowerBound))
    while let last = lineRange.last, bytes[last] == UInt8(ascii: "\n") || bytes[last] == UInt8(ascii: "\r") {
      lineRange = lineRange.lowerBound..<last
    }
    let upper = max(range.lowerBound, min(range.upperBound, lineRange.upperBound))
    return range.lowerBound..<upper
  }
}
