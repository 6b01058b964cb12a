import SourceText

extension SourceFile {
  /// The first of the comments right above a line, which belong to what stands in it; the line itself without any.
  ///
  /// - Parameter top: the line that no comment is looked for above.
  func firstLine(ofCommentsAbove line: Int, notAbove top: Int = 0) -> Int {
    var first = line
    while first > top, isComment(first - 1) { first -= 1 }
    return first
  }

  func isComment(_ line: Int) -> Bool { lineText(line).first { $0 != " " && $0 != "\t" } == "#" }

  /// The lines of a range that shares them with nothing, with the comments right above it; nil where it does, or where no
  /// line end follows.
  func wholeLines(of range: SourceRange) -> Range<Int>? {
    let end = lines.range(ofLine: lines.line(at: range.upperBound - 1)).upperBound
    let rest = text(range.upperBound..<end)
    guard indentation(before: range.lowerBound) != nil, rest.allSatisfy(\.isWhitespace), rest.last?.isNewline == true
    else { return nil }
    return lines.starts[firstLine(ofCommentsAbove: lines.line(at: range.lowerBound))]..<end
  }
}
