internal import SourceText

/// Reads a document of TOML 1.0, every key and value with its place in the bytes.
struct TOMLReader {
  /// How deep tables and arrays may lie in each other.
  static let nestingLimit = 64

  let bytes: [UInt8]
  var offset = 0
  var tables = TOMLTables()

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The members of the whole document.
  mutating func document() throws(TOMLError) -> [TOMLMember] {
    try checkEncoding()
    var table = TOMLTables.root
    var depth = 0
    repeat {
      skipBlanks()
      switch next {
      case "[": (table, depth) = try header()
      case nil, "#", "\r", "\n": break
      default: try keyValue(in: table, depth: depth)
      }
      try endLine()
    } while offset < bytes.count
    return tables.members(of: TOMLTables.root)
  }

  /// `[path]` or `[[path]]`: the table that the lines below it fill, and how deep that lies.
  private mutating func header() throws(TOMLError) -> (table: Int, depth: Int) {
    offset += 1
    let isElement = take("[")
    skipBlanks()
    let path = try path(depth: 0)
    skipBlanks()
    let end = isElement ? "]]" : "]"
    guard bytes[offset...].starts(with: end.utf8) else { throw error("expected '\(end)' after the name of a table") }
    offset += end.utf8.count
    return (isElement ? try tables.openElement(path) : try tables.openTable(path), path.depth)
  }

  /// `path = value`, into a table that lies as deep as told.
  mutating func keyValue(in table: Int, depth: Int) throws(TOMLError) {
    let path = try path(depth: depth)
    skipBlanks()
    guard take("=") else { throw error("expected '=' after the key") }
    skipBlanks()
    try tables.define(path, as: try value(depth: depth + path.depth), in: table)
  }

  // MARK: Keys

  private mutating func path(depth: Int) throws(TOMLError) -> TOMLPath {
    var parents: [TOMLKey] = []
    var last = try key()
    skipBlanks()
    while take(".") {
      skipBlanks()
      parents.append(last)
      last = try key()
      guard depth + parents.count < Self.nestingLimit else { throw tooDeep(at: last.range.lowerBound) }
      skipBlanks()
    }
    return TOMLPath(parents: parents, last: last)
  }

  private mutating func key() throws(TOMLError) -> TOMLKey {
    if let quote = next, quote == "\"" || quote == "'" {
      if isAtThree(quote) { throw error("a key is no string of several lines") }
      return try singleLineString(quote)
    }
    let start = offset
    while let scalar = next, scalar.isBareKeyScalar { offset += 1 }
    guard start < offset else { throw error("expected a key") }
    return TOMLKey(text: text(start..<offset), range: start..<offset)
  }

  // MARK: Between

  mutating func skipBlanks() {
    while next == " " || next == "\t" { offset += 1 }
  }

  /// Skips blanks, comments and line ends.
  mutating func skipLines() throws(TOMLError) {
    repeat {
      skipBlanks()
      try skipComment()
    } while takeNewline()
  }

  private mutating func endLine() throws(TOMLError) {
    skipBlanks()
    try skipComment()
    guard takeNewline() || next == nil else { throw error("expected the end of the line") }
  }

  private mutating func skipComment() throws(TOMLError) {
    guard take("#") else { return }
    while let scalar = next, !isAtNewline {
      guard scalar.isTextScalar else { throw controlCharacter() }
      offset += 1
    }
  }

  // MARK: Bytes

  /// The next byte; one of many for a scalar outside ASCII stands for a scalar that has no meaning here.
  var next: Unicode.Scalar? { offset < bytes.count ? Unicode.Scalar(bytes[offset]) : nil }

  var isAtNewline: Bool {
    next == "\n" || (next == "\r" && offset + 1 < bytes.count && bytes[offset + 1] == UInt8(ascii: "\n"))
  }

  func isAtThree(_ quote: Unicode.Scalar) -> Bool {
    bytes[offset...].prefix(3).elementsEqual(repeatElement(UInt8(ascii: quote), count: 3))
  }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    offset += 1
    return true
  }

  mutating func takeNewline() -> Bool {
    guard isAtNewline else { return false }
    offset += next == "\r" ? 2 : 1
    return true
  }

  func text(_ range: SourceRange) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private func checkEncoding() throws(TOMLError) {
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var offset = 0
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let scalar): offset += scalar.count
      case .error: throw TOMLError(message: "not UTF-8", offset: offset)
      case .emptyInput: return
      }
    }
  }

  // MARK: Errors

  func error(_ message: String, at place: Int? = nil) -> TOMLError {
    TOMLError(message: message, offset: place ?? offset)
  }

  func tooDeep(at place: Int) -> TOMLError { error("nested deeper than \(Self.nestingLimit)", at: place) }

  func controlCharacter() -> TOMLError {
    let value = String(offset < bytes.count ? bytes[offset] : 0, radix: 16, uppercase: true)
    return error("control character U+" + String(repeating: "0", count: 4 - value.count) + value)
  }
}

extension Unicode.Scalar {
  fileprivate var isBareKeyScalar: Bool {
    switch self {
    case "A"..."Z", "a"..."z", "0"..."9", "-", "_": true
    default: false
    }
  }

  /// Whether comments and strings may hold it as it is.
  var isTextScalar: Bool { (value >= 0x20 && value != 0x7F) || self == "\t" }
}
