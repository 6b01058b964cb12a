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
  let result = SecondResult<Second>()
  let thread = LargeStack.begin { result.value.withLock { $0 = second() } }
  let own = first()
  thread?.join()
  return (own, result.value.withLock { $0 } ?? second())
}

/// What another thread has worked out.
private final class SecondResult<Value: Sendable>: Sendable {
  let value = Mutex<Value?>(nil)
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
