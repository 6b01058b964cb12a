import DataFlow
import ShellProgram

/// Follows the states of tasks through one trace.
///
/// Of each start it keeps the condition under which its task is outstanding: never before the start, then the condition of
/// the start, less that of each wait for it. Since conditions are exact in their atoms, a conditional start with an
/// unconditional wait leaves nothing, and what is left tells when.
struct TaskStateAnalysis {
  let trace: ProgramTrace
  let symbols: SymbolTable
  var space: FormulaSpace

  private(set) var starts: [StartState] = []
  private(set) var waits: [WaitState] = []
  private(set) var crossings: [Crossing] = []
  private(set) var reuses: [Reuse] = []
  private var reused: Set<Int> = []
  private(set) var fanOuts: [FanOut] = []
  /// How many tasks are outstanding together.
  private(set) var crowd: TaskCrowd
  /// Where counting them was too much work.
  private(set) var uncountedEvent: Int?
  private var names = NameIndex()
  private var startIndices: [UseKey: Int] = [:]
  private var waitIndices: [UseKey: Int] = [:]
  private var matches: [NamePair: NameMatch] = [:]
  /// Loops whose body is being followed for a second round.
  private var secondRounds: Set<Int> = []
  private(set) var initialized = Formula.never
  private(set) var cleanedUp = Formula.never
  private(set) var waitedForAll = Formula.never

  struct StartState {
    let start: TaskUse
    var remaining: Formula
    /// When that of the round before is still outstanding as it starts again.
    var remainingFromBefore = Formula.never
    var mayBeAwaited = Formula.never
    /// Whether it stands among those that are outstanding although none of its tasks is.
    var isFinished = false
    /// When tasks of its name were awaited, since it was last started.
    var awaited = Formula.never
    var lastWait: Int?
    var isInitialized = false
  }

  struct WaitState {
    let wait: TaskUse
    var mayFindStart = false
    var mayCollect = false
    var isAlwaysLate = true
    var earlierWait: Int?
    var immediateStart: Int?
  }

  private struct UseKey: Hashable {
    let event: Int
    let position: Int
  }

  private struct NamePair: Hashable {
    let start: SymbolicString
    let wait: SymbolicString
  }

  /// The tasks that may be outstanding at each step that has an effect, starts or awaits: indices into `starts`, and when.
  private(set) var outstanding: [Int: [OutstandingTask]] = [:]
  /// The starts of which one may be, in the order in which they came to be; those that are awaited by now are taken out
  /// from time to time.
  private var outstandingStarts: [Int] = []
  private var isListed: [Bool] = []
  private var finishedCount = 0
  /// When loops end before their last round.
  private var exitsOfLoops: [Int: Formula] = [:]

  struct OutstandingTask: Sendable {
    let start: Int
    var condition: Formula
    /// Whether some wait before may be the one for it, where that is not known.
    var mayBeAwaited = false
  }

  /// For each process, the starts of the tasks that it is part of, the nearest first: events.
  let tasksOfProcess: [[Int]]

  init(_ trace: ProgramTrace, _ traces: ProgramTraces, space: FormulaSpace) {
    self.trace = trace
    tasksOfProcess = Self.tasks(of: trace.processes)
    symbols = traces.symbols
    crowd = TaskCrowd(symbols: traces.symbols)
    self.space = space
    follow(trace.events.startIndex..<trace.events.endIndex, loopDepth: 0)
  }

  private static func tasks(of processes: [ShellProcess]) -> [[Int]] {
    var result: [[Int]] = []
    for process in processes {
      let outer = process.parent.flatMap { result.indices.contains($0) ? result[$0] : nil } ?? []
      result.append((process.startEvent.map { [$0] } ?? []) + outer)
    }
    return result
  }

  mutating func match(_ start: SymbolicString, _ wait: SymbolicString) -> NameMatch {
    if let text = start.text, let other = wait.text { return text == other ? .must : .never }
    let pair = NamePair(start: start, wait: wait)
    if let known = matches[pair] { return known }
    spend(8)
    let match = NameMatch(start: start, wait: wait, symbols)
    if matches.count < Self.maximumMatches { matches[pair] = match }
    return match
  }

  /// The starts whose name may be the given one, in order.
  func startsThatMayBe(_ name: SymbolicString) -> [Int] { names.candidates(for: name) }

  // MARK: Events in order

