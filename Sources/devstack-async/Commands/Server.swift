internal import ArgumentParser
internal import Glibc
internal import LanguageServer
internal import Reporting
internal import Workspace

/// `server`: findings, fixes and navigation for editors, by the Language Server Protocol over standard streams.
struct Server: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "server", abstract: "Serve an editor: the Language Server Protocol over standard input and output.",
    usage: "devstack-async server [<options>]",
    discussion: CommandPages.server.help)

  @OptionGroup(title: "Rules") var rules: RuleOptions

  @Option(help: ArgumentHelp("The devstack tree that plugins are checked with.", valueName: "path"))
  var devstack: String?

  @Option(help: ArgumentHelp("How many statuses of children bash remembers.", valueName: "number"))
  var childMax: Int?

  @Option(help: ArgumentHelp("A configuration file, or KEY=VALUE in place of what it says.", valueName: "file-or-pair"))
  var config: [String] = []

  @Flag(help: "Read no configuration file.")
  var isolated = false

  @Flag(help: "Use standard input and output, as is done anyway; many editors say so.")
  var stdio = false

  @Option(help: ArgumentHelp("End when this process does, as some editors ask.", valueName: "process"))
  var clientProcessId: Int?

  func run() throws {
    var settings = LintSettings(workingDirectory: FileSystem.workingDirectory())
    settings.rules = try rules.selection()
    settings.ignoresSuppressions = rules.ignoreSuppressions
    settings.childMax = childMax
    settings.devstack = devstack.map { PathName.joined(settings.workingDirectory, $0) }
    settings.jobs = LargeStack.processorCount
    let options = ServerOptions(
      toolVersion: ToolVersion.text,
      rules: RuleDescription.all.map {
        RuleSelection.Rule(id: $0.id, severity: $0.severity, isOnByDefault: $0.isOnByDefault)
      }, lint: settings, isIsolated: isolated, givenConfiguration: config,
      link: { [pages = Environment.rulePages ?? Environment.installedPages] in pages?.url(of: $0) })
    // A client that closes its end is noticed where it is written to.
    signal(SIGPIPE, SIG_IGN)
    let status = ServerSession.run(
      options, over: Connection(input: STDIN_FILENO, output: STDOUT_FILENO), clientProcess: clientProcessId)
    throw ExitCode(status)
  }
}
