extension RandomAccessCollection {
  /// The first position at which the predicate holds, where it holds at all behind that one too; the end where it holds at
  /// none. Found by halving (as in Swift Algorithms).
  @inlinable package func partitioningIndex(where belongsBehind: (Element) -> Bool) -> Index {
    var start = startIndex
    var count = count
    while count > 0 {
      let half = count / 2
      let middle = index(start, offsetBy: half)
      if belongsBehind(self[middle]) {
        count = half
      } else {
        start = index(after: middle)
        count -= half + 1
      }
    }
    return start
  }
}
