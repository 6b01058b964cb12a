internal import ArgumentParser
internal import Glibc
internal import JSON
internal import Pictures
internal import Workspace

/// Where a picture goes, and how it looks.
struct PictureOptions: ParsableArguments {
  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("Write it to this file, not to standard output.", valueName: "file"))
  var output: String?

  @Option(help: "When to colour text: auto, always, never.")
  var color: Environment.ColorChoice = .auto

  /// The format that the end of the file's name asks for.
  func suffix(among names: [String: String]) -> String? {
    output.flatMap { path in names.first { path.hasSuffix($0.key) }?.value }
  }

  /// A picture as text, for the terminal or 80 columns.
  func text(of picture: Picture) -> String {
    let isColoured = output == nil && Environment.colours(color)
    return TextPicture(
      picture, width: output == nil ? min(200, Environment.width ?? 80) : 80, isUnicode: Environment.isUnicode,
      paint: { text, paint in
        guard isColoured, let code = Self.code(of: paint) else { return text }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
      }
    ).text
  }

  private static func code(of paint: TextPicture.Paint) -> String? {
    switch paint {
    case .plain: nil
    case .strong: "1"
    case .faint: "2"
    case .bad: "31"
    case .good: "32"
    }
  }

  /// Writes a document to where it was asked for.
  func write(_ document: String) throws {
    guard let output else { return StandardStreams.write(document: document) }
    try OutputFile.write(Array(document.utf8), to: PathName.joined(FileSystem.workingDirectory(), output))
  }
}
