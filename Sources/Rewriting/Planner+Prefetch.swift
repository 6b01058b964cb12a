import DataFlow
import EffectModels
import ShellProgram
import ShellSyntax
import SourceText

/// Prefetch: what a step downloads or clones is fetched ahead in the background, by the same command at an earlier place of
/// the script. The step stays as it is, and finds it.
extension Planner {
  /// Those of the refused candidates that fetch something and can do so ahead, in the order in which they are needed.
  ///
  /// A start in the same function that was found before gains less: it gives way.
  mutating func prefetch(_ refused: [Judged], beside accepted: [Judged]) -> [Judged] {
    var found: [Judged] = []
    for judged in refused.inOrderOfNeed where options.declined[judged.candidate.place] == nil {
      let others = found + accepted.filter { $0.move == nil || $0.candidate.place != judged.candidate.place }
      guard let fetch = fetch(judged), !isWithin(others, fetch), let ahead = ahead(fetch, beside: others) else {
        continue
      }
      found.append(ahead)
    }
    return found
  }

  /// A command that fetches something, and the way from the script to it.
  private struct Fetch {
    var judged: Judged
    let occurrence: Occurrence
    /// The event of the command.
    let event: Int
    let command: ExecutedCommand
    /// The conditions on the way, as they are written.
    let conditions: [String]
    /// Where these are asked.
    let questions: [Place]
    /// The variables that the command and the conditions mention.
    let names: Set<String>
    /// The statement of the script that leads to it.
    let root: StatementTree.Position
    var footprint: Footprint

    /// Whether a step belongs to one of the conditions on the way.
    func asks(_ place: Place) -> Bool { questions.contains { $0.contains(place) } }
  }

  private func isWithin(_ tasks: [Judged], _ fetch: Fetch) -> Bool {
    tasks.flatMap(\.spans).contains { $0.program == 0 && $0.events.contains(fetch.event) }
  }

  private mutating func fetch(_ judged: Judged) -> Fetch? {
    let candidate = judged.candidate
    let body = bodies.all[candidate.body]
    guard let main = timelines.first, candidate.occurrences.count == 1, let occurrence = candidate.occurrences.first,
      body.instances[occurrence.instance].program == 0,
      let (event, command) = fetchingCommand(of: occurrence, at: candidate.place, main)
    else { return nil }
    var way = Way(to: candidate.command, traces.index)
    var frame = body.instances[occurrence.instance].frame
    var place = candidate.place
    var positions: [StatementTree.Position] = []
    var outermost: Int?
    while true {
      let record = main.trace.frames[frame]
      guard let (body, _) = code(of: frame) else { return nil }
      positions = body.tree.path(to: place.range.lowerBound)
      guard !positions.isEmpty, source(of: place).isPlain(place.range) else { return nil }
      way.lead(positions, body, frame)
      if let function = record.function {
        let statements = traces.index[function].definition.body.statements
        way.locals.formUnion(CommandFacts.variables(of: statements).locals)
      }
      guard let parent = record.parent else { break }
      guard let call = record.callPlace else { return nil }
      (outermost, frame, place) = (frame, parent, call)
    }
    // What holds whenever the script comes to its call need not be asked.
    if let outermost, command.fetch == .kept, main.ranges[outermost].contains(event),
      space.implies(main.trace.events[main.ranges[outermost].lowerBound].condition, occurrence.condition)
    {
      way.forgetConditions(before: frame)
    }
    let script = source(of: candidate.place)
    guard frame == 0, way.isOpen, way.names.isDisjoint(with: way.locals), !way.needsArguments,
      command.fetch == .kept || way.testsForAbsence(of: candidate.command, script)
    else { return nil }
    let footprint = Footprint(occurrence.stretch, main, describe: describe, carries: false, space: &space)
    // What it sets is set where it stands, too.
    guard footprint.obstacle == nil, namesPaths(of: footprint, occurrence.events),
      command.fetch == .kept || asks(at: way.places.first, forWhatIsWrittenBy: footprint, before: event)
    else { return nil }
    return Fetch(
      judged: judged, occurrence: occurrence, event: event, command: command, conditions: way.conditions.reversed(),
      questions: way.places, names: way.names, root: positions[0], footprint: footprint)
  }

  /// Whether what is written is named by words of the command, and not by the directory where it runs.
  private func namesPaths(of footprint: Footprint, _ events: Range<Int>) -> Bool {
    let words = events.flatMap { event -> [String] in
      guard case .effect(.command(let command)) = timelines[0].trace.events[event].kind else { return [] }
      return command.words.dropFirst().map(describe.traces.describe)
    }
    return footprint.touches.allSatisfy { resource, touches in
      let resource = timelines[0].resources[resource]
      guard resource.kind == .file, touches.contains(where: { $0.mode == .write }) else { return true }
      let path = describe.traces.describe(resource.key)
      return words.contains { path == $0 || path.hasPrefix($0 + "/") }
    }
  }

