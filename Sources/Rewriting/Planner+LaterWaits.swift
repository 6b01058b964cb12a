import DataFlow
import ShellProgram
import ShellSyntax
import SourceText

/// Waits that the scripts have: those that stand earlier than is needed move to the first step that conflicts.
///
/// Nothing is said of what runs beside a task already: only the steps that come to run beside it are compared.
extension Planner {
  /// A wait that could move, with its part of the schedule.
  private struct Movable {
    var later: LaterWait
    /// One for each time that the task runs: its start, the present wait, and the event before which it is awaited.
    let moves: [(start: Int, present: Int, wait: Int)]
  }

  /// Why a wait does not move.
  private struct Stay: Error {
    let obstacle: Obstacle

    init(_ obstacle: Obstacle) { self.obstacle = obstacle }

    init(_ reason: String, _ place: Place) { obstacle = Obstacle(reason: reason, place: place) }
  }

  /// Looks at all waits of the main program; the result has where the schedule awaits the tasks of those that move, by
  /// the events that start them.
  mutating func moveWaits(in plan: inout Plan, beside accepted: [Judged]) -> [Int: Int] {
    guard let main = timelines.first, !main.trace.isIncomplete, main.trace.entry.isWholeProgram else { return [:] }
    let mentions = NameMentions(timelines)
    let starts = Dictionary(grouping: main.presentTasks) { main.trace.events[$0.start].place }
    var movable: [Movable] = []
    var courses: [Int: Course] = [:]
    for place in starts.keys.sorted(by: { ($0.file, $0.range.lowerBound) < ($1.file, $1.range.lowerBound) }) {
      guard let tasks = starts[place], let name = mentions.onlyName(startedAt: place),
        let present = mentions.onlyWait(for: name), options.only.isEmpty || options.only.contains(name)
      else { continue }
      do throws(Stay) {
        if let reason = options.declined[place] { throw Stay(reason, present) }
        let found = try self.movable(name, from: place, to: present, tasks, main, &courses)
        if isPassed(found, by: accepted) { throw Stay("a task starts above it that was not compared", present) }
        movable.append(found)
      } catch {
        plan.keptWaits.append(KeptWait(name: name, start: place, place: present, obstacle: error.obstacle))
      }
    }
    let kept = gaining(movable, main, accepted)
    plan.laterWaits = kept.map(\.later)
    for later in movable.map(\.later) where !plan.laterWaits.contains(where: { $0.start == later.start }) {
      let obstacle = Obstacle(reason: "the program would not end earlier without it", place: later.present)
      plan.keptWaits.append(KeptWait(name: later.name, start: later.start, place: later.present, obstacle: obstacle))
    }
    plan.keptWaits.sort { ($0.start.file, $0.start.range.lowerBound) < ($1.start.file, $1.start.range.lowerBound) }
    return Self.waits(of: kept)
  }

