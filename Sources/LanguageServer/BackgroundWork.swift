internal import Glibc
internal import Synchronization
internal import Workspace

/// One analysis at a time in another thread; always the same one, since each new thread would take memory of its own.
final class BackgroundWork: Sendable {
  private struct State {
    /// From the order until the result is taken or thrown away.
    var current: Completion?
    var isOrdered = false
    var completed: CompletedAnalysis?
  }

  /// What both threads share.
  private final class Desk: Sendable {
    let state = Mutex(State())
    let wake: @Sendable () -> Void

    init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

    /// Works until the other end of a pipe is closed; each byte in it stands for a piece of work.
    func serve(_ orders: Int32) {
      var byte: UInt8 = 0
      while true {
        let count = read(orders, &byte, 1)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { break }
        let order = state.withLock { state in
          defer { state.isOrdered = false }
          return state.isOrdered ? state.current : nil
        }
        guard let order else { continue }
        let completed = order.work()
        state.withLock { state in
          // What was given up half-way says nothing.
          if order.abandonment.isRequested { state = State() } else { state.completed = completed }
        }
        wake()
      }
      close(orders)
    }
  }

  private let desk: Desk
  private let orders: Int32

  /// `wake` is called, in the other thread, when something can be taken; nil where there is no such thread to be had.
  init?(wake: @escaping @Sendable () -> Void) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    desk = Desk(wake: wake)
    orders = ends[1]
    guard LargeStack.detach({ [desk, end = ends[0]] in desk.serve(end) }) else {
      close(ends[0])
      return nil
    }
  }

  deinit { close(orders) }

  var isBusy: Bool { desk.state.withLock { $0.current != nil } }

  func start(_ work: Completion) {
    desk.state.withLock { state in
      state.current = work
      state.isOrdered = true
    }
    var byte: UInt8 = 0
    _ = write(orders, &byte, 1)
  }

  /// Gives up what is being worked out, where that is no longer wanted; what is complete is kept.
  func abandon(unless isWanted: (_ revision: Int) -> Bool) {
    desk.state.withLock { state in
      guard let current = state.current, state.completed == nil, !isWanted(current.revision) else { return }
      current.abandonment.request()
    }
  }

  /// What has been completed since somebody asked.
  func take() -> CompletedAnalysis? {
    desk.state.withLock { state in
      guard let completed = state.completed else { return nil }
      state = State()
      return completed
    }
  }
}
