internal import SourceText

extension Picture {
  /// The lanes of a program: what may run beside what, in program order.
  package init(graphOf lanes: GraphLanes, name: String) {
    self.init()
    title = VisibleText.part(name)
    unit = .steps
    length = Double(max(1, lanes.steps.count))
    let tasks = lanes.tasks.count
    let most =
      (0..<max(1, lanes.steps.count)).map { step in
        lanes.tasks.count { $0.start <= step && step < ($0.waits.last ?? lanes.steps.count) }
      }.max() ?? 0
    headline = [
      "\(lanes.program): \(tasks == 1 ? "1 task" : "\(tasks) tasks"), \(lanes.steps.count) steps that start or await, "
        + "at most \(most) at a time"
    ].map(VisibleText.part)
    let conflicts = GraphConflicts(lanes)
    alerts = conflicts.sentences
    self.lanes = [Self.foreground(lanes)] + lanes.tasks.map { Self.lane($0, lanes) } + Self.refusals(lanes)
    arcs = conflicts.arcs
    bands = Self.bands(lanes)
    tables = [Self.stepTable(lanes)]
  }

  /// Stretches of steps in one file.
  private static func bands(_ lanes: GraphLanes) -> [Band] {
    var bands: [Band] = []
    for (number, step) in lanes.steps.enumerated() {
      let file = VisibleText.part(step.file)
      let begin = bands.last?.name == file ? bands.removeLast().begin : Double(number)
      bands.append(Band(name: file, begin: begin, end: Double(number + 1)))
    }
    return bands
  }

  private static func foreground(_ lanes: GraphLanes) -> Lane {
    var lane = Lane(name: "foreground")
    lane.kind = .foreground
    lane.segments = lanes.steps.enumerated().map { number, step in
      let names = step.names.joined(separator: ", ")
      return Segment(
        kind: step.isWait ? .blocked : .step, begin: Double(number), end: Double(number + 1),
        note: VisibleText.part("\(step.place) \(step.isWait ? "awaits" : "starts") \(names)"))
    }
    lane.marks = lanes.strangers.map { stranger in
      Mark(
        kind: .stranger, at: Double(stranger.step) + 0.5,
        label: VisibleText.part("\(stranger.name) is awaited, and nothing starts it before"))
    }
    return lane
  }

  private static func lane(_ task: GraphLanes.Task, _ lanes: GraphLanes) -> Lane {
    var lane = Lane(name: VisibleText.part(task.name))
    let end = Double(task.waits.last ?? lanes.steps.count)
    let note =
      "\(task.name)\(task.isConditional ? ", in some configurations" : "")"
      + (task.waits.isEmpty ? ", never awaited" : task.isAlwaysAwaited ? "" : ", not awaited on every path")
    lane.segments = [
      Segment(
        kind: task.waits.isEmpty ? .open : .run, begin: Double(task.start) + 0.5,
        end: max(Double(task.start) + 0.6, end),
        label: lane.name, note: VisibleText.part(note))
    ]
    lane.marks = task.waits.map { wait in
      Mark(kind: .wait, at: Double(wait), label: VisibleText.part("awaited at \(lanes.steps[wait].place)"))
    }
    let start = VisibleText.part(lanes.steps[task.start].place)
    lane.details = [("command", VisibleText.part(task.command ?? "")), ("started at", start)]
    lane.details += task.waits.map { ("awaited at", VisibleText.part(lanes.steps[$0].place)) }
    for finding in lanes.findings where finding.task == task.name {
      lane.details.append((finding.code, VisibleText.part("\(finding.place): \(finding.message)")))
    }
    let own = lanes.findings.filter { $0.task == task.name }
    if let mark = TimelineFinding.mark(for: own, at: Double(task.start) + 0.5) { lane.marks.append(mark) }
    return lane
  }

  private static func refusals(_ lanes: GraphLanes) -> [Lane] {
    lanes.refusals.map { refusal in
      var lane = Lane(name: VisibleText.part(refusal.command))
      lane.kind = .refused
      lane.segments = [
        Segment(
          kind: .refused, begin: 0, end: Double(max(1, lanes.steps.count)), label: VisibleText.part(refusal.reason),
          note: VisibleText.part("\(refusal.place): stays: \(refusal.reason)"))
      ]
      lane.details = [("stays", VisibleText.part(refusal.reason)), ("place", VisibleText.part(refusal.place))]
      return lane
    }
  }

  private static func stepTable(_ lanes: GraphLanes) -> Table {
    let rows = lanes.steps.enumerated().map { number, step in
      [
        String(number), VisibleText.part(step.place), step.isWait ? "awaits" : "starts",
        VisibleText.part(step.names.joined(separator: " ")),
      ]
    }
    return Table(title: "Steps", columns: ["step", "place", "", "tasks"], rows: rows, textColumns: 4)
  }
}

/// The two sides of what lint reports of tasks, as lanes.
struct GraphConflicts {
  let sentences: [String]
  let arcs: [Picture.Arc]

  init(_ lanes: GraphLanes) {
    var seen: Set<String> = []
    var sentences: [String] = []
    var arcs: [Picture.Arc] = []
    var tasksOf: [String: [String]] = [:]
    for finding in lanes.findings { tasksOf[finding.place + finding.message, default: []].append(finding.task) }
    for finding in lanes.findings where seen.insert(finding.place + finding.message).inserted {
      sentences.append(VisibleText.part("\(finding.code) \(finding.place): \(finding.message)"))
      let concerned = tasksOf[finding.place + finding.message, default: []].compactMap { name in
        lanes.tasks.firstIndex { $0.name == name }
      }
      guard finding.code.hasPrefix("DSA4"), let first = concerned.first else { continue }
      let other = concerned.dropFirst().first
      let at = Double(lanes.tasks[first].start) + 0.5
      arcs.append(
        Picture.Arc(
          from: (first + 1, at), to: other.map { ($0 + 1, Double(lanes.tasks[$0].start) + 0.5) } ?? (0, at),
          label: sentences[sentences.count - 1]))
    }
    if sentences.count > 12 { sentences = sentences.prefix(12) + ["... and \(sentences.count - 12) more findings"] }
    (self.sentences, self.arcs) = (sentences, arcs)
  }
}
