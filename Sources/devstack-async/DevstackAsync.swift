internal import ArgumentParser

/// The program: its subcommands, of which `lint` is meant where none is named.
struct DevstackAsync: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "devstack-async",
    abstract: "Finds what goes wrong with background tasks in devstack's scripts.",
    discussion: CommandPages.program.help,
    version: "devstack-async \(ToolVersion.text)",
    subcommands: [
      Lint.self, Parallelize.self, Explain.self, Rules.self, Facts.self, Config.self, BaselineCommand.self,
      Runtime.self, Server.self, Completions.self, VersionCommand.self, Complete.self, Manual.self,
    ],
    defaultSubcommand: Lint.self)
}

/// The version of the program.
enum ToolVersion {
  static let text = "0.1.0"
}
