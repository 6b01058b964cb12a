internal import Glibc
internal import Synchronization

/// Work that a signal to end must not cut in two: it is heeded afterwards.
enum SignalDelay {
  private static let signals = [SIGINT, SIGTERM, SIGHUP]
  private static let received = Atomic<Int32>(0)

  /// Does the work; where a signal came meanwhile, it is sent again behind it.
  static func run(_ body: () -> Void) {
    // Made before the handler asks for it.
    received.store(0, ordering: .relaxed)
    let old = signals.map { number in
      signal(number) { SignalDelay.received.store($0, ordering: .relaxed) }
    }
    // What was not heeded is not heeded later.
    for (number, handler) in zip(signals, old) where unsafeBitCast(handler, to: Int.self) == 1 {
      signal(number, handler)
    }
    body()
    for (number, handler) in zip(signals, old) { signal(number, handler) }
    let number = received.load(ordering: .relaxed)
    if number != 0 { kill(getpid(), number) }
  }
}
