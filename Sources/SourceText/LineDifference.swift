/// The shortest list of changes between two sequences of lines, by Myers' method in linear space.
///
/// Beyond a bound on the work, the part at hand is taken as wholly replaced: right, but not shortest.
package struct LineDifference {
  /// Old elements `old` make way for new elements `new`; one of the ranges may be empty.
  package struct Change: Equatable {
    package var old: Range<Int>
    package var new: Range<Int>
  }

  /// In order; no two adjacent.
  package private(set) var changes: [Change] = []
  private let old: [Int]
  private let new: [Int]
  /// The greatest number of steps of one search, which costs its square.
  private let bound: Int

  /// Compares sequences of line identities: equal lines have equal numbers.
  package init(old: [Int], new: [Int], bound: Int = 2_000) {
    self.old = old
    self.new = new
    self.bound = bound
    compare(0..<old.count, 0..<new.count)
  }

  private mutating func compare(_ oldRange: Range<Int>, _ newRange: Range<Int>) {
    var (left, right) = (oldRange, newRange)
    while let first = left.first, let other = right.first, old[first] == new[other] {
      left.removeFirst()
      right.removeFirst()
    }
    while let last = left.last, let other = right.last, old[last] == new[other] {
      left.removeLast()
      right.removeLast()
    }
    if left.isEmpty && right.isEmpty { return }
    guard !left.isEmpty, !right.isEmpty, let (x, y) = middle(of: left, and: right) else {
      record(Change(old: left, new: right))
      return
    }
    compare(left.lowerBound..<x, right.lowerBound..<y)
    compare(x..<left.upperBound, y..<right.upperBound)
  }

  private mutating func record(_ change: Change) {
    if let last = changes.last, last.old.upperBound == change.old.lowerBound,
      last.new.upperBound == change.new.lowerBound
    {
      changes[changes.count - 1].old = last.old.lowerBound..<change.old.upperBound
      changes[changes.count - 1].new = last.new.lowerBound..<change.new.upperBound
    } else {
      changes.append(change)
    }
  }

  /// A point on a shortest path, found where searches from both ends meet; nil where the bound is reached.
  private func middle(of left: Range<Int>, and right: Range<Int>) -> (Int, Int)? {
    let (n, m) = (left.count, right.count)
    let delta = n - m
    let limit = min((n + m + 1) / 2, bound)
    let size = 2 * limit + 2
    var forward = [Int](repeating: 0, count: size + 1)
    var backward = [Int](repeating: 0, count: size + 1)
    for steps in 0...limit {
      for k in stride(from: -steps, through: steps, by: 2) {
        var x = Self.furthest(forward, k, steps, limit)
        while x < n, x - k < m, x - k >= 0, old[left.lowerBound + x] == new[right.lowerBound + x - k] { x += 1 }
        forward[k + limit] = x
        let opposite = delta - k
        if delta % 2 != 0, abs(opposite) < steps, x <= n, x - k <= m, x + backward[opposite + limit] >= n {
          return point(left, right, x, x - k)
        }
      }
      for k in stride(from: -steps, through: steps, by: 2) {
        var x = Self.furthest(backward, k, steps, limit)
        while x < n, x - k < m, x - k >= 0,
          old[left.upperBound - 1 - x] == new[right.upperBound - 1 - (x - k)]
        { x += 1 }
        backward[k + limit] = x
        let opposite = delta - k
        if delta % 2 == 0, abs(opposite) <= steps, x <= n, x - k <= m, x + forward[opposite + limit] >= n {
          return point(left, right, n - x, m - (x - k))
        }
      }
    }
    return nil
  }

  /// Where diagonal `k` is entered after one more step: from below or from the left, whichever came further.
  private static func furthest(_ reached: [Int], _ k: Int, _ steps: Int, _ limit: Int) -> Int {
    if steps == 0 { return 0 }
    if k == -steps || (k != steps && reached[k - 1 + limit] < reached[k + 1 + limit]) {
      return reached[k + 1 + limit]
    }
    return reached[k - 1 + limit] + 1
  }

  /// A split that makes progress; a corner would repeat the same question.
  private func point(_ left: Range<Int>, _ right: Range<Int>, _ x: Int, _ y: Int) -> (Int, Int)? {
    guard x >= 0, y >= 0, x <= left.count, y <= right.count else { return nil }
    if (x == 0 && y == 0) || (x == left.count && y == right.count) { return nil }
    return (left.lowerBound + x, right.lowerBound + y)
  }
}
