import DataFlow
import EffectModels
import ShellProgram
import ShellSyntax
import SourceText

/// Splitting: of a call that stays in the foreground because of what the first statements of its function do, these run
/// there, and the others in a task.
extension Planner {
  /// A call in question, with the function that it calls.
  private struct SplitCall {
    let judged: Judged
    let function: DivisibleFunction
    let courses: [Course]
    /// The frame of the function, for each occurrence of the call.
    let frames: [Int]
    /// The number of the function's body.
    let body: Int
  }

  /// The trailing part of a call as a task, and the tasks that there were without it.
  private struct Part {
    let task: Judged
    /// The number of the first of its statements.
    let cut: Int
    /// Where tasks start that run within it, and are none any more.
    let replaced: Set<Place>
  }

  /// Has parts of refused calls run as tasks, longest first, where the program ends earlier by it.
  mutating func split(_ refused: [Judged], among tasks: inout [Judged]) {
    var cuts: [Int: Int] = [:]
    var known = Known()
    for judged in refused.longestFirst where cuts[judged.candidate.body] == nil {
      guard options.declined[judged.candidate.place] == nil, let call = splitCall(judged, &known),
        let part = part(of: call, cutAt: cuts[call.body], beside: tasks)
      else { continue }
      let others = tasks.filter { !part.replaced.contains($0.candidate.place) } + [part.task]
      guard seconds(with: tasks) - seconds(with: others) >= Self.leastOverlap else { continue }
      cuts[call.body] = part.cut
      tasks = others
    }
  }

  /// Whether a part of a refused call is a task now, or all of it runs in such a part.
  func isTaken(_ refused: Judged, by tasks: [Judged]) -> Bool {
    tasks.contains { task in
      guard task.split != nil else { return false }
      return task.candidate.place == refused.candidate.place
        || refused.candidate.occurrences.allSatisfy { occurrence in
          task.spans.contains {
            $0.events.lowerBound <= occurrence.events.lowerBound && occurrence.events.upperBound <= $0.events.upperBound
          }
        }
    }
  }

  /// How long the program takes.
  private func seconds(with tasks: [Judged]) -> Double {
    guard let main = timelines.first else { return 0 }
    return schedule(main, with: tasks, [:]).run(cores: options.cores).seconds
  }

  /// What was worked out for another call.
  private struct Known {
    var functions: [FunctionIndex: DivisibleFunction?] = [:]
    var courses: [Int: [Course]] = [:]
  }

  private func splitCall(_ judged: Judged, _ known: inout Known) -> SplitCall? {
    let candidate = judged.candidate
    let body = bodies.all[candidate.body]
    var frames: [Int] = []
    var function: FunctionIndex?
    for occurrence in candidate.occurrences {
      let instance = body.instances[occurrence.instance]
      let trace = timelines[instance.program].trace
      guard instance.program == 0, occurrence.stretch.frames.count == 1, let frame = occurrence.stretch.frames.first,
        trace.frames[frame].kind == .function, trace.frames[frame].name == candidate.callee,
        let called = trace.frames[frame].function, function == nil || called == function,
        circumstances(occurrence.stretch, instance, at: candidate.position, candidate.place, body) == nil
      else { return nil }
      function = called
      frames.append(frame)
    }
    let script = traces.index.source.scripts[candidate.file.value]
    guard let function, script.source.wholeLines(of: candidate.command.range) != nil,
      let index = bodies.all.firstIndex(where: { $0.owner == .function(function) }), bodies.all[index].isPartOfTree
    else { return nil }
    let divisible: DivisibleFunction?
    if let before = known.functions[function] {
      divisible = before
    } else {
      divisible = DivisibleFunction(function, traces.index)
      known.functions[function] = .some(divisible)
    }
    guard let divisible else { return nil }
    let courses =
      known.courses[candidate.body] ?? body.instances.map { Course($0, body.tree, timelines[$0.program]) }
    known.courses[candidate.body] = courses
    return SplitCall(judged: judged, function: divisible, courses: courses, frames: frames, body: index)
  }

  // MARK: The cut

  /// The trailing statements of the function that can run in a task, from the first at which they can.
  private mutating func part(of call: SplitCall, cutAt wanted: Int?, beside tasks: [Judged]) -> Part? {
    var next = wanted ?? 1
    while next < call.function.statements.count {
      let index = next
      next += 1
      if let cut = call.function.cut(before: index),
        statusReader(at: StatementTree.Position(list: 0, index: index), bodies.all[call.body]) == nil,
        let candidate = trailing(call, from: cut), let replaced = replaced(by: candidate, call, tasks)
      {
        let others = tasks.filter { !replaced.contains($0.candidate.place) }
        // What takes too little time does not take more further down.
        guard let part = judge(candidate, bodies.all[candidate.body], call.courses) else { return nil }
        guard let obstacle = refusal(of: part, beside: others, within: []) else {
          return split(part, call, cut, beside: others).map { Part(task: $0, cut: index, replaced: replaced) }
        }
        // What is not about the statements stays as it is with fewer of them.
        if obstacle.place == candidate.place || obstacle.place == nil && obstacle.resource == nil { return nil }
        if let last = statement(obstacle, candidate, call) { next = max(next, last + 1) }
      }
      if wanted != nil { return nil }
    }
    return nil
  }

