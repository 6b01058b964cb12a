internal import Glibc

/// Threads with stacks large enough for deeply nested scripts.
package enum LargeStack {
  /// Address space only: pages are taken when they are used.
  private static let workerBytes = 64 << 20
  private static let mainBytes = 512 << 20

  /// What a thread does; handed over by reference.
  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Runs the body on `count` threads at once and returns when all have ended.
  package static func run(threads count: Int, _ body: @escaping @Sendable () -> Void) {
    let threads = (0..<count).compactMap { _ in start(Work(body), bytes: workerBytes) }
    if threads.isEmpty { body() }
    for thread in threads { pthread_join(thread, nil) }
  }

  /// Runs the body on one thread whose stack is larger still.
  package static func runMain(_ body: @escaping @Sendable () -> Void) {
    guard let thread = start(Work(body), bytes: mainBytes) else { return body() }
    pthread_join(thread, nil)
  }

  /// Begins the body on a thread of its own, and goes on at once; false where there is no thread to be had.
  package static func detach(_ body: @escaping @Sendable () -> Void) -> Bool {
    guard let thread = start(Work(body), bytes: workerBytes) else { return false }
    return pthread_detach(thread) == 0
  }

  /// A thread that was begun and is to be waited for.
  package struct Running {
    fileprivate let thread: pthread_t

    package func join() { pthread_join(thread, nil) }
  }

  /// Begins the body on a thread with the larger stack; nil where there is no thread to be had.
  package static func begin(_ body: @escaping @Sendable () -> Void) -> Running? {
    start(Work(body), bytes: mainBytes).map(Running.init)
  }

  private static func start(_ work: Work, bytes: Int) -> pthread_t? {
    var attributes = pthread_attr_t()
    guard pthread_attr_init(&attributes) == 0 else { return nil }
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, bytes)
    let argument = Unmanaged.passRetained(work)
    var thread = pthread_t()
    let status = pthread_create(
      &thread, &attributes,
      { pointer in
        if let pointer { Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body() }
        return nil
      }, argument.toOpaque())
    if status == 0 { return thread }
    argument.release()
    return nil
  }

  /// The number of processors that this process may use.
  package static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
