import DataFlow
import EffectModels

/// Words in which `‹…›` stands for an unknown part.
struct TestText {
  private(set) var symbols = SymbolTable()

  mutating func text(_ spelling: Substring) -> SymbolicString {
    var result = SymbolicString.empty
    for (index, piece) in spelling.split(separator: "‹", omittingEmptySubsequences: false).enumerated() {
      guard index > 0, let end = piece.firstIndex(of: "›") else {
        result.append(String(piece))
        continue
      }
      let name = "‹\(piece[..<end])›"
      result.append(symbols.symbol(key: name, description: name))
      result.append(String(piece[piece.index(after: end)...]))
    }
    return result
  }

  /// Words between blanks; `'…'` is one word.
  mutating func words(_ line: String) -> [SymbolicString] {
    var words: [SymbolicString] = []
    for (index, piece) in line.split(separator: "'", omittingEmptySubsequences: false).enumerated() {
      if index % 2 == 1 {
        words.append(text(piece))
      } else {
        for word in piece.split(separator: " ") { words.append(text(word)) }
      }
    }
    return words
  }
}

extension CommandBehaviour {
  /// Everything that differs from what a command without a trace does, one word or group each, sorted.
  func summary(_ symbols: SymbolTable) -> [String] {
    func shown(_ text: SymbolicString) -> String { symbols.describe(text) }
    var parts = effects.map { "\($0.mode) \($0.reach == .tree ? "all " : "")\($0.kind.rawValue) \(shown($0.key))" }
    if !runs.isEmpty {
      parts.append("runs " + runs.map(shown).joined(separator: " ") + (runsWithMoreWords ? " …" : ""))
    }
    if let runsText { parts.append("runs text \(shown(runsText))") }
    if ending != .never { parts.append("ending \(ending)") }
    if !mayFail { parts.append("cannot fail") }
    if readsInput { parts.append("reads input") }
    if needsTerminal { parts.append("needs a terminal") }
    if isPartlyUnknown { parts.append("and more") }
    if let finds { parts.append("finds \(shown(finds))") }
    if let prints { parts.append("prints \(shown(prints))") }
    if !printsOne.isEmpty { parts.append("prints one of \(printsOne.map(shown).joined(separator: ", "))") }
    if let binding { parts.append("binds \(shown(binding.file)) to \(shown(binding.url))") }
    parts += assigns.map { "assigns \(shown($0))" }
    return parts.sorted()
  }
}

extension CommandModels {
  /// What the models say of a line: parts joined by a semicolon, or "unknown".
  func summary(_ line: String, definedIn path: String? = nil) -> String {
    var text = TestText()
    let words = text.words(line)
    return behaviour(of: words, definedIn: path)?.summary(text.symbols).joined(separator: "; ") ?? "unknown"
  }
}
