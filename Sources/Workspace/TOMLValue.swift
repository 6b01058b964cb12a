internal import SourceText

/// A value of a TOML document, with its place.
struct TOMLValue: Sendable {
  let content: Content
  /// What is written, within the quotes of a string; the key in the header of a table that has one.
  let range: SourceRange

  /// The types of TOML 1.0.
  enum Content: Sendable {
    case string(String)
    case integer(Int)
    case float(Double)
    case boolean(Bool)
    case array([TOMLValue])
    case table([TOMLMember])
    /// A date, a time or both, for which no key has a use.
    case other
  }
}

/// A key of a table with its value; the members of a table stand in the order of their keys' first mention.
struct TOMLMember: Sendable {
  let key: String
  /// Where the key was first mentioned, within its quotes.
  let keyRange: SourceRange
  let value: TOMLValue
}

/// Why a text is no TOML document, and where.
struct TOMLError: Error, Sendable {
  let message: String
  /// In bytes.
  let offset: Int
  /// The place of what the text contradicts, which `message` speaks of.
  var earlier: Int?
}

/// One part of a dotted key, or the whole of another.
struct TOMLKey {
  let text: String
  let range: SourceRange
}

/// A key with the keys of the tables that lead to it.
struct TOMLPath {
  let parents: [TOMLKey]
  let last: TOMLKey

  /// How many tables the path goes down.
  var depth: Int { parents.count + 1 }
}
