package import DataFlow
package import ShellProgram

extension ProgramFacts {
  /// Judges what a trace leaves behind.
  init(_ trace: ProgramTrace, _ traces: ProgramTraces, space: inout FormulaSpace) {
    var analysis = TaskStateAnalysis(trace, traces, space: space)
    let count = analysis.starts.count
    self.trace = trace
    let waitNames = NameIndex(analysis.waits.map(\.wait.use.name))
    starts = (0..<count).map { Self.startFact($0, waitNames, &analysis) }
    waits = analysis.waits.indices.map { Self.waitFact($0, &analysis) }
    crossings = analysis.crossings
    reuses = analysis.reuses
    crowding = analysis.crowd.crowding
    familiesOfMost = analysis.crowd.familiesOfMost
    longest = analysis.crowd.longest
    fanOuts = analysis.fanOuts.prefix(Self.maximumFanOuts).filter { fanOut in
      let start = analysis.starts[fanOut.start]
      return !analysis.waits.contains { wait in
        wait.wait.loops.contains(fanOut.loop) && analysis.match(start.start.use.name, wait.wait.use.name) != .never
      }
    }
    let own = analysis.starts.indices.filter { analysis.starts[$0].start.process == 0 }
    let isCleanedUp = own.allSatisfy { start in
      analysis.space.implies(analysis.starts[start].start.use.condition, analysis.cleanedUp)
    }
    bookkeeping = Bookkeeping(
      firstStart: own.first, isInitialized: own.allSatisfy { analysis.starts[$0].isInitialized },
      isCleanedUp: isCleanedUp, mayBeCleanedUp: analysis.cleanedUp != .never)
    var cuts = trace.cuts
    if let event = analysis.cutEvent { cuts.note(Cut(.work, at: trace.events[event].place)) }
    if let event = analysis.uncountedEvent { cuts.note(Cut(.comparisons, at: trace.events[event].place)) }
    self.cuts = cuts
    space = analysis.space
  }

  /// Past so many loops of the kind nobody wants to read on.
  private static let maximumFanOuts = 256

  private static func startFact(
    _ index: Int, _ waitNames: NameIndex, _ analysis: inout TaskStateAnalysis
  ) -> StartFact {
    let state = analysis.starts[index]
    let name = state.start.use.name
    var later: [Int] = []
    var earlier: [Int] = []
    var incomplete: [Int] = []
    for position in waitNames.candidates(for: name) {
      let wait = analysis.waits[position]
      guard wait.wait.process == state.start.process else { continue }
      let match = analysis.match(name, wait.wait.use.name)
      if match == .misses, wait.wait.event > state.start.event { incomplete.append(position) }
      guard match == .must || match == .may else { continue }
      if wait.wait.event > state.start.event {
        later.append(position)
      } else if !wait.mayFindStart {
        earlier.append(position)
      }
    }
    let mayBeAwaited = state.mayBeAwaited != .never && analysis.space.implies(state.remaining, state.mayBeAwaited)
    let exits =
      state.remaining == .never
      ? [] : Self.exits(of: state, waits: later.map { analysis.waits[$0].wait.event }, &analysis)
    var unexplained = state.remaining
    for exit in exits { unexplained = analysis.space.without(unexplained, exit.condition) }
    return StartFact(
      start: state.start, leaks: state.remaining, mayBeAwaited: mayBeAwaited, laterWaits: later, earlierWaits: earlier,
      incompleteWaits: incomplete, exits: exits, unexplained: unexplained)
  }

  /// The ways out between a start and the last wait for it on which the task stays behind.
  private static func exits(of state: TaskStateAnalysis.StartState, waits: [Int], _ analysis: inout TaskStateAnalysis)
    -> [LeakyExit]
  {
    guard let last = waits.max() else { return [] }
    var exits: [LeakyExit] = []
    var rest = state.remaining
    for index in state.start.event..<last {
      let event = analysis.trace.events[index]
      guard case .leave = event.kind, event.process == state.start.process else { continue }
      let left = analysis.space.and(rest, event.condition)
      guard left != .never else { continue }
      exits.append(LeakyExit(event: index, condition: left))
      rest = analysis.space.without(rest, left)
    }
    return exits
  }

  private static func waitFact(_ index: Int, _ analysis: inout TaskStateAnalysis) -> WaitFact {
    let state = analysis.waits[index]
    var later: Int?
    if !state.mayFindStart {
      later = analysis.startsThatMayBe(state.wait.use.name).first { start in
        analysis.starts[start].start.event > state.wait.event
          && analysis.match(analysis.starts[start].start.use.name, state.wait.use.name) == .must
      }
    }
    return WaitFact(
      wait: state.wait, isCutOff: state.wait.use.condition == .never, mayFindStart: state.mayFindStart,
      mayCollect: state.mayCollect,
      earlierWait: state.isAlwaysLate ? state.earlierWait : nil, laterStart: later, immediateStart: state.immediateStart
    )
  }
}

extension TaskFacts {
  /// Whether both names may be those of one task.
  package func mayBeSame(_ start: SymbolicString, _ wait: SymbolicString) -> Bool {
    switch NameMatch(start: start, wait: wait, traces.symbols) {
    case .must, .may, .misses: true
    case .never: false
    }
  }

  /// - Parameter previous: the facts of an earlier state of the program: which runtime a file is, the file alone tells.
  package init(_ traces: ProgramTraces, after previous: TaskFacts? = nil) {
    var space = traces.formulas
    programs = traces.traces.map { ProgramFacts($0, traces, space: &space) }
    formulas = space
    let index = traces.index
    runtimes = index.scripts.enumerated().compactMap { file, facts in
      if let previous, previous.traces.index.scripts.indices.contains(file),
        previous.traces.index.scripts[file] === facts
      {
        return previous.runtimes.first { $0.file.value == file }
      }
      let script = index.source.scripts[file]
      return RuntimeRecognition.profile(
        of: script, functions: facts.functions.map(\.definition), roles: index.models.roles
      )
      .map { RuntimeInUse(file: FileIndex(file), profile: $0) }
    }
    self.traces = traces
  }
}
