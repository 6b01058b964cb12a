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
    alerts = Self.alerts(lanes)
    self.lanes = [Self.foreground(lanes)] + lanes.tasks.map { Self.lane($0, lanes) } + Self.refusals(lanes)
    arcs = Self.arcs(lanes)
    bands = Self.bands(lanes)
    tables = [Self.stepTable(lanes)]
  }

  private static let maximumAlerts = 12

  private static func alerts(_ lanes: GraphLanes) -> [String] {
    let more = lanes.told.count - maximumAlerts
    return lanes.told.prefix(maximumAlerts).map(VisibleText.part) + (more > 0 ? ["... and \(more) more findings"] : [])
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

  /// From one side to the other of each conflict that lint reports.
  private static func arcs(_ lanes: GraphLanes) -> [Arc] {
    var order: [String] = []
    var tasks: [String: [Int]] = [:]
    for finding in lanes.findings where finding.code.hasPrefix("DSA4") {
      let sentence = "\(finding.code) \(finding.place): \(finding.message)"
      if tasks[sentence] == nil { order.append(sentence) }
      tasks[sentence, default: []] += lanes.tasks.indices.filter { lanes.tasks[$0].name == finding.task }.prefix(1)
    }
    return order.compactMap { sentence in
      guard let concerned = tasks[sentence], let first = concerned.first else { return nil }
      let at = Double(lanes.tasks[first].start) + 0.5
      let other = concerned.dropFirst().first.map { ($0 + 1, Double(lanes.tasks[$0].start) + 0.5) }
      return Arc(from: (first + 1, at), to: other ?? (0, at), label: VisibleText.part(sentence))
    }
  }
}
