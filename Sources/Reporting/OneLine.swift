package import Findings
internal import SourceText

/// Findings as single lines, for readers that drop all else.
extension Report {
  /// The message, and the other places that a reader needs, in few words: `… (started at stack.sh line 31, awaited at line 33)`.
  func line(of finding: Finding) -> String {
    let places = places(of: finding)
    return oneLine(places.isEmpty ? finding.message : "\(finding.message) (\(places))")
  }

  /// The notes as lines; none of them looks like a place to a reader of places.
  func noteLines(of finding: Finding) -> [String] {
    finding.notes.map { note in
      guard let location = note.location else { return oneLine("note: \(note.message)") }
      let (path, line) = (VisibleText.line(location.path), span(of: location).start.line)
      // A path that ends like `:12` would make a place of it.
      let isOdd = path.firstMatch(of: #/:[0-9]+$|[0-9]:[0-9]+: /#) != nil
      let place = isOdd ? oneLine("\(path), line \(line), ") : "\(path):\(line): "
      return "note: \(place)\(oneLine(note.message))"
    }
  }

  /// The message on one line, for those who have no report.
  package static func summary(of finding: Finding) -> String { oneLine(finding.message) }

  /// The notes that say in brief what their places are; where none does, the first that has a place.
  private func places(of finding: Finding) -> String {
    let brief = finding.notes.filter { $0.brief != nil && $0.location != nil }
    let shown = brief.isEmpty ? Array(finding.notes.filter { $0.location != nil }.prefix(1)) : brief
    var path: String?
    let words = shown.compactMap { note -> String? in
      guard let place = note.location else { return nil }
      let file = place.path == path ? "" : place.path + " "
      path = place.path
      return "\(note.brief ?? "see") \(note.brief == nil ? "" : "at ")\(file)line \(span(of: place).start.line)"
    }
    return words.joined(separator: ", ")
  }

  /// A message on one line that no reader of `path:line:column: ` can take for a place.
  func oneLine(_ message: String) -> String { Self.oneLine(message) }

  private static func oneLine(_ message: String) -> String {
    var result = ""
    for scalar in message.unicodeScalars {
      if !["\n", "\r", "\t"].contains(scalar) {
        result.unicodeScalars.append(scalar)
      } else if result.last != " " {
        result += " "
      }
    }
    return withoutPlaces(VisibleText.part(result))
  }

  /// Takes the colon out of `12:3: `, in which a reader of lines would see the end of a place.
  private static func withoutPlaces(_ text: String) -> String {
    var result = ""
    // How much of `:N:` the text so far ends with: colons with digits between them.
    var colons = 0
    var digits = 0
    for character in text {
      if character == ":" {
        colons = digits > 0 ? colons + 1 : 1
        digits = 0
      } else if character.isASCII, character.isNumber {
        digits += 1
      } else {
        if character == " ", colons >= 2, digits == 0 { result.removeLast() }
        colons = 0
        digits = 0
      }
      result.append(character)
    }
    return result
  }
}