  private mutating func follow(_ range: Range<Int>, loopDepth: Int) {
    var index = range.lowerBound
    while index < range.upperBound {
      let event = trace.events[index]
      guard case .loopBegin(let loop) = event.kind, let end = self.end(of: loop, after: index, before: range.upperBound)
      else {
        guard !isCutShort else { return }
        step(index, event)
        index += 1
        continue
      }
      follow(index + 1..<end, loopDepth: loopDepth + 1)
      // The second round meets what the first has left; deeper loops settle with their outermost ones.
      if loopDepth < 3, secondRounds.insert(loop).inserted {
        follow(index + 1..<end, loopDepth: loopDepth + 1)
        secondRounds.remove(loop)
      }
      index = end + 1
    }
  }

  // MARK: Work

  /// How much is done for one program, in comparisons of two tasks; the rest of it is left out.
  private static let maximumWork = 8_000_000
  /// So many comparisons of names are remembered.
  private static let maximumMatches = 1 << 17
  private var work = 0
  /// The event at which the work was too much.
  private(set) var cutEvent: Int?
  private var isCutShort: Bool { cutEvent != nil }
  private var currentEvent = 0

  private mutating func spend(_ units: Int) {
    work += units
    if work > Self.maximumWork, cutEvent == nil { cutEvent = currentEvent }
  }

  private mutating func end(of loop: Int, after begin: Int, before limit: Int) -> Int? {
    spend((limit - begin) / 64)
    return trace.events[begin..<limit].firstIndex {
      if case .loopEnd(let other) = $0.kind { other == loop } else { false }
    }
  }

  private mutating func step(_ index: Int, _ event: TraceEvent) {
    // A file that is sourced in a loop over unknown files has but one round.
    guard secondRounds.isSubset(of: event.loops) else { return }
    currentEvent = index
    spend(1)
    switch event.kind {
    case .start(let uses, _, _):
      noteOutstanding(index, event)
      for (position, use) in uses.enumerated() {
        start(UseKey(event: index, position: position), taskUse(index, event, use, uses.count))
      }
    case .wait(let uses):
      noteOutstanding(index, event)
      for (position, use) in uses.enumerated() {
        wait(UseKey(event: index, position: position), taskUse(index, event, use, uses.count))
      }
    case .waitForAll: waitForAll(event)
    case .initialize: initialized = space.or(initialized, event.condition)
    case .cleanUp: cleanedUp = space.or(cleanedUp, event.condition)
    case .effect: noteOutstanding(index, event)
    case .loopBegin, .loopEnd, .processEnd, .leave: break
    }
  }

  private func taskUse(_ index: Int, _ event: TraceEvent, _ use: TaskNameUse, _ count: Int) -> TaskUse {
    TaskUse(
      event: index, use: use, process: event.process, frame: event.frame, loops: event.loops, step: event.step,
      nameCount: count)
  }

  // MARK: Starts

  private mutating func start(_ key: UseKey, _ use: TaskUse) {
    let condition = use.use.condition
    if let known = startIndices[key] {
      starts[known].remainingFromBefore = starts[known].remaining
      guard !isFresh(use) else { return }
      noteReuse(by: known, condition)
      crowd.startsAgain(known)
      starts[known].remaining = space.or(starts[known].remaining, condition)
      list(known)
      starts[known].awaited = space.without(starts[known].awaited, condition)
      return
    }
    let index = starts.count
    noteReuse(by: index, name: use.use.name, condition)
    for other in names.same(as: use.use.name) where starts[other].awaited != .never {
      spend(1)
      starts[other].awaited = space.without(starts[other].awaited, condition)
    }
    starts.append(StartState(start: use, remaining: condition, isInitialized: space.implies(condition, initialized)))
    names.append(use.use.name)
    startIndices[key] = index
    noteFanOut(index)
    spend(crowd.note(index, starts, &space))
    if crowd.isExhausted { uncountedEvent = uncountedEvent ?? currentEvent }
    list(index)
  }

  /// Puts a start behind those of which a task is outstanding, unless it is among them.
  private mutating func list(_ start: Int) {
    while isListed.count <= start { isListed.append(false) }
    if isListed[start] {
      // One that was awaited and not yet taken out stands where it would not if it had been.
      guard starts[start].isFinished else { return }
      outstandingStarts.removeAll { $0 == start }
      finishedCount -= 1
      starts[start].isFinished = false
    }
    isListed[start] = true
    outstandingStarts.append(start)
  }

