import DataFlow
import EffectModels
import ShellSyntax
import SourceText

extension ProgramTraces {
  /// Follows every program that the scripts make up: those of devstack's trees, devstack as the models describe it around
  /// plugins that stand alone, scripts that nothing sources, and functions that nothing calls.
  ///
  /// - Parameter previous: those of an earlier state of the program, of which all is kept that the change leaves as it was.
  /// - Parameter segmentLength: after how many steps it is written down where the programs stand, so that a later state of
  ///   them can begin there; nil where none is to come.
  package init(_ index: ProgramIndex, after previous: ProgramTraces? = nil, segmentLength: Int? = nil) {
    var walk = ProgramWalk(
      index, after: previous.flatMap { EarlierWalk($0, before: index) }, distance: segmentLength)
    let programs = EntryPoints.programs(of: index)
    // The program that a user runs first is the one that people work on: what the others do is done before.
    for entry in programs.reversed() { walk.follow(entry) }
    for file in index.source.scripts.indices.map(FileIndex.init) where !walk.enteredFiles.contains(file) {
      guard index.isRelevant(index.scripts[file.value].topLevel) || EntryPoints.isLoose(file, in: index) else {
        continue
      }
      let path = index.source.scripts[file.value].source.path
      walk.follow(EntryPoint(kind: .script, name: path, file: file))
    }
    walk.keepRemains()
    // Callers first: a function that another one calls is followed there.
    for function in EntryPoints.uncalledFirst(index) where !walk.enteredFunctions.contains(function) {
      let entry = index[function]
      walk.follow(EntryPoint(kind: .function, name: entry.name, file: entry.file, function: function))
    }
    let followed = walk.finish()
    let traces = walk.traces
    let isLasting = segmentLength != nil && index.abandonment?.isRequested != true
    self.init(
      walk.unfolder, traces.prefix(programs.count).reversed() + traces.dropFirst(programs.count),
      isLasting ? followed : nil, reusedSegments: walk.reusedSegments)
  }

  /// Follows programs from their entry points once more, and writes down what they do besides tasks.
  package init(_ index: ProgramIndex, entries: [EntryPoint], depth: UnfoldingDepth) {
    var unfolder = Unfolder(index, depth: depth)
    let traces = entries.map { unfolder.trace($0) }
    self.init(unfolder, traces)
  }

  /// Follows devstack's own programs in the trees, the one that sets a cloud up first, with all that they do.
  package init(programsOf index: ProgramIndex) {
    self.init(index, entries: EntryPoints.programs(of: index), depth: .effects)
  }

  /// Follows single functions, of whose callers and arguments nothing is known.
  package init(_ index: ProgramIndex, functions: [FunctionIndex]) {
    let entries = functions.map {
      EntryPoint(kind: .function, name: index[$0].name, file: index[$0].file, function: $0)
    }
    self.init(index, entries: entries, depth: .effects)
  }

  private init(
    _ unfolder: Unfolder, _ traces: [ProgramTrace], _ walk: FollowedPrograms? = nil, reusedSegments: Int = 0
  ) {
    index = unfolder.index
    self.traces = traces
    formulas = unfolder.space
    symbols = unfolder.symbols
    atoms = unfolder.atoms
    self.walk = walk
    self.reusedSegments = reusedSegments
    unresolvedSources = unfolder.unresolvedSources.values.sorted {
      ($0.place.file, $0.place.range.lowerBound) < ($1.place.file, $1.place.range.lowerBound)
    }
  }
}

extension ProgramIndex {
  /// The program that sets a cloud up, where some command starts a task; it need not be that program's.
  package var likelyStartingProgram: EntryPoint? {
    let helpers = models.roles.filter { if case .start = $0.value { true } else { false } }.keys
    let startsSomewhere = scripts.lazy.flatMap(\.all).contains { helpers.contains(where: $0.calledNames.contains) }
    return startsSomewhere ? EntryPoints.programs(of: self).first : nil
  }
}

/// Where the programs among the scripts begin.
enum EntryPoints {
  /// The scripts of devstack's trees that users run, and the modelled ones where a plugin has no tree beside it.
  static func programs(of index: ProgramIndex) -> [EntryPoint] {
    var entries: [EntryPoint] = []
    for tree in index.source.trees where tree.kind == .devstack {
      for program in index.models.programs {
        let path = tree.path.isEmpty ? program : tree.path + "/" + program
        if let file = index.paths.file(at: PathTable.absolute(path)) {
          entries.append(EntryPoint(kind: .script, name: path, file: file, isWholeProgram: true))
        }
      }
    }
    guard let model = index.modelScript else { return entries }
    for program in index.models.programs {
      let name = "program_" + program.prefix { $0 != "." }
      guard index.functionsByName[name]?.contains(where: { index[$0].file == model }) == true else { continue }
      entries.append(EntryPoint(kind: .modelledProgram, name: name, file: model))
    }
    return entries
  }

