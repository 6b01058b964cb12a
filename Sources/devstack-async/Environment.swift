internal import Glibc
internal import Reporting
internal import Workspace

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

  /// Where the rules' pages are, as `DEVSTACK_ASYNC_RULE_PAGES` says: the address of a folder.
  static var rulePages: RulePages? { value("DEVSTACK_ASYNC_RULE_PAGES").map(RulePages.init(base:)) }

  /// The pages on this machine: those that were installed with the program, or those it was built beside.
  static var installedPages: RulePages? {
    guard let program = FileSystem.realPath("/proc/self/exe"), let rule = RuleDescription.all.first else { return nil }
    var folder = PathName.folder(of: program)
    while !folder.isEmpty, folder != "/" {
      for place in ["share/devstack-async/rules", "Rules/catalogue"] {
        let pages = PathName.joined(folder, place)
        if FileSystem.kind(of: PathName.joined(pages, RulePages.fileName(of: rule.id))) == .file {
          return RulePages(folder: pages)
        }
      }
      folder = PathName.folder(of: folder)
    }
    return nil
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

  /// How many columns the terminal of standard output has; nil where it is none.
  static var width: Int? {
    guard outputIsTerminal else { return nil }
    var size = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return max(40, Int(size.ws_col)) }
    return max(40, value("COLUMNS").flatMap { Int($0) } ?? 80)
  }

  /// Whether the terminal is one of those that are known to show links (OSC 8): others may print what they do not know.
  static var terminalShowsLinks: Bool {
    if let forced = value("FORCE_HYPERLINK") { return forced != "0" }
    if ["WT_SESSION", "KONSOLE_VERSION", "DOMTERM"].contains(where: { value($0) != nil }) { return true }
    if let version = value("VTE_VERSION").flatMap({ Int($0) }) { return version >= 5000 }
    if ["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio"].contains(value("TERM_PROGRAM")) { return true }
    let terminal = value("TERM") ?? ""
    return ["xterm-kitty", "xterm-ghostty", "alacritty", "foot", "wezterm", "contour"].contains(
      where: terminal.hasPrefix)
  }

  /// Whether whoever waits sees a terminal that a line can be taken back from, and no log of a machine.
  static var showsProgress: Bool {
    isatty(STDERR_FILENO) != 0 && value("TERM") != "dumb" && value("CI") == nil && value("PRE_COMMIT") == nil
  }

  /// Whether the locale says that text is UTF-8.
  static var isUnicode: Bool {
    let locale = (value("LC_ALL") ?? value("LC_CTYPE") ?? value("LANG") ?? "").lowercased()
    return locale.contains("utf-8") || locale.contains("utf8")
  }

  /// The style of text for people.
  static func textStyle(_ choice: ColorChoice, links: Bool = true) -> TextStyle {
    let isColoured = colours(choice)
    let isLinked = links && isColoured && outputIsTerminal && terminalShowsLinks
    return TextStyle(
      isColoured: isColoured, hasUnicode: isUnicode && outputIsTerminal, width: width,
      pages: isLinked ? rulePages ?? installedPages : nil)
  }
}
