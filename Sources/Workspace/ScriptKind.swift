import SourceText

/// Whether a file is a shell script: by its name as devstack names its files, else by its first bytes.
enum ScriptKind {
  private static let shellExtensions: Set<String> = ["sh", "bash"]
  private static let documentExtensions: Set<String> = [
    "cfg", "css", "diff", "html", "ini", "js", "json", "md", "patch", "py", "rst", "svg", "toml", "txt", "xml", "yaml",
    "yml",
  ]
  private static let foldersOfScripts: Set<String> = ["lib", "inc"]
  private static let endings = ["rc", "settings"]
  private static let names: Set<String> = ["override-defaults", "functions", "functions-common", "local.sh"]
  private static let neverNames: Set<String> = ["localrc", "stack-screenrc"]
  private static let documentNames: Set<String> = [
    "AUTHORS", "CHANGELOG", "CONTRIBUTING", "COPYING", "ChangeLog", "Containerfile", "Dockerfile", "HACKING", "INSTALL",
    "LICENSE", "MAINTAINERS", "Makefile", "NEWS", "NOTICE", "README", "TODO", "Vagrantfile",
  ]
  private static let shells: Set<Substring> = ["sh", "bash", "dash", "ksh"]

  /// Whether the name is that of a text of another kind, as README.rst and LICENSE are: such a file is no script even if
  /// somebody names it, and even if it quotes one.
  static func isDocument(_ path: String) -> Bool {
    PathName.fileExtension(of: path).map(documentExtensions.contains) ?? documentNames.contains(PathName.name(of: path))
  }

  /// What the name alone tells: yes, no, or look inside (nil).
  static func byName(_ path: String) -> Bool? {
    let name = PathName.name(of: path)
    if neverNames.contains(name) || name.hasPrefix(".") || name.hasSuffix("~") { return false }
    if let ending = PathName.fileExtension(of: path) { return shellExtensions.contains(ending) ? true : false }
    if documentNames.contains(name) { return false }
    if names.contains(name) || name.hasPrefix("functions") { return true }
    if endings.contains(where: name.hasSuffix) { return true }
    return nil
  }

  /// What the first bytes tell of a file whose name tells nothing.
  static func byContents(_ bytes: [UInt8], path: String) -> Bool {
    let head = bytes.prefix(16_384)
    if head.contains(0) { return false }
    if let interpreter = interpreter(of: bytes) { return shells.contains(interpreter[...]) }
    let text = String(decoding: head, as: UTF8.self)
    let lines = text.split(whereSeparator: \.isNewline)
    let parent = PathName.name(of: PathName.folder(of: path))
    if foldersOfScripts.contains(parent), lines.first?.hasPrefix("#") == true { return true }
    return lines.contains(where: isTelling)
  }

  /// A mode line for an editor, or the head of a function.
  private static func isTelling(_ line: Substring) -> Bool {
    if isHeadOfFunction(line) { return true }
    return line.hasPrefix("#") && (line.contains("-*- mode: shell") || line.contains("syntax=sh"))
  }

  /// `name()` or `function name` at the start of a line, with nothing, a comment or a brace after it: not the word
  /// "function" of a sentence.
  private static func isHeadOfFunction(_ line: Substring) -> Bool {
    let keyword = "function "
    let head = line.hasPrefix(keyword) ? line.dropFirst(keyword.count).drop { $0 == " " } : line
    let name = head.utf8.prefix { $0.isPartOfName || $0 == UInt8(ascii: "-") }
    var rest = head.dropFirst(name.count).drop { $0 == " " }
    let hasParentheses = rest.hasPrefix("()")
    guard !name.isEmpty, hasParentheses || line.hasPrefix(keyword) else { return false }
    rest = (hasParentheses ? rest.dropFirst(2) : rest).drop { $0.isWhitespace }
    return rest.first.map { $0 == "{" || $0 == "#" } ?? true
  }

  /// The name of the program in a `#!` line, `env` skipped.
  static func interpreter(of bytes: [UInt8]) -> String? {
    guard bytes.starts(with: "#!".utf8) else { return nil }
    let line = bytes.dropFirst(2).prefix(256).prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    let words = String(decoding: line, as: UTF8.self).split(separator: " ")
    guard let program = words.first else { return nil }
    let name = PathName.name(of: String(program))
    if name != "env" { return name }
    return words.dropFirst().first { !$0.hasPrefix("-") && !$0.contains("=") }.map { PathName.name(of: String($0)) }
  }
}
