import DataFlow
import ShellProgram
import SourceText

/// Finds who reads later what a candidate leaves in variables.
struct EscapeSearch {
  private let timeline: Timeline
  /// The steps that read or assign each variable, in order.
  private let uses: [VariableUse: [Use]]

  private struct Use {
    let event: Int
    let condition: Formula
    let isRead: Bool
    /// Whether it is an assignment that the foreground finds again.
    let isKept: Bool
  }

  init(_ timeline: Timeline) {
    self.timeline = timeline
    var uses: [VariableUse: [Use]] = [:]
    for (index, event) in timeline.trace.events.enumerated() {
      guard case .effect(let effect) = event.kind else { continue }
      switch effect {
      case .variableRead(let variable):
        uses[variable, default: []].append(
          Use(event: index, condition: event.condition, isRead: true, isKept: false))
      case .assignment(let variable, _):
        uses[variable, default: []].append(
          Use(event: index, condition: event.condition, isRead: false, isKept: event.isInMainShell))
      case .command, .redirection, .shellState, .opaque: continue
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
      guard let all = uses[variable] else { continue }
      // What stands before it in a loop comes after it in the next round.
      let above = all[Self.position(of: begin, in: all)..<Self.position(of: footprint.events.lowerBound, in: all)]
      let below = all[Self.position(of: footprint.events.upperBound, in: all)...]
      let later = above.isEmpty ? below : below + above
      if let read = Self.read(assigned.condition, in: later, space: &space) {
        found.append(Escape(variable: variable, assignment: assigned.event, read: read))
      }
    }
    return found
  }

  /// Where the uses begin that are not before an event.
  private static func position(of event: Int, in uses: [Use]) -> Int {
    uses.partitioningIndex { $0.event >= event }
  }

  private static func read(_ condition: Formula, in later: ArraySlice<Use>, space: inout FormulaSpace) -> Int? {
    // When the foreground assigns it anew; one formula for all of these would grow beyond all bounds. Reads are rare: what
    // has been assigned since the last one is put in order when the next one comes.
    var assignments = Distinct()
    var recent: [Formula] = []
    // Conditions of reads that find nothing of the value.
    var settled: Set<Formula> = []
    for use in later {
      if use.isRead {
        if settled.contains(use.condition) || assignments.contains(use.condition) { continue }
        assignments.insert(recent)
        recent = []
        if assignments.contains(use.condition) { continue }
        var remaining = space.and(condition, use.condition)
        for assignment in assignments.all.reversed() where remaining != .never {
          remaining = space.without(remaining, assignment)
        }
        if remaining != .never { return use.event }
        if let last = assignments.all.last, space.implies(condition, last) { return nil }
        settled.insert(use.condition)
      } else if use.isKept {
        // Mostly the next assignment already leaves nothing of the value at all.
        if recent.isEmpty, assignments.all.isEmpty, space.implies(condition, use.condition) { return nil }
        if recent.last != use.condition { recent.append(use.condition) }
      }
    }
    return nil
  }

  /// Formulas in the order in which they came, each once.
  private struct Distinct {
    private(set) var all: [Formula] = []
    private var known: Set<Formula> = []

    func contains(_ formula: Formula) -> Bool { known.contains(formula) }

    mutating func insert(_ formulas: [Formula]) {
      for formula in formulas where known.insert(formula).inserted { all.append(formula) }
    }
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
