import DataFlow
import ShellProgram
import ShellSyntax
import SourceText

/// Rounds of a loop over different items, beside each other: each is started where it runs, and all are awaited right
/// below the loop.
extension Planner {
  /// A loop that takes time.
  private struct TimedLoop {
    let loop: ForLoop
    let position: StatementTree.Position
    let body: Body
    let executions: [Execution]
    let seconds: Double
    /// All statements of a round.
    let place: Place
    let source: SourceFile
  }

  /// One time that a loop runs, with the events of each of its rounds; of a loop that is followed once for all rounds,
  /// those of any.
  private struct Execution {
    let instance: Body.Instance
    let rounds: [Range<Int>]
    /// What stands for the item, where one round stands for all.
    let item: Symbol?
  }

  /// Why a loop stays as it is.
  private struct Refused: Error {
    let obstacle: Obstacle
  }

  /// The loops that fan out, and the refusals of the others that take time.
  mutating func fanOuts(beside accepted: [Judged], _ names: inout TaskNames) -> (
    tasks: [PlannedTask], refusals: [Refusal]
  ) {
    var tasks: [PlannedTask] = []
    var refusals: [Refusal] = []
    // What runs in a task, by program.
    var taken = accepted.flatMap(\.spans).map { ($0.program, $0.events) }
    let split = Set(accepted.compactMap(\.split).map(\.function))
    for loop in timedLoops() where !split.contains(loop.body.name) {
      let events = loop.executions.flatMap { execution in
        execution.rounds.map { (execution.instance.program, $0) }
      }
      guard !events.contains(where: { one in taken.contains { $0.0 == one.0 && $0.1.overlaps(one.1) } }) else {
        continue
      }
      do throws(Refused) {
        tasks.append(try fannedOut(loop, &names))
        taken += events
      } catch {
        refusals.append(
          Refusal(
            command: words(of: loop), callee: "for", place: loop.place, obstacle: error.obstacle,
            seconds: loop.seconds))
      }
    }
    return (tasks, refusals)
  }

  private mutating func timedLoops() -> [TimedLoop] {
    var found: [TimedLoop] = []
    for body in bodies.all where isWanted(body) {
      let source = traces.index.source.scripts[body.file.value].source
      for (list, record) in body.tree.lists.enumerated() {
        for (index, statement) in record.statements.enumerated() where !statement.isBackgrounded {
          guard case .compound(let compound) = statement.command, case .forLoop(let loop) = compound.kind,
            compound.redirections.isEmpty, let first = loop.body.first, let last = loop.body.last
          else { continue }
          let position = StatementTree.Position(list: list, index: index)
          let executions = executions(of: loop, at: position, body)
          let seconds = executions.map { longestRound(of: $0) }.max() ?? 0
          guard seconds >= Self.leastOverlap else { continue }
          let place = Place(file: body.file, range: first.range.lowerBound..<last.range.upperBound)
          found.append(
            TimedLoop(
              loop: loop, position: position, body: body, executions: executions, seconds: seconds, place: place,
              source: source))
        }
      }
    }
    return found
  }

  /// How long the longest round takes: seconds.
  private mutating func longestRound(of execution: Execution) -> Double {
    let timeline = timelines[execution.instance.program]
    var longest = 0.0
    for round in execution.rounds {
      let (_, condition) = timeline.summary(of: round, in: execution.instance.frame, space: &space)
      longest = max(longest, timeline.seconds(round, given: condition, space: space))
    }
    return longest
  }

