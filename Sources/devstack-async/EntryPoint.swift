internal import ArgumentParser
internal import Glibc
internal import SourceText
internal import Workspace

/// What a command could not do, in one line: the program ends with status 2.
struct CommandFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// Statuses of the program: 0 clean, 1 findings, 2 could not do what was asked, 3 a defect of ours.
enum EntryPoint {
  private static let usage: Int32 = 2
  private static let internalError: Int32 = 3

  /// Runs what the command line asks for, and ends the program.
  static func run() -> Never {
    // A parent may have switched it off; a closed pipe is to end us without a word.
    signal(SIGPIPE, SIG_DFL)
    let arguments = withReason(Self.arguments)
    do {
      try refuseUnknownCommand(arguments)
      var command = try DevstackAsync.parseAsRoot(arguments)
      try command.run()
      exit(0)
    } catch {
      exit(status(for: error, arguments))
    }
  }

  /// The words of the command line, byte for byte: names of files need not be UTF-8.
  private static var arguments: [String] {
    (1..<max(1, Int(CommandLine.argc))).compactMap { index in
      CommandLine.unsafeArgv[index].map { FileName.argument(of: UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
    }
  }

  /// `--add-ignore` may stand without a reason; the parser wants a value, if only a blank. What comes next is the reason
  /// unless it is an option, or is or looks like a path.
  private static func withReason(_ arguments: [String]) -> [String] {
    guard let index = arguments.firstIndex(of: "--add-ignore") else { return arguments }
    var arguments = arguments
    let next = index + 1 < arguments.count ? arguments[index + 1] : "-"
    let looksLikePath = next.contains("/") && !next.contains(" ")
    if next.hasPrefix("-") || looksLikePath || FileSystem.kind(of: next) != nil { arguments[index] += "= " }
    return arguments
  }

  private static func status(for error: any Error, _ arguments: [String]) -> Int32 {
    if let code = error as? ExitCode { return code.rawValue }
    if error is CommandFailure || error is ConfigurationError || error is FileError {
      StandardStreams.complain("\(error)")
      return usage
    }
    let code = DevstackAsync.exitCode(for: error)
    if code == .success {
      StandardStreams.write(document: DevstackAsync.fullMessage(for: error) + "\n")
      return 0
    }
    let message = DevstackAsync.message(for: error)
    if code == .validationFailure {
      var line = message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      // The parser's guess may be far away.
      if line.hasPrefix("Unknown option "), let guess = line.firstRange(of: ". Did you mean") {
        line = String(line[..<guess.lowerBound])
      }
      StandardStreams.complain(line + hint(for: line, arguments))
      return usage
    }
    StandardStreams.complain("internal error, please report it: \(message)")
    return internalError
  }

  /// The option that was probably meant, where the parser does not say it.
  private static func hint(for message: String, _ arguments: [String]) -> String {
    guard message.hasPrefix("Unknown option '--") else { return "" }
    let unknown = message.dropFirst("Unknown option '".count).prefix { $0 != "'" && $0 != "=" }
    let commands = DevstackAsync.configuration.subcommands
    let command = commands.first { $0.configuration.commandName == arguments.first } ?? Lint.self
    let words = DevstackAsync.helpMessage(for: command).split { !($0.isLetter || $0.isNumber || $0 == "-") }
    let options = Set(words.filter { $0.hasPrefix("--") }.map(String.init)).sorted()
    return nearestName(to: String(unknown), among: options).map { ". Did you mean '\($0)'?" } ?? ""
  }

  /// A first word that is no command, no option and no path, and does not look like a path, is an unknown command.
  private static func refuseUnknownCommand(_ arguments: [String]) throws {
    guard let first = arguments.first, !first.hasPrefix("-"), !first.contains("/"), !first.contains(".") else { return }
    let names = DevstackAsync.configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    if names.contains(first) || FileSystem.kind(of: first) != nil { return }
    let hint = nearestName(to: first, among: names).map { "; did you mean '\($0)'?" }
    throw CommandFailure("unknown command '\(first)'\(hint ?? ", and no such file or directory")")
  }
}
