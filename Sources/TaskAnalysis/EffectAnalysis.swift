import DataFlow
import EffectModels
import ShellProgram

/// Judges what the steps of one program do to each other.
///
/// Each access records its circumstances where it happens: the resource, the condition, the tasks that may be running.
/// Whether two of them conflict is a pure function of the pair.
struct EffectAnalysis {
  let trace: ProgramTrace
  var states: TaskStateAnalysis
  var space: FormulaSpace
  private let comparison: ResourceComparison
  /// For each process, the starts of the tasks that it is part of, the nearest first: events.
  private let tasksOfProcess: [[Int]]
  private var resources: [Resource] = []
  private var aliases: [Int: [Int]] = [:]
  private var accesses: [AccessTable.Entry] = []
  /// What was done so far, in comparisons of two accesses or of two uses of a variable.
  private var work = 0
  /// The step at which that was too much, or the conflicts too many: nothing is compared from there on.
  private var cutEvent: Int?

  /// So much is compared in one program.
  private static let maximumWork = 4_000_000
  /// And so many conflicts are told apart: who has more has other worries.
  private static let maximumConflicts = 8_192

  init(_ trace: ProgramTrace, _ traces: ProgramTraces, space: FormulaSpace) {
    self.trace = trace
    states = TaskStateAnalysis(trace, traces, space: space)
    self.space = .moving(outOf: &states.space)
    comparison = ResourceComparison(symbols: traces.symbols, commands: traces.index.commands)
    tasksOfProcess = states.tasksOfProcess
  }

  mutating func effects() -> ProgramEffects {
    collectAccesses()
    let byTask = Dictionary(grouping: accesses.filter { task(of: $0.access.event) != nil }) {
      task(of: $0.access.event) ?? 0
    }
    let positions = Dictionary(
      states.starts.enumerated().map { ($1.start.event, $0) }, uniquingKeysWith: { first, _ in first })
    var hazards = TaskHazards(trace, tasksOfProcess, space: .moving(outOf: &space))
    let tasks = states.starts.map { state in
      hazards.effects(of: state.start, accesses: byTask[state.start.event, default: []].map(\.access))
    }
    space = .moving(outOf: &hazards.space)
    let conflicts = conflicts(positions)
    let lost = lostAssignments(positions)
    var waits: [Int: [Int]] = [:]
    for wait in states.waits {
      for position in states.startsThatMayBe(wait.wait.use.name) {
        let start = states.starts[position].start
        if wait.wait.event > start.event, states.match(start.use.name, wait.wait.use.name) == .must {
          waits[start.event, default: []].append(wait.wait.event)
        }
      }
    }
    return ProgramEffects(
      trace: trace, tasks: tasks, conflicts: conflicts, lostAssignments: lost, waits: waits,
      cut: cutEvent.map { Cut(.comparisons, at: trace.events[$0].place) }, running: states.outstanding,
      tasksOfProcess: tasksOfProcess)
  }

  /// What all steps touch, in their order.
  mutating func allAccesses() -> [Access] {
    collectAccesses()
    return accesses.map(\.access)
  }

  /// The start of the task that a step is part of, the innermost one.
  private func task(of event: Int) -> Int? { tasksOfProcess[trace.events[event].process].first }

  // MARK: Accesses

  private mutating func collectAccesses() {
    var table = AccessTable(trace, space: .moving(outOf: &space))
    (resources, accesses) = (table.resources, table.accesses)
    space = .moving(outOf: &table.space)
  }

  // MARK: Conflicts

  /// For each resource that is touched beside a task, those that tasks touch and that it may be, where how both are
  /// touched can make a conflict.
  private mutating func findAliases() {
    var ofTasks: [Int: Set<EffectMode>] = [:]
    var beside: [Int: Set<EffectMode>] = [:]
    for entry in accesses {
      if task(of: entry.access.event) != nil { ofTasks[entry.resource, default: []].insert(entry.access.mode) }
      if states.outstanding[entry.access.event] != nil { beside[entry.resource, default: []].insert(entry.access.mode) }
    }
    // Resources of one kind that are touched in the same ways.
    let groups = Dictionary(grouping: ofTasks.keys.sorted()) {
      TouchedKind(kind: resources[$0].kind, modes: ofTasks[$0] ?? [])
    }
    let outlines = resources.map(comparison.outline)
    var candidates: [TouchedKind: Candidates] = [:]
    for (first, modes) in beside.sorted(by: { $0.key < $1.key }) {
      let resource = resources[first]
      let touched = TouchedKind(kind: resource.kind, modes: modes)
      let known =
        candidates[touched]
        ?? Candidates(
          groups.filter { $0.key.mayConflict(beside: touched) }.flatMap(\.value).sorted(), resources, outlines)
      candidates[touched] = known
      let others = outlines[first].isOnlyItself ? known.with(resource.key) : known.all
      work += others.count
      guard work < Self.maximumWork else { continue }
      aliases[first] = others.filter {
        comparison.areWorthComparing(outlines[first], outlines[$0])
          && comparison.aliasing(resource, resources[$0]) > .unknown
      }
    }
  }

