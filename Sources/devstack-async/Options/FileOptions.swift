internal import ArgumentParser
internal import SourceText
internal import Workspace

/// Which files are read.
struct FileOptions: ParsableArguments {
  @Argument(
    help: """
      A devstack tree, a plugin's repository, or files; - for standard input. \
      Default: the tree around the current directory.
      """)
  var paths: [String] = []

  @Option(help: ArgumentHelp("Leave out these files, not those of the configuration.", valueName: "pattern"))
  var exclude: [String] = []

  @Option(help: ArgumentHelp("Leave these files out too.", valueName: "pattern"))
  var extendExclude: [String] = []

  @Flag(help: "Leave excluded files out even if they are named.")
  var forceExclude = false

  @Flag(inversion: .prefixedNo, help: "Leave out what git ignores.")
  var respectGitignore: Bool?

  @Option(help: ArgumentHelp("The devstack tree that a plugin is checked with.", valueName: "path"))
  var devstack: String?

  @Option(help: ArgumentHelp("The file that standard input stands for.", valueName: "path"))
  var stdinFilename: String?

  @Option(help: ArgumentHelp("A configuration file, or KEY=VALUE in place of what it says.", valueName: "file-or-pair"))
  var config: [String] = []

  @Flag(help: "Read no configuration file.")
  var isolated = false

  @Option(
    name: [.customShort("j", allowingJoined: true), .long],
    help: ArgumentHelp("How many threads read files.", valueName: "number"))
  var jobs: Int?

  @Flag(help: "Show no progress; it is shown on a terminal only, where something takes longer.")
  var noProgress = false

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("The value of '--jobs' must be at least 1.") }
  }

  /// What the library is told.
  func settings() throws -> LintSettings {
    if !noProgress, Environment.showsProgress { Progress.begin() }
    let workingDirectory = FileSystem.workingDirectory()
    var settings = LintSettings(workingDirectory: workingDirectory)
    settings.paths = paths.map(FileName.canonical)
    settings.exclude = exclude
    settings.extendExclude = extendExclude
    settings.forceExcludes = forceExclude
    settings.respectsGitignore = respectGitignore
    settings.devstack = devstack.map(FileName.canonical)
    settings.jobs = jobs ?? LargeStack.processorCount
    if let devstack, FileSystem.kind(of: devstack + "/stack.sh") != .file {
      throw CommandFailure("\(devstack): not a devstack tree: there is no stack.sh in it")
    }
    if stdinFilename != nil, !paths.contains("-") {
      throw CommandFailure("'--stdin-filename' needs '-' among the paths, which stands for standard input")
    }
    if paths.contains("-") { try readStandardInput(into: &settings) }
    return settings
  }

  private func readStandardInput(into settings: inout LintSettings) throws {
    let others = paths.filter { $0 != "-" }
    if !others.isEmpty { throw CommandFailure("standard input and other paths cannot be checked together") }
    let path = FileName.canonical(stdinFilename ?? "stdin")
    settings.overlay[PathName.joined(settings.workingDirectory, path)] = try FileSystem.readStandardInput()
    settings.paths = [path]
  }

  /// Where configurations come from.
  ///
  /// - Parameter replacedKeys: what other options give in place of the configuration.
  func configurationSource(
    _ settings: LintSettings, replacedKeys: Set<ConfigurationKey> = []
  ) throws -> ConfigurationSource {
    let given = config.isEmpty ? Environment.value("DEVSTACK_ASYNC_CONFIG").map { [$0] } ?? [] : config
    return ConfigurationSource(
      workingDirectory: settings.workingDirectory, names: RuleOptions.names, toolVersion: ToolVersion.text,
      isIsolated: isolated, given: given,
      replacedKeys: replacedKeys.union(devstack == nil ? [] : [.devstack]))
  }
}
