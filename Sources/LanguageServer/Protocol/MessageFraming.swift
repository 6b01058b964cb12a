/// Takes messages out of a stream of bytes: each has headers, an empty line, and as many bytes as `Content-Length` says.
package struct MessageFraming {
  package enum Frame: Equatable {
    case message([UInt8])
    /// Bytes that are no message; reading goes on at the next `Content-Length`.
    case broken(String)
  }

  /// A longer message is refused: no script is that long.
  package static let maximumLength = 64 << 20
  /// What says that it is longer still is not believed: nothing is passed over for its sake.
  private static let maximumPassed = 4 << 30
  private static let maximumHeader = 8_192
  private static let lengthName = Array("content-length".utf8)

  private var buffer: [UInt8] = []
  private var start = 0
  /// How many bytes of a message that is too long are still to come.
  private var passed = 0
  /// Whether the next header is looked for, wherever it begins.
  private var isLost = false

  package init() {}

  /// Whether a message has begun and is not complete.
  package var isWaiting: Bool { start < buffer.count }

  package mutating func append(_ bytes: some Collection<UInt8>) {
    let rest = bytes.dropFirst(passed)
    passed -= bytes.count - rest.count
    if start > 0, start == buffer.count || start > 1 << 16 {
      buffer.removeFirst(start)
      start = 0
    }
    buffer += rest
  }

  /// The next complete message; nil where more bytes are needed.
  package mutating func next() -> Frame? {
    if isLost, !findHeader() { return nil }
    var position = start
    var length: Int?
    var problem: String?
    while let end = buffer[position...].firstIndex(of: UInt8(ascii: "\n")) {
      let line = Self.trimmed(buffer[position..<end])
      position = end + 1
      if line.isEmpty {
        if problem == nil, let length, length > Self.maximumLength { return pass(length, from: position) }
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
      if let number = Int(digits), number >= 0, number <= Self.maximumPassed {
        if let length, length != number { problem = "two different Content-Length" }
        length = number
      } else {
        problem = "Content-Length is '\(digits.prefix(40))'"
      }
    }
    if buffer.count - start > Self.maximumHeader, length == nil { return skip("headers without end", from: start + 1) }
    return nil
  }

  /// Passes over a message that is too long, without holding it.
  private mutating func pass(_ length: Int, from position: Int) -> Frame {
    start = min(buffer.count, position + length)
    passed = length - (start - position)
    return .broken("a message of \(length) bytes is too long")
  }

  /// Passes over what cannot be read, to the next header that could begin a message.
  private mutating func skip(_ reason: String, from position: Int) -> Frame {
    start = position
    isLost = true
    _ = findHeader()
    return .broken(reason)
  }

  /// Goes to where a header begins, or may have begun at the end of what has come; false where more must come.
  private mutating func findHeader() -> Bool {
    while start < buffer.count {
      let rest = buffer[start...].prefix(Self.lengthName.count).lazy.map(Self.lowered)
      if Self.lengthName.starts(with: rest) {
        isLost = rest.count < Self.lengthName.count
        return !isLost
      }
      start += 1
    }
    return false
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
