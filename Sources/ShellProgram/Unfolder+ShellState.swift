import DataFlow
import ShellSyntax
import SourceText

/// The state of the shell: directory, options, umask, traps and aliases, as far as tasks and functions may leave another one
/// behind.
extension Unfolder {
  /// What a shell has besides variables and functions, as far as it is followed.
  struct ShellState: Sendable {
    var directories: [SymbolicString?] = []
    /// How often `cd` was used.
    var moves = 0
    /// Options by name: `e`, `pipefail`, `shopt nullglob`; the umask; traps by signal; aliases by name.
    var settings: [ShellStateChange: String] = [:]
    var changes: [ShellStateChange: Place] = [:]
  }

  /// Follows what builtins do to the state of the shell; what they do besides is done elsewhere.
  mutating func followState(_ name: String, _ arguments: [Slot], at place: Place) {
    let texts = arguments.dropFirst().map { $0.onlyString }
    switch name {
    case "cd", "pushd", "popd": followDirectory(name, texts, at: place)
    case "set": followOptions(texts.map { $0?.text }, at: place)
    case "shopt":
      guard let flag = texts.first??.text, flag == "-s" || flag == "-u" else { return }
      for option in texts.dropFirst().compactMap({ $0?.text }) {
        change(.option, "shopt \(option)", to: flag, at: place)
      }
    case "umask":
      guard let mask = texts.first else { return }
      guard let mask = mask?.text else {
        // A mask that is not known is most often the one that was found before.
        shellState.settings[ShellStateChange(kind: .umask, name: "umask")] = nil
        return
      }
      if !mask.hasPrefix("-") { change(.umask, "umask", to: mask, at: place) }
    case "alias":
      for text in texts.compactMap({ $0?.text }) where text.contains("=") {
        change(.alias, String(text.prefix { $0 != "=" }), to: text, at: place)
      }
    case "trap":
      let words = texts.drop { $0?.text == "--" || $0?.text?.hasPrefix("-") == true && $0?.text != "-" }
      guard words.count > 1, let handler = words.first else { return }
      for signal in words.dropFirst().compactMap({ $0?.text }) {
        change(.trap, signal, to: handler?.text ?? "?", at: place)
      }
    default: break
    }
  }

  private mutating func followDirectory(_ name: String, _ texts: [SymbolicString?], at place: Place) {
    switch name {
    case "pushd": shellState.directories.append(workingDirectory)
    case "popd": workingDirectory = shellState.directories.popLast() ?? nil
    default: shellState.moves += 1
    }
    shellState.changes[ShellStateChange(kind: .workingDirectory, name: "")] = place
  }

  private mutating func followOptions(_ texts: [String?], at place: Place) {
    var wantsName: Character?
    for text in texts {
      guard let text else { return }
      if let sign = wantsName {
        change(.option, text, to: String(sign), at: place)
        wantsName = nil
        continue
      }
      guard let sign = text.first, sign == "-" || sign == "+", text != "--" else { return }
      for letter in text.dropFirst() {
        if letter == "o" {
          wantsName = sign
        } else {
          change(.option, Self.longName(letter), to: String(sign), at: place)
        }
      }
    }
  }

  private static func longName(_ letter: Character) -> String {
    switch letter {
    case "e": "errexit"
    case "x": "xtrace"
    case "u": "nounset"
    case "f": "noglob"
    case "C": "noclobber"
    default: String(letter)
    }
  }

  private mutating func change(_ kind: ShellStateChange.Kind, _ name: String, to value: String, at place: Place) {
    // Tracing is switched on and off everywhere, and changes nothing but what is shown.
    guard name != "xtrace" else { return }
    let key = ShellStateChange(kind: kind, name: name)
    shellState.settings[key] = value
    shellState.changes[key] = place
  }

  /// Writes down in which state a task or a function leaves its shell, where that is another one than it found.
  mutating func recordStateChanges(
    since before: ShellState, from directory: SymbolicString?, when condition: Formula? = nil
  ) {
    var found: [(change: ShellStateChange, place: Place)] = []
    for (key, place) in shellState.changes {
      if key.kind == .workingDirectory {
        guard workingDirectory != directory || workingDirectory == nil else { continue }
        // Where it was unknown before and is unknown again, only an odd number of moves is one.
        let isBalanced = shellState.directories.count == before.directories.count
        if workingDirectory == nil, isBalanced, !depth.isWhole || shellState.moves == before.moves { continue }
        let name = workingDirectory.map { symbols.describe($0) } ?? "another directory"
        found.append((ShellStateChange(kind: .workingDirectory, name: name), place))
      } else if let value = shellState.settings[key], value != before.settings[key] ?? Self.initialSetting(key) {
        found.append((key, place))
      }
    }
    for entry in found.sorted(by: {
      ($0.place.file, $0.place.range.lowerBound) < ($1.place.file, $1.place.range.lowerBound)
    }) {
      record(.shellState(entry.change), at: entry.place, when: condition)
    }
  }

  /// What a setting is where nothing was seen to set it; nil where that is not known.
  private static func initialSetting(_ key: ShellStateChange) -> String? {
    switch key.kind {
    // A devstack function runs with errexit on.
    case .option: key.name == "errexit" ? "-" : key.name.hasPrefix("shopt") ? "-u" : "+"
    case .workingDirectory, .umask, .trap, .alias, .export, .function, .sourcing: nil
    }
  }
}
