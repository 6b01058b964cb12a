package import ShellProgram
import ShellSyntax
import SourceText

/// A wait that the scripts have, and the place further down where it stands from now on.
package struct LaterWait: Sendable {
  package let name: String
  /// The command that starts the task.
  package let start: Place
  /// The command that awaits it now, maybe beside others.
  package let present: Place
  package let wait: PlannedWait
  /// Everything that the task touches, checked against all that runs beside it from now on.
  package let resources: [String]
  /// The seconds that the program ends earlier.
  package internal(set) var gain: Double
  let mentions: WaitMentions
}

/// A wait that the scripts have, and what keeps it where it stands.
package struct KeptWait: Sendable {
  package let name: String
  package let start: Place
  /// The command that awaits the task.
  package let place: Place
  package let obstacle: Obstacle
}

/// How the names stand in a wait.
struct WaitMentions: Sendable {
  /// One task's name: the word, or the alternative in its braces.
  struct Mention: Sendable {
    let name: String
    let range: SourceRange
  }

  /// A word with the names in it.
  struct NameWord: Sendable {
    let range: SourceRange
    let mentions: [Mention]
  }

  let words: [NameWord]

  /// Nil where a name is not written there, or stands in something else than a word or one pair of braces.
  init?(_ command: SimpleCommand, _ uses: [TaskNameUse], in source: SourceFile) {
    var mentions: [Mention] = []
    for use in uses {
      guard let name = use.name.text, let range = use.editableWord else { return nil }
      mentions.append(Mention(name: name, range: range))
    }
    words = command.words.dropFirst().map { word in
      NameWord(range: word.range, mentions: mentions.filter { word.range.contains($0.range.lowerBound) })
    }
    guard words.reduce(0, { $0 + $1.mentions.count }) == mentions.count,
      words.allSatisfy({ Self.isPlain($0, source) })
    else { return nil }
  }

  private static func isPlain(_ word: NameWord, _ source: SourceFile) -> Bool {
    if word.mentions.count == 1, word.mentions[0].range == word.range { return true }
    let text = source.text(word.range)
    return word.mentions.count > 1 && text.count { $0 == "{" } == 1 && text.count { $0 == "}" } == 1
      && word.mentions.allSatisfy { !source.text($0.range).contains { "{,}".contains($0) } }
  }

  /// The words without some names; nil where none is left.
  func text(without names: Set<String>, in source: SourceFile) -> String? {
    let rest = words.compactMap { word -> String? in
      let kept = word.mentions.filter { !names.contains($0.name) }
      if kept.count == word.mentions.count { return source.text(word.range) }
      guard let first = kept.first else { return nil }
      if kept.count == 1 { return first.name }
      let text = source.text(word.range)
      guard let open = text.firstIndex(of: "{"), let close = text.firstIndex(of: "}") else { return nil }
      let list = kept.map { source.text($0.range) }.joined(separator: ",")
      return text[...open] + list + text[close...]
    }
    return rest.isEmpty ? nil : rest.joined(separator: " ")
  }

  var range: SourceRange? {
    guard let first = words.first, let last = words.last else { return nil }
    return first.range.lowerBound..<last.range.upperBound
  }
}

/// What goes where waits stood: names out of commands, and whole lines.
struct WaitRemoval {
  private(set) var words: [(file: FileIndex, edit: SourceEdit)] = []
  private(set) var lines: [(file: FileIndex, range: Range<Int>)] = []

  init(_ waits: [LaterWait], _ sources: [SourceFile]) {
    var whole: [FileIndex: Set<Int>] = [:]
    for (place, own) in Dictionary(grouping: waits, by: \.present) {
      let source = sources[place.file.value]
      guard let mentions = own.first?.mentions, let range = mentions.range else { continue }
      if let text = mentions.text(without: Set(own.map(\.name)), in: source) {
        words.append((place.file, SourceEdit(range: range, text: text)))
      } else {
        whole[place.file, default: []].insert(source.lines.line(at: place.range.lowerBound))
      }
    }
    for (file, numbers) in whole { lines += Self.blocks(of: numbers, sources[file.value]).map { (file, $0) } }
  }

  /// Neighbouring lines in one; of the empty lines before and after, one is enough.
  private static func blocks(of numbers: Set<Int>, _ source: SourceFile) -> [Range<Int>] {
    func isBlank(_ line: Int) -> Bool { source.lineText(line).allSatisfy(\.isWhitespace) }
    return numbers.filter { !numbers.contains($0 - 1) }.sorted().map { first in
      var last = first
      while numbers.contains(last + 1) { last += 1 }
      let range = source.lines.starts[first]..<source.lines.range(ofLine: last).upperBound
      guard first > 0, isBlank(first - 1), range.upperBound < source.bytes.count, isBlank(last + 1) else {
        return range
      }
      return range.lowerBound..<source.lines.range(ofLine: last + 1).upperBound
    }
  }
}
