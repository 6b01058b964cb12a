import Synchronization

/// Tells work in another thread that nobody wants its result any more. What was worked out until then is incomplete.
package final class Abandonment: Sendable {
  private let flag = Atomic(false)

  package init() {}

  package var isRequested: Bool { flag.load(ordering: .relaxed) }

  package func request() { flag.store(true, ordering: .relaxed) }
}