  /// Notes that no task of a start is outstanding any more.
  private mutating func finish(_ start: Int) {
    guard isListed[start], !starts[start].isFinished else { return }
    starts[start].isFinished = true
    finishedCount += 1
    guard finishedCount * 2 > outstandingStarts.count + 64 else { return }
    spend(outstandingStarts.count)
    for finished in outstandingStarts where starts[finished].isFinished {
      isListed[finished] = false
      starts[finished].isFinished = false
    }
    outstandingStarts.removeAll { !isListed[$0] }
    finishedCount = 0
  }

  /// The last starts of which a task is outstanding, so many, in their order.
  private mutating func lastOutstanding(_ count: Int) -> [Int] {
    var result: [Int] = []
    var seen = 0
    for start in outstandingStarts.reversed() {
      seen += 1
      if starts[start].remaining != .never { result.append(start) }
      if result.count == count { break }
    }
    spend(seen / 8)
    return result.reversed()
  }

  // MARK: Effects

  /// Past this many, only the tasks started last count beside a step.
  private static let maximumOutstanding = 64

  private mutating func noteOutstanding(_ index: Int, _ event: TraceEvent) {
    guard !outstandingStarts.isEmpty else { return }
    var tasks = outstanding[index] ?? []
    let own = tasksOfProcess[event.process]
    let last = lastOutstanding(Self.maximumOutstanding)
    spend(last.count)
    for start in last {
      // A task is beside itself only where it is that of the round before.
      let isOwn = own.contains(starts[start].start.event)
      if isOwn, secondRounds.isDisjoint(with: starts[start].start.loops) { continue }
      let remaining = isOwn ? starts[start].remainingFromBefore : starts[start].remaining
      let both = space.and(remaining, event.condition)
      guard both != .never else { continue }
      let mayBeAwaited = space.implies(both, starts[start].mayBeAwaited)
      if let known = tasks.firstIndex(where: { $0.start == start }) {
        tasks[known].condition = space.or(both, tasks[known].condition)
        tasks[known].mayBeAwaited = tasks[known].mayBeAwaited && mayBeAwaited
      } else {
        tasks.append(OutstandingTask(start: start, condition: both, mayBeAwaited: mayBeAwaited))
      }
    }
    outstanding[index] = tasks
  }

  /// Whether each round of the loops that are in their second round gives the task another name.
  private func isFresh(_ use: TaskUse) -> Bool {
    !secondRounds.isEmpty && use.use.name.symbols.contains { !symbols[$0].isConstant }
  }

  private mutating func noteReuse(by index: Int, _ condition: Formula) {
    noteReuse(by: index, name: starts[index].start.use.name, condition)
  }

  private mutating func noteReuse(by index: Int, name: SymbolicString, _ condition: Formula) {
    for other in names.same(as: name) where starts[other].remaining != .never {
      spend(1)
      var both = space.and(starts[other].remaining, condition)
      // A task that was started in the round before is outstanding only where that round did not leave the loop.
      for loop in starts[other].start.loops where secondRounds.contains(loop) {
        both = space.and(both, trace.loops[loop].repeats)
      }
      guard both != .never else { continue }
      let loop = other == index ? starts[index].start.loops.last { secondRounds.contains($0) } : nil
      // The first clash of a start tells enough.
      if reused.insert(index).inserted {
        reuses.append(Reuse(start: index, earlier: other, condition: both, loop: loop))
      }
      return
    }
  }

  private mutating func noteFanOut(_ index: Int) {
    let use = starts[index].start
    guard let loop = use.loops.last, trace.loops[loop].repeats != .never else { return }
    if let domain = trace.loops[loop].domain, domain.kind != .open { return }
    fanOuts.append(FanOut(start: index, loop: loop))
  }

  // MARK: Waits

