import DataFlow
import ShellProgram

/// Finds who reads later what a candidate leaves in variables.
struct EscapeSearch {
  private let timeline: Timeline
  /// The steps that read or assign each variable, in order.
  private let uses: [VariableUse: [Int]]

  init(_ timeline: Timeline) {
    self.timeline = timeline
    var uses: [VariableUse: [Int]] = [:]
    for (index, event) in timeline.trace.events.enumerated() {
      switch event.kind {
      case .effect(.variableRead(let variable)), .effect(.assignment(let variable, _)):
        uses[variable, default: []].append(index)
      case .effect, .start, .wait, .waitForAll, .initialize, .cleanUp, .loopBegin, .loopEnd, .processEnd, .leave:
        continue
      }
    }
    self.uses = uses
  }

  /// A value that a background task would lose: the first read of it after its last assignment in the foreground.
  struct Escape {
    let variable: VariableUse
    let assignment: Int
    let read: Int
  }

  func escapes(of footprint: Footprint, space: inout FormulaSpace) -> [Escape] {
    var found: [Escape] = []
    let begin = loopBegin(around: footprint.events.lowerBound)
    for (variable, assigned) in footprint.assigned.sorted(by: { $0.value.event < $1.value.event }) {
      let all = uses[variable] ?? []
      // What stands before it in a loop comes after it in the next round.
      let later =
        all.filter { $0 >= footprint.events.upperBound } + all.filter { begin..<footprint.events.lowerBound ~= $0 }
      if let read = read(variable, assigned.condition, in: later, space: &space) {
        found.append(Escape(variable: variable, assignment: assigned.event, read: read))
      }
    }
    return found
  }

  private func read(_ variable: VariableUse, _ condition: Formula, in later: [Int], space: inout FormulaSpace) -> Int? {
    // When the foreground assigns it anew; one formula for all of these would grow beyond all bounds.
    var assignments: [Formula] = []
    // Conditions under which nothing of the value is left, and never will be.
    var settled: Set<Formula> = []
    for index in later {
      let event = timeline.trace.events[index]
      if case .effect(.variableRead) = event.kind {
        if settled.contains(event.condition) { continue }
        var remaining = space.and(condition, event.condition)
        for assignment in assignments.reversed() where remaining != .never {
          remaining = space.without(remaining, assignment)
        }
        if remaining != .never { return index }
        if let last = assignments.last, space.implies(condition, last) { return nil }
        settled.insert(event.condition)
      } else if event.process == 0, !settled.contains(event.condition) {
        // Mostly the next assignment already leaves nothing of the value at all.
        if assignments.isEmpty, space.implies(condition, event.condition) { return nil }
        settled.insert(event.condition)
        assignments.append(event.condition)
      }
    }
    return nil
  }

  /// Where the outermost loop around a step begins, which is followed once for all its rounds; the step itself without one.
  private func loopBegin(around index: Int) -> Int {
    guard let loop = timeline.trace.events[index].loops.first else { return index }
    let begin = timeline.trace.events[..<index].lastIndex {
      if case .loopBegin(let other) = $0.kind { other == loop } else { false }
    }
    return begin ?? 0
  }
}
