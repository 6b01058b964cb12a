import EffectModels

/// Text in which `‹…›` stands for an unknown part.
struct TestText: ModelText, ExpressibleByStringLiteral, CustomStringConvertible {
  private var spelling: String

  init(_ text: String) { spelling = text }
  init(stringLiteral text: String) { spelling = text }

  var text: String? { spelling.contains("‹") ? nil : spelling }
  var knownPrefix: String { String(spelling.prefix { $0 != "‹" }) }
  var knownSuffix: String {
    spelling.split(separator: "›", omittingEmptySubsequences: false).last.map(String.init) ?? ""
  }
  mutating func append(_ other: TestText) { spelling += other.spelling }

  func dropping(prefix count: Int) -> TestText {
    TestText(
      knownPrefix.utf8.count < count ? spelling : String(decoding: spelling.utf8.dropFirst(count), as: UTF8.self))
  }

  func dropping(suffix count: Int) -> TestText {
    TestText(knownSuffix.utf8.count < count ? spelling : String(decoding: spelling.utf8.dropLast(count), as: UTF8.self))
  }

  var description: String { spelling }

  /// Words between blanks; `'…'` is one word.
  static func words(_ line: String) -> [TestText] {
    var words: [TestText] = []
    for (index, piece) in line.split(separator: "'", omittingEmptySubsequences: false).enumerated() {
      if index % 2 == 1 {
        words.append(TestText(String(piece)))
      } else {
        words += piece.split(separator: " ").map { TestText(String($0)) }
      }
    }
    return words
  }
}

extension CommandBehaviour<TestText> {
  /// Everything that differs from what a command without a trace does, one word or group each, sorted.
  var summary: [String] {
    var parts = effects.map { "\($0.mode) \($0.reach == .tree ? "all " : "")\($0.kind.rawValue) \($0.key)" }
    if !runs.isEmpty {
      parts.append("runs " + runs.map(\.description).joined(separator: " ") + (runsWithMoreWords ? " …" : ""))
    }
    if let runsText { parts.append("runs text \(runsText)") }
    if ending != .never { parts.append("ending \(ending)") }
    if !mayFail { parts.append("cannot fail") }
    if readsInput { parts.append("reads input") }
    if needsTerminal { parts.append("needs a terminal") }
    if isPartlyUnknown { parts.append("and more") }
    if let prints { parts.append("prints \(prints)") }
    if let binding { parts.append("binds \(binding.file) to \(binding.url)") }
    parts += assigns.map { "assigns \($0)" }
    return parts.sorted()
  }
}

extension CommandModels {
  /// What the models say of a line: parts joined by a semicolon, or "unknown".
  func summary(_ line: String, definedIn path: String? = nil) -> String {
    behaviour(of: TestText.words(line), definedIn: path)?.summary.joined(separator: "; ") ?? "unknown"
  }
}
