import DataFlow
import EffectModels
import Findings
import ShellProgram
import TaskAnalysis

/// Places and words for what tasks do.
extension LintContext {
  /// A task in a program of which the effects are known.
  struct TaskOccurrence {
    let program: ProgramEffects
    let task: TaskEffects
  }

  /// Each task of each program.
  var tasks: [TaskOccurrence] {
    (effects?.programs ?? []).flatMap { program in
      program.tasks.map { TaskOccurrence(program: program, task: $0) }
    }
  }

  func name(_ task: TaskEffects) -> String { (effects?.traces ?? facts.traces).describe(task.use.name) }

  /// The runtimes in use, as far as they are known.
  var profiles: [RuntimeProfile] { facts.runtimes.map(\.profile) }

  // MARK: Places

  /// Where the step happens, seen from the frame in which a task starts: the step itself, or the call that leads to it.
  func placeBeside(_ task: TaskEffects, of event: Int, in program: ProgramEffects) -> Place {
    let trace = program.trace
    let own = ancestors(of: trace.events[task.event].frame, in: trace)
    // In another phase the same function runs once more.
    let names = Set(own.filter { trace.frames[$0].kind == .function }.map { trace.frames[$0].name })
    var place = trace.events[event].place
    var frame: Int? = trace.events[event].frame
    while let current = frame, !own.contains(current) {
      // A file that is sourced where the task starts is where its author works.
      if trace.frames[current].kind == .sourcedFile || names.contains(trace.frames[current].name) { break }
      place = trace.frames[current].callPlace ?? place
      frame = trace.frames[current].parent
    }
    return place
  }

  private func ancestors(of frame: Int, in trace: ProgramTrace) -> Set<Int> {
    var result: Set<Int> = []
    var current: Int? = frame
    while let frame = current {
      result.insert(frame)
      current = trace.frames[frame].parent
    }
    return result
  }

  /// The step and the calls that lead to it, the innermost first, up to where the task is started or the file begins.
  func chain(
    _ message: String, to event: Int, in program: ProgramEffects, from outermost: Place?, brief: String? = nil
  ) -> [Finding.Note] {
    let trace = program.trace
    var notes = [note(message, at: trace.events[event].place, brief: brief)].compactMap { $0 }
    var frame: Int? = trace.events[event].frame
    while let current = frame, notes.count < (isThorough ? 32 : 6) {
      let record = trace.frames[current]
      guard record.kind == .function || record.kind == .trap, let place = record.callPlace else { break }
      guard place != outermost else { break }
      if let note = note("in \(record.name), called here", at: place) { notes.append(note) }
      frame = record.parent
    }
    return notes
  }

  func startNote(_ task: TaskEffects, in program: ProgramEffects) -> [Finding.Note] {
    [note("task '\(name(task))' starts here", at: program.trace.events[task.event].place, brief: "started")]
      .compactMap { $0 }
  }

  /// The first wait for the task that comes after a step.
  func waitNote(_ task: TaskEffects, after event: Int, in program: ProgramEffects) -> [Finding.Note] {
    guard let wait = program.waits[task.event]?.filter({ $0 > event }).min() else { return [] }
    return [note("task '\(name(task))' is awaited only here", at: program.trace.events[wait].place, brief: "awaited")]
      .compactMap { $0 }
  }

  /// The condition in words, as a remark; none where it is that of the start anyway.
  func conditionNote(_ condition: Formula, given: Formula) -> [Finding.Note] {
    conditionNote([condition], given: given)
  }

  /// The same of several conditions any of which is enough.
  func conditionNote(_ conditions: [Formula], given: Formula) -> [Finding.Note] {
    guard let effects else { return [] }
    var space = effects.formulas
    let any = conditions.count == 1 ? conditions[0] : conditions.reduce(Formula.never) { space.or($0, $1) }
    let words = words(any, given: given, space: space, atoms: effects.traces.atoms)
    return words == "on some path" ? [] : [Finding.Note("this happens \(words)", at: nil)]
  }