  /// Where tasks start that would run within it; nil where the call runs in a task itself, or where tasks start or end
  /// in what stays of the function.
  private func replaced(by candidate: Candidate, _ call: SplitCall, _ tasks: [Judged]) -> Set<Place>? {
    let rests = candidate.occurrences.map(\.events)
    let begins = call.judged.candidate.occurrences.map(\.events.lowerBound)
    var places: Set<Place> = []
    for task in tasks {
      let spans = task.spans.filter { $0.program == 0 }
      if spans.contains(where: { span in begins.contains { span.events.contains($0) } }) { return nil }
      if spans.contains(where: { span in rests.contains { $0.overlaps(span.events) } }) {
        guard task.split == nil else { return nil }
        places.insert(task.candidate.place)
      }
      guard task.candidate.body == call.body else { continue }
      let isWithin = spans.allSatisfy { span in
        rests.contains { $0.lowerBound <= span.whole.lowerBound && span.events.upperBound <= $0.upperBound }
      }
      if !isWithin || task.split != nil { return nil }
    }
    return places
  }

  /// The statement of the function that is in the way: of those that do the same to the same, the last one.
  private func statement(_ obstacle: Obstacle, _ candidate: Candidate, _ call: SplitCall) -> Int? {
    guard let place = obstacle.place else { return nil }
    let timeline = timelines[0]
    for (occurrence, frame) in zip(candidate.occurrences, call.frames) {
      let events = occurrence.events.filter { timeline.trace.events[$0].place == place }
      let alike = obstacle.resource.flatMap { resource in
        events.last { event in
          timeline.touches(of: event).contains { describe.key(timeline.resources[$0.resource]) == resource }
        }
      }
      guard let event = alike ?? events.first, let offset = timeline.offset(of: event, in: frame) else { continue }
      return call.function.statements.lastIndex { $0.range.lowerBound <= offset }
    }
    return nil
  }

  /// The call, with only what the function does from a place on.
  private mutating func trailing(_ call: SplitCall, from cut: DivisibleFunction.Cut) -> Candidate? {
    var candidate = call.judged.candidate
    candidate.isPart = true
    guard !cut.restUsesArguments || candidate.command.hasPlainArguments,
      !cut.locals.contains(where: { hiddenReads.mayRead($0) })
    else { return nil }
    for (number, occurrence) in candidate.occurrences.enumerated() {
      guard let rest = rest(of: occurrence, call.frames[number], call, cut) else { return nil }
      let frame = bodies.all[candidate.body].instances[occurrence.instance].frame
      let (_, condition) = timelines[0].summary(of: rest, in: frame, space: &space)
      guard condition != .never else { return nil }
      candidate.occurrences[number].stretch = Stretch(
        events: rest, frames: [call.frames[number]], condition: condition)
    }
    return candidate
  }

  /// What one occurrence of a call does from a place in the function on; nil where that is bound to what it did before.
  private func rest(of occurrence: Occurrence, _ frame: Int, _ call: SplitCall, _ cut: DivisibleFunction.Cut)
    -> Range<Int>?
  {
    let trace = timelines[0].trace
    var (changedFirst, changedInRest) = (cut.changedFirst, cut.changedInRest)
    var end = occurrence.events.upperBound
    while end > occurrence.events.lowerBound, trace.events[end - 1].stateLeft(by: frame) != nil { end -= 1 }
    var first: Int?
    // What the first part leaves in variables of the shell.
    var assigned: Set<String> = []
    var hasStarted = (first: false, rest: false)
    // Where commands keep something that only others like them look at.
    var kept: (first: Set<String>, rest: Set<String>) = ([], [])
    var keeper: Place?
    for index in occurrence.events.lowerBound..<end {
      let event = trace.events[index]
      guard event.stateLeft(by: frame) == nil else { return nil }
      guard let offset = timelines[0].offset(of: index, in: frame) else {
        // Words of the call are worked out twice.
        if first != nil { return nil }
        if case .effect(.variableRead) = event.kind { continue }
        if cut.restUsesArguments { return nil }
        continue
      }
      if event.frame == frame {
        guard event.place.file == call.function.file, !event.kind.isOfTasks else { return nil }
      }
      let isInRest = offset >= cut.offset
      if isInRest, first == nil { first = index }
      guard isInRest == (first != nil) else { return nil }
      // Who waits for what the first part has started holds up the foreground for a reason.
      if isInRest, timelines[0].isIdleWait(index), hasStarted.first || !hasStarted.rest { return nil }
      if timelines[0].startsService(index) {
        if isInRest { hasStarted.rest = true } else { hasStarted.first = true }
      }
      switch event.kind {
      case .effect(.shellState(let change)) where isLeft(in: frame, by: event, trace):
        if isInRest { changedInRest.insert(change.kind) } else { changedFirst.insert(change.kind) }
      case .effect(.command(let command)):
        keeper = event.frame == frame && command.effects.isEmpty ? event.place : nil
      case .effect(.assignment(let variable, let isChange)):
        if event.place == keeper {
          if isInRest { kept.rest.insert(variable.plainName) } else { kept.first.insert(variable.plainName) }
        }
        if isInRest, variable.owner == frame, cut.locals.contains(variable.plainName) { return nil }
        if !isInRest, isChange { assigned.insert(variable.plainName) }
      case .effect(.variableRead(let variable)):
        if isInRest, variable.owner == frame, cut.locals.contains(variable.plainName) { return nil }
      case .processEnd(let process):
        let kind = trace.processes[process].kind
        if !isInRest, kind == .background || kind == .coprocess { return nil }
      default: continue
      }
    }
    guard let first, changedFirst.isDisjoint(with: changedInRest), kept.first.isDisjoint(with: kept.rest) else {
      return nil
    }
    // What the function leaves in the end, the foreground leaves, or nobody may.
    for index in end..<occurrence.events.upperBound {
      guard let kind = trace.events[index].stateLeft(by: frame), changedFirst.contains(kind) else { return nil }
    }
    if cut.restUsesArguments, !call.judged.candidate.command.wordVariables.isDisjoint(with: assigned) { return nil }
    return first..<end
  }

