import SourceText

/// What following a segment of a program writes down. Positions count from the beginning of the segment; the frame of the
/// program and its process are the first ones of each.
struct TraceLog: Sendable {
  var events: [TraceEvent] = []
  var frames: [CallFrame] = []
  var processes: [ShellProcess] = []
  var loops: [LoopRecord] = []
  var knownRounds: [KnownRound] = []
  var commandCount = 0
  var cuts = Cuts()
  var undefinedHelperCall: Place?
  var unresolvedSources: [Place: UnresolvedSource] = [:]
  /// Functions and files that were entered.
  var enteredFunctions: Set<FunctionIndex> = []
  var enteredFiles: Set<FileIndex> = []
  /// All that was looked at of the program, in attempts too that came to nothing.
  var consulted = Consulted()

  /// The same where text has moved.
  func moved(by change: ProgramChange) -> TraceLog {
    var log = self
    log.events = events.map(change.moved)
    log.frames = frames.map { $0.moved(change.moved) }
    log.processes = processes.map { $0.moved(change.moved) }
    log.loops = loops.map { $0.moved(change.moved) }
    log.knownRounds = knownRounds.map { $0.moved(change.moved) }
    log.cuts = cuts.moved(by: change)
    log.undefinedHelperCall = undefinedHelperCall.map(change.moved)
    log.unresolvedSources = Dictionary(
      unresolvedSources.values.map { $0.moved(change.moved) }.map { ($0.place, $0) }, uniquingKeysWith: { $1 })
    log.consulted.substitutions = Dictionary(
      consulted.substitutions.map { (change.moved($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
    return log
  }

  /// Adds what was written down by the next segment of the same program.
  mutating func append(_ next: TraceLog) {
    let shift = IndexShift(
      events: events.count, frames: frames.count - 1, processes: processes.count - 1, loops: loops.count,
      steps: commandCount)
    events += next.events.map(shift.shifted)
    frames += next.frames.dropFirst().map(shift.shifted)
    processes += next.processes.dropFirst().map(shift.shifted)
    loops += next.loops
    knownRounds += next.knownRounds.map(shift.shifted)
    commandCount += next.commandCount
    cuts.append(next.cuts)
    undefinedHelperCall = undefinedHelperCall ?? next.undefinedHelperCall
  }

  /// The whole of what a program does, where this is the whole of what was written down.
  func trace(of entry: EntryPoint) -> ProgramTrace {
    ProgramTrace(
      entry: entry, events: events, frames: frames, processes: processes, loops: loops, knownRounds: knownRounds,
      cuts: cuts, undefinedHelperCall: undefinedHelperCall)
  }
}

/// How far positions move when one segment is written behind another.
private struct IndexShift {
  let events: Int
  let frames: Int
  let processes: Int
  let loops: Int
  let steps: Int

  /// The first frame and the first process are those of the program in every segment.
  private func frame(_ index: Int) -> Int { index == 0 ? 0 : index + frames }
  private func process(_ index: Int) -> Int { index == 0 ? 0 : index + processes }

  func shifted(_ event: TraceEvent) -> TraceEvent {
    let kind: TraceEvent.Kind
    switch event.kind {
    case .loopBegin(let loop): kind = .loopBegin(loop + loops)
    case .loopEnd(let loop): kind = .loopEnd(loop + loops)
    case .processEnd(let ended): kind = .processEnd(process(ended))
    case .start, .wait, .waitForAll, .initialize, .cleanUp, .leave, .effect: kind = event.kind
    }
    return TraceEvent(
      kind: kind, condition: event.condition, place: event.place, frame: frame(event.frame),
      process: process(event.process), loops: event.loops.map { $0 + loops }, step: event.step + steps)
  }

  func shifted(_ frame: CallFrame) -> CallFrame {
    CallFrame(
      kind: frame.kind, name: frame.name, file: frame.file, function: frame.function,
      parent: frame.parent.map(self.frame), callPlace: frame.callPlace, depth: frame.depth)
  }

  func shifted(_ process: ShellProcess) -> ShellProcess {
    ShellProcess(
      kind: process.kind, parent: process.parent.map(self.process), place: process.place,
      startEvent: process.startEvent.map { $0 + events }, decidesStatus: process.decidesStatus)
  }

  func shifted(_ round: KnownRound) -> KnownRound {
    KnownRound(place: round.place, frame: frame(round.frame), event: round.event + events)
  }
}