  /// The resources that may be another one, as far as their kinds tell.
  private struct Candidates {
    let all: [Int]
    /// Those that may be one of another key.
    private var wide: [Int] = []
    private var byKey: [SymbolicString: [Int]] = [:]

    init(_ all: [Int], _ resources: [Resource], _ outlines: [ResourceComparison.Outline]) {
      self.all = all
      for resource in all {
        if outlines[resource].isOnlyItself {
          byKey[resources[resource].key, default: []].append(resource)
        } else {
          wide.append(resource)
        }
      }
    }

    func with(_ key: SymbolicString) -> [Int] {
      let same = byKey[key] ?? []
      return wide.isEmpty ? same : (same + wide).sorted()
    }
  }

  private struct TouchedKind: Hashable {
    let kind: ResourceKind
    let modes: Set<EffectMode>

    func mayConflict(beside other: TouchedKind) -> Bool {
      kind == other.kind
        && modes.contains { mode in
          other.modes.contains { beside in
            [true, false].contains { Conflict.Kind(kind, task: mode, other: beside, isTask: $0) != nil }
          }
        }
    }
  }

  private mutating func conflicts(_ positions: [Int: Int]) -> [Conflict] {
    guard !states.outstanding.isEmpty else { return [] }
    findAliases()
    // The accesses of each task, by resource.
    var byResource: [Int: [Int: [Int]]] = [:]
    for (index, entry) in accesses.enumerated() {
      if let task = task(of: entry.access.event) {
        byResource[entry.resource, default: [:]][task, default: []].append(index)
      }
    }
    var found: [Conflict] = []
    // What a step changes, it need not read besides.
    let changed = Set(accesses.filter { $0.access.mode == .write }.map { EventResource($0) })
    for entry in accesses {
      if entry.access.mode == .read, changed.contains(EventResource(entry)) { continue }
      guard let outstanding = states.outstanding[entry.access.event] else { continue }
      guard found.count < Self.maximumConflicts, work < Self.maximumWork else {
        cutEvent = entry.access.event
        break
      }
      let own = tasksOfProcess[trace.events[entry.access.event].process]
      for resource in aliases[entry.resource] ?? [] {
        work += outstanding.count
        guard let touching = byResource[resource] else { continue }
        for state in outstanding {
          let start = states.starts[state.start].start.event
          guard let list = touching[start] else { continue }
          if own.contains(start) {
            guard start == own.first,
              !comparison.isFreshEachRound(entry.access.resource, of: states.starts[state.start].start.use.name)
            else { continue }
          }
          work += list.count
          for other in list {
            if accesses[other].access.mode == .read, changed.contains(EventResource(accesses[other])) { continue }
            if let conflict = conflict(state, accesses[other].access, entry.access, own.first, positions) {
              found.append(conflict)
            }
          }
        }
      }
    }
    return found
  }

  /// A step and what it touches.
  private struct EventResource: Hashable {
    let event: Int
    let resource: Int

    init(_ entry: AccessTable.Entry) {
      event = entry.access.event
      resource = entry.resource
    }
  }

  private mutating func conflict(
    _ state: TaskStateAnalysis.OutstandingTask, _ access: Access, _ other: Access, _ otherStart: Int?,
    _ positions: [Int: Int]
  ) -> Conflict? {
    guard
      let kind = Conflict.Kind(
        access.resource.kind, task: access.mode, other: other.mode, isTask: otherStart != nil),
      comparison.mayDisturb(access, other)
    else { return nil }
    let both = space.and(state.condition, space.and(access.condition, other.condition))
    guard both != .never else { return nil }
    return Conflict(
      kind: kind, task: state.start, access: access, other: other, otherTask: otherStart.flatMap { positions[$0] },
      condition: both, aliasing: aliasing(access, other), mayBeAwaited: state.mayBeAwaited)
  }

