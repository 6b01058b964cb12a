import DataFlow

/// A part of a program between two of its statements: where the program stood before it, and what it did.
struct TraceSegment: Sendable {
  /// The program, by its place in the order in which programs are followed.
  let program: Int
  /// The first statement.
  let statement: Int
  /// The unfolder at the beginning, with nothing written down.
  let start: Unfolder
  let opened: Unfolder.OpenedScope
  let log: TraceLog
}

extension Unfolder {
  /// What has been written down.
  var log: TraceLog {
    TraceLog(
      events: events, frames: frames, processes: processes, loops: loops, knownRounds: knownRounds,
      commandCount: commandCount, cuts: cuts, undefinedHelperCall: undefinedHelperCall,
      unresolvedSources: unresolvedSources, enteredFunctions: enteredFunctions, enteredFiles: enteredFiles,
      consulted: consulted)
  }

  /// Takes it out, at a point where nothing but the program itself is being followed.
  mutating func takeLog() -> TraceLog {
    let log = log
    hasFollowedMore = hasFollowedMore || frames.count > 1
    (events, loops, knownRounds, commandCount) = ([], [], [], 0)
    (frames, processes) = (Array(frames.prefix(1)), Array(processes.prefix(1)))
    (cuts, undefinedHelperCall, unresolvedSources) = (Cuts(), nil, [:])
    (enteredFunctions, enteredFiles, consulted) = ([], [], Consulted())
    return log
  }

  /// Whether a segment can begin here: nothing is under way that would have to be remembered.
  var standsBetweenStatements: Bool {
    scopes.count == 1 && scope.arguments.isEmpty && scope.outcomes.isEmpty && openLoops.isEmpty
  }

  /// The same unfolder in a program whose text has moved.
  func moved(by change: ProgramChange, to index: ProgramIndex) -> Unfolder {
    var moved = self
    moved.index = index
    moved.relevanceOfSubstitutions = [:]
    moved.exitTraps = exitTraps.map {
      Guarded($0.condition, ExitTrap(text: $0.wrapped.text, place: change.moved($0.wrapped.place)))
    }
    moved.processes = processes.map { $0.moved(change.moved) }
    if let scope = scopes.first { moved.source = index.source.scripts[scope.file.value].source }
    return moved
  }

  /// The same, for one that waits to be used again.
  var kept: Unfolder {
    var unfolder = self
    unfolder.space = space.kept
    return unfolder
  }

  /// What a program leaves behind in its shell.
  struct Remains {
    fileprivate let environment: Environment
    fileprivate let functionTable: [String: [Guarded<FunctionIndex>]]
  }

  var remains: Remains {
    get { Remains(environment: environment, functionTable: functionTable) }
    set { (environment, functionTable) = (newValue.environment, newValue.functionTable) }
  }

  /// How many names and conditions there are.
  struct Extent {
    fileprivate let formulas: Int
    fileprivate let symbols: Int
    fileprivate let atoms: Int
  }

  var extent: Extent { Extent(formulas: space.count, symbols: symbols.count, atoms: atoms.count) }

  /// Whether names and conditions stand for the same, where they did up to an extent.
  func knowsTheSame(as other: Unfolder, since extent: Extent) -> Bool {
    space.isSame(as: other.space, since: extent.formulas) && symbols.isSame(as: other.symbols, since: extent.symbols)
      && atoms.count == other.atoms.count && atoms[extent.atoms...] == other.atoms[extent.atoms...]
      && atomFormulas.count == other.atomFormulas.count
  }

  /// Whether all that follows is the same as for another one, as far as variables and conditions go.
  func standsAlike(_ other: Unfolder) -> Bool {
    condition == other.condition && cutsOff == other.cutsOff && inputIsProvided == other.inputIsProvided
      && workingDirectory == other.workingDirectory && hasFollowedMore == other.hasFollowedMore
      && scope.locals == other.scope.locals && scope.references == other.scope.references
      && scope.hasUnknownArguments == other.scope.hasUnknownArguments
      && exitTraps.elementsEqual(other.exitTraps) {
        $0.condition == $1.condition && $0.wrapped.text == $1.wrapped.text && $0.wrapped.place == $1.wrapped.place
      }
      && functionTable.count == other.functionTable.count
      && functionTable.allSatisfy { name, definitions in
        other.functionTable[name]?.elementsEqual(definitions) {
          $0.condition == $1.condition && $0.wrapped == $1.wrapped
        } ?? false
      } && environment.isSame(as: other.environment)
  }
}
