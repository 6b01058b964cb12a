import DataFlow
import ShellProgram
import ShellSyntax
import SourceText

/// Rounds of a loop over different items, beside each other: each is started where it runs, and all are awaited right
/// below the loop.
extension Planner {
  /// What a loop would become; or why it stays.
  private enum Outcome {
    case task(PlannedTask)
    case refused(Refusal)
  }

  /// The loops that fan out, and the refusals of the others that take time.
  mutating func fanOuts(beside accepted: [Judged], _ names: inout TaskNames) -> (
    tasks: [PlannedTask], refusals: [Refusal]
  ) {
    var tasks: [PlannedTask] = []
    var refusals: [Refusal] = []
    var taken = accepted.flatMap(\.spans).map { TakenEvents(program: $0.program, events: $0.events) }
    for body in bodies.all where isWanted(body) {
      for list in body.tree.lists.indices {
        for (index, statement) in body.tree.lists[list].statements.enumerated() where !statement.isBackgrounded {
          guard case .compound(let compound) = statement.command, case .forLoop(let loop) = compound.kind,
            compound.redirections.isEmpty
          else { continue }
          let position = StatementTree.Position(list: list, index: index)
          switch fanOut(loop, at: position, body, beside: &taken, &names) {
          case .task(let task)?: tasks.append(task)
          case .refused(let refusal)?: refusals.append(refusal)
          case nil: continue
          }
        }
      }
    }
    return (tasks, refusals)
  }

  private mutating func fanOut(
    _ loop: ForLoop, at position: StatementTree.Position, _ body: Body, beside taken: inout [TakenEvents],
    _ names: inout TaskNames
  ) -> Outcome? {
    let executions = executions(of: loop, at: position, body)
    guard !executions.isEmpty else { return nil }
    var seconds = 0.0
    for execution in executions {
      let timeline = timelines[body.instances[execution.instance].program]
      for round in execution.rounds {
        let (_, condition) = timeline.summary(
          of: round, in: body.instances[execution.instance].frame, space: &space)
        seconds = max(seconds, timeline.seconds(round, given: condition, space: space))
      }
    }
    guard seconds >= Self.leastOverlap, isTakenByNone(executions, body, taken) else { return nil }
    let source = traces.index.source.scripts[body.file.value].source
    guard let range = loop.body.first.map({ $0.range.lowerBound..<(loop.body.last ?? $0).range.upperBound }) else {
      return nil
    }
    let place = Place(file: body.file, range: range)
    func refused(_ obstacle: Obstacle) -> Outcome {
      .refused(
        Refusal(
          command: words(of: range, source), callee: "for", place: place, obstacle: obstacle, seconds: seconds))
    }
    if let reason = options.declined[place] { return refused(Obstacle(reason: reason, place: place)) }
    guard let items = LoopItems(of: loop) else {
      return refused(
        Obstacle(
          reason: "is a round of a loop whose list may name an item twice, or differ when it is read again",
          place: place))
    }
    if case .words(let words) = items, words.count < 2 || words.count > options.maximumTasks { return nil }
    let text: LoopBody
    do throws(LoopBody.Refused) {
      text = try LoopBody.read(loop, traces.index, source)
    } catch {
      return refused(Obstacle(reason: error.reason, place: place))
    }
    if let reason = LoopVariables(loop: loop, function: function(of: body), source: source).dependence {
      return refused(Obstacle(reason: "cannot run beside another round: it " + reason, place: place))
    }
    var footprints: [(footprint: Footprint, program: Int)] = []
    for execution in executions {
      if let obstacle = obstacle(to: execution, loop, position, body, &footprints) { return refused(obstacle) }
    }
    let statement = body.tree[position]
    guard let first = footprints.first,
      let anchor = WaitAnchor(after: statement, in: traces.index.source.scripts[body.file.value])
    else { return refused(Obstacle(reason: "there is no line for a wait below its loop", place: place)) }
    let name = names.name(forLoopIn: body.name, loop.candidate(text, at: position, body), in: source)
    let resources = resources(of: first.footprint, timelines[first.program])
    var task = PlannedTask(
      name: "\(name)-$\(loop.variable)", command: words(of: range, source), callee: "", start: place, waits: [],
      carried: [], move: nil, guardWords: nil, resources: resources, seconds: seconds, overlap: seconds)
    task.fanOut = PlannedFanOut(
      variable: loop.variable, words: words(of: loop, source), waitOffset: anchor.offset,
      indentation: anchor.indentation, function: text.lines.map { outlined($0, name, loop, body, source) })
    for execution in executions {
      let program = body.instances[execution.instance].program
      taken += execution.rounds.map { TakenEvents(program: program, events: $0) }
    }
    return .task(task)
  }

  // MARK: Rounds

  /// Steps that run in a task.
  private struct TakenEvents {
    let program: Int
    let events: Range<Int>
  }

  /// One time that a loop runs, with the events of each of its rounds; of a loop that is followed once for all rounds,
  /// those of any.
  private struct Execution {
    let instance: Int
    let rounds: [Range<Int>]
    /// What stands for the item, where one round stands for all.
    let item: Symbol?
  }

