/// What a template or a condition looks at in an invocation.
indirect enum Reference: Sendable, Equatable {
  /// The operand of a position, from 1: `$1`; the command itself is `$0`.
  case operand(Int)
  /// Each operand from a position on: `$2..`, or without the last one `$1..<last`.
  case operands(from: Int, exceptLast: Bool)
  /// `$last`
  case last
  /// The values of an option: `$-o`, `$--output`.
  case option(String)
  /// The rest of each operand `NAME=…`: `$of=`.
  case keyed(String)
  /// What the star in the command's name stands for: `$*`.
  case star
  /// The files that copying the operands but the last to the last one makes: `$targets`.
  case targets
  /// Each operand from a position on that is a path, as it has a slash or is a directory's dot: `$paths(2)`.
  case paths(from: Int)
  /// What follows the last slash: `$base(1)`.
  case base(Reference)
  /// What precedes the first colon: `$head(-v)`.
  case head(Reference)
  /// A variable of the shell, where the command stands: `$DEST`.
  case variable(String)
}

/// Text with references in it: `role/$1`, `$--directory/etc`.
struct Template: Sendable, Equatable {
  enum Piece: Sendable, Equatable {
    case text(String)
    case reference(Reference)
  }

  var pieces: [Piece]

  /// The variables that it refers to.
  var variables: [String] {
    pieces.compactMap { if case .reference(.variable(let name)) = $0 { name } else { nil } }
  }

  /// Whether the text is a URL.
  var isURL: Bool { pieces.contains { if case .text(let text) = $0 { text.contains("://") } else { false } } }

  /// nil where a dollar sign begins nothing known.
  init?(_ text: String) {
    pieces = []
    var reader = ReferenceReader(text[...])
    var literal = ""
    while let next = reader.rest.first {
      reader.rest = reader.rest.dropFirst()
      guard next == "$" else {
        literal.append(next)
        continue
      }
      if reader.take("$") {
        literal.append("$")
        continue
      }
      let isBraced = reader.take("{")
      guard let reference = reader.reference(), !isBraced || reader.take("}") else { return nil }
      if !literal.isEmpty { pieces.append(.text(literal)) }
      literal = ""
      pieces.append(.reference(reference))
    }
    if !literal.isEmpty { pieces.append(.text(literal)) }
  }
}

/// Reads references, each without its dollar sign.
struct ReferenceReader {
  var rest: Substring

  init(_ rest: Substring) { self.rest = rest }

  mutating func take(_ text: String) -> Bool {
    guard rest.hasPrefix(text) else { return false }
    rest = rest.dropFirst(text.count)
    return true
  }

  private mutating func takeWhile(_ holds: (Character) -> Bool) -> String {
    let taken = rest.prefix(while: holds)
    rest = rest.dropFirst(taken.count)
    return String(taken)
  }

  mutating func reference() -> Reference? {
    if take("*") { return .star }
    if take("base(") {
      guard let inner = reference(), take(")") else { return nil }
      return .base(inner)
    }
    if take("head(") {
      guard let inner = reference(), take(")") else { return nil }
      return .head(inner)
    }
    if take("paths(") {
      guard let from = Int(takeWhile { $0.isNumber }), from > 0, take(")") else { return nil }
      return .paths(from: from)
    }
    guard let first = rest.first else { return nil }
    if first.isASCII, first.isNumber { return operand() }
    if first == "-" { return option() }
    if first.isASCII, first.isUppercase {
      let name = takeWhile { $0.isASCII && ($0.isUppercase || $0.isNumber || $0 == "_") }
      return take("=") ? .keyed(name) : .variable(name)
    }
    let name = takeWhile { $0.isLetter || $0 == "-" || $0 == "_" }
    switch name {
    case "last": return .last
    case "targets": return .targets
    default: return !name.isEmpty && take("=") ? .keyed(name) : nil
    }
  }

