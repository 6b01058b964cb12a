internal import Glibc

/// An open file or folder, closed with its last user.
final class Descriptor: Sendable {
  let number: Int32

  /// Takes over a descriptor as a call gave it; nil for -1.
  init?(_ number: Int32) {
    if number < 0 { return nil }
    self.number = number
  }

  deinit { close(number) }

  /// What it is; nil where the kernel does not tell.
  var status: stat? {
    var status = stat()
    return fstat(number, &status) == 0 ? status : nil
  }
}
