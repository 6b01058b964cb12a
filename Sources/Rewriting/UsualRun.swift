import DataFlow
import ShellProgram

/// What holds in a run as most are: nothing is set but what the scripts set, and commands answer what they usually do.
///
/// Durations are estimated by it; what is sound does not depend on it.
struct UsualRun {
  /// What usually holds; nothing else is chosen.
  let valuation: Valuation

  init(_ traces: ProgramTraces, _ settings: Settings) {
    var usual = Valuation(atoms: traces.atoms.count)
    for (position, atom) in traces.atoms.enumerated() {
      usual[FormulaSpace.Atom(position)] = Self.value(of: atom, traces, settings)
    }
    valuation = usual
  }

  /// Whether a condition usually holds; nil where that is not known.
  private static func value(of atom: ConditionAtom, _ traces: ProgramTraces, _ settings: Settings) -> Bool? {
    let models = traces.index.models
    guard let comparison = atom.comparison else {
      return atom.isCommand ? models.usualAnswers[String(atom.description.prefix { $0 != " " })] : nil
    }
    // A user's setting is absent, and so is no other text.
    if settings.isFree(comparison.symbol) { return comparison.text.isEmpty }
    let words = traces.symbols[comparison.symbol].description.split { "$() ".contains($0) }
    guard let position = words.first.flatMap({ models.usualOutput[String($0)] }), position < words.count else {
      return nil
    }
    return words[position] == comparison.text
  }

  /// A run in which a condition holds, as usual as that allows; nil where it never does.
  func valuation(given condition: Formula, in space: FormulaSpace) -> Valuation? {
    var run = valuation
    if space.extend(&run, toSatisfy: condition) { return run }
    run = Valuation(atoms: valuation.count)
    guard space.extend(&run, toSatisfy: condition) else { return nil }
    run.fill(from: valuation)
    return run
  }
}
