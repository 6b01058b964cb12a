package import DataFlow
package import EffectModels
package import ShellProgram

/// What callers see of a function, whatever its arguments are: where it is called with some, their values take the place of `$1`.
package struct FunctionSummary: Sendable {
  package let traces: ProgramTraces
  package let trace: ProgramTrace
  package let formulas: FormulaSpace
  /// What it touches, with all that it calls; of several accesses alike, the first, with the conditions of all.
  package let accesses: [Access]
  /// Variables of its callers that it may leave with other values, and where: events.
  package let assigned: [(variable: VariableUse, event: Int)]
  /// Variables of its callers whose values it uses, and where: events.
  package let used: [(variable: VariableUse, event: Int)]
  /// In which ways it leaves its shell another one: events.
  package let stateChanges: [Int]
  package let exits: [TaskEffects.Exit]
  /// Steps that can fail while others come after them: events.
  package let maskedFailures: [Int]
  package let inputs: [Int]
  /// Starts and waits of tasks: events.
  package let tasks: [Int]
  /// Commands of which nothing is known, and what runs unseen: events.
  package let unknown: [Int]
  /// The longest that one of its commands takes.
  package let cost: CommandCost
}

extension FunctionSummary {
  /// The summaries of the functions of a name, each definition of its own.
  package static func all(named name: String, in index: ProgramIndex) -> [FunctionSummary] {
    (index.functionsByName[name] ?? []).map { function in
      let traces = ProgramTraces(index, functions: [function])
      return traces.traces.map { FunctionSummary(of: $0, traces) }
    }.flatMap { $0 }
  }

  private init(of trace: ProgramTrace, _ traces: ProgramTraces) {
    var analysis = EffectAnalysis(trace, traces, space: traces.formulas)
    let all = analysis.allAccesses()
    var space = analysis.space
    let hazards = TaskHazards(trace, analysis.states.tasksOfProcess, space: space)
    let own = trace.events.indices.filter { trace.events[$0].process == 0 && trace.events[$0].condition != .never }
    let commands = own.filter { trace.events[$0].command.map { $0.cost != .instant || $0.mayFail } ?? false }
    self.traces = traces
    self.trace = trace
    accesses = Self.merged(all, &space)
    formulas = space
    assigned = Self.first(own) { index in
      if case .effect(.assignment(let variable, _)) = trace.events[index].kind { variable } else { nil }
    }
    used = Self.first(Array(trace.events.indices)) { index in
      if case .effect(.variableRead(let variable)) = trace.events[index].kind { variable } else { nil }
    }
    stateChanges = own.filter { if case .effect(.shellState) = trace.events[$0].kind { true } else { false } }
    exits = own.compactMap(hazards.exit)
    maskedFailures = commands.dropLast().filter(hazards.canFailUnnoticed)
    inputs = trace.events.indices.filter(hazards.needsInput)
    tasks = trace.events.indices.filter { index in
      switch trace.events[index].kind {
      case .start, .wait, .waitForAll: true
      default: false
      }
    }
    unknown = trace.events.indices.filter { index in
      if case .effect(.opaque) = trace.events[index].kind { return true }
      if case .unknown? = trace.events[index].command?.knowledge { return true }
      return false
    }
    cost = trace.events.compactMap(\.command?.cost).max() ?? .instant
  }

  private static func merged(_ accesses: [Access], _ space: inout FormulaSpace) -> [Access] {
    struct Key: Hashable {
      let mode: EffectMode
      let resource: Resource
    }
    var positions: [Key: Int] = [:]
    var result: [Access] = []
    for access in accesses where access.condition != .never {
      let key = Key(mode: access.mode, resource: access.resource)
      guard let known = positions[key] else {
        positions[key] = result.count
        result.append(access)
        continue
      }
      result[known] = Access(
        event: result[known].event, mode: access.mode, resource: access.resource,
        condition: space.or(result[known].condition, access.condition))
    }
    return result
  }

  /// Each variable of a caller with the first event that is about it; parameters and what is local to callees left out.
  private static func first(_ events: [Int], _ variable: (Int) -> VariableUse?) -> [(variable: VariableUse, event: Int)]
  {
    var seen: Set<VariableUse> = []
    return events.compactMap { event in
      guard let use = variable(event), use.owner == nil, use.name.first.map({ $0.isLetter || $0 == "_" }) ?? false,
        seen.insert(use).inserted
      else { return nil }
      return (use, event)
    }
  }
}

extension TraceEvent {
  fileprivate var command: ExecutedCommand? {
    if case .effect(.command(let command)) = kind { command } else { nil }
  }
}
