/// Takes messages out of a stream of bytes: each has headers, an empty line, and as many bytes as `Content-Length` says.
package struct MessageFraming {
  package enum Frame: Equatable {
    case message([UInt8])
    /// Bytes that are no message; reading goes on at the next `Content-Length`.
    case broken(String)
  }

  /// A longer message is refused: no script is that long.
  package static let maximumLength = 256 << 20
  private static let maximumHeader = 8_192
  private static let lengthName = Array("content-length".utf8)

  private var buffer: [UInt8] = []
  private var start = 0

  package init() {}

  /// Whether a message has begun and is not complete.
  package var isWaiting: Bool { start < buffer.count }

  package mutating func append(_ bytes: some Sequence<UInt8>) {
    if start > 0, start == buffer.count || start > 1 << 16 {
      buffer.removeFirst(start)
      start = 0
    }
    buffer += bytes
  }

  /// The next complete message; nil where more bytes are needed.
  package mutating func next() -> Frame? {
    var position = start
    var length: Int?
    var problem: String?
    while let end = buffer[position...].firstIndex(of: UInt8(ascii: "\n")) {
      let line = Self.trimmed(buffer[position..<end])
      position = end + 1
      if line.isEmpty {
        if let problem { return skip(problem, from: position) }
        guard let length else { return skip("headers without Content-Length", from: position) }
        guard buffer.count - position >= length else { return nil }
        let body = Array(buffer[position..<position + length])
        start = position + length
        return .message(body)
      }
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
        problem = "a header without a colon"
        continue
      }
      guard line[..<colon].lazy.map(Self.lowered).elementsEqual(Self.lengthName) else { continue }
      let digits = String(decoding: Self.trimmed(line[(colon + 1)...]), as: UTF8.self)
      if let number = Int(digits), number >= 0, number <= Self.maximumLength {
        length = number
      } else {
        problem = "Content-Length is '\(digits.prefix(40))'"
      }
    }
    if buffer.count - start > Self.maximumHeader, length == nil { return skip("headers without end", from: start + 1) }
    return nil
  }

  /// Passes over what cannot be read, to the next header that could begin a message.
  private mutating func skip(_ reason: String, from position: Int) -> Frame {
    var place = position
    while place < buffer.count {
      let rest = buffer[place...].prefix(Self.lengthName.count).lazy.map(Self.lowered)
      if Self.lengthName.starts(with: rest) { break }
      place += 1
    }
    start = place
    return .broken(reason)
  }

  private static func lowered(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
    return line.drop(while: isBlank).reversed().drop(while: isBlank).reversed()[...]
  }

  /// A message as it is sent.
  package static func framed(_ text: String) -> [UInt8] {
    Array("Content-Length: \(text.utf8.count)\r\n\r\n".utf8) + text.utf8
  }
}
