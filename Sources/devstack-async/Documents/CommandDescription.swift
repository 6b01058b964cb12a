internal import ArgumentParser
internal import JSON

/// What the parser knows of a command: help, manual and completions tell the same because they come from this.
struct CommandDescription {
  /// As in `baseline create`; empty for the program itself.
  let path: [String]
  let summary: String
  /// Those that help shows, positional ones first.
  let options: [OptionDescription]
  let subcommands: [CommandDescription]

  /// The description of a command, and of those below it.
  init(of command: any ParsableCommand.Type, path: [String] = []) {
    let document = try? JSONValue(parsing: command._dumpHelp())
    let arguments = document?["command"]?["arguments"]?.elements ?? []
    self.path = path
    summary = command.configuration.abstract
    let all = arguments.filter { $0["shouldDisplay"]?.boolean ?? true }.map(OptionDescription.init)
    options = OptionDescription.joiningOpposites(all.filter(\.names.isEmpty) + all.filter { !$0.names.isEmpty })
    subcommands = Self.shownSubcommands(of: command).map { subcommand in
      CommandDescription(of: subcommand.type, path: path + [subcommand.name])
    }
  }

  /// The subcommands that help shows, by name.
  static func shownSubcommands(of command: any ParsableCommand.Type) -> [Subcommand] {
    var shown: [Subcommand] = []
    for type in command.configuration.subcommands where type.configuration.shouldDisplay {
      shown.append(Subcommand(name: type.configuration.commandName ?? "", type: type))
    }
    return shown
  }

  /// A command below another one.
  struct Subcommand {
    let name: String
    let type: any ParsableCommand.Type
  }

  /// As it is typed.
  var name: String { (["devstack-async"] + path).joined(separator: " ") }
}

/// An option, a flag or an argument.
struct OptionDescription {
  enum Kind: String { case positional, option, flag }

  let kind: Kind
  /// As they are typed, `-o` and `--output-file`; none for an argument.
  var names: [String]
  /// What stands for the value.
  let valueName: String
  /// All values, where they are few.
  let values: [String]
  let defaultValue: String?
  let help: String
  /// The group that help shows it in.
  let section: String?
  let isRepeating: Bool

  init(_ argument: JSONValue) {
    kind = argument["kind"]?.string.flatMap(Kind.init) ?? .flag
    let names = (argument["names"]?.elements ?? []).map(Self.name)
    self.names = names.filter { $0.utf8.count == 2 } + names.filter { $0.utf8.count > 2 }
    valueName = argument["valueName"]?.string ?? ""
    values = (argument["allValues"]?.elements ?? []).compactMap(\.string)
    defaultValue = argument["defaultValue"]?.string
    help = argument["abstract"]?.string ?? ""
    section = argument["sectionTitle"]?.string
    isRepeating = argument["isRepeating"]?.boolean ?? false
  }

  private static func name(_ name: JSONValue) -> String {
    let dashes = name["kind"]?.string == "short" ? "-" : "--"
    return dashes + (name["name"]?.string ?? "")
  }

  /// A flag and its opposite, `--x` and `--no-x`, as one.
  static func joiningOpposites(_ options: [OptionDescription]) -> [OptionDescription] {
    var result: [OptionDescription] = []
    for option in options {
      if let last = result.last, last.kind == .flag, let name = last.names.last,
        option.names == ["--no-" + name.dropFirst(2)]
      {
        result[result.count - 1].names += option.names
      } else {
        result.append(option)
      }
    }
    return result
  }
}
