internal import ArgumentParser
internal import Reporting

/// `rules`: lists the rules.
struct Rules: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "List the rules.", discussion: CommandPages.rules.help)

  @Option(
    name: [.customLong("output-format"), .customLong("format")],
    help: ArgumentHelp("How the list is written.", valueName: "format"))
  var outputFormat = ListFormat.text

  func run() throws {
    switch outputFormat {
    case .text: StandardStreams.write(RuleDescription.all.map(line).joined())
    case .json: StandardStreams.write(document: RuleList.json(of: RuleDescription.all))
    }
  }

  private func line(for rule: RuleDescription) -> String {
    func padded(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(1, width - text.utf8.count))
    }
    let standing = rule.isOnByDefault ? "on" : "off"
    return rule.id.code + "  " + padded(rule.id.name, 32) + padded(rule.severity.name, 9) + padded(standing, 5)
      + rule.summary + "\n"
  }
}

/// How lists are written.
enum ListFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}
