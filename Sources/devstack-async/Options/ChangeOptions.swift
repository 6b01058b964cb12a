internal import ArgumentParser
internal import Findings
internal import Workspace

/// Which part of the findings is wanted: those of a change.
struct ChangeOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Report what changed since this revision touches or causes.", valueName: "revision"))
  var since: String?

  @Option(help: ArgumentHelp("Report on the files listed in this file, one a line.", valueName: "file"))
  var changedFilesFrom: String?

  func validate() throws {
    if since != nil, changedFilesFrom != nil {
      throw ValidationError("'--since' and '--changed-files-from' cannot be combined.")
    }
  }

  /// The change; nil where all findings are wanted.
  func change(_ settings: LintSettings) throws -> ChangedFiles? {
    if let changedFilesFrom {
      return try ChangedFiles(listedIn: changedFilesFrom, workingDirectory: settings.workingDirectory)
    }
    guard let since else { return nil }
    let path = PathName.joined(settings.workingDirectory, settings.paths.first ?? "")
    return try ChangedFiles(since: since, around: path)
  }
}