  private mutating func wait(_ key: UseKey, _ use: TaskUse) {
    let index: Int
    if let known = waitIndices[key] {
      index = known
    } else {
      index = waits.count
      waits.append(WaitState(wait: use))
      waitIndices[key] = index
    }
    let condition = self.condition(of: use)
    var collects = Formula.never
    var earlier: Int?
    var found = false
    var awaited = Formula.never
    for start in names.candidates(for: use.use.name) {
      spend(2)
      let kind = match(starts[start].start.use.name, use.use.name)
      guard kind == .must || kind == .may else { continue }
      guard space.and(starts[start].start.use.condition, condition) != .never else { continue }
      found = true
      waits[index].mayFindStart = true
      let remaining = space.and(starts[start].remaining, condition)
      guard remaining != .never else {
        awaited = space.or(awaited, space.and(starts[start].awaited, condition))
        if kind == .must, let last = starts[start].lastWait, last != index { earlier = last }
        continue
      }
      if starts[start].start.process != use.process {
        if !crossings.contains(where: { $0.start == start && $0.wait == index }) {
          crossings.append(Crossing(start: start, wait: index))
        }
        collects = space.or(collects, remaining)
        continue
      }
      if kind == .may {
        starts[start].mayBeAwaited = space.or(starts[start].mayBeAwaited, starts[start].remaining)
        collects = space.or(collects, remaining)
        continue
      }
      noteImmediate(start, by: index, use)
      // Of a loop that may be left before its end, only some rounds are sure.
      let sure = space.without(condition, leavesEarly(use))
      starts[start].remaining = space.without(starts[start].remaining, sure)
      if starts[start].remaining == .never { finish(start) }
      starts[start].awaited = space.or(starts[start].awaited, remaining)
      crowd.shrinks()
      starts[start].lastWait = index
      collects = space.or(collects, remaining)
    }
    if collects != .never { waits[index].mayCollect = true }
    // Late on this visit: all of what was started before is surely awaited.
    let isLate = found && collects == .never && earlier != nil && awaited != .never
    waits[index].isAlwaysLate = waits[index].isAlwaysLate && isLate
    if isLate { waits[index].earlierWait = earlier }
  }

  /// The condition of a wait; in a loop over elements, that the loop runs at all is no condition: where a task was started
  /// for an element, it does.
  private mutating func condition(of use: TaskUse) -> Formula {
    var condition = use.use.condition
    for loop in use.loops where trace.loops.indices.contains(loop) {
      let record = trace.loops[loop]
      guard let symbol = record.symbol, let runs = record.runs, use.use.name.symbols.contains(symbol) else { continue }
      condition = space.assuming(runs, record.runsWhereItHolds, in: condition)
    }
    return condition
  }

  /// When a loop that waits for an element a round ends before it has come to the last one.
  private mutating func leavesEarly(_ use: TaskUse) -> Formula {
    var early = Formula.never
    for loop in use.loops {
      guard let symbol = trace.loops[loop].symbol, use.use.name.symbols.contains(symbol) else { continue }
      early = space.or(early, exits(of: loop))
    }
    return early
  }

  private mutating func exits(of loop: Int) -> Formula {
    if let known = exitsOfLoops[loop] { return known }
    var exits = Formula.never
    let begin = trace.events.firstIndex { event in
      if case .loopBegin(let other) = event.kind { other == loop } else { false }
    }
    if let begin, let last = end(of: loop, after: begin, before: trace.events.endIndex) {
      for event in trace.events[begin..<last] where event.leaves(loop) { exits = space.or(exits, event.condition) }
    }
    exitsOfLoops[loop] = exits
    return exits
  }

  private mutating func noteImmediate(_ start: Int, by wait: Int, _ use: TaskUse) {
    let state = starts[start]
    guard use.nameCount == 1, state.start.nameCount == 1, use.step == state.start.step + 1,
      use.use.condition == state.start.use.condition,
      // Of a start in a loop and a wait below it, the rounds are beside each other.
      trace.events[use.event].loops == trace.events[state.start.event].loops
    else { return }
    waits[wait].immediateStart = start
  }

  private mutating func waitForAll(_ event: TraceEvent) {
    crowd.shrinks()
    spend(outstandingStarts.count)
    for start in outstandingStarts where starts[start].start.process == event.process {
      starts[start].remaining = space.without(starts[start].remaining, event.condition)
      if starts[start].remaining == .never { finish(start) }
    }
    waitedForAll = space.or(waitedForAll, event.condition)
  }
}

extension TraceEvent {
  /// Whether it ends the rounds of a loop: what the function returns from or the script ends with, as well.
  fileprivate func leaves(_ loop: Int) -> Bool {
    guard loops.contains(loop), case .leave(let leave) = kind else { return false }
    switch leave {
    case .break: return loops.last == loop
    case .return, .exit(succeeds: true): return true
    case .exit(succeeds: false), .continue: return false
    }
  }
}
