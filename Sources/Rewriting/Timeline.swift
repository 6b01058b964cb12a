import DataFlow
import EffectModels
import ShellProgram
import TaskAnalysis

/// The steps of one program, in the order in which it takes them, with what each of them touches and costs.
struct Timeline {
  let trace: ProgramTrace
  let resources: [Resource]
  /// Grouped by event.
  private let touches: [Touch]
  private let firstTouch: [Int]
  /// For each frame, its events and those of what it calls.
  let ranges: [Range<Int>]
  /// The events that take time, in order, with their seconds.
  private let costly: [(event: Int, seconds: Double)]
  /// Whether each costly event is part of the run that does most.
  private let isTypical: [Bool]

  /// One access of a step.
  struct Touch {
    let event: Int
    let mode: EffectMode
    let resource: Int
    let condition: Formula
  }

  init(_ trace: ProgramTrace, space: inout FormulaSpace, costs: CostModel) {
    self.trace = trace
    let table = AccessTable(trace, space: space)
    space = table.space
    resources = table.resources
    // The order of the lines in a file counts.
    touches = table.accesses.map { entry in
      let isAppending = if case .effect(.redirection) = trace.events[entry.access.event].kind { true } else { false }
      let mode = isAppending && entry.access.mode == .add ? EffectMode.write : entry.access.mode
      return Touch(
        event: entry.access.event, mode: mode, resource: entry.resource, condition: entry.access.condition)
    }
    var first = Array(repeating: 0, count: trace.events.count + 1)
    for touch in touches { first[touch.event + 1] += 1 }
    for index in 1..<first.count { first[index] += first[index - 1] }
    firstTouch = first
    ranges = Self.ranges(of: trace)
    var costly = trace.events.indices.compactMap { index -> (event: Int, seconds: Double)? in
      let seconds = costs.seconds(of: trace.events[index])
      return seconds > 0 && trace.events[index].condition != .never ? (index, seconds) : nil
    }
    Self.scale(&costly, to: costs.measured, trace, ranges, space: &space)
    self.costly = costly
    var run = Formula.always
    isTypical = costly.map { entry in
      let narrowed = space.and(run, trace.events[entry.event].condition)
      if narrowed != .never { run = narrowed }
      return narrowed != .never
    }
  }

  func touches(of event: Int) -> ArraySlice<Touch> { touches[firstTouch[event]..<firstTouch[event + 1]] }

  func touches(of events: Range<Int>) -> ArraySlice<Touch> {
    touches[firstTouch[events.lowerBound]..<firstTouch[events.upperBound]]
  }

  /// How long the steps take, one after another, in one typical run of the program.
  func seconds(_ events: Range<Int>) -> Double {
    var sum = 0.0
    for position in costlyRange(events) where isTypical[position] { sum += costly[position].seconds }
    return sum
  }

  /// How long the steps take where a condition holds: of alternatives, the first counts.
  func seconds(
    _ events: Range<Int>, given condition: Formula, without excluded: [Range<Int>] = [], space: inout FormulaSpace
  ) -> Double {
    var sum = 0.0
    var run = condition
    for position in costlyRange(events) {
      let (event, seconds) = costly[position]
      if excluded.contains(where: { $0.contains(event) }) { continue }
      let narrowed = space.and(run, trace.events[event].condition)
      guard narrowed != .never else { continue }
      run = narrowed
      sum += seconds
    }
    return sum
  }

  private func costlyRange(_ events: Range<Int>) -> Range<Int> {
    func position(of event: Int) -> Int {
      var low = 0
      var high = costly.count
      while low < high {
        let middle = (low + high) / 2
        if costly[middle].event < event { low = middle + 1 } else { high = middle }
      }
      return low
    }
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
    _ ranges: [Range<Int>], space: inout FormulaSpace
  ) {
    guard !measured.isEmpty else { return }
    var done = 0..<0
    for frame in trace.frames.indices where trace.frames[frame].kind == .function && !done.overlaps(ranges[frame]) {
      guard let seconds = measured[trace.frames[frame].name], !ranges[frame].isEmpty else { continue }
      done = ranges[frame]
      let positions = costly.indices.filter { ranges[frame].contains(costly[$0].event) }
      var run = Formula.always
      var sum = 0.0
      for position in positions {
        let narrowed = space.and(run, trace.events[costly[position].event].condition)
        guard narrowed != .never else { continue }
        run = narrowed
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
