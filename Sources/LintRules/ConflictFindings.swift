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
    guard let first = group.conflicts.max(by: { $0.aliasing < $1.aliasing }) else { return nil }
    let program = group.program
    let task = program.tasks[first.task]
    let name = context.name(task)
    let start = program.trace.events[task.event]
    let message: String
    var notes = context.startNote(task, in: program)
    notes += context.chain(
      "the task \(context.phrase(first.access)) here", to: first.access.event, in: program, from: start.place)
    if let position = first.otherTask {
      let other = program.tasks[position]
      let otherName = context.name(other)
      message =
        position == first.task
        ? "task '\(name)' \(context.phrase(first.other)), and so does the one of the round before, which may still run"
        : "task '\(otherName)' \(context.phrase(first.other)) while task '\(name)', which \(context.phrase(first.access)), may be running"
      notes += context.chain(
        "task '\(otherName)' \(context.phrase(first.other)) here", to: first.other.event, in: program,
        from: program.trace.events[other.event].place)
    } else {
      message =
        "this \(context.phrase(first.other)) while task '\(name)', which \(context.phrase(first.access)), may be running"
      if program.trace.events[first.other.event].place != group.place {
        notes += context.chain(
          "it \(context.phrase(first.other)) here", to: first.other.event, in: program, from: group.place)
      }
    }
    notes += context.waitNote(task, after: first.other.event, in: program)
    let others = Set(group.conflicts.map { context.describe($0.other.resource) })
      .subtracting([context.describe(first.other.resource)]).sorted()
    if !others.isEmpty {
      let more = others.count > 3 ? " and \(others.count - 3) more" : ""
      notes.append(Finding.Note("also \(others.prefix(3).joined(separator: ", "))\(more)", at: nil))
    }
    notes += context.conditionNote(first.condition, given: start.condition)
    notes.append(Finding.Note("it is safe after a wait for '\(name)'", at: nil))
    return Finding(
      rule: rule, severity: severity, confidence: context.confidence(first.aliasing), message: message,
      location: context.location(group.place), task: name, notes: notes)
  }
}
