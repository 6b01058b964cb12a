internal import JSON
internal import SourceText

/// What the protocol counts columns in. Elsewhere in the program a place is a UTF-8 offset; here both meet.
package enum PositionEncoding: String, Sendable, CaseIterable {
  case utf8 = "utf-8"
  case utf16 = "utf-16"
  case utf32 = "utf-32"

  /// What to use of what the client offers: bytes need no conversion, UTF-16 is what every client knows.
  init(offered: [JSONValue]) {
    let names = offered.compactMap(\.string)
    self = [.utf8, .utf16, .utf32].first { names.contains($0.rawValue) } ?? .utf16
  }

  /// How many units a text takes.
  func length(of bytes: ArraySlice<UInt8>) -> Int {
    if self == .utf8 { return bytes.count }
    var count = 0
    for byte in bytes where byte & 0xC0 != 0x80 { count += self == .utf16 && byte >= 0xF0 ? 2 : 1 }
    return count
  }

  /// How many bytes of a line so many units are, at most all; never an end inside a character.
  func byteCount(of units: Int, in line: ArraySlice<UInt8>) -> Int {
    var remaining = units
    var index = line.startIndex
    while index < line.endIndex {
      var next = index + 1
      while next < line.endIndex, line[next] & 0xC0 == 0x80 { next += 1 }
      let width = self == .utf8 ? next - index : self == .utf16 && line[index] >= 0xF0 ? 2 : 1
      if remaining < width { break }
      remaining -= width
      index = next
    }
    return index - line.startIndex
  }
}
