internal import Glibc

/// The two streams to a client. Nobody waits for ever: while output is full, input is still taken.
package final class Connection {
  private let input: Int32
  private let output: Int32
  /// Read and write ends of a pipe on which other threads tell that there is something to do.
  private let signals: (read: Int32, write: Int32)
  private var framing = MessageFraming()
  /// Whether the client has closed its end, or cannot be reached.
  private(set) var isClosed = false

  package init(input: Int32, output: Int32) {
    self.input = input
    self.output = output
    var ends: [Int32] = [-1, -1]
    if pipe(&ends) == 0 {
      for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    }
    signals = (ends[0], ends[1])
  }

  deinit {
    close(signals.read)
    close(signals.write)
  }

  /// Ends a wait for messages; to be called from any thread.
  var wake: @Sendable () -> Void {
    { [end = signals.write] in
      var byte: UInt8 = 0
      // A full pipe has the same effect.
      _ = write(end, &byte, 1)
    }
  }

  /// The messages that have arrived; waits for the first one up to a time where `milliseconds` is not 0.
  func receive(waiting milliseconds: Int32) -> [IncomingMessage] {
    if isReadable(within: milliseconds) { readSome() }
    var messages: [IncomingMessage] = []
    while let frame = framing.next() { messages.append(IncomingMessage(frame)) }
    return messages
  }

  /// Sends a message, whole; where the client is gone, it is dropped.
  func send(_ text: String) {
    let bytes = MessageFraming.framed(text)
    var position = 0
    while position < bytes.count, !isClosed {
      var descriptors = [
        pollfd(fd: output, events: Int16(POLLOUT), revents: 0), pollfd(fd: input, events: Int16(POLLIN), revents: 0),
      ]
      if poll(&descriptors, 2, -1) < 0 {
        if errno == EINTR { continue }
        isClosed = true
        return
      }
      if descriptors[1].revents & Int16(POLLIN) != 0 { readSome() }
      guard descriptors[0].revents != 0 else { continue }
      // No more than a pipe takes without blocking.
      let count = min(bytes.count - position, 4_096)
      let written = bytes.withUnsafeBytes { write(output, $0.baseAddress?.advanced(by: position), count) }
      if written < 0, errno != EINTR, errno != EAGAIN { isClosed = true }
      position += max(0, written)
    }
  }

  private func isReadable(within milliseconds: Int32) -> Bool {
    if isClosed { return false }
    var descriptors = [
      pollfd(fd: input, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals.read, events: Int16(POLLIN), revents: 0),
    ]
    guard poll(&descriptors, 2, milliseconds) > 0 else { return false }
    if descriptors[1].revents != 0 {
      var bytes = [UInt8](repeating: 0, count: 64)
      while read(signals.read, &bytes, bytes.count) > 0 {}
    }
    return descriptors[0].revents != 0
  }

  private func readSome() {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(input, &buffer, buffer.count)
    if count > 0 { framing.append(buffer[..<count]) }
    if count == 0 || count < 0 && errno != EINTR && errno != EAGAIN { isClosed = true }
  }
}