  private mutating func fannedOut(_ candidate: TimedLoop, _ names: inout TaskNames) throws(Refused) -> PlannedTask {
    let (loop, body, source) = (candidate.loop, candidate.body, candidate.source)
    func refused(_ reason: String) -> Refused { Refused(obstacle: Obstacle(reason: reason, place: candidate.place)) }
    if let reason = options.declined[candidate.place] { throw refused(reason) }
    guard let items = LoopItems(of: loop) else {
      throw refused("is a round of a loop whose list may name an item twice, or differ when it is read again")
    }
    if case .words(let words) = items, words.count > options.maximumTasks {
      throw refused("is a round of a loop with more items than there may be tasks")
    }
    guard candidate.executions.allSatisfy({ $0.item != nil || $0.rounds.count > 1 }) else {
      throw refused("is the only round of its loop")
    }
    let text: LoopBody
    do throws(LoopBody.Refused) {
      text = try LoopBody(of: loop, taking: candidate.place.range, traces.index, source)
    } catch {
      throw refused(error.reason)
    }
    if let reason = LoopVariables(loop: loop, function: function(of: body), source: source).dependence {
      throw refused("cannot run beside another round: it " + reason)
    }
    var resources: [String] = []
    for execution in candidate.executions {
      let texts = try independentRounds(execution, of: candidate)
      if resources.isEmpty { resources = texts }
    }
    guard
      let anchor = WaitAnchor(
        after: body.tree[candidate.position], in: traces.index.source.scripts[body.file.value])
    else { throw refused("there is no line for a wait below its loop") }
    let name = names.name(forLoopIn: body.name, calling: text.command, in: source)
    var task = PlannedTask(
      name: "\(name)-$\(loop.variable)", command: words(of: candidate), callee: "", start: candidate.place, waits: [],
      carried: [], move: nil, guardWords: nil, resources: resources, seconds: candidate.seconds,
      overlap: candidate.seconds)
    task.fanOut = PlannedFanOut(
      variable: loop.variable, words: list(of: loop, source), waitOffset: anchor.offset,
      indentation: anchor.indentation, rounds: candidate.executions.filter { $0.instance.program == 0 }.map(\.rounds),
      function: text.lines.map { outlined($0, name, candidate) })
    return task
  }

  // MARK: Rounds

  private func executions(of loop: ForLoop, at position: StatementTree.Position, _ body: Body) -> [Execution] {
    let place = Place(file: body.file, range: loop.variableRange)
    let whole = body.tree[position].range
    return body.instances.flatMap { instance -> [Execution] in
      let trace = timelines[instance.program].trace
      let events = timelines[instance.program].ranges[instance.frame]
      var found: [Execution] = []
      for (begin, event) in trace.events[events].enumerated().map({ (events.lowerBound + $0, $1) }) {
        guard case .loopBegin(let record) = event.kind, event.frame == instance.frame,
          trace.loops[record].place == Place(file: body.file, range: whole)
        else { continue }
        let end = trace.events[begin...].firstIndex { if case .loopEnd(record) = $0.kind { true } else { false } }
        guard let end, let item = trace.loops[record].symbol else { continue }
        found.append(Execution(instance: instance, rounds: [begin + 1..<end], item: item))
      }
      let starts = trace.knownRounds.filter { $0.place == place && $0.frame == instance.frame }.map(\.event)
      if let first = starts.first, let last = starts.last {
        let end = (last..<max(last, events.upperBound)).first {
          !whole.contains(timelines[instance.program].offset(of: $0, in: instance.frame) ?? -1)
        }
        let bounds = starts + [end ?? max(first, events.upperBound)]
        found.append(
          Execution(instance: instance, rounds: zip(bounds, bounds.dropFirst()).map { $0..<$1 }, item: nil))
      }
      return found
    }
  }

