package import DataFlow
import Findings
package import ShellProgram
package import TaskAnalysis

/// The facts, and the words for them that rules share.
package struct LintContext: Sendable {
  package let facts: TaskFacts
  /// What tasks do to anything but tasks; nil where no program has tasks.
  package let effects: EffectFacts?
  /// The calls that can run in the background, where that was asked about.
  let backgroundCalls: [BackgroundCall]
  /// The paths of the files on which findings are wanted; nil for all.
  private let reportedPaths: Set<String>?
  /// Whether findings are to say all that is known, and not only what a reader wants at first.
  let isThorough: Bool
  /// How many statuses of finished children bash is sure to remember.
  package let childMax: Int
  /// The starts and waits of all programs by place and name: what one text does, wherever it is reached from.
  let startSites: [Site]
  let waitSites: [Site]
  /// The waits for names of known text, by that.
  let waitSitesByText: [String: [Site]]
  /// Whether some program was not followed to its end.
  let hasIncompletePrograms: Bool

  /// A start or a wait as the text states it, with all its occurrences.
  struct Site: Sendable {
    let place: Place
    let name: SymbolicString
    /// Each as the program and the index among its starts or waits.
    var occurrences: [Occurrence]
  }

  struct Occurrence: Sendable {
    let program: Int
    let index: Int
  }

  package init(
    facts: TaskFacts, effects: EffectFacts? = nil, childMax: Int, isThorough: Bool = false,
    reportedPaths: Set<String>? = nil, backgroundCalls: [BackgroundCall] = []
  ) {
    self.backgroundCalls = backgroundCalls
    self.reportedPaths = reportedPaths
    self.isThorough = isThorough
    self.facts = facts
    self.effects = effects
    self.childMax = childMax
    hasIncompletePrograms = facts.programs.contains(where: \.isIncomplete)
    startSites = Self.sites(facts.programs.map { $0.starts.map(\.start) })
    let waitSites = Self.sites(facts.programs.map { $0.waits.map(\.wait) }).filter { site in
      site.occurrences.contains { !facts.programs[$0.program].waits[$0.index].isCutOff }
    }
    self.waitSites = waitSites
    waitSitesByText = Dictionary(grouping: waitSites.filter { $0.name.text != nil }) { $0.name.text ?? "" }
  }

  private static func sites(_ uses: [[TaskUse]]) -> [Site] {
    struct Key: Hashable {
      let place: Place
      let name: SymbolicString
    }
    var indices: [Key: Int] = [:]
    var sites: [Site] = []
    for (program, list) in uses.enumerated() {
      for (index, use) in list.enumerated() {
        let key = Key(place: use.use.place, name: use.use.name)
        if let known = indices[key] {
          sites[known].occurrences.append(Occurrence(program: program, index: index))
        } else {
          indices[key] = sites.count
          sites.append(
            Site(place: key.place, name: key.name, occurrences: [Occurrence(program: program, index: index)]))
        }
      }
    }
    return sites
  }

  // MARK: Facts by occurrence

  func program(_ occurrence: Occurrence) -> ProgramFacts { facts.programs[occurrence.program] }
  func start(_ occurrence: Occurrence) -> StartFact { facts.programs[occurrence.program].starts[occurrence.index] }
  func wait(_ occurrence: Occurrence) -> WaitFact { facts.programs[occurrence.program].waits[occurrence.index] }

  /// Whether the occurrence belongs to a function that nothing known calls: what surrounds it is not known.
  func isInUncalledFunction(_ occurrence: Occurrence) -> Bool { program(occurrence).trace.entry.kind == .function }

  /// Whether all is known that may happen around the occurrence. Where a program was not followed to its end, something may
  /// be missing in it; and a function that it would have called looks as if nothing did.
  func isWhole(_ occurrence: Occurrence) -> Bool {
    !program(occurrence).isIncomplete && !(hasIncompletePrograms && isInUncalledFunction(occurrence))
  }

  /// The same of all occurrences.
  func isWhole(_ site: Site) -> Bool { site.occurrences.allSatisfy(isWhole) }

  // MARK: Places and words

  func location(_ place: Place) -> FileRange {
    let source = facts.traces.index.source.scripts[place.file.value].source
    return FileRange(path: source.path, range: source.firstLine(of: place.range))
  }

  /// Whether findings are wanted there: not in the devstack beside a plugin, nor in the script that stands for it.
  func isReported(_ place: Place) -> Bool {
    guard place.file != facts.traces.index.modelScript else { return false }
    return reportedPaths?.contains(facts.traces.index.source.scripts[place.file.value].source.path) ?? true
  }

  /// The file of a place, as a reader who knows devstack would name it.
  func fileName(_ place: Place) -> String {
    if place.file == facts.traces.index.modelScript { return "devstack" }
    let path = facts.traces.index.source.scripts[place.file.value].source.path
    return path.split(separator: "/").suffix(2).joined(separator: "/")
  }

  /// Which program a finding is about, where it is not the one that a user runs first.
  func programNote(_ entry: EntryPoint) -> [Finding.Note] {
    guard entry.kind != .function, let first = facts.programs.first?.trace.entry, first.name != entry.name else {
      return []
    }
    let name = entry.name.hasPrefix("program_") ? entry.name.dropFirst("program_".count) + ".sh" : entry.name[...]
    return [Finding.Note("this is so in \(name)", at: nil)]
  }

  /// A note at a place; nil where the place is in the script that only stands for devstack.
  func note(_ message: String, at place: Place, brief: String? = nil) -> Finding.Note? {
    place.file == facts.traces.index.modelScript ? nil : Finding.Note(message, at: location(place), brief: brief)
  }

  func describe(_ name: SymbolicString) -> String { facts.traces.symbols.describe(name) }

  /// Whether the name has no text that is known.
  func isUnbounded(_ name: SymbolicString) -> Bool {
    name.text == nil && name.knownPrefix.isEmpty && name.knownSuffix.isEmpty
  }

  /// High where the name is known, medium where a part of it stands for something.
  func confidence(of name: SymbolicString) -> Confidence { name.text != nil ? .high : .medium }

  /// How the task's name is stated, where it was passed in or built: the calls that lead there, innermost first.
  func callNotes(_ use: TaskUse, in program: ProgramFacts) -> [Finding.Note] {
    var notes: [Finding.Note] = []
    var frame: Int? = use.frame
    while let current = frame, notes.count < 3 {
      let record = program.trace.frames[current]
      if record.kind == .function, let place = record.callPlace, place != use.use.place,
        let note = note("called from here", at: place, brief: notes.isEmpty ? "called" : nil)
      {
        notes.append(note)
      }
      frame = record.parent
    }
    return notes
  }

  /// When a formula holds, in words, where `given` holds anyway: what it needs, that which decides first.
  func words(_ formula: Formula, given: Formula) -> String {
    words(formula, given: given, space: facts.formulas, atoms: facts.traces.atoms)
  }

  /// The same for a condition of another space.
  package func words(_ formula: Formula, given: Formula, space: FormulaSpace, atoms: [ConditionAtom]) -> String {
    let literals = (space.example(of: formula) ?? []).filter { literal in
      // What is only one of several ways there tells nothing; nor does what holds anyway.
      space.needs(literal.atom, literal.value, for: formula) && !space.needs(literal.atom, literal.value, for: given)
        && !(literal.value && atoms[Int(literal.atom)].isOfLoop)
    }
    // A value decides more than whether a service is enabled, and what was asked last more than what came before.
    let ordered = literals.sorted { left, right in
      let (one, other) = (atoms[Int(left.atom)].isCommand, atoms[Int(right.atom)].isCommand)
      return one == other ? left.atom > right.atom : !one
    }
    let texts = ordered.map { text(atoms[Int($0.atom)], $0.value) }
    // Where a value is known, what it is not goes without saying.
    let known = texts.filter { !$0.contains(" is not ") }.map { $0.prefix { $0 != " " } + " is not " }
    let telling = Self.withoutWeaker(texts.filter { text in !known.contains { text.hasPrefix($0) } })
    return telling.isEmpty ? "on some path" : "when " + telling.prefix(3).joined(separator: " and ")
  }

  /// What is more than five is more than three as well: of comparisons of one value with several numbers, the one that says most.
  private static func withoutWeaker(_ texts: [String]) -> [String] {
    var strongest: [String: (number: Int, position: Int)] = [:]
    var kept: [String?] = texts
    for (position, text) in texts.enumerated() {
      guard let blank = text.lastIndex(of: " "), let number = Int(text[text.index(after: blank)...]) else { continue }
      let subject = String(text[..<blank])
      guard subject.hasSuffix(" more than") else { continue }
      guard let other = strongest[subject] else {
        strongest[subject] = (number, position)
        continue
      }
      let isStronger = subject.hasSuffix(" not more than") ? number < other.number : number > other.number
      kept[isStronger ? other.position : position] = nil
      if isStronger { strongest[subject] = (number, position) }
    }
    return kept.compactMap { $0 }
  }

  private func text(_ atom: ConditionAtom, _ value: Bool) -> String {
    var words = atom.description.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    var value = value
    while atom.isCommand, words.hasPrefix("! ") {
      words = String(words.dropFirst(2))
      value.toggle()
    }
    let short = words.count > 90 ? words.prefix(87) + "..." : words[...]
    if atom.isCommand { return "'\(short)' \(value ? "holds" : "does not hold")" }
    if value { return String(short) }
    if let verb = short.range(of: " is not ") { return short.replacingCharacters(in: verb, with: " is ") }
    guard let verb = short.range(of: " is ") else { return "not \(short)" }
    return short.replacingCharacters(in: verb, with: " is not ")
  }
}

extension StringProtocol {
  /// The range of the first occurrence of a text.
  fileprivate func range(of text: String) -> Range<Index>? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(text) { return index..<self.index(index, offsetBy: text.count) }
      formIndex(after: &index)
    }
    return nil
  }

  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}
