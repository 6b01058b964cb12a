internal import ArgumentParser

/// The program: its subcommands, of which `lint` is meant where none is named.
struct DevstackAsync: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "devstack-async",
    abstract: "Finds what goes wrong with background tasks in devstack's scripts.",
    discussion: CommandPages.program.help,
    version: "devstack-async \(ToolVersion.text)",
    subcommands: [
      Lint.self, Parallelize.self, Verify.self, Timeline.self, Graph.self, Explain.self, Rules.self, Facts.self,
      Config.self,
      BaselineCommand.self,
      Runtime.self, Server.self, Completions.self, VersionCommand.self, Complete.self, Manual.self,
    ],
    defaultSubcommand: Lint.self)
}

/// The version of the program, as CHANGELOG.md gives it.
enum ToolVersion {
  static let text = EmbeddedVersion.version

  /// With the first digits of the commit, where it was built from one.
  static var withCommit: String {
    EmbeddedVersion.commit.map { "\(text) (commit \($0.prefix(12)))" } ?? text
  }
}
