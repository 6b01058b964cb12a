import DataFlow
import EffectModels
import ShellProgram
import SourceText
import TaskAnalysis

/// The steps of one program, in the order in which it takes them, with what each of them touches and costs.
struct Timeline {
  let trace: ProgramTrace
  let resources: [Resource]
  /// All databases that each configuration file names at some time.
  let boundDatabases: [SymbolicString: Set<SymbolicString>]
  /// Grouped by event.
  private let touches: [Touch]
  private let firstTouch: [Int]
  /// For each frame, its events and those of what it calls.
  let ranges: [Range<Int>]
  /// The events that take time, in order, with their seconds.
  private let costly: [(event: Int, seconds: Double)]
  private let usual: UsualRun
  private let settings: Settings
  /// Whether each costly event is part of the usual run: of what that leaves open, it does as much as can be.
  private let isTypical: [Bool]
  /// The tasks that the scripts start themselves, by process.
  private let isTask: [Bool]
  /// The tasks that the scripts start themselves, with their waits.
  let presentTasks: [PresentTask]

  /// One access of a step.
  struct Touch {
    let event: Int
    var mode: EffectMode
    let resource: Int
    let condition: Formula
  }

  /// - Parameter usual: what holds in the run by which times are estimated.
  init(_ trace: ProgramTrace, space: inout FormulaSpace, costs: CostModel, usual: UsualRun, settings: Settings) {
    (self.usual, self.settings) = (usual, settings)
    self.trace = trace
    isTask = Self.tasks(trace)
    presentTasks = Self.presentTasks(trace, isTask: isTask)
    let table = AccessTable(trace, space: space)
    space = table.space
    resources = table.resources
    boundDatabases = table.boundDatabases
    // The order of the lines in a file counts.
    var touches = table.accesses.map { entry in
      let isAppending = if case .effect(.redirection) = trace.events[entry.access.event].kind { true } else { false }
      let mode = isAppending && entry.access.mode == .add ? EffectMode.write : entry.access.mode
      return Touch(
        event: entry.access.event, mode: mode, resource: entry.resource, condition: entry.access.condition)
    }
    Self.lookAgain(&touches, resources, trace, space: &space)
    self.touches = touches
    var first = Array(repeating: 0, count: trace.events.count + 1)
    for touch in touches { first[touch.event + 1] += 1 }
    for index in 1..<first.count { first[index] += first[index - 1] }
    firstTouch = first
    ranges = Self.ranges(of: trace)
    var costly = trace.events.indices.compactMap { index -> (event: Int, seconds: Double)? in
      let seconds = costs.seconds(of: trace.events[index])
      return seconds > 0 && trace.events[index].condition != .never ? (index, seconds) : nil
    }
    Self.scale(&costly, to: costs.measured, trace, ranges, usual, space: space)
    self.costly = costly
    var run = usual.valuation
    isTypical = costly.map { [space] in space.extend(&run, toSatisfy: trace.events[$0.event].condition) }
  }

  /// Who makes sure of an object that the foreground has made for certain only looks at it.
  private static func lookAgain(
    _ touches: inout [Touch], _ resources: [Resource], _ trace: ProgramTrace, space: inout FormulaSpace
  ) {
    var made: [Int: Formula] = [:]
    for position in touches.indices {
      let touch = touches[position]
      let resource = resources[touch.resource]
      guard resource.kind == .apiObject, !touch.mode.isLook else { continue }
      guard touch.mode == .add, resource.reach == .exact, trace.events[touch.event].loops.isEmpty else {
        // What is changed or removed may be one of those of its type.
        if touch.mode != .add { made = made.filter { resources[$0.key].key.objectType != resource.key.objectType } }
        continue
      }
      let before = made[touch.resource] ?? .never
      if space.implies(touch.condition, before) {
        touches[position].mode = .read
      } else {
        made[touch.resource] = space.or(before, touch.condition)
      }
    }
  }

  /// Which processes are tasks, or run within one.
  private static func tasks(_ trace: ProgramTrace) -> [Bool] {
    var isTask: [Bool] = []
    // Parents come before their children.
    for process in trace.processes {
      isTask.append(process.kind == .task || process.parent.map { $0 < isTask.count && isTask[$0] } ?? false)
    }
    return isTask
  }

  /// A task that the scripts start: its start, what it does, and the step before which it is awaited.
  struct PresentTask {
    let start: Int
    let events: Range<Int>
    let wait: Int
  }

  private static func presentTasks(_ trace: ProgramTrace, isTask: [Bool]) -> [PresentTask] {
    trace.processes.indices.compactMap { process in
      guard trace.processes[process].kind == .task, let start = trace.processes[process].startEvent,
        case .start(let names, _, _) = trace.events[start].kind
      else { return nil }
      let wanted = Set(names.map(\.name))
      let rest = trace.events.indices.dropFirst(start + 1)
      let end = rest.first { !isTask[trace.events[$0].process] } ?? trace.events.count
      let wait = rest.first {
        if case .wait(let awaited) = trace.events[$0].kind {
          awaited.contains { wanted.contains($0.name) }
        } else {
          false
        }
      }
      return PresentTask(
        start: start, events: start + 1..<max(start + 1, end), wait: wait ?? trace.events.count)
    }
  }

