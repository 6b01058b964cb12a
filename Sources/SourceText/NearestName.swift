/// How many insertions, deletions, replacements and swaps of neighbours make one text of another.
package func editDistance(_ left: String, _ right: String) -> Int {
  let (a, b) = (Array(left.utf8), Array(right.utf8))
  if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  for i in 1...a.count {
    var row = [i] + [Int](repeating: 0, count: b.count)
    for j in 1...b.count {
      let replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
      row[j] = min(last[j] + 1, row[j - 1] + 1, replaced)
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], beforeLast[j - 2] + 1) }
    }
    (beforeLast, last) = (last, row)
  }
  return last[b.count]
}

/// The name that was probably meant: the nearest one, where it is near enough to be worth saying.
package func nearestName(to text: String, among names: some Sequence<String>) -> String? {
  let text = String(text.prefix(64))
  let bound = max(1, text.utf8.count / 3)
  var best: (name: String, distance: Int)?
  for name in names {
    let distance = editDistance(text.lowercased(), name.lowercased())
    if distance <= bound, distance < best?.distance ?? Int.max { best = (name, distance) }
  }
  return best?.name
}
