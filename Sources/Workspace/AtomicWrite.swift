internal import CFiles
internal import Glibc
internal import SourceText

/// Files to be written together: all are, or none is.
///
/// The new texts lie on the disk, without names, before the first old file goes; an error puts back what had gone. A
/// process that is killed leaves nothing behind, save in the moment when the names change.
package struct AtomicWrite: ~Copyable {
  private var changes: [FileChange] = []

  package init() {}

  /// Lays the new text of a file beside it. Mode, owner and attributes of the file stay, and links that lead to it.
  ///
  /// - Parameters:
  ///   - path: absolute.
  ///   - root: the folder that nothing may lead out of; nil for a path that the user has named, whatever it leads to.
  ///   - makesFolders: whether folders that are not there are made, too.
  ///   - old: what the file is taken to hold; one that holds something else by then is left alone.
  package mutating func prepare(
    _ path: String, _ bytes: [UInt8], within root: String? = nil, makesFolders: Bool = false,
    replacing old: [UInt8]? = nil
  ) throws(FileError) {
    let place = try FilePlace(of: path, within: root ?? "/")
    guard makesFolders || place.missingFolders.isEmpty else { throw FileError(path: path, code: ENOENT) }
    changes.append(try FileChange(path: path, place: place, text: bytes, old: old))
  }

  /// Puts all prepared texts into place.
  package mutating func commit() throws(FileError) {
    var failure: FileError?
    SignalDelay.run {
      do throws(FileError) {
        for index in changes.indices { try changes[index].carryOut() }
        for change in changes { change.finish() }
      } catch {
        failure = error
        for change in changes.reversed() { change.undo() }
      }
    }
    changes = []
    if let failure { throw failure }
  }
}