  /// Whether a condition looks at something that is written.
  private func asks(at question: Place?, forWhatIsWrittenBy footprint: Footprint, before event: Int) -> Bool {
    let main = timelines[0]
    let written = footprint.touches.filter { $0.touches.contains { $0.mode == .write } }
      .map { main.resources[$0.resource] }.filter { $0.kind == .file }.map(\.key)
    return main.trace.events[..<event].indices.contains { index in
      question?.contains(main.trace.events[index].place) == true
        && main.touches(of: index).contains { written.contains(main.resources[$0.resource].key) }
    }
  }

  /// The code that the main program runs in a frame.
  private func code(of frame: Int) -> (Body, Body.Instance)? {
    for body in bodies.all {
      if let found = body.instances.first(where: { $0.program == 0 && $0.frame == frame }) { return (body, found) }
    }
    return nil
  }

  private func source(of place: Place) -> SourceFile { traces.index.source.scripts[place.file.value].source }

  /// The one command that a candidate runs, where it fetches something for the first time; with each of the values that
  /// its words may have, it is an event.
  private func fetchingCommand(of occurrence: Occurrence, at place: Place, _ main: Timeline) -> (
    event: Int, command: ExecutedCommand
  )? {
    var found: (event: Int, command: ExecutedCommand)?
    for index in occurrence.events {
      let event = main.trace.events[index]
      guard case .effect(.command(let command)) = event.kind else { continue }
      guard event.place == place, command.fetch != nil, event.loops.isEmpty,
        found.map({ $0.command.fetch == command.fetch }) ?? true,
        !main.trace.events[..<occurrence.events.lowerBound].contains(where: { $0.runs(command.words) })
      else { return nil }
      found = found ?? (index, command)
    }
    return found
  }

  /// The fetch as a task above the statement that leads to it, as high as it gains most: how long it takes depends on
  /// the network.
  private mutating func ahead(_ fetch: Fetch, beside tasks: [Judged]) -> Judged? {
    guard let (body, instance) = code(of: 0) else { return nil }
    let script = traces.index.source.scripts[body.file.value]
    let steps = Course(instance, body.tree, timelines[0]).steps
    let statements = body.tree.lists[0].statements
    var footprint = fetch.footprint
    var wait = (index: fetch.root.index, event: steps.events(of: fetch.root.index).first ?? fetch.event)
    var obstacle: Obstacle?
    var best: Judged?
    var most = 0.0
    let ran = firstRun(of: fetch.command, before: wait.event, when: fetch.occurrence.condition)
    footprint.needsNoPackages = ran != nil
    // What the statement does before it comes to the command.
    let before = steps.events(of: fetch.root.index).filter {
      $0 < fetch.event && !fetch.asks(timelines[0].trace.events[$0].place)
    }
    if case .lost = outcome(of: fetch, footprint, doneBefore: before) { return nil }
    for index in (1..<max(1, fetch.root.index)).reversed() {
      let statement = statements[index]
      if statement.bringsFunctions { break }
      let events = steps.events(of: index)
      guard let first = events.first else { continue }
      guard first < wait.event else { break }
      footprint.needsNoPackages = ran.map { $0 < first } ?? false
      switch outcome(of: fetch, footprint, doneBefore: events) {
      case .lost: return best
      case .conflict(let conflict):
        (wait, obstacle) = ((index, first), conflict)
        continue
      case .free: break
      }
      guard let anchor = WaitAnchor(before: statement, after: -1, in: script),
        let waitAnchor = WaitAnchor(before: statements[wait.index], after: -1, in: script)
      else { continue }
      var trial = fetch.judged
      trial.spans = [
        Span(
          program: 0, events: fetch.occurrence.events, wait: wait.event, condition: fetch.occurrence.condition,
          start: first)
      ]
      trial.footprints = [footprint]
      guard !conflicts(trial, [first], tasks) else { break }
      let gain = min(overlap(of: trial, beside: tasks), trial.seconds)
      guard gain >= max(Self.leastOverlap, most) else { continue }
      (trial.anchor, trial.obstacle) = (waitAnchor, obstacle)
      trial.condition = fetch.occurrence.condition
      trial.prefetch = PlannedPrefetch(
        file: body.file, offset: anchor.offset, indentation: anchor.indentation,
        place: Place(file: body.file, range: statement.range),
        thing: thing(footprint), needer: bodies.all[fetch.judged.candidate.body].name, conditions: fetch.conditions,
        command: source(of: fetch.judged.candidate.place).text(fetch.judged.candidate.command.range),
        need: fetch.event)
      (best, most) = (trial, gain)
    }
    return best
  }