  private func executions(of loop: ForLoop, at position: StatementTree.Position, _ body: Body) -> [Execution] {
    let place = Place(file: body.file, range: loop.variableRange)
    let whole = body.tree[position].range
    return body.instances.enumerated().flatMap { number, instance -> [Execution] in
      let trace = timelines[instance.program].trace
      let events = timelines[instance.program].ranges[instance.frame]
      var found: [Execution] = []
      for (begin, event) in trace.events[events].enumerated().map({ (events.lowerBound + $0, $1) }) {
        guard case .loopBegin(let record) = event.kind, event.frame == instance.frame,
          trace.loops[record].place == Place(file: body.file, range: whole)
        else { continue }
        let end = trace.events[begin...].firstIndex { if case .loopEnd(record) = $0.kind { true } else { false } }
        guard let end, let item = trace.loops[record].symbol else { continue }
        found.append(Execution(instance: number, rounds: [begin + 1..<end], item: item))
      }
      let starts = trace.knownRounds.filter { $0.place == place && $0.frame == instance.frame }.map(\.event)
      if let first = starts.first, let last = starts.last {
        let end = (last..<max(last, events.upperBound)).first {
          !whole.contains(timelines[instance.program].offset(of: $0, in: instance.frame) ?? -1)
        }
        let bounds = starts + [end ?? max(first, events.upperBound)]
        found.append(
          Execution(instance: number, rounds: zip(bounds, bounds.dropFirst()).map { $0..<$1 }, item: nil))
      }
      return found
    }
  }

  /// Whether no task starts within the rounds, and they start within none.
  private func isTakenByNone(_ executions: [Execution], _ body: Body, _ taken: [TakenEvents]) -> Bool {
    executions.allSatisfy { execution in
      let program = body.instances[execution.instance].program
      return execution.rounds.allSatisfy { round in
        !taken.contains { $0.program == program && $0.events.overlaps(round) }
      }
    }
  }

  /// What keeps the rounds of one run of a loop from running beside each other.
  private mutating func obstacle(
    to execution: Execution, _ loop: ForLoop, _ position: StatementTree.Position, _ body: Body,
    _ footprints: inout [(footprint: Footprint, program: Int)]
  ) -> Obstacle? {
    let instance = body.instances[execution.instance]
    let program = instance.program
    for (number, round) in execution.rounds.enumerated() {
      let (frames, condition) = timelines[program].summary(of: round, in: instance.frame, space: &space)
      guard condition != .never else { continue }
      let occurrence = Occurrence(
        instance: execution.instance, step: 0, events: round, frames: frames, condition: condition)
      let candidate = Candidate(
        body: 0, position: position, command: loop.placeholder, file: body.file, callee: "for")
      if let obstacle = circumstances(occurrence, instance, candidate, body) { return obstacle }
      var footprint = Footprint(occurrence, timelines[program], describe: describe, carries: false, space: &space)
      footprint.leaveToForeground(loop.variable)
      if let obstacle = footprint.obstacle ?? lostVariable(&footprint, program, mayCarry: false) { return obstacle }
      if execution.item != nil, let obstacle = dependence(of: footprint, program) { return obstacle }
      searches[program].beginCandidate(inRoundOver: execution.item)
      defer { searches[program].beginCandidate() }
      let others = execution.item == nil ? execution.rounds[(number + 1)...] : [round]
      for event in others.joined() {
        if let obstacle = searches[program].conflict(
          of: footprint, with: event, frame: instance.frame, space: &space)
        {
          return Obstacle(
            reason: "cannot run beside another round: it " + obstacle.reason, resource: obstacle.resource,
            place: obstacle.place, other: obstacle.other)
        }
      }
      footprints.append((footprint, program))
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

  /// The first line of a body, with a sign where there is more.
  private func words(of range: SourceRange, _ source: SourceFile) -> String {
    let lines = source.text(range).split(whereSeparator: \.isNewline)
    return (lines.first.map(String.init) ?? "") + (lines.count > 1 ? " …" : "")
  }

  private func words(of loop: ForLoop, _ source: SourceFile) -> String {
    guard let first = loop.words?.first, let last = loop.words?.last else { return "" }
    return source.text(first.range.lowerBound..<last.range.upperBound)
  }

  /// The function that the body of a loop becomes: above the code around it.
  private func outlined(
    _ lines: Range<Int>, _ name: String, _ loop: ForLoop, _ body: Body, _ source: SourceFile
  ) -> OutlinedFunction {
    var function = "_" + String(name.map { $0 == "-" ? "_" : $0 })
    while traces.index.functionsByName[function] != nil { function += "_round" }
    let script = traces.index.source.scripts[body.file.value]
    let top = script.statements.first { $0.range.contains(lines.lowerBound) }?.range.lowerBound ?? lines.lowerBound
    var line = source.lines.line(at: top)
    while line > 0, source.lineText(line - 1).first == "#", line - 1 > 0 { line -= 1 }
    return OutlinedFunction(
      name: function, lines: lines, offset: source.lines.starts[line],
      comment: body.isFunction ? "One round of a loop in \(body.name)" : "One round of the loop below")
  }
}

extension ForLoop {
  /// The command that stands for a round where one is asked about.
  fileprivate var placeholder: SimpleCommand {
    let range = (body.first?.range.lowerBound ?? 0)..<(body.last?.range.upperBound ?? 0)
    return SimpleCommand(assignments: [], words: [], declarations: [], redirections: [], range: range)
  }

  /// The one command that is started as it stands.
  fileprivate func candidate(_ text: LoopBody, at position: StatementTree.Position, _ code: Body) -> Candidate? {
    guard text.lines == nil, case .simple(let command)? = body.first?.command, let callee = command.literalName else {
      return nil
    }
    return Candidate(body: 0, position: position, command: command, file: code.file, callee: callee)
  }
}
