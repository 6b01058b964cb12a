internal import Workspace

/// What pre-commit asks a hook about.
///
/// It names the files of the change that the hook is for. Where it was told to run on all files or on certain ones, it
/// names others too, and says nowhere that it was: then these are to be checked for themselves.
struct HookRequest {
  private let workingDirectory: String
  private let named: [String]

  init(_ settings: LintSettings) {
    workingDirectory = settings.workingDirectory
    named = settings.paths.map { PathName.joined(settings.workingDirectory, $0) }
  }

  /// The change, and the folders of the programs that it concerns; nil where the named files are meant.
  func change() throws -> (change: GitChange, folders: [String])? {
    let change = try range() ?? GitChange(stagedAround: workingDirectory)
    let touched = Set(try change.files(reading: Set(named), texts: [:]).flatMap(\.paths))
    guard touched.isSuperset(of: named) else { return nil }
    return (change, change.programFolders(of: touched.sorted()))
  }

  /// The range that `--from-ref` and `--to-ref` give, or what is being pushed.
  private func range() throws -> GitChange? {
    guard let base = Environment.value("PRE_COMMIT_FROM_REF"), let tip = Environment.value("PRE_COMMIT_TO_REF") else {
      return nil
    }
    return try GitChange(from: base, to: tip, around: workingDirectory)
  }
}