  /// Whether the file is a script of its own, outside every tree of which the beginning is known.
  static func isLoose(_ file: FileIndex, in index: ProgramIndex) -> Bool {
    index.source.trees.allSatisfy { $0.kind == .loose } && file != index.modelScript
  }

  /// The relevant functions, those that no other function calls before those that one does.
  static func uncalledFirst(_ index: ProgramIndex) -> [FunctionIndex] {
    let relevant = index.functions.indices.filter { index.isRelevant[$0] && !index.functions[$0].isReplaced }.map(
      FunctionIndex.init)
    let called = Set(relevant.flatMap { index[$0].facts.calledNames.union(index[$0].facts.namedArguments) })
    let patterns = Set(relevant.flatMap { index[$0].facts.namePatterns })
    func isCalled(_ function: FunctionIndex) -> Bool {
      let name = index[function].name
      return called.contains(name) || patterns.contains { $0.matches(name) }
    }
    return relevant.filter { !isCalled($0) } + relevant.filter(isCalled)
  }
}

extension Unfolder {
  /// Follows one program from its beginning, with nothing known of variables; names and conditions are shared by all.
  mutating func trace(_ entry: EntryPoint) -> ProgramTrace {
    let opened = begin(entry)
    runWhole(entry)
    end(entry, opened)
    return log.trace(of: entry)
  }

  /// Runs what a program consists of.
  mutating func runWhole(_ entry: EntryPoint) {
    let script = index.source.scripts[entry.file.value]
    switch entry.kind {
    case .script: run(script.statements)
    case .modelledProgram:
      run(script.statements)
      runCode(entry.name, at: Place(file: entry.file, range: 0..<0))
    case .function:
      guard let function = entry.function else { return }
      enteredFunctions.insert(function)
      consulted.functions.insert(function)
      run(.compound(index[function].definition.body))
      if depth.isWhole { recordStateChanges(since: ShellState(), from: nil) }
    }
  }

  /// Goes to the beginning of a program.
  mutating func begin(_ entry: EntryPoint) -> OpenedScope {
    if entry.kind != .function {
      environment = Environment()
      functionTable = [:]
    }
    (events, frames, processes, loops) = ([], [], [ShellProcess(kind: .main, parent: nil, place: nil)], [])
    (condition, scopes, process, openLoops, steps) = (.always, [], 0, [], 0)
    (workingDirectory, exitTraps, capture, codePlace, cuts) = (nil, [], nil, nil, Cuts())
    (commandCount, undefinedHelperCall, entries, unrolling, hasFollowedMore) = (0, nil, [:], 1, false)
    (hasStartedTask, tasksVariables, shellState, inputIsProvided) = (false, VariableUses(), ShellState(), false)
    (assignedPlaces, assignedUnseen, statedCommand, knownRounds) = ([], [], nil, [])
    (exactEvents, isOverBudget, firstOperation) = (0, false, space.operations)
    share = budget.share(bytes: ownBytes(of: entry))
    space.allow(operations: share.operations, formulas: share.formulas)
    (passesOverFailures, isAssigningOnly, isOutputRedirected) = (false, false, false)
    isWholeProgram = entry.isWholeProgram
    environment.push()
    enteredFiles.insert(entry.file)
    consulted.files.insert(entry.file)
    return openScope(
      .program, name: entry.name, file: entry.file, function: entry.function, arguments: [], at: nil,
      hasUnknownArguments: entry.kind != .script || index.scripts[entry.file.value].topLevel.looksAtArguments)
  }

  /// Ends a program, with the commands that it has left for its exit.
  mutating func end(_ entry: EntryPoint, _ opened: OpenedScope) {
    runExitTraps(entry)
    close(opened)
    budget.take(steps: steps, operations: space.operations - firstOperation, bytes: ownBytes(of: entry))
    space.allow(operations: .max, formulas: .max)
  }

  /// The size of the text that a program is.
  private func ownBytes(of entry: EntryPoint) -> Int {
    if let function = entry.function { return index[function].definition.range.count }
    return index.source.scripts[entry.file.value].source.bytes.count
  }

  private mutating func runExitTraps(_ entry: EntryPoint) {
    let traps = exitTraps
    exitTraps = []
    for trap in traps {
      guard let text = trap.wrapped.text.text else { continue }
      condition = trap.condition
      runCode(text, at: trap.wrapped.place)
    }
  }
}
