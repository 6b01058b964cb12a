internal import Glibc

/// Runs a server over the streams of a process until the client ends it or is gone.
package enum ServerSession {
  /// How often the client's process is looked for, in milliseconds.
  private static let watchInterval: Int32 = 3_000

  /// How long nothing must come before effects are looked at, in milliseconds: while somebody types, they can wait.
  private static let pause: Int32 = 150

  /// Serves; returns the status to end with.
  package static func run(
    _ options: ServerOptions, over connection: Connection, clientProcess: Int? = nil
  ) -> Int32 {
    let server = LanguageServer(options: options) { connection.send($0.compact) }
    server.completeInBackground(wake: connection.wake)
    while true {
      if let status = server.exitStatus { return status }
      // What has arrived meanwhile comes first: of several versions only the newest is analysed.
      for message in connection.receive(waiting: 0) { server.accept(message) }
      let step = server.nextStep
      if connection.isClosed, step != .message { return 1 }
      if step == .message || step == .publishing {
        _ = server.work()
        continue
      }
      let messages = connection.receive(waiting: step == nil ? watchInterval : pause)
      for message in messages { server.accept(message) }
      if messages.isEmpty, step == .completion { _ = server.work() }
      if messages.isEmpty, isGone(server.clientProcess ?? clientProcess) { return 1 }
    }
  }

  /// Whether a process has ended.
  private static func isGone(_ process: Int?) -> Bool {
    guard let process, process > 0, let id = pid_t(exactly: process) else { return false }
    return kill(id, 0) != 0 && errno == ESRCH
  }
}