  /// Whether a function or a file that a function runs itself leaves a state behind there.
  private func isLeft(in frame: Int, by event: TraceEvent, _ trace: ProgramTrace) -> Bool {
    guard event.isInMainShell else { return false }
    var current = trace.frames[event.frame].parent
    while let next = current, trace.frames[next].kind != .function { current = trace.frames[next].parent }
    return current == frame
  }

  // MARK: Choosing

  /// The part as a task, where no other one that starts above its place runs beside it and may not.
  private mutating func split(
    _ part: Judged, _ call: SplitCall, _ cut: DivisibleFunction.Cut, beside tasks: [Judged]
  ) -> Judged? {
    for (span, footprint) in zip(part.spans, part.footprints) {
      searches[span.program].beginCandidate()
      for other in tasks where other.move != nil {
        for theirs in other.spans where theirs.program == span.program && theirs.whole.overlaps(span.whole) {
          for event in theirs.events {
            if searches[span.program].makesWhatIsNamed(by: footprint, event)
              || searches[span.program].conflict(of: footprint, with: event, frame: -1, space: &space) != nil
            {
              return nil
            }
          }
        }
      }
    }
    let mentions = FunctionMentions(of: call.function.name, traces.index)
    guard !mentions.isExported else { return nil }
    let others = tasks.compactMap(\.split).filter { $0.function != call.function.name }
    let taken = Set(others.map(\.rest) + others.compactMap(\.first))
    func name(_ part: String) -> String { partName(part, of: call.function.name, taken) }
    var part = part
    let source = traces.index.source.scripts[part.candidate.file.value].source
    let words = part.candidate.command.words
    let arguments = words.last.map { source.text(words[0].range.upperBound..<$0.range.upperBound) } ?? ""
    let line = source.lines.line(at: part.candidate.command.range.upperBound - 1)
    part.split = PlannedSplit(
      function: call.function.name, file: call.function.file, begin: call.function.begin, offset: cut.offset,
      lines: cut.lines, rest: name("rest"),
      // Other repositories call the functions of devstack, those excepted whose names say that they are nobody else's.
      first: mentions.count > 2 || !call.function.name.hasPrefix("_") ? name("first") : nil,
      firstUsesArguments: cut.firstUsesArguments, restUsesArguments: cut.restUsesArguments,
      arguments: cut.restUsesArguments ? arguments : "", call: words[0].range,
      startOffset: source.lines.range(ofLine: line).upperBound,
      indentation: source.indentation(before: part.candidate.command.range.lowerBound) ?? "",
      because: refusal(of: call.judged, beside: tasks, within: []))
    return part
  }

  /// The name of a part; not one that differs from another function's in an underscore alone.
  private func partName(_ part: String, of function: String, _ taken: Set<String>) -> String {
    var name = String("\(function.drop { $0 == "_" })_\(part)".map { $0 == "-" ? "_" : $0 })
    let functions = traces.index.functionsByName
    while functions[name] != nil || functions["_" + name] != nil || taken.contains("_" + name) { name += "_part" }
    return "_" + name
  }
}

extension TraceEvent {
  /// What a function leaves changed of its shell, as is written down when it ends; nil for another step.
  fileprivate func stateLeft(by frame: Int) -> ShellStateChange.Kind? {
    guard self.frame == frame, case .effect(.shellState(let change)) = kind,
      DivisibleFunction.kinds.contains(change.kind)
    else { return nil }
    return change.kind
  }
}

extension TraceEvent.Kind {
  fileprivate var isOfTasks: Bool {
    switch self {
    case .start, .wait, .waitForAll, .initialize, .cleanUp: true
    case .loopBegin, .loopEnd, .processEnd, .leave, .effect: false
    }
  }
}
