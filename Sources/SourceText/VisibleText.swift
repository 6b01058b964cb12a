/// Text of strangers, for people and for the logs of build servers: nothing in it commands a terminal, begins a line
/// that nobody wrote, or reads otherwise than it runs.
///
/// All text that goes to a person passes through here.
package enum VisibleText {
  /// One line, in which what cannot be shown stands as `\n`, `\x1B` or `\u{202E}`.
  package static func line(_ text: String) -> String { withoutCommandAtStart(part(text)) }

  /// The same for a part of a line that does not begin it.
  package static func part(_ text: String) -> String {
    isPlain(text, keepingLineEnds: false) ? text : withoutCommands(escaped(Array(text.unicodeScalars)))
  }

  /// Lines, each as `line` has it.
  package static func lines(_ text: String) -> String {
    if isPlain(text, keepingLineEnds: true) { return text }
    return text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line(String($0)) }.joined(separator: "\n")
  }

  /// A line of a script with as many characters as it has: what cannot be shown stands as U+FFFD. Tabs stay.
  package static func excerpt(_ line: String) -> String {
    var result = line.unicodeScalars.map { scalar -> Unicode.Scalar in
      scalar != "\t" && isHarmful(scalar) || FileName.byte(of: scalar) != nil ? "\u{FFFD}" : scalar
    }
    for start in result.indices where isCommand(result[start...]) { result[start + 1] = "\u{FFFD}" }
    return String(String.UnicodeScalarView(result))
  }

  /// Whether a character does something other than be seen: controls, line ends of Unicode, changes of direction, and
  /// what has no width.
  package static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x7F { return scalar.value < 0x20 }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return true
    default: return scalar.properties.isNoncharacterCodePoint
    }
  }

  static func hexadecimal(_ byte: UInt8) -> String {
    "\\x" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }

  /// Whether a text can stay as it is: most can.
  private static func isPlain(_ text: String, keepingLineEnds: Bool) -> Bool {
    var last: UInt8 = 0
    for byte in text.utf8 {
      switch byte {
      case 0x0A where keepingLineEnds: break
      case 0..<0x20, 0x7F...0xFF: return false
      case UInt8(ascii: "#") where last == byte, UInt8(ascii: ":") where last == byte: return false
      default: break
      }
      last = byte
    }
    return true
  }

  // MARK: Characters

  private static func escaped(_ scalars: [Unicode.Scalar]) -> String {
    var result = ""
    var held: [UInt8] = []
    for scalar in scalars {
      if let byte = FileName.byte(of: scalar) {
        held.append(byte)
        continue
      }
      result += shown(held)
      held = []
      if isHarmful(scalar) { result += escape(for: scalar) } else { result.unicodeScalars.append(scalar) }
    }
    return result + shown(held)
  }

  /// Bytes of a name that are held one by one: of a letter that is only never alone, the letter.
  private static func shown(_ bytes: [UInt8]) -> String {
    FileName.pieces(of: bytes).map { piece in
      switch piece {
      case .byte(let byte): hexadecimal(byte)
      case .scalar(let scalar):
        scalar.value < 0x80 || isHarmful(scalar) || FileName.byte(of: scalar) != nil
          ? escape(for: scalar) : String(scalar)
      }
    }.joined()
  }

  private static func escape(for scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default:
      scalar.value < 0x80
        ? hexadecimal(UInt8(scalar.value)) : "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    }
  }

  // MARK: Commands of build logs

  /// What Azure, GitHub and TeamCity take for a command wherever it stands.
  private static let commands: [[Unicode.Scalar]] = ["##[", "##vso[", "##teamcity["].map { Array($0.unicodeScalars) }

  private static func isCommand(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    rest.first == "#" && commands.contains { rest.starts(with: $0) }
  }

  private static func withoutCommands(_ line: String) -> String {
    var scalars = Array(line.unicodeScalars)
    for start in scalars.indices.reversed() where isCommand(scalars[start...]) {
      scalars.replaceSubrange(start + 1...start + 1, with: hexadecimal(UInt8(ascii: "#")).unicodeScalars)
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// GitHub takes a line that begins with two colons for a command, whatever blanks stand before them.
  private static func withoutCommandAtStart(_ line: String) -> String {
    guard line.utf8.first == UInt8(ascii: ":") || line.first?.isWhitespace == true else { return line }
    var scalars = Array(line.unicodeScalars)
    if let start = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      scalars[start...].starts(with: [":", ":"])
    {
      scalars.replaceSubrange(start...start, with: hexadecimal(UInt8(ascii: ":")).unicodeScalars)
    }
    return String(String.UnicodeScalarView(scalars))
  }
}
