/// Half-open range of UTF-8 offsets into one file.
package typealias SourceRange = Range<Int>

/// One file as it was read: its name and its bytes, whatever their encoding.
package struct SourceFile: Sendable {
  /// The path as reports show it: relative to the root that was given, with `/` between parts.
  package let path: String
  package let bytes: [UInt8]
  package let lines: LineTable

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    self.lines = LineTable(bytes)
  }

  package init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  /// The blanks before an offset on its line; nil where something else stands there.
  package func indentation(before offset: Int) -> String? {
    let start = lines.starts[lines.line(at: offset)]
    guard bytes[start..<offset].allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) else { return nil }
    return text(start..<offset)
  }

  /// The text of a range, with U+FFFD where the bytes are not UTF-8.
  package func text(_ range: SourceRange) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }
}
