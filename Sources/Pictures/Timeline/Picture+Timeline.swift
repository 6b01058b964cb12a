package import RunLogs
internal import SourceText

extension Picture {
  /// The lanes of a run: the foreground on top, then each task, and the same work one after another.
  ///
  /// - Parameters:
  ///   - name: of the log.
  ///   - findings: what lint says of the scripts that ran.
  package init(timelineOf run: RunLog, name: String, findings: [TimelineFinding] = []) {
    self.init()
    let words = TimelineWords(run: run, findings: findings)
    title = VisibleText.part(name)
    headline = words.headline
    alerts = words.alerts
    advice = words.advice
    columns = ["run", "slack", "blocked"]
    let lanes = TimelineLanes(run: run, findings: findings)
    if run.clock != .none {
      length = max(run.wallSeconds, 0.001)
      self.lanes = [lanes.foreground] + run.tasks.indices.map(lanes.task)
    } else {
      self.lanes = run.tasks.indices.map(lanes.taskWithoutTime)
    }
    tables = TimelineTables(run: run).tables
  }
}

/// The lanes of one run.
struct TimelineLanes {
  let run: RunLog
  let findings: [TimelineFinding]
  private let path: [RunLog.PathPiece]
  private let families: Set<String>

  init(run: RunLog, findings: [TimelineFinding]) {
    (self.run, self.findings) = (run, findings)
    path = run.criticalPath
    var members: [String: Int] = [:]
    for task in run.tasks { if let family = Self.family(of: task.name) { members[family, default: 0] += 1 } }
    families = Set(members.filter { $0.value > 2 }.keys)
  }

  /// The part of a name that tasks of one kind share: `ks-` of `ks-project`.
  private static func family(of name: String) -> String? {
    name.firstIndex(of: "-").map { String(name[...$0]) }
  }

  private func axis(_ time: Double) -> Double { min(max(0, time - run.begin), run.end - run.begin) }

  private func critical(_ task: Int?) -> [ClosedRange<Double>] {
    path.filter { $0.task == task }.map { axis($0.begin)...max(axis($0.begin), axis($0.end)) }
  }

  // MARK: The foreground

  var foreground: Picture.Lane {
    var lane = Picture.Lane(name: "foreground")
    lane.kind = .foreground
    lane.segments = steps + blocks
    lane.critical = critical(nil)
    lane.marks = run.strangers.map { stranger in
      Picture.Mark(
        kind: .stranger, at: axis(stranger.time),
        label: "\(VisibleText.part(stranger.name)) is awaited and was never started")
    }
    lane.figures = [RunLog.shortDuration(run.wallSeconds), "", RunLog.shortDuration(run.blockedSeconds)]
    return lane
  }

  /// The steps, and what lies between them.
  private var steps: [Picture.Segment] {
    var segments: [Picture.Segment] = []
    var position = 0.0
    func fill(to end: Double) {
      if end > position { segments.append(Picture.Segment(kind: .step, begin: position, end: end)) }
    }
    for step in run.steps where axis(step.end) > position {
      let begin = max(position, axis(step.begin))
      fill(to: begin)
      let name = VisibleText.part(step.name)
      let seconds = RunLog.duration(step.end - step.begin)
      segments.append(
        Picture.Segment(
          kind: .step, begin: begin, end: axis(step.end), label: step.name.hasPrefix("async_") ? "" : name,
          note: "\(name), \(VisibleText.part(step.place)): \(seconds)"))
      position = axis(step.end)
    }
    fill(to: axis(run.end))
    return segments
  }

  /// Where it waits, each stretch once.
  private var blocks: [Picture.Segment] {
    var segments: [Picture.Segment] = []
    for wait in run.waits {
      let name = VisibleText.part(run.tasks[wait.task].name)
      let begin = max(axis(wait.begin), segments.last?.end ?? 0)
      let end = axis(wait.end ?? run.end)
      guard end > begin || wait.end == nil else { continue }
      let place = wait.place.map { " at " + VisibleText.part($0) } ?? ""
      segments.append(
        Picture.Segment(
          kind: .blocked, begin: begin, end: end, label: name,
          note: "waits for \(name)\(place): \(RunLog.duration(run.blocked(wait)))"))
    }
    return segments
  }

  // MARK: Tasks

  func task(_ number: Int) -> Picture.Lane {
    var lane = taskWithoutTime(number)
    let task = run.tasks[number]
    let waits = run.waits(for: number)
    let begin = axis(task.start ?? run.begin)
    let end = axis(run.lastSign(of: task))
    let kind: Picture.Segment.Kind = task.hasFailed ? .failed : task.end == nil ? .open : .run
    lane.segments = [
      Picture.Segment(kind: kind, begin: begin, end: max(begin, end), label: lane.name, note: note(task))
    ]
    if task.end != nil, !task.isSerial {
      let collected = waits.first.map { axis($0.begin) } ?? axis(run.end)
      if collected > end { lane.segments.append(Picture.Segment(kind: .parked, begin: end, end: collected)) }
    }
    lane.critical = critical(number)
    for wait in waits {
      let blocked = run.blocked(wait)
      let place = wait.place.map { " at " + VisibleText.part($0) } ?? ""
      lane.marks.append(
        Picture.Mark(
          kind: blocked >= RunLog.noticeable || wait.end == nil ? .blockingWait : .wait, at: axis(wait.begin),
          label: "awaited\(place): \(RunLog.duration(blocked))"))
    }
    if let mark = TimelineFinding.mark(for: findings.filter { $0.task == task.name }, at: begin) {
      lane.marks.append(mark)
    }
    return lane
  }

  func taskWithoutTime(_ number: Int) -> Picture.Lane {
    let task = run.tasks[number]
    var lane = Picture.Lane(name: VisibleText.part(task.name))
    lane.family = Self.family(of: task.name).flatMap { families.contains($0) ? $0 : nil }
    lane.hasFailed = task.hasFailed
    let blocked = run.waits(for: number).reduce(0) { $0 + run.blocked($1) }
    lane.figures = [
      task.start == nil
        ? task.statedSeconds.map { "\(Int($0)) s" } ?? "" : task.seconds.map(RunLog.shortDuration) ?? "",
      run.slack(of: number).map(RunLog.shortDuration) ?? "",
      run.clock != .none && blocked >= 0.005 ? RunLog.shortDuration(blocked) : "",
    ]
    lane.details = details(task)
    return lane
  }

  private func note(_ task: LoggedTask) -> String {
    let seconds = task.seconds.map { ": " + RunLog.duration($0) } ?? ", its end is not told"
    let failed = task.hasFailed ? ", failed with \(task.status ?? 1)" : ""
    let command = task.command.isEmpty || task.command == task.name ? "" : " (\(task.command))"
    return VisibleText.part(task.name + command + seconds + failed)
  }

  private func details(_ task: LoggedTask) -> [(name: String, value: String)] {
    var result: [(name: String, value: String)] = []
    func add(_ name: String, _ value: String?) {
      if let value, !value.isEmpty { result.append((name, VisibleText.part(value))) }
    }
    add("command", task.command)
    add("started at", task.place)
    add("process", task.process)
    add("status", task.status.map { String($0) })
    add("last line of its log", task.lastLine)
    for finding in findings where finding.task == task.name {
      add(finding.code, "\(finding.place): \(finding.message)")
    }
    return result
  }
}
