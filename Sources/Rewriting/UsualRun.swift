import DataFlow
import ShellProgram

/// What holds in a run as most are: nothing is set but what the scripts set, and commands answer what they usually do.
///
/// Durations are estimated by it; what is sound does not depend on it.
struct UsualRun {
  private let choices: [(atom: FormulaSpace.Atom, value: Bool)]
  private let separation: PathSeparation

  init(_ traces: ProgramTraces, _ separation: PathSeparation) {
    self.separation = separation
    choices = traces.atoms.enumerated().compactMap { position, atom in
      Self.value(of: atom, traces, separation).map { (FormulaSpace.Atom(position), $0) }
    }
  }

  /// Whether a condition usually holds; nil where that is not known.
  private static func value(of atom: ConditionAtom, _ traces: ProgramTraces, _ separation: PathSeparation) -> Bool? {
    let models = traces.index.models
    guard let comparison = atom.comparison else {
      return atom.isCommand ? models.usualAnswers[String(atom.description.prefix { $0 != " " })] : nil
    }
    // A user's setting is absent, and so is no other text.
    if separation.isFree(comparison.symbol) { return comparison.text.isEmpty }
    let words = traces.symbols[comparison.symbol].description.split { "$() ".contains($0) }
    guard let position = words.first.flatMap({ models.usualOutput[String($0)] }), position < words.count else {
      return nil
    }
    return words[position] == comparison.text
  }

  /// Whether all that is not known of a command is a variable that is its only word, and that a user would have to set
  /// to have it run anything.
  func isAbsent(_ command: ExecutedCommand) -> Bool {
    command.words.count == 1 && command.words[0].symbol.map(separation.isSetting) ?? false
  }

  func valuation() -> Valuation {
    var run = Valuation()
    for choice in choices { run[choice.atom] = choice.value }
    return run
  }

  /// A run in which a condition holds, as usual as that allows; nil where it never does.
  func valuation(given condition: Formula, in space: FormulaSpace) -> Valuation? {
    var run = valuation()
    if space.extend(&run, toSatisfy: condition) { return run }
    run = Valuation()
    guard space.extend(&run, toSatisfy: condition) else { return nil }
    for choice in choices where run[choice.atom] == nil { run[choice.atom] = choice.value }
    return run
  }
}
