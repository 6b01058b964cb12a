internal import SourceText

/// Text for XML 1.0.
package enum XMLText {
  /// Escaped for the inside of an attribute or an element; characters that XML has no way to write become U+FFFD.
  package static func escaped(_ text: String) -> String {
    var result = ""
    var last: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      defer { last = scalar }
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&apos;"
      case "\n", "\r", "\t": result += "&#\(scalar.value);"
      case "#" where last == "#": result += "&#35;"
      default:
        if isLegal(scalar), VisibleText.isHarmful(scalar) {
          result += "&#\(scalar.value);"
        } else {
          result.unicodeScalars.append(isLegal(scalar) ? scalar : "\u{FFFD}")
        }
      }
    }
    return result
  }

  /// `<name a="…"` with the attributes that have a value.
  package static func opening(_ name: String, _ attributes: [(String, String)]) -> String {
    "<" + name + attributes.map { " \($0)=\"\(escaped($1))\"" }.joined()
  }

  private static func isLegal(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
  }
}
