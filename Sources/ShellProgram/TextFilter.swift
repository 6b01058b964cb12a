import ShellSyntax

/// Commands that make another text of each that they are given, where their arguments say which (POSIX, *tr*, *sed*, *cut*).
enum TextFilter: Sendable {
  case translate([Character: Character])
  case delete(Set<Character>)
  case replace(String, with: String, everywhere: Bool)
  case field(Int, delimiter: Character)

  private static let names: Set<String> = ["tr", "sed", "cut"]

  /// Whether a command may be one.
  static func isOne(_ command: Command) -> Bool {
    guard case .simple(let simple) = command else { return false }
    return names.contains(simple.literalName ?? "")
  }

  /// Reads a command's words; nil where it is none of these, or does more.
  init?(_ words: [String]) {
    let arguments = Array(words.dropFirst())
    switch words.first {
    case "tr": self.init(translating: arguments)
    case "sed": self.init(editing: arguments)
    case "cut": self.init(cutting: arguments)
    default: return nil
    }
  }

  private init?(translating arguments: [String]) {
    if arguments.count == 2, arguments[0] == "-d" {
      guard let characters = Self.characters(arguments[1]) else { return nil }
      self = .delete(Set(characters))
      return
    }
    guard arguments.count == 2, let from = Self.characters(arguments[0]), let to = Self.characters(arguments[1]),
      let last = to.last
    else { return nil }
    let padded = to + Array(repeating: last, count: max(0, from.count - to.count))
    self = .translate(Dictionary(zip(from, padded), uniquingKeysWith: { $1 }))
  }

  /// The characters of a set: single ones, ranges, and the classes of letters.
  private static func characters(_ set: String) -> [Character]? {
    guard !set.hasPrefix("-"), !set.isEmpty else { return set == "-" ? ["-"] : nil }
    let lower = (UInt8(ascii: "a")...UInt8(ascii: "z")).map { Character(UnicodeScalar($0)) }
    let upper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).map { Character(UnicodeScalar($0)) }
    switch set {
    case "[:lower:]": return lower
    case "[:upper:]": return upper
    default: break
    }
    guard !set.contains("\\"), !set.contains("[") else { return nil }
    var result: [Character] = []
    var rest = Array(set)[...]
    while let first = rest.popFirst() {
      guard rest.first == "-", rest.count > 1, let from = first.asciiValue, let to = rest.dropFirst().first?.asciiValue
      else {
        result.append(first)
        continue
      }
      guard from <= to else { return nil }
      result += (from...to).map { Character(UnicodeScalar($0)) }
      rest = rest.dropFirst(2)
    }
    return result
  }

  /// `s/text/text/` without anything that a regular expression gives a meaning.
  private init?(editing arguments: [String]) {
    let script = arguments.count == 2 && arguments[0] == "-e" ? arguments[1] : arguments.count == 1 ? arguments[0] : ""
    guard script.hasPrefix("s"), let delimiter = script.dropFirst().first, !delimiter.isLetter, !delimiter.isNumber,
      delimiter != "\\"
    else { return nil }
    let parts = script.dropFirst(2).split(separator: delimiter, omittingEmptySubsequences: false)
    guard parts.count == 3, !parts[0].isEmpty, parts[2].isEmpty || parts[2] == "g",
      !parts[0].contains(where: { "\\^$*.[]".contains($0) }), !parts[1].contains(where: { "\\&".contains($0) })
    else { return nil }
    self = .replace(String(parts[0]), with: String(parts[1]), everywhere: parts[2] == "g")
  }

  private init?(cutting arguments: [String]) {
    var delimiter: Character = "\t"
    var field: Int?
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      guard argument.hasPrefix("-d") || argument.hasPrefix("-f") else { return nil }
      let value = argument.count > 2 ? String(argument.dropFirst(2)) : rest.popFirst() ?? ""
      if argument.hasPrefix("-d") {
        guard value.count == 1, let character = value.first else { return nil }
        delimiter = character
      } else {
        guard let number = Int(value), number > 0 else { return nil }
        field = number
      }
    }
    guard let field else { return nil }
    self = .field(field, delimiter: delimiter)
  }

  /// What becomes of a text, line by line.
  func applied(to text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { applied(toLine: String($0)) }
      .joined(separator: "\n")
  }

  private func applied(toLine line: String) -> String {
    switch self {
    case .translate(let table): return String(line.map { table[$0] ?? $0 })
    case .delete(let characters): return String(line.filter { !characters.contains($0) })
    case .replace(let old, let new, let everywhere): return Self.replacing(old, new, everywhere, in: line)
    case .field(let number, let delimiter):
      let fields = line.split(separator: delimiter, omittingEmptySubsequences: false)
      // A line without the delimiter comes out whole.
      if fields.count == 1 { return line }
      return fields.indices.contains(number - 1) ? String(fields[number - 1]) : ""
    }
  }

  private static func replacing(_ old: String, _ new: String, _ everywhere: Bool, in line: String) -> String {
    var result = ""
    var rest = line[...]
    var isDone = false
    while let character = rest.first {
      if !isDone, rest.hasPrefix(old) {
        result += new
        rest = rest.dropFirst(old.count)
        isDone = !everywhere
      } else {
        result.append(character)
        rest = rest.dropFirst()
      }
    }
    return result
  }
}
