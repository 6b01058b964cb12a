internal import JSON

/// A place in a document as the protocol has it: a line and a column, both from 0, the column in units of the encoding.
package struct Position: Hashable, Sendable, Comparable {
  package let line: Int
  package let character: Int

  package init(line: Int, character: Int) {
    self.line = line
    self.character = character
  }

  /// Reads a position; numbers below zero count as zero.
  init?(_ value: JSONValue?) {
    guard let line = value?["line"]?.integer, let character = value?["character"]?.integer else { return nil }
    self.init(line: max(0, line), character: max(0, character))
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.line, left.character) < (right.line, right.character)
  }

  var json: JSONValue { .members([("line", .number(line)), ("character", .number(character))]) }
}

/// A half-open range of positions.
package struct PositionRange: Hashable, Sendable {
  package let start: Position
  package let end: Position

  init(start: Position, end: Position) {
    self.start = start
    self.end = end
  }

  /// Reads a range; an end before the start counts as the start.
  init?(_ value: JSONValue?) {
    guard let start = Position(value?["start"]), let end = Position(value?["end"]) else { return nil }
    self.init(start: start, end: max(start, end))
  }

  var json: JSONValue { .members([("start", start.json), ("end", end.json)]) }
}
