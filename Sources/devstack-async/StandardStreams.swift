internal import Glibc
internal import SourceText

/// Findings and patches go to standard output, all else to standard error.
enum StandardStreams {
  /// Writes to standard output; ends the program where that cannot be.
  static func write(_ text: String) { write(Array(VisibleText.lines(text).utf8)) }

  /// Writes a patch: byte for byte, for programs that take it, but to a terminal so that it is only seen.
  static func write(patch bytes: [UInt8]) {
    if isatty(STDOUT_FILENO) == 0 { write(bytes) } else { write(String(decoding: bytes, as: UTF8.self)) }
  }

  /// Writes a document of our own, or of a format that sees to what is in it.
  static func write(document: String) { write(Array(document.utf8)) }

  static func write(_ bytes: [UInt8]) {
    if let code = write(bytes, to: STDOUT_FILENO) {
      if code != EPIPE { complain("standard output: \(String(cString: strerror(code)))") }
      exit(code == EPIPE ? 128 + SIGPIPE : 2)
    }
  }

  /// Lines on standard error.
  static func say(_ text: String) { _ = write(Array((VisibleText.lines(text) + "\n").utf8), to: STDERR_FILENO) }

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
