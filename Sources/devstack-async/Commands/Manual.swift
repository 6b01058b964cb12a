internal import ArgumentParser
internal import Workspace

/// `manual FOLDER`: writes the manual pages; `make documents` uses it.
struct Manual: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Write the manual pages.", shouldDisplay: false)

  @Argument(help: ArgumentHelp("Where the folders 'man1' and 'man7' are, or are made.", valueName: "folder"))
  var folder: String

  func run() throws {
    let base = PathName.joined(FileSystem.workingDirectory(), folder)
    var files = AtomicWrite()
    for (path, text) in ManualPages.all() {
      try files.prepare(PathName.joined(base, path), Array(text.utf8), makesFolders: true)
    }
    try files.commit()
  }
}
