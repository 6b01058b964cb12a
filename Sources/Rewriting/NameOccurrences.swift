import SourceText

extension SourceFile {
  /// Where a name stands in a part of the text as a word of its own.
  func occurrences(of name: String, in range: SourceRange) -> [Int] {
    let name = Array(name.utf8)
    guard let first = name.first, range.count >= name.count else { return [] }
    var found: [Int] = []
    bytes.withUnsafeBufferPointer { bytes in
      for start in range.lowerBound...range.upperBound - name.count where bytes[start] == first {
        let end = start + name.count
        if start > range.lowerBound, bytes[start - 1].isPartOfName { continue }
        if end < range.upperBound, bytes[end].isPartOfName { continue }
        if bytes[start..<end].elementsEqual(name) { found.append(start) }
      }
    }
    return found
  }

  /// Whether a name stands there, not as a part of a path.
  func mentions(_ name: String, in range: SourceRange) -> Bool {
    occurrences(of: name, in: range).contains { start in
      start == range.lowerBound || !"/.-".utf8.contains(bytes[start - 1])
    }
  }
}
