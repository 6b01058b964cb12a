internal import Reporting

/// The manual: a page for the program, one for each of its commands, and one that has all rules.
enum ManualPages {
  /// The day of the last change to what the pages say.
  private static let date = "2026-11-30"
  private static let manual = "devstack-async"

  /// The pages by their paths below a folder of manual pages, as in `man1/devstack-async-lint.1`.
  static func all() -> [(path: String, text: String)] {
    let program = CommandDescription(of: DevstackAsync.self)
    let commands = [program] + program.subcommands
    return commands.map { ("man1/\(fileName(of: $0)).1", page(of: $0, beside: commands)) }
      + [("man7/devstack-async-rules.7", rules(beside: commands))]
  }

  private static func fileName(of command: CommandDescription) -> String {
    (["devstack-async"] + command.path).joined(separator: "-")
  }

  private static func title(_ name: String, section: Int) -> String {
    Roff.title(name, section: section, date: date, source: "devstack-async \(ToolVersion.text)", manual: manual)
  }

  private static func page(of command: CommandDescription, beside all: [CommandDescription]) -> String {
    let name = fileName(of: command)
    var text = title(name, section: 1)
    text += Roff.heading("NAME") + Roff.lines("\(Roff.escaped(name)) \\- \(Roff.escaped(phrase(command.summary)))")
    text += Roff.heading("SYNOPSIS") + synopsis(of: command)
    guard let page = CommandPages.all[command.path.joined(separator: " ")] else { return text }
    text += Roff.heading("DESCRIPTION") + paragraphs(page.description)
    text += command.path.isEmpty ? list(of: command.subcommands) : options(of: command)
    text += section("EXIT STATUS", page.statuses.map { ("\($0)", sentence($1)) })
    text += section("ENVIRONMENT", page.variables.map { ($0.rawValue, $0.meaning) })
    text += section("FILES", page.files.map { ($0.name, $0.meaning) })
    text += Roff.heading("EXAMPLES")
    text += page.examples.map { Roff.definition(Roff.bold($0.line), sentence($0.meaning)) }.joined()
    return text + seeAlso(all.map { (fileName(of: $0), 1) } + [("devstack-async-rules", 7)], without: name)
  }

  private static func rules(beside commands: [CommandDescription]) -> String {
    let name = "devstack-async-rules"
    var text = title(name, section: 7)
    text += Roff.heading("NAME") + "\(Roff.escaped(name)) \\- what devstack\\-async reports\n"
    text += Roff.heading("DESCRIPTION")
    text += paragraphs([
      "Each rule has a code and a name; both stand for it in options, in the configuration and in comments. "
        + "Those that are off by default are selected by '--select' or '--extend-select'."
    ])
    for rule in RuleDescription.all {
      text += Roff.heading("\(rule.id.code) \(rule.id.name)") + MarkdownPage(rule.markdown).roff()
    }
    return text + seeAlso(commands.map { (fileName(of: $0), 1) }, without: name)
  }

  // MARK: Sections

  private static func synopsis(of command: CommandDescription) -> String {
    let lines = command.subcommands.isEmpty ? [command] : command.subcommands
    return lines.map { line in
      let arguments = line.options.filter { $0.kind == .positional }.map { argument in
        " [\(Roff.italic(argument.valueName.uppercased()))\(argument.isRepeating ? " ..." : "")]"
      }
      return Roff.bold(line.name) + " [\(Roff.italic("OPTIONS"))]" + arguments.joined() + "\n"
    }.joined(separator: ".br\n")
  }

  private static func list(of commands: [CommandDescription]) -> String {
    section("COMMANDS", commands.map { ($0.path.joined(separator: " "), $0.summary) })
  }

  /// The options of a command; where it has commands of its own, those of each.
  private static func options(of command: CommandDescription) -> String {
    if command.subcommands.isEmpty {
      return Roff.heading("OPTIONS") + command.options.map(definition).joined()
    }
    return Roff.heading("COMMANDS")
      + command.subcommands.map { part in
        Roff.heading(part.path.joined(separator: " "), macro: "SS") + Roff.lines(Roff.escaped(part.summary))
          + part.options.map(definition).joined()
      }.joined()
  }

  private static func definition(of option: OptionDescription) -> String {
    let value = Roff.italic(option.valueName)
    let names = option.names.map(Roff.bold).joined(separator: ", ")
    let term =
      switch option.kind {
      case .positional: Roff.italic(option.valueName.uppercased())
      case .option: "\(names) \(value)"
      case .flag: names
      }
    let standing = option.defaultValue.map { " Default: \($0)." } ?? ""
    let values = option.values.isEmpty ? "" : " One of: \(option.values.joined(separator: ", "))."
    return Roff.definition(term, Roff.escaped(option.help + values + standing))
  }

  private static func section(_ heading: String, _ entries: [(term: String, meaning: String)]) -> String {
    guard !entries.isEmpty else { return "" }
    return Roff.heading(heading)
      + entries.map { Roff.definition(Roff.bold($0.term), Roff.escaped($0.meaning)) }.joined()
  }

  private static func seeAlso(_ pages: [(name: String, section: Int)], without name: String) -> String {
    let others = pages.filter { $0.name != name }.map { "\(Roff.bold($0.name))(\($0.section))" }
    return Roff.heading("SEE ALSO") + others.joined(separator: ",\n") + "\n"
  }

  private static func paragraphs(_ texts: [String]) -> String {
    texts.map { Roff.lines(Roff.escaped($0)) }.joined(separator: ".PP\n")
  }

  /// A summary as the line of names wants it: no capital, no full stop.
  private static func phrase(_ text: String) -> String {
    let words = text.hasSuffix(".") ? text.dropLast() : text[...]
    return words.prefix(1).lowercased() + words.dropFirst()
  }

  private static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() + "." }
}
