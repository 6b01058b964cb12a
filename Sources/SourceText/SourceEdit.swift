/// Replaces the bytes of one range; an empty range inserts, an empty text deletes.
package struct SourceEdit: Sendable, Hashable {
  package let range: SourceRange
  package let text: String

  package init(range: SourceRange, text: String) {
    self.range = range
    self.text = text
  }

  /// Whether both edits touch one byte or insert at one place, so that their order would matter.
  package func collides(with other: SourceEdit) -> Bool {
    if range.isEmpty && other.range.isEmpty { return range.lowerBound == other.range.lowerBound }
    if range.isEmpty { return other.range.lowerBound < range.lowerBound && range.lowerBound < other.range.upperBound }
    if other.range.isEmpty { return other.collides(with: self) }
    return range.overlaps(other.range)
  }
}

/// Two edits of one file that cannot both be carried out.
package struct EditConflict: Error, Sendable {
  package let kept: SourceEdit
  package let refused: SourceEdit
}

/// Edits to one file, in source order, no two of which collide.
package struct EditSet: Sendable {
  package private(set) var edits: [SourceEdit] = []

  package init() {}

  /// Adds an edit, refusing one that collides with an edit already accepted; the same edit twice counts once.
  package mutating func insert(_ edit: SourceEdit) throws(EditConflict) {
    if edits.contains(edit) { return }
    if let kept = edits.first(where: { $0.collides(with: edit) }) {
      throw EditConflict(kept: kept, refused: edit)
    }
    let index = edits.firstIndex { edit.range.lowerBound < $0.range.lowerBound }
    edits.insert(edit, at: index ?? edits.endIndex)
  }

  /// The bytes with all edits carried out.
  package func applied(to bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var position = 0
    for edit in edits {
      result += bytes[position..<edit.range.lowerBound]
      result += edit.text.utf8
      position = edit.range.upperBound
    }
    return result + bytes[position...]
  }
}
