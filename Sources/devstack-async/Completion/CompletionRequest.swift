internal import ArgumentParser
internal import SourceText

/// What could stand in the place of a word that is being typed.
struct CompletionAnswer {
  /// Names of the disk that the shell adds in its own way.
  enum Paths: String { case none, files, folders }

  var candidates: [(value: String, meaning: String)] = []
  var paths = Paths.none

  /// A line for each candidate that goes on from what is typed, and a last one for paths: what the scripts of the shells read.
  func text(for typed: String) -> String {
    // A name that cannot be shown as it is cannot be typed so either.
    let shown = candidates.filter { $0.value.hasPrefix(typed) && VisibleText.part($0.value) == $0.value }
    let lines = shown.map { value, meaning in
      meaning.isEmpty ? value : "\(value)\t\(VisibleText.part(meaning))"
    }
    return (lines + [":\(paths.rawValue)", ""]).joined(separator: "\n")
  }
}

/// The words of a command line of which the last is being typed.
struct CompletionRequest {
  /// The word that is being typed, perhaps empty.
  let typed: String
  private let command: CommandDescription
  private let isAtCommand: Bool
  private let words: [String]

  /// The words behind the program's name.
  init(words: [String]) {
    typed = words.last ?? ""
    var rest = words.dropLast()
    var type: any ParsableCommand.Type = DevstackAsync.self
    var path: [String] = []
    if rest.first == "help" { rest = rest.dropFirst() }
    while let word = rest.first,
      let next = CommandDescription.shownSubcommands(of: type).first(where: { $0.name == word })
    {
      type = next.type
      path.append(word)
      rest = rest.dropFirst()
    }
    subcommands = CommandDescription.shownSubcommands(of: type).map { ($0.name, $0.type.configuration.abstract) }
    isAtCommand = rest.isEmpty && !subcommands.isEmpty
    // What stands there belongs to the command that is meant where none is named.
    command = CommandDescription(of: type.configuration.defaultSubcommand ?? type, path: path)
    self.words = Array(rest)
  }

  private let subcommands: [(value: String, meaning: String)]

  /// What could stand there.
  func answer() -> CompletionAnswer {
    let state = ParsedWords(words, of: command)
    if let option = state.pending { return CompletionValues(arguments: state.arguments).answer(for: option, typed) }
    if !state.hasOnlyArguments, typed.hasPrefix("-") { return optionAnswer(state) }
    var answer = CompletionAnswer()
    if isAtCommand { answer.candidates = subcommands }
    if let argument = command.options.first(where: { $0.kind == .positional }) {
      let values = CompletionValues(arguments: state.arguments, kind: state.kind)
      let further = values.answer(for: argument, typed)
      answer.candidates += further.candidates
      answer.paths = further.paths
    }
    return answer
  }

  /// Names of options, or for `--name=` its values behind that.
  private func optionAnswer(_ state: ParsedWords) -> CompletionAnswer {
    if let equals = typed.firstIndex(of: "="), let option = command.option(String(typed[..<equals])) {
      let begun = String(typed[...equals])
      var answer = CompletionValues(arguments: state.arguments).answer(
        for: option, String(typed.dropFirst(begun.count)))
      answer.candidates = answer.candidates.map { (begun + $0.value, $0.meaning) }
      return answer
    }
    let names = command.options.flatMap { option in option.names.map { (value: $0, meaning: option.help) } }
    return CompletionAnswer(candidates: names.filter { !$0.value.isEmpty })
  }
}

extension CommandDescription {
  /// The option of a name that takes a value.
  fileprivate func option(_ name: String) -> OptionDescription? {
    options.first { $0.kind == .option && $0.names.contains(name) }
  }
}

/// The words of a command as its options divide them.
private struct ParsedWords {
  /// The option that wants the next word.
  private(set) var pending: OptionDescription?
  private(set) var arguments: [String] = []
  /// Whether `--` came before.
  private(set) var hasOnlyArguments = false
  /// The value of `--kind`, on which it depends what else is wanted.
  private(set) var kind: String?

  init(_ words: [String], of command: CommandDescription) {
    for word in words { take(word, command) }
  }

  private mutating func take(_ word: String, _ command: CommandDescription) {
    if let option = pending {
      if option.names.contains("--kind") { kind = word }
      pending = nil
    } else if hasOnlyArguments || !word.hasPrefix("-") || word == "-" {
      arguments.append(word)
    } else if word == "--" {
      hasOnlyArguments = true
    } else if word.hasPrefix("--kind=") {
      kind = String(word.dropFirst("--kind=".count))
    } else {
      pending = command.option(word)
    }
  }
}