  /// What the first round touches, where no round keeps another one from running beside it.
  private mutating func independentRounds(_ execution: Execution, of candidate: TimedLoop) throws(Refused) -> [String] {
    let (instance, program) = (execution.instance, execution.instance.program)
    var touched: [String] = []
    for (number, round) in execution.rounds.enumerated() {
      let (frames, condition) = timelines[program].summary(of: round, in: instance.frame, space: &space)
      guard condition != .never else { continue }
      let stretch = Stretch(events: round, frames: frames, condition: condition)
      if let obstacle = circumstances(
        stretch, instance, at: candidate.position, candidate.place, candidate.body)
      {
        throw Refused(obstacle: obstacle)
      }
      var footprint = Footprint(stretch, timelines[program], describe: describe, carries: false, space: &space)
      footprint.leaveToForeground(candidate.loop.variable)
      if let obstacle = footprint.obstacle ?? lostVariable(&footprint, program, mayCarry: false) {
        throw Refused(obstacle: obstacle)
      }
      if execution.item != nil, let obstacle = dependence(of: footprint, program) { throw Refused(obstacle: obstacle) }
      let others = execution.item == nil ? execution.rounds[(number + 1)...] : [round]
      if let obstacle = conflict(of: footprint, with: others.joined(), execution) {
        throw Refused(
          obstacle: Obstacle(
            reason: "cannot run beside another round: it " + obstacle.reason, resource: obstacle.resource,
            place: obstacle.place, other: obstacle.other))
      }
      if touched.isEmpty { touched = resources(of: footprint, timelines[program]) }
    }
    return touched
  }

  private mutating func conflict(
    of footprint: Footprint, with events: some Sequence<Int>, _ execution: Execution
  ) -> Obstacle? {
    let program = execution.instance.program
    searches[program].beginCandidate(inRoundOver: execution.item)
    defer { searches[program].beginCandidate() }
    for event in events {
      if let obstacle = searches[program].conflict(
        of: footprint, with: event, frame: execution.instance.frame, space: &space)
      {
        return obstacle
      }
    }
    return nil
  }

  /// A variable that a round may take from the one before it, where one round stands for all.
  private mutating func dependence(of footprint: Footprint, _ program: Int) -> Obstacle? {
    let trace = timelines[program].trace
    var assignments: [VariableUse: [Formula]] = [:]
    for index in footprint.events {
      let event = trace.events[index]
      switch event.kind {
      case .effect(.assignment(let variable, _)) where event.isInMainShell:
        assignments[variable, default: []].append(event.condition)
      case .effect(.variableRead(let variable)):
        guard let assigned = footprint.assigned[variable] else { continue }
        let own = assignments[variable, default: []]
        if own.contains(where: { space.implies(event.condition, $0) }) { continue }
        let place = trace.events[assigned.event].place
        return Obstacle(
          reason: "cannot run beside another round: it assigns \(variable.name) (\(describe.place(place))), which "
            + "\(describe.place(event.place)) reads in the next one", resource: "variable:\(variable.name)",
          place: place,
          other: event.place)
      default: continue
      }
    }
    return nil
  }

  private func function(of body: Body) -> (statements: [Statement], range: SourceRange)? {
    guard case .function(let function) = body.owner else { return nil }
    let definition = traces.index[function].definition
    return (definition.body.statements, definition.body.range)
  }

  // MARK: Text

  /// The first line of a round, with a sign where there is more.
  private func words(of candidate: TimedLoop) -> String {
    let lines = candidate.source.text(candidate.place.range).split(whereSeparator: \.isNewline)
    return (lines.first.map(String.init) ?? "") + (lines.count > 1 ? " …" : "")
  }

  private func list(of loop: ForLoop, _ source: SourceFile) -> String {
    guard let first = loop.words?.first, let last = loop.words?.last else { return "" }
    return source.text(first.range.lowerBound..<last.range.upperBound)
  }

  /// The function that the body of a loop becomes: above the code around it.
  private func outlined(_ lines: Range<Int>, _ name: String, _ candidate: TimedLoop) -> OutlinedFunction {
    var function = "_" + String(name.map { $0 == "-" ? "_" : $0 })
    while traces.index.functionsByName[function] != nil { function += "_round" }
    let (body, source) = (candidate.body, candidate.source)
    let statements = traces.index.source.scripts[body.file.value].statements
    let top = statements.first { $0.range.contains(lines.lowerBound) }?.range.lowerBound ?? lines.lowerBound
    // The first line of a script names its shell.
    let line = source.firstLine(ofCommentsAbove: source.lines.line(at: top), notAbove: 1)
    return OutlinedFunction(
      name: function, lines: lines, offset: source.lines.starts[line],
      comment: body.isFunction ? "One round of a loop in \(body.name)" : "One round of the loop below")
  }
}
