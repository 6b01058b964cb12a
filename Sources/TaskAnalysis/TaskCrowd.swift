import DataFlow
import ShellProgram

/// Counts the tasks that can be outstanding together, taking them in order as long as their conditions allow.
struct TaskCrowd {
  private let symbols: SymbolTable
  /// Each time that more tasks than ever before are outstanding.
  private(set) var crowding: [Crowding] = []
  private(set) var longest: LongOutstanding?
  /// No start before this one is outstanding.
  private var oldest = 0
  /// A condition under which `witnesses` are outstanding together.
  private var witness = Formula.always
  /// The same as one choice of values, where a condition would be too large.
  private var witnessValuation: Valuation?
  private var witnesses: [Int] = []
  /// The lists for whose elements they stand, and those of the most that were ever outstanding.
  private var families: [Domain] = []
  private var crowdedFamilies: [Domain]?
  private var isWitnessStale = false
  /// The run in which tasks are counted that start while the oldest one is outstanding.
  private var longRun: LongRun?
  /// Nodes of conditions that were looked at.
  private var visits = 0
  /// Comparisons of two tasks, of one start.
  private var comparisons = 0

  /// Past this many, tasks that are already outstanding are not counted anew.
  private static let maximumWitnesses = 1_024
  private static let maximumConjunction = 64
  /// So many nodes of conditions are looked at; tasks that start later are not counted.
  private static let maximumVisits = 1_500_000

  /// One run of the program from the start of a task on, as far as it is followed.
  private struct LongRun {
    let start: Int
    /// The next start that is looked at.
    var next: Int
    var valuation: Valuation
    /// How many tasks start in it.
    var count = 0
  }

  init(symbols: SymbolTable) { self.symbols = symbols }

  /// Whether some tasks are not counted, since that would have been too much work.
  private(set) var isExhausted = false

  /// The lists whose every element has a task outstanding where most are.
  var familiesOfMost: [Domain] { crowdedFamilies ?? families }

  /// A start that was awaited may be outstanding again.
  mutating func startsAgain(_ start: Int) { oldest = min(oldest, start) }

  /// Some task is awaited: who was outstanding may be so no more.
  mutating func shrinks() { isWitnessStale = true }

  /// Counts with the task of a new start, the last one; returns how many tasks it was compared with.
  mutating func note(_ index: Int, _ starts: [TaskStateAnalysis.StartState], _ space: inout FormulaSpace) -> Int {
    while oldest < index, starts[oldest].remaining == .never { oldest += 1 }
    isExhausted = isExhausted || visits >= Self.maximumVisits
    guard !isExhausted else { return 0 }
    comparisons = 0
    noteLongest(index, starts, space)
    if isWitnessStale || !joinsWitnesses(index, starts, &space) { findWitnesses(for: index, starts, &space) }
    if witnesses.count > crowding.last?.outstanding ?? 0 {
      crowding.append(Crowding(start: index, outstanding: witnesses.count))
      crowdedFamilies = nil
    }
    return comparisons
  }

  /// Counts the tasks that start while the oldest one is outstanding, those that one run of the program can start together:
  /// of the arms of one `if`, one.
  private mutating func noteLongest(
    _ index: Int, _ starts: [TaskStateAnalysis.StartState], _ space: FormulaSpace
  ) {
    guard oldest < index else { return }
    if longRun?.start != oldest {
      var valuation = Valuation()
      guard space.extend(&valuation, toSatisfy: starts[oldest].remaining, visits: &visits) else { return }
      longRun = LongRun(start: oldest, next: oldest + 1, valuation: valuation)
    }
    guard var run = longRun else { return }
    comparisons += index + 1 - run.next
    while run.next <= index {
      if space.extend(&run.valuation, toSatisfy: starts[run.next].start.use.condition, visits: &visits) {
        run.count += 1
      }
      run.next += 1
    }
    longRun = run
    if run.count > longest?.childrenSince ?? 0 {
      longest = LongOutstanding(start: oldest, childrenSince: run.count)
    }
  }

  /// Whether a task can be outstanding together with those that are counted; then it is one of them.
  private mutating func joinsWitnesses(
    _ index: Int, _ starts: [TaskStateAnalysis.StartState], _ space: inout FormulaSpace
  ) -> Bool {
    let remaining = starts[index].remaining
    comparisons += 1
    visits += 1
    if witnessValuation != nil {
      guard space.extend(&witnessValuation, toSatisfy: remaining, visits: &visits) else { return false }
    } else {
      let together = space.and(witness, remaining)
      guard together != .never else { return false }
      witness = together
    }
    witnesses.append(index)
    families += domains(of: starts[index].start.use.name)
    return true
  }

  /// Counts anew, with the task among those that are counted.
  ///
  /// What many tasks have in common makes a large formula; of more than some, one run of the program is looked at instead.
  private mutating func findWitnesses(
    for index: Int, _ starts: [TaskStateAnalysis.StartState], _ space: inout FormulaSpace
  ) {
    isWitnessStale = false
    if crowdedFamilies == nil, !crowding.isEmpty { crowdedFamilies = families }
    (witnesses, witness, families) = ([], .always, [])
    witnessValuation = index - oldest > Self.maximumConjunction ? Valuation() : nil
    _ = joinsWitnesses(index, starts, &space)
    for other in oldest..<index where starts[other].remaining != .never && witnesses.count < Self.maximumWitnesses {
      guard visits < Self.maximumVisits else { break }
      _ = joinsWitnesses(other, starts, &space)
    }
    witnesses.append(witnesses.removeFirst())
    let own = domains(of: starts[index].start.use.name)
    families = Array(families.dropFirst(own.count)) + own
  }

  private func domains(of name: SymbolicString) -> [Domain] { name.symbols.compactMap { symbols[$0].domain } }
}
