/// How many insertions, deletions, replacements and swaps of neighbours make one text of another; nil where that is more
/// than the bound.
package func editDistance(_ left: String, _ right: String, atMost bound: Int) -> Int? {
  guard abs(left.utf8.count - right.utf8.count) <= bound else { return nil }
  let (a, b) = (Array(left.utf8), Array(right.utf8))
  if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  var row = beforeLast
  for i in 1...a.count {
    row[0] = i
    for j in 1...b.count {
      let replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
      row[j] = min(last[j] + 1, row[j - 1] + 1, replaced)
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], beforeLast[j - 2] + 1) }
    }
    // From two rows that are above it, nothing comes below it again.
    if (row.min() ?? 0) > bound, (last.min() ?? 0) > bound { return nil }
    (beforeLast, last, row) = (last, row, beforeLast)
  }
  return last[b.count] <= bound ? last[b.count] : nil
}

/// The name that was probably meant: the nearest one, where it is near enough to be worth saying.
package func nearestName(to text: String, among names: some Sequence<String>) -> String? {
  let text = text.prefix(64).lowercased()
  let bound = max(1, text.utf8.count / 3)
  var best: (name: String, distance: Int)?
  for name in names {
    guard let distance = editDistance(text, name.lowercased(), atMost: bound) else { continue }
    if distance < best?.distance ?? Int.max { best = (name, distance) }
  }
  return best?.name
}
