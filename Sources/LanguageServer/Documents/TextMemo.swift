internal import Synchronization

/// Where lines begin in files that are not open: they are asked about again with each key, and seldom change.
final class TextMemo: Sendable {
  private let known = Mutex<[String: DocumentText]>([:])

  /// The text of a file, by its absolute path.
  func text(of path: String, _ bytes: [UInt8]) -> DocumentText {
    if let text = known.withLock({ $0[path] }), text.bytes == bytes { return text }
    let text = DocumentText(bytes)
    known.withLock { $0[path] = text }
    return text
  }
}
