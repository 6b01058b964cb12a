/// A change to the files of a repository: what it starts from, and what it leads to.
///
/// A merge starts from several commits: what it touches or causes is new to each of them.
package struct GitChange: Sendable {
  /// The state of the files after the change.
  private enum End {
    /// The files on the disk, those that git does not track included.
    case disk
    /// The files on the disk that git tracks.
    case trackedFiles
    /// The files as they are staged, whatever is on the disk.
    case index
  }

  private let repository: GitRepository
  /// The texts that stand in for files on the disk, as they are staged.
  private let staged: [String: [UInt8]]
  private let starts: [String]
  private let end: End

  /// From a revision to the files on the disk, in the repository around an absolute folder.
  package init(since revision: String, around folder: String) throws(FileError) {
    repository = try GitRepository(around: folder)
    starts = [try repository.commit(revision)]
    end = .disk
    staged = [:]
  }

  /// What the next commit would change. Where nothing tracked differs from what is staged, the disk stands for it.
  package init(stagedAround folder: String) throws(FileError) {
    repository = try GitRepository(around: folder, heedsIndexOfHook: true)
    starts = try repository.parentsOfNextCommit()
    staged = try repository.unstagedTexts()
    end = staged.isEmpty ? .trackedFiles : .index
  }

  /// From where two revisions parted to the second, which must be checked out.
  package init(from base: String, to tip: String, around folder: String) throws(FileError) {
    repository = try GitRepository(around: folder)
    starts = [try repository.mergeBase(base, tip)]
    end = .trackedFiles
    staged = [:]
  }

  /// Whether the files on the disk are those that the change leads to, so that they can be mended.
  package var isOnDisk: Bool { end != .index }

  /// What is touched, as it is now, seen from each of the starts.
  ///
  /// - Parameters:
  ///   - read: the absolute paths of the files that were read as scripts; of others the names tell whether they may be some.
  ///   - texts: what stands in for files on the disk, by absolute path.
  package func files(reading read: Set<String>, texts: [String: [UInt8]]) throws(FileError) -> [ChangedFiles] {
    let new = end == .disk ? try repository.untrackedFiles() : []
    var all: [ChangedFiles] = []
    for start in starts {
      let comparison = GitComparison(repository: repository, start: start, isOfIndex: end == .index, texts: texts) {
        ScriptKind.byName($0) != false || read.contains($0)
      }
      all.append(try ChangedFiles(comparison, newFiles: new))
    }
    return all
  }

  /// The texts that stand in for files on the disk, by absolute path: files that git does not track are empty.
  package func overlay() throws(FileError) -> [String: [UInt8]] {
    var overlay: [String: [UInt8]] = [:]
    if end == .disk { return overlay }
    for path in try repository.untrackedFiles() { overlay[path] = [] }
    if end == .trackedFiles { return overlay }
    return overlay.merging(staged) { $1 }
  }

  /// The folders of the programs that files at absolute paths belong to, sorted.
  package func programFolders(of paths: [String]) -> [String] {
    let folders = Set(paths.map(PathName.folder))
    return Set(folders.map { Surroundings.programRoot(above: $0)?.folder ?? repository.top }).sorted()
  }
}
