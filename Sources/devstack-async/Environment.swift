internal import Glibc
internal import Reporting

/// What the environment says about how to write.
enum Environment {
  /// When to colour.
  enum ColorChoice: String, CaseIterable {
    case auto, always, never
  }

  /// A variable that is set and not empty.
  static func value(_ name: String) -> String? {
    guard let pointer = getenv(name) else { return nil }
    let text = String(cString: pointer)
    return text.isEmpty ? nil : text
  }

  static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) != 0 }

  /// The option first, then `NO_COLOR`, then what forces colour, then what the stream is.
  static func colours(_ choice: ColorChoice) -> Bool {
    switch choice {
    case .always: return true
    case .never: return false
    case .auto: break
    }
    if value("NO_COLOR") != nil { return false }
    for name in ["FORCE_COLOR", "CLICOLOR_FORCE"] {
      if let force = value(name), force != "0" { return true }
    }
    return outputIsTerminal && value("TERM") != "dumb"
  }

  /// The style of text for people.
  static func textStyle(_ choice: ColorChoice) -> TextStyle {
    let locale = value("LC_ALL") ?? value("LC_CTYPE") ?? value("LANG") ?? ""
    let isUnicode = locale.lowercased().contains("utf-8") || locale.lowercased().contains("utf8")
    return TextStyle(isColoured: colours(choice), hasUnicode: isUnicode && outputIsTerminal)
  }
}
