import DataFlow
import ShellProgram

/// What one instance of a body does, statement by statement, in the order of the steps.
struct Course {
  /// Neighbouring events of one statement.
  struct Step {
    fileprivate(set) var events: Range<Int>
    /// The statements around, outermost first.
    let path: [StatementTree.Position]
  }

  let steps: [Step]

  init(_ instance: Body.Instance, _ tree: StatementTree, _ timeline: Timeline) {
    var paths: [Int: [StatementTree.Position]] = [:]
    var steps: [Step] = []
    var lastOffset: Int?
    for event in timeline.ranges[instance.frame] {
      guard let offset = timeline.offset(of: event, in: instance.frame) else { continue }
      if offset == lastOffset, let last = steps.last, last.events.upperBound == event {
        steps[steps.count - 1].events = last.events.lowerBound..<event + 1
        continue
      }
      lastOffset = offset
      let path: [StatementTree.Position]
      if let known = paths[offset] {
        path = known
      } else {
        path = tree.path(to: offset)
        paths[offset] = path
      }
      if let last = steps.last, last.path == path, last.events.upperBound == event {
        steps[steps.count - 1].events = last.events.lowerBound..<event + 1
      } else {
        steps.append(Step(events: event..<event + 1, path: path))
      }
    }
    self.steps = steps
  }
}

extension Timeline {
  /// The frames that the steps of a statement enter first, and when any of the steps happens.
  func summary(of events: Range<Int>, in frame: Int, space: inout FormulaSpace) -> (frames: Set<Int>, Formula) {
    var frames: Set<Int> = []
    var condition = Formula.never
    for event in events {
      condition = space.or(condition, trace.events[event].condition)
      var current = trace.events[event].frame
      while current != frame, let parent = trace.frames[current].parent {
        if parent == frame { frames.insert(current) }
        current = parent
      }
    }
    return (frames, condition)
  }
}