  /// What becomes of a fetch that is begun above some steps.
  private enum Outcome {
    /// It can run beside them.
    case free
    /// It has to be over before they begin.
    case conflict(Obstacle)
    /// They would find something else, or change what was fetched.
    case lost
  }

  private mutating func outcome(of fetch: Fetch, _ footprint: Footprint, doneBefore events: [Int]) -> Outcome {
    var conflicting: [Int] = []
    var obstacle: Obstacle?
    searches[0].beginCandidate()
    for index in events {
      let event = timelines[0].trace.events[index]
      switch event.kind {
      // Where the run ends there, nothing needs to be fetched.
      case .leave(.exit(succeeds: true)) where event.process == 0: return .lost
      case .effect(.assignment(let variable, isChange: true)):
        if fetch.names.contains(variable.plainName) { return .lost }
      default: break
      }
      if makesDirectory(for: footprint, index) { return .lost }
      guard let found = searches[0].conflict(of: footprint, with: index, frame: -1, space: &space) else { continue }
      conflicting.append(index)
      obstacle = obstacle ?? found
    }
    guard let obstacle else { return .free }
    let done = footprint.whenDone
    searches[0].beginCandidate()
    let isLost = conflicting.contains {
      searches[0].conflict(of: done, with: $0, frame: -1, space: &space) != nil
    }
    return isLost ? .lost : .conflict(obstacle)
  }

  /// Whether a step makes a directory, or changes what is one, in which something is written.
  private func makesDirectory(for footprint: Footprint, _ event: Int) -> Bool {
    let main = timelines[0]
    let changed = main.touches(of: event).filter { touch in
      !touch.mode.isLook && main.resources[touch.resource].kind == .file
    }
    guard !changed.isEmpty else { return false }
    let written = footprint.touches.filter { entry in
      main.resources[entry.resource].kind == .file && entry.touches.contains { !$0.mode.isLook }
    }.map { describe.traces.describe(main.resources[$0.resource].key) }
    return changed.contains { touch in
      let directory = describe.traces.describe(main.resources[touch.resource].key) + "/"
      return written.contains { $0.hasPrefix(directory) }
    }
  }

  /// What a fetch brings, by the last part of its path.
  private func thing(_ footprint: Footprint) -> String {
    let written = footprint.touches.first { resource, touches in
      timelines[0].resources[resource].kind == .file && touches.contains { $0.mode == .write }
    }
    return written.map { describe.traces.describe(timelines[0].resources[$0.resource].key) } ?? "files"
  }

  /// The first event by which the same program has surely run: then what it needs is there.
  private mutating func firstRun(of command: ExecutedCommand, before end: Int, when condition: Formula) -> Int? {
    var ran = Formula.never
    for (index, event) in timelines[0].trace.events[..<end].enumerated() {
      guard case .effect(.command(let earlier)) = event.kind, earlier.words.first == command.words.first else {
        continue
      }
      ran = space.or(ran, event.condition)
      if space.implies(condition, ran) { return index }
    }
    return nil
  }
}

/// What leads from a script to a command in a function: conditions that can be asked elsewhere, too.
private struct Way {
  private struct Question {
    let text: String
    let place: Place
    let names: Set<String>
    /// The frame in which it is asked.
    let frame: Int
  }

  private let index: ProgramIndex
  /// From the innermost to the outermost; nil where something else than a question decides.
  private var questions: [Question?] = []
  private var frames: [Int] = []
  private let commandNames: Set<String>
  /// Variables of the functions on the way.
  var locals: Set<String> = []

  init(to command: SimpleCommand, _ index: ProgramIndex) {
    self.index = index
    commandNames = VariableNames(of: command).names
  }

  /// Whether all that decides on the way can be asked elsewhere.
  var isOpen: Bool { questions.allSatisfy { $0 != nil } }

  var conditions: [String] { questions.compactMap { $0?.text } }

  var places: [Place] { questions.compactMap { $0?.place } }

  /// The variables that the command and the conditions mention.
  var names: Set<String> { questions.reduce(into: commandNames) { $0.formUnion($1?.names ?? []) } }

  /// Whether one of the variables is an argument or a state of the shell.
  var needsArguments: Bool { names.contains { $0.first.map { !$0.isLetter && $0 != "_" } ?? true } }

  /// Leaves out what is asked further in than in a frame.
  mutating func forgetConditions(before frame: Int) {
    questions = zip(questions, frames).filter { $1 == frame }.map(\.0)
    frames = frames.filter { $0 == frame }
  }