  private mutating func operand() -> Reference? {
    guard let number = Int(takeWhile { $0.isNumber }), number >= 0 else { return nil }
    guard take("..") else { return .operand(number) }
    return .operands(from: number, exceptLast: take("<last"))
  }

  private mutating func option() -> Reference? {
    let name = takeWhile { $0.isLetter || $0.isNumber || $0 == "-" }
    return name.contains { $0 != "-" } ? .option(name) : nil
  }
}

/// Something that holds for an invocation, does not, or may.
struct Condition: Sendable, Equatable {
  enum Claim: Sendable, Equatable {
    /// One of the options is given.
    case options([String])
    /// The reference has a value.
    case exists(Reference)
    /// One of the reference's values matches one of the patterns.
    case matches(Reference, [SimplePattern])
    /// One of the reference's values is known to match one of the patterns.
    case surelyMatches(Reference, [SimplePattern])
  }

  let claim: Claim
  let isNegated: Bool

  /// Reads `-i|--in-place`, `$2`, `$1=clone|fetch`, `$1==dev`, each also after `!`; nil where the text is none of these.
  init?(_ text: String) {
    var reader = ReferenceReader(text[...])
    isNegated = reader.take("!")
    if reader.take("$") {
      guard let reference = reader.reference() else { return nil }
      if reader.rest.isEmpty {
        claim = .exists(reference)
      } else if reader.take("=") {
        let isStrict = reader.take("=")
        let patterns = Self.alternatives(reader.rest).map(SimplePattern.init)
        claim = isStrict ? .surelyMatches(reference, patterns) : .matches(reference, patterns)
      } else {
        return nil
      }
    } else {
      let options = Self.alternatives(reader.rest).map(String.init)
      guard options.allSatisfy({ $0.hasPrefix("-") && $0.utf8.count > 1 }) else { return nil }
      claim = .options(options)
    }
  }

  private static func alternatives(_ text: Substring) -> [Substring] {
    text.split(separator: "|", omittingEmptySubsequences: false)
  }
}

/// How sure a condition is to hold.
enum Certainty: Sendable, Comparable {
  case no, maybe, yes

  var negated: Certainty {
    switch self {
    case .no: .yes
    case .maybe: .maybe
    case .yes: .no
    }
  }
}

/// A pattern without stars, or with one at either end or both.
struct SimplePattern: Sendable, Equatable {
  private let core: String
  private let opensBefore: Bool
  private let opensAfter: Bool

  init(_ text: Substring) {
    opensBefore = text.utf8.first == UInt8(ascii: "*")
    opensAfter = text.utf8.count > 1 && text.utf8.last == UInt8(ascii: "*")
    core = String(text.dropFirst(opensBefore ? 1 : 0).dropLast(opensAfter ? 1 : 0))
  }

  func certainty(toMatch argument: Argument) -> Certainty {
    if let text = argument.text { return matches(text) ? .yes : .no }
    switch (opensBefore, opensAfter) {
    case (true, true): return argument.prefix.contains(core) || argument.suffix.contains(core) ? .yes : .maybe
    case (false, true):
      return argument.prefix.hasPrefix(core) ? .yes : core.hasPrefix(argument.prefix) ? .maybe : .no
    case (true, false):
      return argument.suffix.hasSuffix(core) ? .yes : core.hasSuffix(argument.suffix) ? .maybe : .no
    case (false, false):
      let isLongEnough = core.utf8.count >= argument.prefix.utf8.count + argument.suffix.utf8.count
      return isLongEnough && core.hasPrefix(argument.prefix) && core.hasSuffix(argument.suffix) ? .maybe : .no
    }
  }

  private func matches(_ text: String) -> Bool {
    switch (opensBefore, opensAfter) {
    case (true, true): text.contains(core)
    case (false, true): text.hasPrefix(core)
    case (true, false): text.hasSuffix(core)
    case (false, false): text == core
    }
  }
}
