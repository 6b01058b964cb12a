import DataFlow
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

  /// What a task meets at a place.
  private struct Meeting: Hashable {
    let key: Key
    let resource: Resource
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
      let told = meetingsToldElsewhere(in: program)
      var ownKeys: Set<Key> = []
      for conflict in program.conflicts where conflict.kind == kind {
        let key = key(of: conflict, in: program)
        guard !told.contains(Meeting(key: key, resource: conflict.other.resource)) else { continue }
        if let known = indices[key] {
          if ownKeys.contains(key) { groups[known].conflicts.append(conflict) }
          continue
        }
        ownKeys.insert(key)
        indices[key] = groups.count
        groups.append(Group(program: program, place: key.place, conflicts: [conflict]))
      }
    }
    return groups.compactMap(finding)
  }

  private func key(of conflict: Conflict, in program: ProgramEffects) -> Key {
    let task = program.tasks[conflict.task]
    return Key(
      start: program.trace.events[task.event].place, place: place(of: conflict, in: program), task: context.name(task))
  }

  /// What reads and changes a thing is reported for changing it: there is nothing more in that it reads it.
  private func meetingsToldElsewhere(in program: ProgramEffects) -> Set<Meeting> {
    guard kind == .useBeforeWait else { return [] }
    let others = program.conflicts.filter { $0.kind != .useBeforeWait && $0.aliasing > .unknown }
    return Set(others.map { Meeting(key: key(of: $0, in: program), resource: $0.other.resource) })
  }

  /// Of two tasks, where the second one starts; elsewhere the step beside the task.
  private func place(of conflict: Conflict, in program: ProgramEffects) -> Place {
    if let other = conflict.otherTask { return program.trace.events[program.tasks[other].event].place }
    return context.placeBeside(program.tasks[conflict.task], of: conflict.other.event, in: program)
  }

  // MARK: Wording

  private func finding(_ group: Group) -> Finding? {
    guard let first = spokesman(of: group) else { return nil }
    let program = group.program
    let task = program.tasks[first.task]
    let name = context.name(task)
    let start = program.trace.events[task.event]
    let isElsewhere = isToldAtStart(group, start)
    var notes = isElsewhere ? [] : context.startNote(task, in: program)
    notes += context.chain(
      "the task \(context.phrase(first.access)) here", to: first.access.event, in: program, from: start.place,
      brief: "accessed in the task")
    if let position = first.otherTask {
      if position != first.task {
        let other = program.tasks[position]
        notes += context.chain(
          "task '\(context.name(other))' \(context.phrase(first.other)) here", to: first.other.event, in: program,
          from: program.trace.events[other.event].place, brief: "accessed in the other task")
      }
    } else if isElsewhere || program.trace.events[first.other.event].place != group.place {
      notes += context.chain(
        isElsewhere ? "\(context.phrase(first.other)) here" : "this \(context.phrase(first.other)) here",
        to: first.other.event, in: program, from: isElsewhere ? nil : group.place,
        brief: "accessed beside it")
    }
    notes += context.waitNote(task, after: first.other.event, in: program)
    notes += otherResources(group, than: first)
    notes += context.conditionNote(conditions(of: first, group), given: .always)
    notes += context.programNote(program.trace.entry)
    notes.append(Finding.Note(remedy(first, in: program, isElsewhere: isElsewhere), at: nil))
    var finding = Finding(
      rule: rule, severity: severity(of: first), confidence: context.confidence(first),
      message: isElsewhere ? messageAtStart(first, in: program) : message(first, in: program),
      location: context.location(isElsewhere ? start.place : group.place), task: name, notes: notes,
      fix: isElsewhere ? nil : context.movingWait(for: task, startedAt: start.place, upTo: group.place))
    finding.origin = context.location(start.place)
    finding.courses = courses(of: first, group)
    return finding
  }

  /// Whether it is told where the task starts: the other side is in a file of which nobody wants findings, as in the devstack
  /// beside a plugin.
  private func isToldAtStart(_ group: Group, _ start: TraceEvent) -> Bool {
    !context.isReported(group.place) && context.isReported(start.place)
  }

  /// The same from the side of the task.
  private func messageAtStart(_ conflict: Conflict, in program: ProgramEffects) -> String {
    let name = context.name(program.tasks[conflict.task])
    let file = context.fileName(program.trace.events[conflict.other.event].place)
    let does = context.phrase(conflict.access, beside: conflict.other)
    let other =
      context.isSame(conflict.access, conflict.other)
      ? "does so too" : context.clause(conflict.other, beside: conflict.access).dropFirst("which ".count)[...]
    return "task '\(name)' \(does) while \(file) \(other), before the task is awaited"
  }

  /// What a file is replaced by comes at once: who reads it beside that has the one or the other, whole.
  private func severity(of conflict: Conflict) -> Severity {
    guard kind == .conflictingAccess, conflict.access.resource.kind == .file,
      [conflict.access, conflict.other].contains(where: { $0.mode == .read }),
      [conflict.access, conflict.other].contains(where: { $0.mode == .write && !$0.writesAnew }),
      conflict.access.mode == .read
    else { return severity }
    return min(severity, .warning)
  }

  /// How the task gets to its access, and how what runs beside it gets to the other one.
  private func courses(of conflict: Conflict, _ group: Group) -> [Finding.Course] {
    let program = group.program
    let task = program.tasks[conflict.task]
    let own = course(of: task, to: conflict.access, in: program)
    guard let position = conflict.otherTask else {
      let place = program.trace.events[conflict.other.event].place
      let begin = place == group.place ? nil : context.note("beside the task this runs", at: group.place)
      let steps = context.chain(
        "this \(context.phrase(conflict.other)) here", to: conflict.other.event, in: program, from: group.place)
      return [own, Finding.Course(name: "what runs beside it", steps: (begin.map { [$0] } ?? []) + steps.reversed())]
    }
    return [own, course(of: program.tasks[position], to: conflict.other, in: program)]
  }

  private func course(of task: TaskEffects, to access: Access, in program: ProgramEffects) -> Finding.Course {
    let steps = context.chain(
      "the task \(context.phrase(access)) here", to: access.event, in: program,
      from: program.trace.events[task.event].place)
    return Finding.Course(
      name: "task '\(context.name(task))'", steps: context.startNote(task, in: program) + steps.reversed())
  }

  /// The surest one speaks for all, of those one in which both sides change something, of those the one that needs least.
  private func spokesman(of group: Group) -> Conflict? {
    guard let most = group.conflicts.map(weight).max(by: <) else { return nil }
    return group.conflicts.filter { weight($0) == most }.prefix(Self.maximumCompared)
      .min { context.literalCount($0.condition) < context.literalCount($1.condition) }
  }

  /// Of so many alike the simplest condition is looked for.
  private static let maximumCompared = 256

  private func weight(_ conflict: Conflict) -> (Int, Int) {
    let changes = [conflict.access, conflict.other].count { $0.mode != .read && $0.mode != .use }
    return (context.confidence(conflict).rawValue, changes)
  }

  private func message(_ conflict: Conflict, in program: ProgramEffects) -> String {
    let name = context.name(program.tasks[conflict.task])
    let does = context.phrase(conflict.other, beside: conflict.access)
    let clause = context.clause(conflict.access, beside: conflict.other)
    guard let position = conflict.otherTask else {
      return kind == .useBeforeWait
        ? "this \(does) before the wait for task '\(name)', \(clause)"
        : "this \(does) while task '\(name)', \(clause), may be running"
    }
    if isSameStart(conflict, in: program) {
      return "task '\(name)' \(does), and so does that of the round before, which may be running"
    }
    return "task '\(context.name(program.tasks[position]))' \(does) while task '\(name)', \(clause), may be running"
  }

  /// When the two steps meet, whichever values their arguments have.
  private func conditions(of conflict: Conflict, _ group: Group) -> [Formula] {
    group.conflicts.filter { isSamePair($0, conflict, in: group.program.trace) }.map(\.condition)
  }

  private func isSamePair(_ left: Conflict, _ right: Conflict, in trace: ProgramTrace) -> Bool {
    trace.events[left.access.event].place == trace.events[right.access.event].place
      && trace.events[left.other.event].place == trace.events[right.other.event].place
  }

  /// Whether two rounds of a loop meet.
  private func isSameStart(_ conflict: Conflict, in program: ProgramEffects) -> Bool {
    guard let position = conflict.otherTask else { return false }
    let (one, other) = (program.tasks[conflict.task], program.tasks[position])
    return program.trace.events[one.event].place == program.trace.events[other.event].place
      && one.use.name == other.use.name
  }

  private func otherResources(_ group: Group, than first: Conflict) -> [Finding.Note] {
    let others = Set(
      group.conflicts.filter { !isSamePair($0, first, in: group.program.trace) }
        .map { context.describe($0.other.resource) }
    )
    .subtracting([context.describe(first.other.resource)]).sorted()
    guard !others.isEmpty else { return [] }
    let shown = context.isThorough ? others.count : 3
    let more = others.count > shown ? " and \(others.count - shown) more" : ""
    return [Finding.Note("also \(others.prefix(shown).joined(separator: ", "))\(more)", at: nil)]
  }

  private func remedy(_ conflict: Conflict, in program: ProgramEffects, isElsewhere: Bool) -> String {
    let name = context.name(program.tasks[conflict.task])
    guard let position = conflict.otherTask else {
      if isElsewhere { return "a wait for '\(name)' before that makes it safe, or a later start" }
      guard kind == .conflictingAccess else { return "a wait for '\(name)' before this makes it safe" }
      let wait = "a wait for '\(name)' before this makes it safe"
      return
        "\(wait); so does moving this above the start of '\(name)', which keeps the overlap, where it needs nothing of the task"
    }
    if isSameStart(conflict, in: program) { return "a wait at the end of each round makes it safe" }
    return "a wait for '\(name)' before the start of '\(context.name(program.tasks[position]))' makes it safe"
  }
}
