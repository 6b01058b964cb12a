import DataFlow
import ShellProgram
import ShellSyntax
import SourceText

/// Code motion: a call beside which nothing could run where it stands starts before steps above it that have nothing to
/// do with it, and is awaited where it stood.
extension Planner {
  /// Those of the refused candidates that can start earlier, longest first.
  mutating func startEarlier(_ refused: [Judged], beside accepted: [Judged]) -> [Judged] {
    var moved: [Judged] = []
    var courses: [Int: [Course]] = [:]
    for judged in refused.longestFirst where !isWithinTask(judged, accepted + moved) {
      let index = judged.candidate.body
      let body = bodies.all[index]
      let all = courses[index] ?? body.instances.map { Course($0, body.tree, timelines[$0.program]) }
      courses[index] = all
      if let earlier = startedEarlier(judged, all, beside: accepted + moved) { moved.append(earlier) }
    }
    return moved
  }

  private mutating func startedEarlier(_ judged: Judged, _ courses: [Course], beside tasks: [Judged]) -> Judged? {
    let candidate = judged.candidate
    let body = bodies.all[candidate.body]
    let script = traces.index.source.scripts[candidate.file.value]
    guard judged.anchor != nil, let lines = wholeLines(of: candidate.command.range, script.source) else { return nil }
    let names = VariableNames(of: candidate.command)
    let statements = body.tree.lists[candidate.position.list].statements
    var best: Judged?
    var position = candidate.position.index
    // The head of a file belongs to the file.
    let first = candidate.position.list == 0 && body.isFile ? 1 : 0
    while position > first {
      position -= 1
      let statement = statements[position]
      if names.mayChange(in: script.source.text(statement.range)) || statement.definesFunction { break }
      let place = StatementTree.Position(list: candidate.position.list, index: position)
      guard let starts = earlierStarts(judged, above: place, body, courses), !conflicts(judged, starts, tasks) else {
        break
      }
      var trial = judged
      for index in trial.spans.indices { trial.spans[index].start = starts[index] }
      let gain = overlap(of: trial, beside: tasks)
      guard gain >= Self.leastOverlap, gain > overlap(of: best ?? judged, beside: tasks) + 0.5,
        let anchor = WaitAnchor(before: statement, after: -1, in: script), anchor.offset < lines.lowerBound
      else { continue }
      trial.move = PlannedMove(
        lines: lines, offset: anchor.offset, place: Place(file: candidate.file, range: statement.range))
      best = trial
      if gain >= judged.seconds { break }
    }
    return best
  }

  /// For each occurrence, the first event of a statement above it; nil where the candidate cannot start before that.
  private mutating func earlierStarts(
    _ judged: Judged, above place: StatementTree.Position, _ body: Body, _ courses: [Course]
  ) -> [Int]? {
    var starts: [Int] = []
    for (number, occurrence) in judged.candidate.occurrences.enumerated() {
      let instance = body.instances[occurrence.instance]
      var start = judged.spans[number].start ?? occurrence.events.lowerBound
      searches[instance.program].beginCandidate()
      for step in courses[occurrence.instance].steps[..<occurrence.step].reversed() {
        guard let index = step.path.first(where: { $0.list == place.list })?.index, index >= place.index else { break }
        for event in step.events
        where isInTheWay(of: judged.footprints[number], event, instance.frame, instance.program) { return nil }
        start = step.events.lowerBound
      }
      starts.append(start)
    }
    return starts
  }

  private mutating func isInTheWay(of footprint: Footprint, _ index: Int, _ frame: Int, _ program: Int) -> Bool {
    let event = timelines[program].trace.events[index]
    switch event.kind {
    case .start, .wait: return true
    case .effect(.shellState): if event.process == 0 { return true }
    case .effect(.assignment(let variable, isChange: true)):
      if footprint.read.contains(variable) { return true }
      if hiddenReads.reader(of: variable, assignedAt: index, timelines[program].trace) != nil { return true }
    default: break
    }
    if timelines[program].isIdleWait(index) || searches[program].makesWhatIsNamed(by: footprint, index) { return true }
    return searches[program].conflict(of: footprint, with: index, frame: frame, space: &space) != nil
  }

  /// Whether a task that is still running at the new start cannot run beside the candidate.
  mutating func conflicts(_ judged: Judged, _ starts: [Int], _ tasks: [Judged]) -> Bool {
    for (number, span) in judged.spans.enumerated() {
      let present = timelines[span.program].presentTasks.map {
        ($0.events, $0.events.lowerBound..<max($0.events.upperBound, $0.wait))
      }
      let planned = tasks.flatMap(\.spans).filter { $0.program == span.program }.map { ($0.events, $0.whole) }
      let early = starts[number]..<max(starts[number], span.events.lowerBound)
      searches[span.program].beginCandidate()
      for (events, whole) in present + planned where whole.overlaps(early) {
        for event in events {
          let footprint = judged.footprints[number]
          if searches[span.program].makesWhatIsNamed(by: footprint, event) { return true }
          if searches[span.program].conflict(of: footprint, with: event, frame: -1, space: &space) != nil {
            return true
          }
        }
      }
    }
    return false
  }

  private func isBlank(_ line: Int, _ source: SourceFile) -> Bool { source.lineText(line).allSatisfy(\.isWhitespace) }

  /// The lines of a command that shares them with nothing, with the comments right above it.
  private func wholeLines(of range: SourceRange, _ source: SourceFile) -> Range<Int>? {
    guard let own = source.wholeLines(of: range) else { return nil }
    // Of the empty lines before and after, one is enough.
    let first = source.lines.line(at: own.lowerBound)
    let next = source.lines.line(at: own.upperBound)
    let isApart =
      first > 0 && isBlank(first - 1, source) && own.upperBound < source.bytes.count && isBlank(next, source)
    return own.lowerBound..<(isApart ? source.lines.range(ofLine: next).upperBound : own.upperBound)
  }
}

extension Body {
  fileprivate var isFile: Bool { !isFunction }
}

extension Statement {
  fileprivate var definesFunction: Bool { if case .functionDefinition = command { true } else { false } }
}
