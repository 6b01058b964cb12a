import Findings
import ShellProgram
import TaskAnalysis

/// Findings for accesses that may happen in parallel: one for each task and each place beside it.
struct ConflictFindings {
  let context: LintContext
  let rule: RuleID
  let severity: Severity
  let kind: Conflict.Kind

  private struct Key: Hashable {
    let start: Place
    let place: Place
    let task: String
  }

  private struct Group {
    let program: ProgramEffects
    let place: Place
    var conflicts: [Conflict]
  }

  func all() -> [Finding] {
    var groups: [Group] = []
    var indices: [Key: Int] = [:]
    for program in context.effects?.programs ?? [] {
      var ownKeys: Set<Key> = []
      for conflict in program.conflicts where conflict.kind == kind {
        let task = program.tasks[conflict.task]
        let place = place(of: conflict, in: program)
        let key = Key(
          start: program.trace.events[task.event].place, place: place, task: context.name(task))
        if let known = indices[key] {
          if ownKeys.contains(key) { groups[known].conflicts.append(conflict) }
          continue
        }
        ownKeys.insert(key)
        indices[key] = groups.count
        groups.append(Group(program: program, place: place, conflicts: [conflict]))
      }
    }
    return groups.compactMap(finding)
  }

  /// Of two tasks, where the second one starts; elsewhere the step beside the task.
  private func place(of conflict: Conflict, in program: ProgramEffects) -> Place {
    if let other = conflict.otherTask { return program.trace.events[program.tasks[other].event].place }
    return context.placeBeside(program.tasks[conflict.task], of: conflict.other.event, in: program)
  }

  private func finding(_ group: Group) -> Finding? {
    guard let first = group.conflicts.max(by: { Self.weight($0) < Self.weight($1) }) else { return nil }
    let program = group.program
    let task = program.tasks[first.task]
    let name = context.name(task)
    let start = program.trace.events[task.event]
    var notes = context.startNote(task, in: program)
    notes += context.chain(
      "the task \(context.phrase(first.access)) here", to: first.access.event, in: program, from: start.place)
    notes += otherSide(of: first, group)
    notes += context.waitNote(task, after: first.other.event, in: program)
    notes += otherResources(of: first, group)
    notes += context.conditionNote(first.condition, given: start.condition)
    notes.append(Finding.Note("it is safe after a wait for '\(name)'", at: nil))
    return Finding(
      rule: rule, severity: severity, confidence: context.confidence(first.aliasing),
      message: message(first, task: name, program), location: context.location(group.place), task: name, notes: notes,
      fix: context.movingWait(for: task, startedAt: start.place, upTo: group.place))
  }

  /// What is surest, and of that what changes the resource, speaks for all of a group.
  private static func weight(_ conflict: Conflict) -> Int {
    conflict.aliasing.rawValue * 2 + (conflict.access.mode == .read ? 0 : 1)
  }

  private func message(_ conflict: Conflict, task name: String, _ program: ProgramEffects) -> String {
    let what = context.phrase(conflict.other)
    guard let other = conflict.otherTask else {
      return "this \(what) while task '\(name)', which \(context.phrase(conflict.access)), may be running"
    }
    if other == conflict.task {
      return "task '\(name)' \(what), and so does the one of the round before, which may still run"
    }
    let otherName = context.name(program.tasks[other])
    return
      "task '\(otherName)' \(what) while task '\(name)', which \(context.phrase(conflict.access)), may be running"
  }

  /// Where the access beside the task happens, unless that is the finding's own place.
  private func otherSide(of conflict: Conflict, _ group: Group) -> [Finding.Note] {
    let program = group.program
    let what = context.phrase(conflict.other)
    if let other = conflict.otherTask {
      let task = program.tasks[other]
      return context.chain(
        "task '\(context.name(task))' \(what) here", to: conflict.other.event, in: program,
        from: program.trace.events[task.event].place)
    }
    guard program.trace.events[conflict.other.event].place != group.place else { return [] }
    return context.chain("it \(what) here", to: conflict.other.event, in: program, from: group.place)
  }

  private func otherResources(of conflict: Conflict, _ group: Group) -> [Finding.Note] {
    let others = Set(group.conflicts.map { context.describe($0.other.resource) })
      .subtracting([context.describe(conflict.other.resource)]).sorted()
    guard !others.isEmpty else { return [] }
    let more = others.count > 3 ? " and \(others.count - 3) more" : ""
    return [Finding.Note("also \(others.prefix(3).joined(separator: ", "))\(more)", at: nil)]
  }
}
