internal import ArgumentParser
internal import SourceText

/// `completions SHELL`: the script that lets a shell complete the command line.
struct Completions: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions", abstract: "Print a script that lets bash, zsh or fish complete the command line.",
    discussion: CommandPages.completions.help)

  /// The shells that are known.
  enum Shell: String, CaseIterable, ExpressibleByArgument { case bash, zsh, fish }

  @Argument(help: "The shell.")
  var shell: Shell

  func run() throws {
    for file in EmbeddedText.files where file.path == "completions/\(shell.rawValue)" {
      StandardStreams.write(document: file.text.hasSuffix("\n") ? file.text : file.text + "\n")
    }
  }
}

/// `complete WORD…`: what could stand in the place of the last word; the scripts of the shells ask it.
struct Complete: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "complete", abstract: "Print what could stand in the place of the last word.", shouldDisplay: false)

  @Argument(parsing: .captureForPassthrough, help: "The words behind the program's name.")
  var words: [String] = []

  func run() throws {
    let request = CompletionRequest(words: words.first == "--" ? Array(words.dropFirst()) : words)
    let lines = request.answer().text(for: request.typed).split(separator: "\n", omittingEmptySubsequences: false)
    // Fields stand apart by tabs; what is in them is seen, and nothing more.
    let shown = lines.map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map { VisibleText.part(String($0)) }
        .joined(separator: "\t")
    }
    StandardStreams.write(document: shown.joined(separator: "\n"))
  }
}
