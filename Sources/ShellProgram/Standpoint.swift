import DataFlow

/// Where an unfolder stood before it tried something that may come to nothing.
///
/// What has been found out about names and conditions is true however the attempt ends, and what has been written down is
/// cut off again: neither is copied.
struct Standpoint {
  private let unfolder: Unfolder
  private let events: Int
  private let frames: Int
  private let processes: Int
  private let loops: Int

  init(taking current: inout Unfolder) {
    events = current.events.count
    frames = current.frames.count
    processes = current.processes.count
    loops = current.loops.count
    let kept = Kept(movingOutOf: &current)
    unfolder = current
    kept.move(into: &current)
  }

  func restore(_ current: inout Unfolder) {
    let kept = Kept(movingOutOf: &current)
    // Work is done whatever comes of it.
    let (steps, rounds, isOverBudget, cuts) = (
      current.steps, current.followedRounds, current.isOverBudget, current.cuts
    )
    current = unfolder
    kept.move(into: &current)
    (current.steps, current.followedRounds) = (steps, rounds)
    if isOverBudget { (current.isOverBudget, current.cuts) = (true, cuts) }
    current.events.removeSubrange(events...)
    current.frames.removeSubrange(frames...)
    current.processes.removeSubrange(processes...)
    current.loops.removeSubrange(loops...)
  }
}

/// The large tables of an unfolder, taken out of it so that a copy of the rest does not share them.
private struct Kept {
  private var space = FormulaSpace.empty
  private var symbols = SymbolTable()
  private var atoms: [ConditionAtom] = []
  private var atomFormulas: [String: Formula] = [:]
  private var comparedTexts: [Symbol: Unfolder.ComparedTexts] = [:]
  private var comparedNumbers: [String: [(number: Int, formula: Formula)]] = [:]
  private var consulted = Consulted()
  private var relevanceOfSubstitutions: [Place: Consulted.Substitution] = [:]
  private var events: [TraceEvent] = []
  private var frames: [CallFrame] = []
  private var processes: [ShellProcess] = []
  private var loops: [LoopRecord] = []

  init(movingOutOf unfolder: inout Unfolder) { exchange(with: &unfolder) }

  consuming func move(into unfolder: inout Unfolder) {
    var kept = self
    kept.exchange(with: &unfolder)
  }

  private mutating func exchange(with unfolder: inout Unfolder) {
    swap(&space, &unfolder.space)
    swap(&symbols, &unfolder.symbols)
    swap(&atoms, &unfolder.atoms)
    swap(&atomFormulas, &unfolder.atomFormulas)
    swap(&comparedTexts, &unfolder.comparedTexts)
    swap(&comparedNumbers, &unfolder.comparedNumbers)
    swap(&consulted, &unfolder.consulted)
    swap(&relevanceOfSubstitutions, &unfolder.relevanceOfSubstitutions)
    swap(&events, &unfolder.events)
    swap(&frames, &unfolder.frames)
    swap(&processes, &unfolder.processes)
    swap(&loops, &unfolder.loops)
  }
}
