import Findings

extension Finding {
  /// What it says, whichever task it says it of: what the rounds of a loop and the tasks of one kind have in common.
  func gist(isPlaceEnough: Bool) -> Gist {
    guard !isPlaceEnough else { return Gist(location: location, text: "") }
    var text = ""
    var rest = message[...]
    let name = "'\(task ?? "")'"
    while let character = rest.first {
      if character == "'", rest.hasPrefix(name) {
        text += "'"
        rest = rest.dropFirst(name.count)
        continue
      }
      if !character.isNumber { text.append(character) }
      rest = rest.dropFirst()
    }
    return Gist(location: location, text: text)
  }

  struct Gist: Hashable {
    let location: FileRange
    let text: String
  }

  /// The finding, with the names of other tasks of which the same place is true: the rounds of a loop, mostly.
  func speakingFor(_ others: [Finding]) -> Finding {
    let names = others.compactMap(\.task).filter { $0 != task }
    guard !names.isEmpty else { return self }
    let list =
      names.prefix(3).map { "'\($0)'" }.joined(separator: ", ")
      + (names.count > 3 ? " and \(names.count - 3) more" : "")
    var finding = self
    finding.confidence = ([self] + others).map(\.confidence).max() ?? confidence
    finding.notes.append(Note("the same holds of \(list)", at: nil))
    finding.otherTasks += names
    return finding
  }
}
