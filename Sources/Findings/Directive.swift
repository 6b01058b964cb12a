package import SourceText

/// A comment that speaks to us: `# devstack-async: VERB[CODE, …] reason`.
package struct Directive: Sendable {
  package enum Verb: String, Sendable, CaseIterable {
    /// Covers the next complete command, or the line where it trails one.
    case ignore
    /// Covers what follows, until `enable` or the end of the block.
    case disable
    case enable
    /// Covers the file.
    case ignoreFile = "ignore-file"
  }

  /// One code or name between the brackets.
  package struct Code: Sendable, Hashable {
    package let text: String
    package let range: SourceRange
  }

  package let verb: Verb
  package let codes: [Code]
  /// What stands after the brackets, without blanks around it.
  package let reason: String
  /// The whole comment.
  package let range: SourceRange
}

/// What a comment turned out to be.
package enum DirectiveReading: Sendable {
  case directive(Directive)
  /// `reads=… writes=…`: states what the command below does, silences nothing.
  case facts(StatedFacts)
  /// Meant for us, but not readable; the message says why.
  case malformed(message: String)
}

extension Directive {
  private static let marker = "devstack-async"

  /// Reads one comment; nil where it is none of ours, not even nearly.
  package static func read(_ range: SourceRange, of source: SourceFile) -> DirectiveReading? {
    var scanner = CommentScanner(bytes: source.bytes, range: range)
    scanner.skip { $0 == UInt8(ascii: "#") }
    scanner.skipBlanks()
    let name = scanner.take { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "[") && !CommentScanner.isBlank($0) }
    // Lengths tell most comments apart from ours at once.
    guard abs(name.utf8.count - marker.utf8.count) <= 2,
      name == marker || editDistance(name.lowercased(), marker, atMost: 2) != nil
    else { return nil }
    scanner.skipBlanks()
    let hasColon = scanner.takeOne(UInt8(ascii: ":"))
    scanner.skipBlanks()
    let word = scanner.take { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 == 0x2D || $0 == 0x5F }
    if scanner.next == UInt8(ascii: "="), StatedFacts.keys.contains(word) || name == marker && hasColon {
      return name == marker && hasColon ? readFacts(range, first: word, &scanner) : .malformed(message: misspelt)
    }
    let verb = Verb(rawValue: word)
    let isNear = verb != nil || nearestName(to: word, among: Verb.allCases.map(\.rawValue)) != nil
    guard name == marker && hasColon || isNear && (scanner.next == nil || scanner.next == UInt8(ascii: "[")) else {
      return nil
    }
    guard name == marker, hasColon else { return .malformed(message: misspelt) }
    guard let verb else {
      return .malformed(message: StatedFacts.keys.contains(word) ? lacking(word) : unknown(verb: word))
    }
    return readCodes(of: verb, range, &scanner)
  }

  private static func readCodes(
    of verb: Verb, _ range: SourceRange, _ scanner: inout CommentScanner
  ) -> DirectiveReading {
    guard scanner.takeOne(UInt8(ascii: "[")) else {
      return .malformed(message: "'\(verb.rawValue)' needs codes, as in '\(verb.rawValue)[DSA101]', or '[all]'")
    }
    var codes: [Code] = []
    repeat {
      scanner.skipBlanks()
      let start = scanner.position
      let text = scanner.take { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "]") && !CommentScanner.isBlank($0) }
      if !text.isEmpty { codes.append(Code(text: text, range: start..<scanner.position)) }
      scanner.skipBlanks()
    } while scanner.takeOne(UInt8(ascii: ","))
    guard scanner.takeOne(UInt8(ascii: "]")) else {
      return .malformed(message: "']' is missing after the codes")
    }
    guard !codes.isEmpty else {
      return .malformed(message: "'\(verb.rawValue)[]' names no code")
    }
    scanner.skipBlanks()
    return .directive(Directive(verb: verb, codes: codes, reason: scanner.rest, range: range))
  }

  /// Reads `KEY=KIND:KEY,… …` from the first equals sign on; what follows the last of them is a reason.
  private static func readFacts(
    _ range: SourceRange, first: String, _ scanner: inout CommentScanner
  ) -> DirectiveReading {
    var facts: [StatedFacts.Fact] = []
    var word = first
    while scanner.takeOne(UInt8(ascii: "=")) {
      guard StatedFacts.keys.contains(word) else { return .malformed(message: unknown(verb: word)) }
      let count = facts.count
      repeat {
        let start = scanner.position
        let text = scanner.take { $0 != UInt8(ascii: ",") && !CommentScanner.isBlank($0) }
        if !text.isEmpty { facts.append(.init(key: word, value: text, range: start..<scanner.position)) }
      } while scanner.takeOne(UInt8(ascii: ","))
      guard facts.count > count else { return .malformed(message: lacking(word)) }
      scanner.skipBlanks()
      word = scanner.take { $0 != UInt8(ascii: "=") && !CommentScanner.isBlank($0) }
    }
    if let nothing = facts.first(where: { $0.key == StatedFacts.effects }) {
      guard facts.count == 1, nothing.value == StatedFacts.none else {
        return .malformed(message: "'\(StatedFacts.effects)' can only be '\(StatedFacts.none)', and then stands alone")
      }
      facts = []
    }
    return .facts(StatedFacts(facts: facts, range: range))
  }

  private static func lacking(_ key: String) -> String { "'\(key)' needs a resource, as in '\(key)=file:/etc/x.conf'" }

  private static let misspelt = "misspelt directive: write '# devstack-async: '"

  private static func unknown(verb: String) -> String {
    let nearest = nearestName(to: verb, among: Verb.allCases.map(\.rawValue) + StatedFacts.keys)
    let hint = nearest.map { "; did you mean '\($0)'?" } ?? ""
    return "unknown directive '\(verb)'\(hint)"
  }
}

/// Walks through the bytes of one comment.
private struct CommentScanner {
  private let bytes: [UInt8]
  private let end: Int
  private(set) var position: Int

  init(bytes: [UInt8], range: SourceRange) {
    let range = range.clamped(to: 0..<bytes.count)
    self.bytes = bytes
    position = range.lowerBound
    var end = range.upperBound
    while end > position, Self.isBlank(bytes[end - 1]) || bytes[end - 1] == 0x0A { end -= 1 }
    self.end = end
  }

  /// A space, a tab, or the carriage return of a line end.
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

  var next: UInt8? { position < end ? bytes[position] : nil }

  var rest: String { String(decoding: bytes[position..<end], as: UTF8.self) }

  mutating func skip(while holds: (UInt8) -> Bool) {
    while let byte = next, holds(byte) { position += 1 }
  }

  mutating func skipBlanks() { skip(while: Self.isBlank) }

  mutating func take(while holds: (UInt8) -> Bool) -> String {
    let start = position
    skip(while: holds)
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  mutating func takeOne(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }
}
