internal import Synchronization
internal import Workspace

/// One analysis at a time in another thread.
final class BackgroundWork: Sendable {
  private struct State {
    var isBusy = false
    var completed: CompletedAnalysis?
  }

  private let state = Mutex(State())
  private let wake: @Sendable () -> Void

  /// `wake` is called, in the other thread, when something can be taken.
  init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

  var isBusy: Bool { state.withLock { $0.isBusy } }

  func start(_ work: @escaping @Sendable () -> CompletedAnalysis) {
    state.withLock { $0.isBusy = true }
    LargeStack.detach { [self] in
      let completed = work()
      state.withLock { $0.completed = completed }
      wake()
    }
  }

  /// What has been completed since somebody asked.
  func take() -> CompletedAnalysis? {
    state.withLock { state in
      guard let completed = state.completed else { return nil }
      state = State()
      return completed
    }
  }
}
