internal import ArgumentParser

/// `version`: the version of the program.
struct VersionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version", abstract: "Print the version.", discussion: CommandPages.version.help)

  func run() throws { StandardStreams.write("devstack-async \(ToolVersion.text)\n") }
}
