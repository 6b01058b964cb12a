import DataFlow
import EffectModels
package import ShellProgram
import ShellSyntax
import SourceText

/// Decides which commands of a program run in the background, and where they are awaited.
///
/// Tasks are independent of each other: each is awaited before the first later step that conflicts with it, whether that
/// step stays in the foreground or becomes a task. So every pair of conflicting steps keeps its order.
package struct Planner {
  let traces: ProgramTraces
  let options: PlanOptions
  let describe: Descriptions
  var space: FormulaSpace
  private(set) var timelines: [Timeline] = []
  let bodies: Bodies
  var searches: [ConflictSearch]
  private let escapes: [EscapeSearch]
  let hiddenReads: HiddenReads
  /// Where tasks that the main program has are awaited from now on, by the events that start them.
  private(set) var laterWaits: [Int: Int] = [:]

  /// The rounds of loops that run beside each other from now on, each time that a loop runs.
  private(set) var rounds: [[Range<Int>]] = []

  /// Below this many seconds, starting a task is not worth a line.
  private static let leastSeconds = 1.0
  /// Less of the foreground beside it is no gain.
  static let leastOverlap = 1.0

  package init(_ traces: ProgramTraces, options: PlanOptions) {
    self.traces = traces
    self.options = options
    describe = Descriptions(traces: traces)
    var space = traces.formulas
    let costs = CostModel(measured: options.profile)
    let settings = Settings(traces, areTrusted: options.trustsSettings)
    let usual = UsualRun(traces, settings)
    timelines = traces.traces.map { Timeline($0, space: &space, costs: costs, usual: usual, settings: settings) }
    self.space = space
    bodies = Bodies(timelines, traces.index)
    let separation = PathSeparation(traces, settings)
    searches = timelines.map { [describe] in ConflictSearch($0, describe, separation) }
    escapes = timelines.map { EscapeSearch($0) }
    hiddenReads = HiddenReads(traces)
  }

  package mutating func plan() -> Plan {
    var plan = Plan()
    guard !timelines.isEmpty else { return plan }
    var accepted: [Judged] = []
    var waiting: [Judged] = []
    var refused: [Judged] = []
    let order = bodies.all.indices.sorted { depth(of: $0) < depth(of: $1) }
    for body in order where isWanted(bodies.all[body]) {
      let judged = judge(body)
      var chosen: [Judged] = []
      // From the last to the first: what stays in the foreground is what the earlier ones run beside.
      for candidate in judged.reversed() {
        if let command = options.command, candidate.candidate.place != command { continue }
        // What runs within a task runs in the background already.
        if isWithinTask(candidate, accepted) { continue }
        if let obstacle = refusal(of: candidate, beside: chosen, within: accepted) {
          plan.refusals.append(refusal(candidate, obstacle))
          refused.append(candidate)
          if !candidate.isHopeless, options.declined[candidate.candidate.place] == nil { waiting.append(candidate) }
        } else {
          chosen.append(candidate)
        }
      }
      accepted += chosen.reversed()
    }
    if options.transformations.contains(.startEarlier) {
      accepted += startEarlier(waiting, beside: accepted)
    }
    if options.transformations.contains(.split), options.command == nil {
      let taken = Set(accepted.map(\.candidate.place))
      split(refused.filter { !taken.contains($0.candidate.place) }, among: &accepted)
    }
    if options.transformations.contains(.prefetch), options.command == nil, options.functions.isEmpty {
      let ahead = prefetch(refused, beside: accepted)
      let places = Set(ahead.map(\.candidate.place))
      accepted.removeAll { $0.move != nil && places.contains($0.candidate.place) }
      accepted += ahead
    }
    let places = Set((accepted + refused.filter { isTaken($0, by: accepted) }).map(\.candidate.place))
    plan.refusals.removeAll { places.contains($0.place) }
    let candidates = accepted.map(\.candidate)
    var names = taskNames()
    for judged in accepted {
      let source = traces.index.source.scripts[judged.candidate.file.value].source
      let rest = judged.split.flatMap { $0.arguments.isEmpty ? $0.rest : nil }
      let name =
        judged.prefetch.map { names.name(forFetching: $0.thing, by: judged.candidate) }
        ?? names.name(for: judged.candidate, running: rest, among: candidates, in: source)
      if options.only.isEmpty || options.only.contains(name) { plan.tasks.append(task(judged, name)) }
    }
    if options.transformations.contains(.fanOut), options.command == nil {
      let loops = fanOuts(beside: accepted, &names)
      plan.tasks += loops.tasks.filter { options.only.isEmpty || options.only.contains($0.name) }
      rounds = plan.tasks.compactMap(\.fanOut).flatMap(\.rounds)
      plan.refusals += loops.refusals
    }
    plan.tasks.sort { ($0.start.file, $0.start.range.lowerBound) < ($1.start.file, $1.start.range.lowerBound) }
    plan.refusals.sort { ($0.place.file, $0.place.range.lowerBound) < ($1.place.file, $1.place.range.lowerBound) }
    let kept = Set(plan.tasks.map(\.start))
    accepted = withinLimit(accepted.filter { kept.contains($0.candidate.place) })
    let final = Set(accepted.map(\.candidate.place))
    plan.tasks.removeAll { $0.fanOut == nil && !final.contains($0.start) }
    if options.transformations.contains(.laterWaits), options.command == nil {
      laterWaits = moveWaits(in: &plan, beside: accepted)
    }
    plan.summary = summary(accepted)
    return plan
  }

  /// A candidate with what is known of its future as a task.
  struct Judged {
    let candidate: Candidate
    let seconds: Double
    /// The place of the wait in the text; nil where it has none.
    var anchor: WaitAnchor?
    var obstacle: Obstacle?
    /// Whether the obstacle alone keeps it in the foreground.
    var isHopeless = true
    /// One for each occurrence.
    var spans: [Span] = []
    var condition = Formula.always
    var carried: Set<String> = []
    /// One for each occurrence.
    var footprints: [Footprint] = []
    var move: PlannedMove?
    var split: PlannedSplit?
    var prefetch: PlannedPrefetch?
  }

  struct Span {
    let program: Int
    let events: Range<Int>
    /// The event before which it is awaited.
    let wait: Int
    let condition: Formula
    /// The event before which it starts, where that is not the first of its own.
    var start: Int?

    /// From its start to its wait.
    var whole: Range<Int> {
      let first = start ?? events.lowerBound
      // What is fetched ahead is awaited before the step that finds it, whose events it has.
      return first..<(wait > first && wait < events.lowerBound ? wait : max(events.upperBound, wait))
    }
  }

  func isWanted(_ body: Body) -> Bool {
    guard options.transformations.contains(.background), body.isPartOfTree else { return false }
    if let command = options.command {
      return body.file == command.file && body.candidates(0, traces.index).contains { $0.place == command }
    }
    switch body.owner {
    case .file: return options.functions.isEmpty && (body.isExtra || isMain(body))
    case .function:
      return options.transformations.contains(.withinFunctions)
        && (options.functions.isEmpty || options.functions.contains(body.name))
    }
  }

  private func isMain(_ body: Body) -> Bool {
    body.instances.contains { $0.program == 0 && timelines[0].trace.frames[$0.frame].kind == .program }
  }

  private func depth(of body: Int) -> Int {
    bodies.all[body].instances.map { timelines[$0.program].trace.frames[$0.frame].depth }.min() ?? 0
  }

  private func taskNames() -> TaskNames {
    TaskNames(taken: takenNames, isFunction: { [index = traces.index] in index.functionsByName[$0] != nil }) {
      [space] first, second in
      var space = space
      return first.occurrences.allSatisfy { one in
        second.occurrences.allSatisfy { space.and(one.condition, $0.condition) == .never }
      }
    }
  }

  private var takenNames: Set<String> {
    var names: Set<String> = []
    for timeline in timelines {
      for event in timeline.trace.events {
        if case .start(let uses, _, _) = event.kind { names.formUnion(uses.compactMap(\.name.text)) }
      }
    }
    return names
  }

  // MARK: Judging

  private mutating func judge(_ index: Int) -> [Judged] {
    let body = bodies.all[index]
    var candidates = body.candidates(index, traces.index)
    guard !candidates.isEmpty else { return [] }
    let courses = body.instances.map { Course($0, body.tree, timelines[$0.program]) }
    let positions = Dictionary(uniqueKeysWithValues: candidates.enumerated().map { ($1.position, $0) })
    for (instance, course) in courses.enumerated() {
      for (number, step) in course.steps.enumerated() {
        guard let last = step.path.last, let position = positions[last] else { continue }
        let place = body.instances[instance]
        let (frames, condition) = timelines[place.program].summary(of: step.events, in: place.frame, space: &space)
        guard condition != .never else { continue }
        candidates[position].occurrences.append(
          Occurrence(
            instance: instance, step: number,
            stretch: Stretch(events: step.events, frames: frames, condition: condition)))
      }
    }
    return candidates.filter { !$0.occurrences.isEmpty }.compactMap { judge($0, body, courses) }
  }

  mutating func judge(_ candidate: Candidate, _ body: Body, _ courses: [Course]) -> Judged? {
    var seconds = 0.0
    for occurrence in candidate.occurrences {
      let timeline = timelines[body.instances[occurrence.instance].program]
      seconds = max(seconds, timeline.seconds(occurrence.events, given: occurrence.condition, space: space))
    }
    guard seconds >= Self.leastSeconds else { return nil }
    var judged = Judged(candidate: candidate, seconds: seconds)
    var placement: WaitPlacement?
    for occurrence in candidate.occurrences {
      let instance = body.instances[occurrence.instance]
      if let obstacle = circumstances(occurrence.stretch, instance, at: candidate.position, candidate.place, body) {
        judged.obstacle = obstacle
        return judged
      }
      var footprint = Footprint(
        occurrence.stretch, timelines[instance.program], describe: describe,
        carries: options.transformations.contains(.carryBack), space: &space)
      if let obstacle = footprint.obstacle ?? lostVariable(&footprint, instance.program) {
        judged.obstacle = obstacle
        return judged
      }
      footprint.mayBePolledFor = occurrence.events.contains(where: timelines[instance.program].startsService)
      judged.carried.formUnion(footprint.carried.map(\.name))
      judged.footprints.append(footprint)
      searches[instance.program].beginCandidate()
      let search = WaitSearch(
        tree: body.tree, course: courses[occurrence.instance], timeline: timelines[instance.program],
        frame: instance.frame)
      let found = search.placement(of: footprint, after: occurrence.step, &searches[instance.program], space: &space)
      if placement.map({ found.isBefore($0) }) ?? true { placement = found }
      judged.condition = occurrence.condition
    }
    guard let placement else { return nil }
    finish(&judged, placement, body, courses)
    return judged
  }

  /// What about the place of a candidate keeps it in the foreground.
  func circumstances(
    _ stretch: Stretch, _ instance: Body.Instance, at position: StatementTree.Position, _ place: Place,
    _ body: Body
  ) -> Obstacle? {
    let timeline = timelines[instance.program]
    if timeline.trace.isIncomplete {
      return Obstacle(reason: "the program is too large to be followed to its end", place: place)
    }
    if instance.program != 0 {
      return Obstacle(
        reason: "also runs in \(timeline.trace.entry.name), which prepares no tasks", place: place)
    }
    let processes = stretch.events.map { timeline.trace.events[$0].process }
    if !processes.contains(0),
      !timeline.ranges[instance.frame].contains(where: { timeline.trace.events[$0].process == 0 })
    {
      return Obstacle(
        reason: "runs in a child shell", place: processes.first.flatMap { timeline.trace.processes[$0].place })
    }
    if let call = bodies.testedCall(leadingTo: instance.frame, timeline) {
      return Obstacle(reason: "runs where failures are tested (\(describe.place(call)))", place: call)
    }
    if let next = statusReader(at: StatementTree.Position(list: position.list, index: position.index + 1), body) {
      return Obstacle(reason: "its status is used right after it", place: next)
    }
    return nil
  }

  /// The statement at a place, where it looks at `$?`.
  func statusReader(at position: StatementTree.Position, _ body: Body) -> Place? {
    let statements = body.tree.lists[position.list].statements
    let next = position.index
    guard next < statements.count else { return nil }
    var finder = StatusFinder()
    finder.walk([statements[next]])
    return finder.found.map { Place(file: body.file, range: $0) }
  }

  /// What is lost that the runtime cannot bring back.
  ///
  /// - Parameter mayCarry: whether it may bring back what it can.
  mutating func lostVariable(_ footprint: inout Footprint, _ program: Int, mayCarry: Bool = true) -> Obstacle? {
    for (variable, assigned) in footprint.assigned.sorted(by: { $0.value.event < $1.value.event }) {
      guard let reader = hiddenReads.reader(of: variable, assignedAt: assigned.event, timelines[program].trace) else {
        continue
      }
      let place = timelines[program].trace.events[assigned.event].place
      return Obstacle(
        reason: "assigns \(variable.name) (\(describe.place(place))), which \(reader) reads",
        resource: "variable:\(variable.name)", place: place)
    }
    let lost = escapes[program].escapes(of: footprint, space: &space).first { escape in
      !mayCarry || !options.transformations.contains(.carryBack) || !footprint.carry(escape.variable)
    }
    guard let escape = lost else { return nil }
    let events = timelines[program].trace.events
    let assigned = events[escape.assignment].place
    let read = events[escape.read].place
    return Obstacle(
      reason:
        "assigns \(escape.variable.name) (\(describe.place(assigned))), which \(describe.place(read)) reads",
      resource: "variable:\(escape.variable.name)", place: assigned, other: read)
  }

  func resources(of footprint: Footprint, _ timeline: Timeline) -> [String] {
    var texts: Set<String> = []
    for (resource, touches) in footprint.touches {
      for touch in touches { texts.insert("\(touch.mode.rawValue) \(describe.key(timeline.resources[resource]))") }
    }
    return texts.sorted()
  }

  func resources(of judged: Judged) -> [String] {
    guard let footprint = judged.footprints.first, let span = judged.spans.first else { return [] }
    return resources(of: footprint, timelines[span.program])
  }

  // MARK: Choosing

  /// The line for a wait, and where that is in the list: before its last statement, where there is no line after it.
  func anchor(of found: WaitPlacement, after offset: Int, _ body: Body) -> (placement: WaitPlacement, WaitAnchor?) {
    let script = traces.index.source.scripts[body.file.value]
    let statements = body.tree.lists[found.position.list].statements
    var placement = found
    if found.position.index == statements.count, let last = statements.last {
      if !last.command.maySucceedOnlyInPart, let anchor = WaitAnchor(after: last, in: script) {
        return (found, anchor)
      }
      placement = WaitPlacement(
        level: found.level, position: StatementTree.Position(list: found.position.list, index: statements.count - 1),
        obstacle: Obstacle(reason: "the code around it ends there", other: Place(file: body.file, range: last.range)))
    }
    return (placement, WaitAnchor(before: statements[placement.position.index], after: offset, in: script))
  }

  private func finish(_ judged: inout Judged, _ found: WaitPlacement, _ body: Body, _ courses: [Course]) {
    let (placement, anchor) = anchor(of: found, after: judged.candidate.command.range.upperBound, body)
    judged.obstacle = placement.obstacle
    judged.anchor = anchor
    judged.isHopeless = judged.anchor == nil
    if judged.isHopeless, judged.obstacle == nil {
      judged.obstacle = Obstacle(
        reason: "there is no line for a wait before what follows", place: judged.candidate.place)
    }
    for occurrence in judged.candidate.occurrences {
      let instance = body.instances[occurrence.instance]
      let search = WaitSearch(
        tree: body.tree, course: courses[occurrence.instance], timeline: timelines[instance.program],
        frame: instance.frame)
      let between = search.steps(between: occurrence.step, and: placement)
      judged.spans.append(
        Span(
          program: instance.program, events: occurrence.events, wait: between.end, condition: occurrence.condition))
    }
  }

  func isWithinTask(_ judged: Judged, _ accepted: [Judged]) -> Bool {
    accepted.flatMap(\.spans).contains { outer in
      judged.spans.contains { $0.program == outer.program && $0.events.overlaps(outer.events) }
    }
  }

  /// Why a candidate stays in the foreground, given the tasks after it in the same code and those around it.
  func refusal(of judged: Judged, beside later: [Judged], within accepted: [Judged]) -> Obstacle? {
    if judged.isHopeless { return judged.obstacle }
    if let reason = options.declined[judged.candidate.place] {
      return Obstacle(reason: reason, place: judged.candidate.place)
    }
    let overlap = self.overlap(of: judged, beside: later + accepted)
    if overlap >= Self.leastOverlap { return nil }
    return judged.obstacle
      ?? Obstacle(reason: "nothing that takes time could run beside it", place: judged.candidate.place)
  }

  /// The seconds of the foreground between a start and its wait.
  func overlap(of judged: Judged, beside tasks: [Judged]) -> Double {
    judged.spans.map { overlap(of: $0, beside: tasks) }.max() ?? 0
  }

  func overlap(of span: Span, beside tasks: [Judged]) -> Double {
    let others = tasks.flatMap(\.spans).filter { $0.program == span.program && $0.events.overlaps(span.whole) }
    return timelines[span.program].seconds(
      span.whole, given: span.condition, without: others.map(\.events) + [span.events], space: space)
  }

  /// Takes back the shortest tasks until no more are outstanding at a time than wanted.
  private func withinLimit(_ accepted: [Judged]) -> [Judged] {
    var kept = accepted
    while summary(kept).maximumOutstanding > options.maximumTasks,
      let least = kept.indices.min(by: { kept[$0].seconds < kept[$1].seconds })
    {
      kept.remove(at: least)
    }
    return kept
  }
}

/// Looks for `$?` and `${PIPESTATUS…}`.
private struct StatusFinder: SyntaxVisitor {
  var found: SourceRange?

  mutating func visit(_ command: SimpleCommand) {}
  mutating func visit(_ expansion: ParameterExpansion) {
    if found == nil, expansion.name == "?" || expansion.name == "PIPESTATUS" { found = expansion.range }
  }
}

extension [Planner.Judged] {
  /// From the longest to the shortest; of equal ones in the order of the text.
  var longestFirst: [Planner.Judged] {
    sorted {
      ($1.seconds, $0.candidate.file, $0.candidate.place.range.lowerBound)
        < ($0.seconds, $1.candidate.file, $1.candidate.place.range.lowerBound)
    }
  }
}

extension VariableUse {
  /// The name, without the subscript of an element.
  var plainName: String { String(name.prefix { $0 != "[" }) }
}
