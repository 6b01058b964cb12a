/// Text broken into lines.
package enum TextWrap {
  /// Lines of at most so many columns, broken at blanks; a longer word has a line of its own. Escape sequences of
  /// terminals take no column.
  package static func lines(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var column = 0
    for word in text.split(separator: " ") {
      let columns = Self.columns(of: word)
      if !line.isEmpty, column + 1 + columns > width {
        lines.append(line)
        (line, column) = ("", 0)
      }
      if !line.isEmpty {
        line += " "
        column += 1
      }
      line += word
      column += columns
    }
    return lines + [line]
  }

  /// How many columns a terminal uses for a text, escape sequences left out.
  package static func columns(of text: some StringProtocol) -> Int {
    var columns = 0
    var scalars = Substring(text).unicodeScalars
    while let scalar = scalars.popFirst() {
      if scalar == "\u{1B}" {
        skipSequence(&scalars)
      } else {
        columns += Self.columns(of: scalar)
      }
    }
    return columns
  }

  /// What follows an escape: `[…m`, or `]…` up to the sequence `ESC \` that ends it.
  private static func skipSequence(_ scalars: inout Substring.UnicodeScalarView) {
    switch scalars.popFirst() {
    case "[": while let scalar = scalars.popFirst(), !("@"..."~").contains(scalar) {}
    case "]":
      while let scalar = scalars.popFirst(), scalar != "\u{7}" {
        if scalar == "\u{1B}" {
          _ = scalars.popFirst()
          return
        }
      }
    case .some, nil: break
    }
  }

  private static func columns(of scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: return isWide(scalar) ? 2 : 1
    }
  }

  /// The large blocks of East Asian scripts, and pictures.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return true
    default: return scalar.properties.isEmojiPresentation
    }
  }
}
