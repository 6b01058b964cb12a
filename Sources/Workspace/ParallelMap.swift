internal import Synchronization

/// The results of a function of each index below a count, in their order, worked out on several threads.
func mapInParallel<Result: Sendable>(
  count: Int, threads: Int, _ work: @escaping @Sendable (Int) -> Result
) -> [Result] {
  guard threads > 1, count > 1 else { return (0..<count).map(work) }
  let queue = IndexQueue<Result>(count: count)
  LargeStack.run(threads: min(threads, count)) {
    while let index = queue.take() {
      let result = work(index)
      queue.results.withLock { $0[index] = result }
    }
  }
  return queue.results.withLock { $0.compactMap { $0 } }
}

/// The results of two functions, the second of which is worked out on a thread of its own.
func inParallel<First, Second: Sendable>(
  _ first: () -> First, _ second: @escaping @Sendable () -> Second
) -> (First, Second) {
  let meanwhile = Meanwhile(second)
  return (first(), meanwhile.value())
}

/// A value that another thread works out from now on, or that is worked out when it is needed.
package final class Meanwhile<Value: Sendable>: Sendable {
  /// Shared with the thread.
  private final class Slot: Sendable {
    let value = Mutex<Value?>(nil)
  }

  private let work: @Sendable () -> Value
  private let slot = Slot()
  private let thread: Mutex<LargeStack.Running?>

  /// Begins at once, where that is wanted and there is a thread to be had; elsewhere `value()` does the work.
  package init(startingNow: Bool = true, _ work: @escaping @Sendable () -> Value) {
    self.work = work
    guard startingNow else {
      thread = Mutex(nil)
      return
    }
    thread = Mutex(
      LargeStack.begin { [slot] in
        let value = work()
        slot.value.withLock { $0 = value }
      })
  }

  /// The value, as soon as it is there.
  package func value() -> Value {
    thread.withLock { running in
      running?.join()
      running = nil
    }
    return slot.value.withLock { known in
      let value = known ?? work()
      known = value
      return value
    }
  }
}

/// Hands out each index once, and keeps the results.
private final class IndexQueue<Result: Sendable>: Sendable {
  private let count: Int
  private let next = Atomic<Int>(0)
  let results: Mutex<[Result?]>

  init(count: Int) {
    self.count = count
    results = Mutex(Array(repeating: nil, count: count))
  }

  func take() -> Int? {
    let index = next.add(1, ordering: .relaxed).oldValue
    return index < count ? index : nil
  }
}