  /// How much has to hold for a condition of the effects, at least.
  func literalCount(_ condition: Formula) -> Int {
    let space = effects?.formulas ?? facts.formulas
    return space.example(of: condition)?.count ?? 0
  }

  // MARK: Words

  func describe(_ resource: Resource) -> String {
    guard let traces = effects?.traces else { return "" }
    let key = traces.describe(resource.key)
    switch resource.kind {
    case .variable: return "variable '\(key)'"
    case .file:
      if let pattern = resource.pattern { return "files '\(key)/\(pattern.text)'" }
      return resource.reach == .tree ? "directory '\(key)'" : "file '\(key)'"
    case .service: return "service '\(key)'"
    case .database: return "database '\(key)'"
    case .configuredDatabase: return "the database that '\(key)' names"
    case .apiObject:
      let parts = key.split(separator: "/", maxSplits: 1)
      return parts.count == 2 ? "\(parts[0]) '\(parts[1])'" : "'\(key)'"
    case .pythonEnvironment: return key == "system" ? "devstack's Python environment" : "the packages of '\(key)'"
    case .packageManager: return key == "system" ? "the package manager's lock" : "the lock of '\(key)'"
    case .network: return "network setting '\(key)'"
    case .sudoers: return "sudoers"
    }
  }

  /// The command of a step of a task as the script has it; of the command that the task itself is, its words.
  func commandText(_ event: Int, of task: TaskEffects, in program: ProgramEffects) -> String {
    let step = program.trace.events[event]
    let start = program.trace.events[task.event]
    var text = ""
    if step.place == start.place {
      if case .effect(.command(let command)) = step.kind {
        text = command.words.map { effects?.traces.describe($0) ?? "" }.joined(separator: " ")
      } else if case .start(_, let body?, _) = start.kind {
        text = effects?.traces.describe(body) ?? ""
      }
    } else {
      let range = location(step.place)
      text = facts.traces.index.source.scripts[step.place.file.value].source.text(range.range)
    }
    return text.count > 60 ? "\(text.prefix(57))..." : text
  }

  /// What an access does, as in "changes file 'a'".
  func verb(_ access: Access) -> String {
    switch (access.resource.kind, access.mode) {
    case (.service, .write): "starts"
    case (_, .read): "reads"
    case (_, .write): access.writesAnew ? "rewrites" : "changes"
    case (.apiObject, .add): "creates"
    case (_, .add): "adds to"
    case (.file, .use): "runs"
    case (_, .use): "uses"
    case (_, .restart): "restarts"
    case (_, .stop): "stops"
    case (.packageManager, .exclusive): "needs"
    case (_, .exclusive): "changes"
    }
  }

  /// Whether both do the same to one thing.
  func isSame(_ left: Access, _ right: Access) -> Bool { isOneThing(left, right) && verb(left) == verb(right) }

  func phrase(_ access: Access) -> String { "\(verb(access)) \(describe(access.resource))" }

  /// The same in a sentence with the other access: a thing that may be a directory is a file where that is known there.
  func phrase(_ access: Access, beside other: Access) -> String {
    isOneThing(access, other) && other.resource.reach == .exact
      ? "\(verb(access)) \(describe(other.resource))" : phrase(access)
  }

  private func isOneThing(_ access: Access, _ other: Access) -> Bool {
    access.resource.kind == other.resource.kind && access.resource.key == other.resource.key
  }

  /// What the task does, after what happens beside it was told.
  func clause(_ access: Access, beside other: Access) -> String {
    guard isOneThing(access, other) else { return "which \(phrase(access))" }
    return verb(access) == verb(other) ? "which does so too" : "which \(verb(access)) it"
  }

  func confidence(_ conflict: Conflict) -> Confidence {
    // A wait that may be the one for it may have collected the task.
    if conflict.mayBeAwaited { return .low }
    return switch conflict.aliasing {
    case .must: .high
    case .may: .medium
    case .unknown, .never: .low
    }
  }
}