  private static func waits(of movable: [Movable]) -> [Int: Int] {
    Dictionary(movable.flatMap(\.moves).map { ($0.start, $0.wait) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether a task that starts above its place was compared with what the wait has kept away until now.
  private func isPassed(_ movable: Movable, by accepted: [Judged]) -> Bool {
    accepted.filter { $0.move != nil }.flatMap(\.spans).contains { span in
      span.program == 0 && movable.moves.contains { ($0.present..<$0.wait).overlaps(span.whole) }
    }
  }

  // MARK: Gains

  /// Those without which the program would end later.
  private func gaining(_ all: [Movable], _ main: Timeline, _ accepted: [Judged]) -> [Movable] {
    func run(_ movable: [Movable]) -> (seconds: Double, outstanding: Int) {
      schedule(main, with: accepted, Self.waits(of: movable)).run(cores: options.cores)
    }
    guard !all.isEmpty else { return [] }
    let before = run([])
    let limit = max(options.maximumTasks, before.outstanding)
    // One cannot gain more than all of them.
    if before.seconds - run(all).seconds < Self.leastOverlap { return [] }
    var kept = all
    while !kept.isEmpty {
      let present = run(kept)
      var least: (position: Int, gain: Double)?
      for position in kept.indices {
        var rest = kept
        rest.remove(at: position)
        kept[position].later.gain = run(rest).seconds - present.seconds
        if kept[position].later.gain < least?.gain ?? .infinity { least = (position, kept[position].later.gain) }
      }
      guard let least, least.gain < Self.leastOverlap || present.outstanding > limit else { break }
      kept.remove(at: least.position)
    }
    return kept
  }

  // MARK: One wait

  private mutating func movable(
    _ name: String, from start: Place, to present: Place, _ tasks: [Timeline.PresentTask], _ main: Timeline,
    _ courses: inout [Int: Course]
  ) throws(Stay) -> Movable {
    let events = main.trace.events
    let elsewhere = Stay("it is started in other code, or in another round", start)
    guard let first = tasks.first, first.wait < events.count, case .wait(let uses) = events[first.wait].kind,
      let body = bodies.all.first(where: { body in
        body.instances.contains { $0.program == 0 && $0.frame == events[first.start].frame }
      }),
      body.isPartOfTree
    else { throw elsewhere }
    guard options.functions.isEmpty || options.functions.contains(body.name) else {
      throw Stay("it was not asked for", start)
    }
    var found: WaitPlacement?
    var resources: [String] = []
    var ways: [(task: Timeline.PresentTask, search: WaitSearch, step: Int)] = []
    for task in tasks {
      guard isPair(task, present, events), !task.events.isEmpty,
        body.instances.contains(where: { $0.program == 0 && $0.frame == events[task.start].frame })
      else { throw elsewhere }
      let frame = events[task.start].frame
      let course = courses[frame] ?? Course(Body.Instance(program: 0, frame: frame), body.tree, main)
      courses[frame] = course
      guard let step = course.steps.firstIndex(where: { $0.events.contains(task.start) }),
        let last = course.steps.firstIndex(where: { $0.events.contains(task.wait) }), step < last
      else { throw elsewhere }
      let stretch = Stretch(events: task.events, frames: [], condition: events[task.start].condition)
      let footprint = Footprint(stretch, main, describe: describe, carries: false, space: &space)
      if let obstacle = footprint.obstacle { throw Stay(obstacle) }
      searches[0].beginCandidate()
      let search = WaitSearch(tree: body.tree, course: course, timeline: main, frame: frame)
      let placement = search.placement(of: footprint, after: step, beyond: last, &searches[0], space: &space)
      if found.map({ placement.isBefore($0) }) ?? true { found = placement }
      if resources.isEmpty { resources = self.resources(of: footprint, main) }
      ways.append((task, search, step))
    }
    guard let found else { throw elsewhere }
    let (placement, anchor) = anchor(of: found, after: present.range.upperBound, body)
    let moves = ways.map { way in
      (start: way.task.start, present: way.task.wait, wait: way.search.steps(between: way.step, and: placement).end)
    }
    // Waits that follow each other are one place.
    let isLater = moves.allSatisfy { move in
      (move.present..<max(move.present, move.wait)).contains { index in
        if case .wait = events[index].kind { false } else { true }
      }
    }
    guard isLater else {
      throw Stay(placement.obstacle ?? Obstacle(reason: "the code around it ends there", place: present))
    }
    guard let anchor, statusReader(at: placement.position, body) == nil else {
      throw Stay("there is no line for a wait before what follows", present)
    }
    guard let words = waitWords(present, uses, body) else {
      throw Stay("a comment says why it stands there, or it does more than to wait for the task", present)
    }
    let wait = PlannedWait(
      file: present.file, offset: anchor.offset, indentation: anchor.indentation, because: placement.obstacle)
    return Movable(
      later: LaterWait(
        name: name, start: start, present: present, wait: wait, resources: resources, gain: 0, mentions: words),
      moves: moves)
  }

  /// Whether a task is started and awaited by the shell of the script, in one piece of code and in the same rounds.
  private func isPair(_ task: Timeline.PresentTask, _ wait: Place, _ events: [TraceEvent]) -> Bool {
    guard task.wait < events.count, case .start(_, _, let form) = events[task.start].kind else { return false }
    let (start, end) = (events[task.start], events[task.wait])
    return end.place == wait && start.frame == end.frame && start.process == 0 && end.process == 0
      && start.loops == end.loops && form.carriedVariables.isEmpty
  }

  /// How the names stand in a wait that can be taken out; nil where it has to stay, or where a comment says why it is
  /// there.
  private func waitWords(_ place: Place, _ uses: [TaskNameUse], _ body: Body) -> WaitMentions? {
    guard body.file == place.file, let position = body.tree.path(to: place.range.lowerBound).last else { return nil }
    let source = traces.index.source.scripts[place.file.value].source
    let statement = body.tree[position]
    guard !statement.isBackgrounded, case .simple(let command) = statement.command, command.range == place.range,
      command.isPlainWait, isAlone(command.range, source)
    else { return nil }
    let statements = body.tree.lists[position.list].statements
    func isWait(_ statement: Statement) -> Bool {
      if case .simple(let command) = statement.command { command.isPlainWait } else { false }
    }
    guard statusReader(at: StatementTree.Position(list: position.list, index: position.index + 1), body) == nil,
      let before = statements[...position.index].last(where: { !isWait($0) })
    else { return nil }
    // A wait that ends its list says that it went well.
    if statements[position.index...].allSatisfy(isWait), before.command.maySucceedOnlyInPart { return nil }
    return WaitMentions(command, uses, in: source)
  }

  /// Whether a command has one line for itself, and no comment above it.
  private func isAlone(_ range: SourceRange, _ source: SourceFile) -> Bool {
    let line = source.lines.line(at: range.lowerBound)
    let whole = source.lines.range(ofLine: line)
    guard range.upperBound <= whole.upperBound else { return false }
    let before = source.text(whole.lowerBound..<range.lowerBound)
    let after = source.text(range.upperBound..<whole.upperBound)
    guard (before + after).allSatisfy(\.isWhitespace), after.last?.isNewline == true else { return false }
    return line == 0 || source.lineText(line - 1).first { $0 != " " && $0 != "\t" } != "#"
  }
}

extension SimpleCommand {
  /// Whether it is a wait of which a name can be taken.
  fileprivate var isPlainWait: Bool {
    literalName == "async_wait" && assignments.isEmpty && redirections.isEmpty && words.count > 1
  }
}

/// Where the names of tasks are stated in all programs.
private struct NameMentions {
  private var starts: [Place: Set<SymbolicString>] = [:]
  private var startPlaces: [String: Set<Place>] = [:]
  private var waitPlaces: [String: Set<Place>] = [:]
  /// Names of which only a part is known.
  private var families: Set<SymbolicString> = []

  init(_ timelines: [Timeline]) {
    for event in timelines.lazy.flatMap(\.trace.events) {
      switch event.kind {
      case .start(let uses, _, _):
        starts[event.place, default: []].formUnion(uses.map(\.name))
        for use in uses { Self.note(use.name, event.place, in: &startPlaces, &families) }
      case .wait(let uses):
        for use in uses { Self.note(use.name, event.place, in: &waitPlaces, &families) }
      case .waitForAll, .initialize, .cleanUp, .loopBegin, .loopEnd, .processEnd, .leave, .effect: continue
      }
    }
  }

  private static func note(
    _ name: SymbolicString, _ place: Place, in places: inout [String: Set<Place>], _ families: inout Set<SymbolicString>
  ) {
    if let text = name.text { places[text, default: []].insert(place) } else { families.insert(name) }
  }

  /// The name of a task that is started at this place alone.
  func onlyName(startedAt place: Place) -> String? {
    guard let names = starts[place], names.count == 1, let name = names.first?.text, startPlaces[name] == [place],
      !families.contains(where: { name.hasPrefix($0.knownPrefix) && name.hasSuffix($0.knownSuffix) })
    else { return nil }
    return name
  }

  func onlyWait(for name: String) -> Place? {
    guard let places = waitPlaces[name], places.count == 1 else { return nil }
    return places.first
  }
}
