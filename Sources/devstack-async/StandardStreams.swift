internal import Glibc
internal import Reporting
internal import SourceText
internal import Workspace

/// Findings and patches go to standard output, all else to standard error.
enum StandardStreams {
  /// Writes to standard output; ends the program where that cannot be.
  static func write(_ text: String) { write(Array(VisibleText.lines(text).utf8)) }

  /// Writes a patch: byte for byte, for programs that take it; to a terminal so that it is only seen, in colours and
  /// through the pager that git would use.
  static func write(patch bytes: [UInt8]) {
    guard Environment.outputIsTerminal, !bytes.isEmpty else { return write(bytes) }
    Progress.end()
    let text = VisibleText.lines(String(decoding: bytes, as: UTF8.self))
    let shown = ColouredPatch.bytes(Array(text.utf8), style: Environment.textStyle(.auto))
    if !Pager.show(shown) { write(shown) }
  }

  /// Writes a document of our own, or of a format that sees to what is in it.
  static func write(document: String) { write(Array(document.utf8)) }

  static func write(_ bytes: [UInt8]) {
    Progress.end()
    if let code = write(bytes, to: STDOUT_FILENO) {
      if code != EPIPE { complain("standard output: \(String(cString: strerror(code)))") }
      exit(code == EPIPE ? 128 + SIGPIPE : 2)
    }
  }

  /// Lines on standard error.
  static func say(_ text: String) {
    Progress.end()
    _ = write(Array((VisibleText.lines(text) + "\n").utf8), to: STDERR_FILENO)
  }

  static func complain(_ text: String) { say("devstack-async: error: \(VisibleText.line(text))") }

  static func warn(_ text: String) { say("devstack-async: warning: \(VisibleText.line(text))") }

  /// The error code of a write that failed.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    var position = 0
    while position < bytes.count {
      let written = bytes.withUnsafeBytes { buffer in
        Glibc.write(descriptor, buffer.baseAddress?.advanced(by: position), buffer.count - position)
      }
      if written < 0 {
        if errno == EINTR { continue }
        return errno
      }
      position += written
    }
    return nil
  }
}
