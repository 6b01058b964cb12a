internal import ArgumentParser
internal import SourceText
internal import Workspace

/// Which part of the findings is wanted: those of a change.
struct ChangeOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Report what changed since this revision touches or causes.", valueName: "revision"))
  var since: String?

  @Flag(help: "Report what the staged change touches or causes; what is not staged is not looked at.")
  var staged = false

  @Flag(help: "Report, as a hook of pre-commit, what the commit or the given range of commits touches or causes.")
  var preCommit = false

  @Option(help: ArgumentHelp("Report on the files listed in this file, one a line.", valueName: "file"))
  var changedFilesFrom: String?

  func validate() throws {
    let given = [
      since.map { _ in "--since" }, staged ? "--staged" : nil, preCommit ? "--pre-commit" : nil,
      changedFilesFrom.map { _ in "--changed-files-from" },
    ].compactMap { $0 }
    if given.count > 1 { throw ValidationError("'\(given[0])' and '\(given[1])' cannot be combined.") }
  }

  /// The change, nil where all findings are wanted; the settings say then which files it leads to.
  func change(for settings: inout LintSettings) throws -> RequestedChange? {
    let place = PathName.joined(settings.workingDirectory, settings.paths.first ?? "")
    if let changedFilesFrom {
      return .listed(
        try ChangedFiles(listedIn: FileName.canonical(changedFilesFrom), workingDirectory: settings.workingDirectory))
    }
    let change: GitChange
    if let since {
      change = try GitChange(since: since, around: place)
    } else if staged {
      change = try GitChange(stagedAround: place)
    } else if preCommit, let ofHook = try HookRequest(settings).change() {
      change = ofHook.change
      settings.paths = ofHook.folders
    } else {
      return nil
    }
    // What was given takes the place of what git has: standard input for a file.
    settings.overlay.merge(try change.overlay()) { given, _ in given }
    return .git(change)
  }
}

/// A change that findings are wanted of.
enum RequestedChange {
  case listed(ChangedFiles)
  case git(GitChange)

  /// Whether the files on the disk are those that the change leads to.
  var isOnDisk: Bool {
    switch self {
    case .listed: true
    case .git(let change): change.isOnDisk
    }
  }

  /// What is touched, as it is now, seen from each state that the change starts from.
  ///
  /// - Parameters:
  ///   - read: the absolute paths of the files that were read as scripts.
  ///   - texts: what stands in for files on the disk, by absolute path.
  func files(reading read: Set<String>, texts: [String: [UInt8]]) throws -> [ChangedFiles] {
    switch self {
    case .listed(let files): [files]
    case .git(let change): try change.files(reading: read, texts: texts)
    }
  }
}
