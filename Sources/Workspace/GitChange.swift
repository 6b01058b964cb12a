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
  private let starts: [String]
  private let end: End

  /// From a revision to the files on the disk, in the repository around an absolute folder.
  package init(since revision: String, around folder: String) throws(FileError) {
    repository = try GitRepository(around: folder)
    starts = [try repository.commit(revision)]
    end = .disk
  }

  /// What the next commit would change. Where nothing tracked differs from what is staged, the disk stands for it.
  package init(stagedAround folder: String) throws(FileError) {
    repository = try GitRepository(around: folder)
    starts = try repository.parentsOfNextCommit()
    end = try repository.unstagedFiles().isEmpty ? .trackedFiles : .index
  }

  /// From where two revisions parted to the second, which must be checked out.
  package init(from base: String, to tip: String, around folder: String) throws(FileError) {
    repository = try GitRepository(around: folder)
    starts = [try repository.mergeBase(base, tip)]
    end = .trackedFiles
  }

  /// Whether the files on the disk are those that the change leads to, so that they can be mended.
  package var isOnDisk: Bool { end != .index }

  /// What is touched, as it is now, seen from each of the starts.
  package func files() throws(FileError) -> [ChangedFiles] {
    let new = end == .disk ? try repository.untrackedFiles() : []
    var all: [ChangedFiles] = []
    for start in starts {
      all.append(try ChangedFiles(in: repository, since: start, staged: end == .index, newFiles: new))
    }
    return all
  }

  /// The texts that stand in for files on the disk, by absolute path: files that git does not track are empty.
  package func overlay() throws(FileError) -> [String: [UInt8]] {
    var overlay: [String: [UInt8]] = [:]
    if end == .disk { return overlay }
    for path in try repository.untrackedFiles() { overlay[path] = [] }
    if end == .trackedFiles { return overlay }
    for path in try repository.unstagedFiles() { overlay[path] = try repository.text(of: path, in: "") ?? [] }
    return overlay
  }

  /// The folders of the programs that files at absolute paths belong to, sorted.
  package func programFolders(of paths: [String]) -> [String] {
    let folders = Set(paths.map(PathName.folder))
    return Set(folders.map { Surroundings.programRoot(above: $0)?.folder ?? repository.top }).sorted()
  }
}