  /// Takes in the conditions of a body between its own list and a command.
  mutating func lead(_ positions: [StatementTree.Position], _ body: Body, _ frame: Int) {
    for (outer, inner) in zip(positions, positions.dropFirst()).reversed() {
      guard case .compound(let compound) = body.tree[outer].command else { continue }
      if case .group = compound.kind { continue }
      questions.append(question(of: compound, leadingTo: body.tree.lists[inner.list].statements, body, frame))
      frames.append(frame)
    }
  }

  /// The condition of an `if` that leads to its first branch.
  private func question(of compound: CompoundCommand, leadingTo list: [Statement], _ body: Body, _ frame: Int)
    -> Question?
  {
    let source = index.source.scripts[body.file.value].source
    guard case .ifClause(let clause) = compound.kind, let branch = clause.branches.first,
      branch.body.first?.range == list.first?.range, branch.condition.count == 1,
      let condition = branch.condition.first, isQuestion(condition.command), source.isPlain(condition.range)
    else { return nil }
    let text = source.text(condition.range)
    let isList = if case .andOrList = condition.command { true } else { false }
    return Question(
      text: isList && text.contains("||") ? "{ \(text); }" : text,
      place: Place(file: body.file, range: condition.range),
      names: VariableNames(of: branch.condition).names, frame: frame)
  }

  /// Whether a command only asks, so that it can be asked twice.
  private func isQuestion(_ command: Command) -> Bool {
    switch command {
    case .simple(let simple):
      let name = simple.literalName ?? ""
      return simple.redirections.isEmpty && simple.assignments.isEmpty
        && (name == "[" || name == "test" || index.models.holdingForAny.contains(name)
          || index.models.usualAnswers[name] != nil)
    case .pipeline(let pipeline): return pipeline.elements.count == 1 && pipeline.elements.allSatisfy(isQuestion)
    case .andOrList(let list): return isQuestion(list.first) && list.rest.allSatisfy { isQuestion($0.command) }
    case .compound(let compound):
      if case .conditional = compound.kind { return compound.redirections.isEmpty }
      return false
    case .functionDefinition, .coprocess, .unparsed: return false
    }
  }

  /// Whether the innermost condition is that something is not there which the command names.
  func testsForAbsence(of command: SimpleCommand, _ source: SourceFile) -> Bool {
    // Of alternatives, another one may hold when it is there.
    guard let condition = conditions.first, !condition.contains("||"), !condition.contains(" -o ") else { return false }
    let words = Set(command.words.dropFirst().map { Self.unquoted(source.text($0.range)) })
    let parts = condition.split { " ;{}[]".contains($0) }.map { Self.unquoted(String($0)) }
    return parts.indices.contains { index in
      guard ["-f", "-d", "-e", "-s", "-r"].contains(parts[index]), index > 0, parts[index - 1] == "!",
        index + 1 < parts.count
      else { return false }
      return words.contains(parts[index + 1])
    }
  }

  private static func unquoted(_ text: String) -> String { String(text.filter { $0 != "\"" }) }
}

extension [Planner.Judged] {
  /// In the order in which the program comes to them.
  fileprivate var inOrderOfNeed: [Planner.Judged] {
    func event(_ judged: Planner.Judged) -> Int { judged.candidate.occurrences.first?.events.lowerBound ?? .max }
    return sorted {
      (event($0), $0.candidate.place.range.lowerBound) < (event($1), $1.candidate.place.range.lowerBound)
    }
  }
}

extension [Course.Step] {
  /// The events of a statement in the first list.
  fileprivate func events(of index: Int) -> [Int] { filter { $0.path.first?.index == index }.flatMap(\.events) }
}

extension Place {
  /// Whether another place begins within it.
  fileprivate func contains(_ other: Place) -> Bool {
    file == other.file && range.contains(other.range.lowerBound)
  }
}

extension SourceFile {
  /// Whether a text can be written elsewhere as it stands: on one line, and without substitutions.
  fileprivate func isPlain(_ range: SourceRange) -> Bool {
    let text = text(range)
    return !text.contains("\n") && !text.contains("$(") && !text.contains("`")
  }
}

extension TraceEvent {
  fileprivate func runs(_ words: [SymbolicString]) -> Bool {
    if case .effect(.command(let command)) = kind { command.words == words } else { false }
  }
}

extension Statement {
  /// Whether functions may come with it.
  fileprivate var bringsFunctions: Bool {
    switch command {
    case .functionDefinition: true
    case .simple(let command): ["source", "."].contains(command.literalName ?? "")
    case .pipeline, .andOrList, .compound, .coprocess, .unparsed: false
    }
  }
}