  func touches(of event: Int) -> ArraySlice<Touch> { touches[firstTouch[event]..<firstTouch[event + 1]] }

  func touches(of events: Range<Int>) -> ArraySlice<Touch> {
    touches[firstTouch[events.lowerBound]..<firstTouch[events.upperBound]]
  }

  /// Whether all that a command does is known.
  func isKnown(_ command: ExecutedCommand) -> Bool {
    if case .known = command.knowledge { true } else { settings.isNamedByUser(command) }
  }

  /// Whether a step waits for something that is not said.
  func isIdleWait(_ event: Int) -> Bool {
    if case .effect(.command(let command)) = trace.events[event].kind { command.polls } else { false }
  }

  /// Whether a step brings a service up, or down.
  func startsService(_ event: Int) -> Bool {
    touches(of: event).contains {
      resources[$0.resource].kind == .service && ($0.mode == .write || $0.mode == .restart)
    }
  }

  /// How long the steps take, one after another, in the usual run of the program.
  func seconds(_ events: Range<Int>) -> Double {
    var sum = 0.0
    for position in costlyRange(events) where isTypical[position] { sum += costly[position].seconds }
    return sum
  }

  /// How long the foreground takes for the steps where a condition holds, in a run that is as usual as that allows.
  func seconds(
    _ events: Range<Int>, given condition: Formula, without excluded: [Range<Int>] = [], space: FormulaSpace
  ) -> Double {
    var sum = 0.0
    guard var run = usual.valuation(given: condition, in: space) else { return 0 }
    for position in costlyRange(events) {
      let (event, seconds) = costly[position]
      if isTask[trace.events[event].process] || excluded.contains(where: { $0.contains(event) }) { continue }
      if space.extend(&run, toSatisfy: trace.events[event].condition) { sum += seconds }
    }
    return sum
  }

  private func costlyRange(_ events: Range<Int>) -> Range<Int> {
    func position(of event: Int) -> Int { costly.partitioningIndex { $0.event >= event } }
    return position(of: events.lowerBound)..<position(of: events.upperBound)
  }

  /// Where a frame is when an event happens: in the frame itself, or at the call that leads there. Nil where the event
  /// happens elsewhere.
  func offset(of event: Int, in frame: Int) -> Int? {
    var current = trace.events[event].frame
    if current == frame { return trace.events[event].place.range.lowerBound }
    while let parent = trace.frames[current].parent {
      if parent == frame { return trace.frames[current].callPlace?.range.lowerBound }
      current = parent
    }
    return nil
  }

  /// Whether a frame is another one or was called from there.
  func isWithin(_ frame: Int, _ outer: Int) -> Bool {
    var current: Int? = frame
    while let next = current, next >= outer {
      if next == outer { return true }
      current = trace.frames[next].parent
    }
    return false
  }

  /// Brings the steps of each function that was measured to the time that it took; inner functions go with the outer one.
  private static func scale(
    _ costly: inout [(event: Int, seconds: Double)], to measured: [String: Double], _ trace: ProgramTrace,
    _ ranges: [Range<Int>], _ usual: UsualRun, space: FormulaSpace
  ) {
    guard !measured.isEmpty else { return }
    var done = 0..<0
    for frame in trace.frames.indices where trace.frames[frame].kind == .function && !done.overlaps(ranges[frame]) {
      guard let seconds = measured[trace.frames[frame].name], !ranges[frame].isEmpty else { continue }
      done = ranges[frame]
      let positions = costly.indices.filter { ranges[frame].contains(costly[$0].event) }
      var run = usual.valuation
      var sum = 0.0
      for position in positions
      where space.extend(&run, toSatisfy: trace.events[costly[position].event].condition) {
        sum += costly[position].seconds
      }
      guard sum > 0 else { continue }
      for position in positions { costly[position].seconds *= seconds / sum }
    }
  }

  private static func ranges(of trace: ProgramTrace) -> [Range<Int>] {
    var lowest = Array(repeating: Int.max, count: trace.frames.count)
    var highest = Array(repeating: 0, count: trace.frames.count)
    for (index, event) in trace.events.enumerated() {
      lowest[event.frame] = min(lowest[event.frame], index)
      highest[event.frame] = index + 1
    }
    // Frames are numbered as they are entered: callees after their callers.
    for frame in trace.frames.indices.reversed() {
      guard let parent = trace.frames[frame].parent, lowest[frame] != .max else { continue }
      lowest[parent] = min(lowest[parent], lowest[frame])
      highest[parent] = max(highest[parent], highest[frame])
    }
    return zip(lowest, highest).map { $0 == .max ? 0..<0 : $0..<$1 }
  }
}
