/// Names of files as texts.
///
/// The kernel takes any bytes for a name; a text holds characters. Bytes that are no UTF-8, and those of characters that
/// would do something to whoever reads a report (line ends, escape sequences, marks that turn the direction of writing,
/// what looks like the place in `name:1:2: ` or like a command of a build log), are held as characters of their own, one
/// for each byte. So a name stands on one line wherever it is put, two names are never the same text, and the bytes
/// are not lost. `VisibleText` shows such names to people.
package enum FileName {
  /// The characters that stand for bytes: the last 256 of those that Unicode leaves to private use.
  private static let firstOfBytes: UInt32 = 0x10FF00

  /// The text of a name, or of a path of several.
  package static func text(of bytes: some Collection<UInt8>) -> String { text(of: bytes, mustHold: mustHold) }

  /// The text of bytes that may hold a name beside other things: only what is no text at all is held byte by byte.
  package static func argument(of bytes: some Collection<UInt8>) -> String { text(of: bytes) { _, _ in false } }

  /// The same name as names have it, whatever it was taken from.
  package static func canonical(_ text: String) -> String {
    text.utf8.allSatisfy(isPlain) ? text : self.text(of: bytes(of: text))
  }

  /// Whether a byte stands for itself whatever is around it.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: ":") && byte != UInt8(ascii: "#")
  }

  /// The bytes that a text stands for.
  package static func bytes(of text: String) -> [UInt8] {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return Array(text.utf8) }
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      if let byte = byte(of: scalar) { bytes.append(byte) } else { bytes += UTF8.encode(scalar) ?? .init() }
    }
    return bytes
  }

  /// The name for documents that programs read: as it is, save for bytes that are no UTF-8, which stand as `\xFF`.
  package static func published(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { byte(of: $0) != nil }) else { return text }
    var result = ""
    for piece in pieces(of: bytes(of: text)) {
      switch piece {
      case .scalar(let scalar): result.unicodeScalars.append(scalar)
      case .byte(let byte): result += VisibleText.hexadecimal(byte)
      }
    }
    return result
  }

  /// The byte that a character of a name stands for; nil for one that stands for itself.
  static func byte(of scalar: Unicode.Scalar) -> UInt8? {
    scalar.value >= firstOfBytes ? UInt8(truncatingIfNeeded: scalar.value) : nil
  }

  /// A character, or a byte that belongs to none.
  enum Piece {
    case scalar(Unicode.Scalar)
    case byte(UInt8)
  }

  /// The characters of UTF-8, and all other bytes one by one.
  static func pieces(of bytes: some Collection<UInt8>) -> [Piece] {
    var pieces: [Piece] = []
    var rest = Array(bytes)[...]
    while let first = rest.first {
      var iterator = rest.makeIterator()
      var parser = Unicode.UTF8.ForwardParser()
      if case .valid(let encoded) = parser.parseScalar(from: &iterator) {
        pieces.append(.scalar(Unicode.UTF8.decode(encoded)))
        rest.removeFirst(encoded.count)
      } else {
        pieces.append(.byte(first))
        rest.removeFirst()
      }
    }
    return pieces
  }

  private static func text(
    of bytes: some Collection<UInt8>, mustHold: (Unicode.Scalar, _ next: UInt8?) -> Bool
  ) -> String {
    if bytes.allSatisfy(isPlain) { return String(decoding: bytes, as: UTF8.self) }
    var result = String.UnicodeScalarView()
    func hold(_ byte: UInt8) {
      if let scalar = Unicode.Scalar(firstOfBytes + UInt32(byte)) { result.append(scalar) }
    }
    let pieces = pieces(of: bytes)
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .byte(let byte): hold(byte)
      case .scalar(let scalar):
        var next: UInt8?
        if index + 1 < pieces.count, case .scalar(let following) = pieces[index + 1] {
          next = UInt8(exactly: following.value)
        }
        if byte(of: scalar) != nil || mustHold(scalar, next) {
          for byte in UTF8.encode(scalar) ?? .init() { hold(byte) }
        } else {
          result.append(scalar)
        }
      }
    }
    return String(result)
  }

  /// Whether a character of a name is held byte by byte, by itself or for what follows it.
  private static func mustHold(_ scalar: Unicode.Scalar, _ next: UInt8?) -> Bool {
    switch scalar {
    case " "..."9", ";"..."~": scalar == "#" && next == UInt8(ascii: "#")
    case ":": next.map { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: " ") || (0x30...0x39).contains($0) } ?? true
    default: VisibleText.isHarmful(scalar) || isNeverAlone(scalar)
    }
  }

  /// Whether a character may be one with those around it, or with another way to write it: texts that only Unicode calls
  /// equal are different names.
  private static func isNeverAlone(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // Parts of Korean syllables, and characters that have another one for their proper form.
    case 0x1100...0x11FF, 0x0340...0x0345, 0x0374, 0x037E, 0x0387, 0x1F71...0x1FFD, 0x2000...0x2001, 0x2126...0x212B,
      0x2329...0x232A, 0x2ADC, 0xF900...0xFAFF, 0xFB1D...0xFB4E, 0x2F800...0x2FA1F:
      true
    default:
      scalar.properties.isGraphemeExtend || scalar.properties.canonicalCombiningClass != .notReordered
        || scalar.properties.generalCategory == .spacingMark
    }
  }
}
