internal import ArgumentParser

/// `version`: the version of the program, and the commit that it was built from.
struct VersionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version", abstract: "Print the version, and the commit that it was built from.",
    discussion: CommandPages.version.help)

  func run() throws { StandardStreams.write("devstack-async \(ToolVersion.withCommit)\n") }
}