  /// Who reads a directory as a whole, or what a pattern in it matches, need not read the one file in it.
  private func aliasing(_ left: Access, _ right: Access) -> Aliasing {
    // A directory read as a whole is no proof of a file read, nor an archive unpacked into it of a file changed that has
    // been there.
    func tellsTooLittle(_ one: Access, _ other: Access) -> Bool {
      guard one.resource.reach == .tree else { return false }
      // Of all addresses or routes together, nothing is told of one.
      if one.resource.kind == .network, one.mode == .add || one.mode == .read { return true }
      switch one.mode {
      case .read: return other.resource.reach == .exact
      case .add: return other.mode != .read && other.mode != .use && other.resource.key != one.resource.key
      case .write, .use, .restart, .stop, .exclusive: return false
      }
    }
    if tellsTooLittle(left, right) || tellsTooLittle(right, left) { return .unknown }
    return comparison.aliasing(left.resource, right.resource)
  }

  // MARK: Variables

  /// A variable, and a process that has assigned it.
  private struct OwnVariable: Hashable {
    let variable: VariableUse
    let process: Int
  }

  private struct Pending {
    let task: Int
    let process: Int
    let assignment: Int
    var condition: Formula
  }

  /// What tasks assign and others read later, unless it is assigned there again before.
  private mutating func lostAssignments(_ positions: [Int: Int]) -> [LostAssignment] {
    var pending: [VariableUse: [Pending]] = [:]
    // When a process has assigned a variable itself.
    var assigned: [OwnVariable: Formula] = [:]
    var found: [LostAssignment] = []
    let someCarry = states.starts.contains { !carriedVariables(of: $0.start).isEmpty }
    for (index, event) in trace.events.enumerated() {
      if someCarry, case .wait(let uses) = event.kind { bringHome(&pending, uses, event.condition) }
      guard work < Self.maximumWork else {
        cutEvent = min(cutEvent ?? index, index)
        break
      }
      guard case .effect(let effect) = event.kind else { continue }
      switch effect {
      case .assignment(let variable, let isChange):
        let own = OwnVariable(variable: variable, process: event.process)
        assigned[own] = space.or(assigned[own] ?? .never, event.condition)
        if trace.processes[event.process].kind == .task, let start = task(of: index), let task = positions[start] {
          guard isChange else { continue }
          let parent = trace.events[start].process
          pending[variable, default: []].append(
            Pending(task: task, process: parent, assignment: index, condition: event.condition))
        } else {
          work += pending[variable]?.count ?? 0
          for position in pending[variable, default: []].indices
          where pending[variable]?[position].process == event.process {
            let left = space.without(pending[variable]?[position].condition ?? .never, event.condition)
            pending[variable]?[position].condition = left
          }
        }
      case .variableRead(let variable):
        let own = tasksOfProcess[event.process]
        work += pending[variable]?.count ?? 0
        for (position, loss) in (pending[variable] ?? []).enumerated() {
          guard loss.condition != .never, !own.contains(states.starts[loss.task].start.event) else { continue }
          var both = space.and(loss.condition, event.condition)
          // What a process has assigned itself is what it reads, as are those that it forks.
          var process: Int? = event.process
          while let current = process, current != loss.process {
            let own = OwnVariable(variable: variable, process: current)
            both = space.without(both, assigned[own] ?? .never)
            process = trace.processes[current].parent
          }
          guard both != .never else { continue }
          found.append(
            LostAssignment(
              task: loss.task, variable: variable, assignment: loss.assignment, read: index, condition: both))
          // The first read tells enough.
          pending[variable]?[position].condition = .never
        }
      case .command, .redirection, .shellState, .opaque: break
      }
    }
    return found
  }

  /// The variables that a task brings home.
  private func carriedVariables(of start: TaskUse) -> Set<String> {
    guard case .start(_, _, let form) = trace.events[start.event].kind else { return [] }
    return form.carriedVariables
  }

  /// From its wait on, nothing of what a task carries is lost.
  private mutating func bringHome(
    _ pending: inout [VariableUse: [Pending]], _ uses: [TaskNameUse], _ condition: Formula
  ) {
    let names = Set(uses.map(\.name))
    for variable in pending.keys {
      work += pending[variable]?.count ?? 0
      for position in pending[variable, default: []].indices {
        guard let loss = pending[variable]?[position], loss.condition != .never,
          case .start(let starts, _, _) = trace.events[states.starts[loss.task].start.event].kind,
          carriedVariables(of: states.starts[loss.task].start).contains(variable.name),
          starts.contains(where: { names.contains($0.name) })
        else { continue }
        pending[variable]?[position].condition = space.without(loss.condition, condition)
      }
    }
  }
}
