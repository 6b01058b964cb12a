internal import Glibc

/// A part of a line, valid while the line is read.
struct LineBytes {
  let start: UnsafePointer<UInt8>
  let count: Int

  subscript(index: Int) -> UInt8 { start[index] }
  var isEmpty: Bool { count == 0 }
  var first: UInt8? { count > 0 ? start[0] : nil }
  var text: String { String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self) }

  func dropFirst(_ number: Int) -> LineBytes {
    let number = min(number, count)
    return LineBytes(start: start + number, count: count - number)
  }

  func prefix(_ number: Int) -> LineBytes { LineBytes(start: start, count: min(number, count)) }

  func droppingBlanks() -> LineBytes {
    var index = 0
    while index < count, start[index] == 0x20 { index += 1 }
    return dropFirst(index)
  }

  /// Up to the first blank.
  var firstWord: LineBytes { prefix(firstIndex(of: 0x20) ?? count) }

  func firstIndex(of byte: UInt8) -> Int? {
    guard count > 0, let found = memchr(start, Int32(byte), count) else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(start)
  }

  func lastIndex(of byte: UInt8) -> Int? {
    var index = count - 1
    while index >= 0, start[index] != byte { index -= 1 }
    return index < 0 ? nil : index
  }

  func hasPrefix(_ text: StaticString) -> Bool {
    text.utf8CodeUnitCount <= count && memcmp(start, text.utf8Start, text.utf8CodeUnitCount) == 0
  }

  func hasSuffix(_ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    return length <= count && memcmp(start + (count - length), text.utf8Start, length) == 0
  }

  func range(of text: StaticString) -> Range<Int>? {
    var offset = 0
    while let next = dropFirst(offset).firstIndex(of: text.utf8Start.pointee) {
      offset += next
      if dropFirst(offset).hasPrefix(text) { return offset..<offset + text.utf8CodeUnitCount }
      offset += 1
    }
    return nil
  }

  /// A number in decimal digits from an offset on, as long as there are some; nil where there is none.
  func number(at offset: Int = 0, digits: Int = 18) -> (value: Int, length: Int)? {
    var index = offset
    var value = 0
    while index < count, index - offset < digits, start[index] &- 0x30 < 10 {
      value = value * 10 + Int(start[index] - 0x30)
      index += 1
    }
    return index > offset ? (value, index - offset) : nil
  }

  /// FNV-1a, for tables of names.
  var hash: UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in 0..<count { hash = (hash ^ UInt64(start[index])) &* 0x100_0000_01b3 }
    return hash
  }
}
