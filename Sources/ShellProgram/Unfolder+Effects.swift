import DataFlow
import EffectModels
import ShellSyntax
import SourceText

/// How much of a program is followed and written down.
package enum UnfoldingDepth: Sendable {
  /// What leads to tasks; of all else, only what it assigns is forgotten.
  case tasks
  /// All that runs once the first task was started, and all that leads there.
  case effectsBesideTasks
  /// All that runs.
  case effects
  /// All that runs; of functions that a model describes, what their definitions do as well.
  case definitionsBesideModels
}

/// Effects: what the steps of a program do to anything but tasks.
extension Unfolder {
  /// Whether all that runs is written down here.
  var recordsEffects: Bool {
    switch depth {
    case .tasks: false
    case .effectsBesideTasks: hasStartedTask
    case .effects, .definitionsBesideModels: true
    }
  }

  mutating func record(_ effect: EffectEvent, at place: Place, when condition: Formula? = nil) {
    record(.effect(effect), at: place, when: condition)
  }

  // MARK: Redirections

  mutating func recordRedirections(_ redirections: [Redirection]) {
    for redirection in redirections {
      guard let mode = redirection.operator.mode, redirection.descriptorVariable == nil else { continue }
      for target in texts(redirection.target) where !target.wrapped.isEmpty {
        let path = absolute(target.wrapped)
        let known = path.knownPrefix
        guard !known.hasPrefix("/dev/"), !known.hasPrefix("/proc/"), path.text != "-",
          ShellInteger(decimal: path.text ?? "") == nil
        else { continue }
        let holds = space.and(condition, target.condition)
        guard holds != .never else { continue }
        record(.redirection(mode, path: path), at: place(redirection.range), when: holds)
      }
    }
  }

  // MARK: Commands

  /// Writes down a command that a model describes or that nothing is known of; nil where a function is to be entered.
  mutating func runModelled(_ name: String, _ arguments: [Slot], of command: SimpleCommand, wantsStatus: Bool)
    -> Formula?
  {
    let definitions = self.definitions(of: name) ?? []
    let path = definitions.last.map { index.source.scripts[index[$0.wrapped].file.value].source.path }
    let combinations = combinations(of: arguments)
    guard let first = combinations.first?.words.first else { return .always }
    if !definitions.isEmpty, !index.commands.describes(first, definedIn: path) { return nil }
    var ends = false
    for combination in combinations {
      var executed = self.executed(
        combination.words, definedIn: path, definition: definitions.last.map { index[$0.wrapped] })
      useVariables(of: &executed.command, at: command.range)
      record(.command(executed.command), at: place(command.range), when: combination.condition)
      if case .always = executed.command.ending { ends = true }
      for text in executed.code {
        inChild(.subshell, at: place(command.range)) {
          // A shell of its own, in which errexit is off.
          $0.processes[$0.process].decidesStatus = false
          $0.runCode(text, at: $0.place(command.range))
        }
      }
      for variable in executed.assigns { forgetAssigned(variable, at: place(command.range)) }
      if let program = executed.finds, capture != nil {
        capture?.programs.append(program)
      } else if let printed = executed.prints ?? listed(combination.words, at: command.range), capture != nil {
        capture?.pieces.append([Guarded(combination.condition, printed)])
      } else if capture != nil {
        capture?.isValid = false
      }
    }
    if case .definitionsBesideModels = depth, let definition = definitions.last?.wrapped {
      enterModelled(definition, arguments, of: command)
    }
    for definition in definitions {
      for variable in index.assignedVariables[definition.wrapped] {
        forgetAssigned(variable, at: place(command.range))
      }
    }
    let status = wantsStatus ? self.status(of: arguments, command) : .always
    if ends || index.models.control[name] == .endsScript { condition = .never }
    return status
  }

  /// Carries out what a model says of the shell's own variables: they are no resource that others see.
  private mutating func useVariables(of command: inout ExecutedCommand, at range: SourceRange) {
    let uses = command.effects.filter { $0.kind == .variable }
    guard !uses.isEmpty else { return }
    command.effects.removeAll { $0.kind == .variable }
    for use in uses {
      guard let name = use.key.text, name.isName else { continue }
      switch use.mode {
      case .read, .use: noteRead(name, range)
      case .write, .add, .restart, .stop, .exclusive: forgetAssigned(name, at: place(range), isChange: true)
      }
    }
  }

  /// How often a function is followed beside its model.
  private static let maximumComparisons = 12

  /// Follows a function that a model describes, so that both can be compared: nothing of it is left behind.
  private mutating func enterModelled(_ function: FunctionIndex, _ arguments: [Slot], of command: SimpleCommand) {
    guard entries[function, default: 0] < Self.maximumComparisons, scopes.count < Self.maximumDepth,
      !scopes.contains(where: { $0.function == function })
    else { return }
    let printed = capture
    capture = nil
    inChild(.subshell, at: place(command.range)) {
      _ = $0.enter(function, arguments, of: command, wantsStatus: false)
    }
    capture = printed
  }

  /// Writes down what a builtin does besides what the analysis carries out itself.
  mutating func recordBuiltin(_ name: String, _ arguments: [Slot], of command: SimpleCommand) {
    switch name {
    case "read", "mapfile", "readarray":
      guard !inputIsProvided, !arguments.contains(where: { $0.onlyText == "-u" }) else { return }
    case "false": break
    default: return
    }
    var executed = ExecutedCommand(words: arguments.compactMap(\.onlyString))
    (executed.knowledge, executed.readsInput, executed.cost) = (.known, name != "false", .instant)
    record(.command(executed), at: place(command.range))
  }

  struct Execution {
    var command: ExecutedCommand
    var code: [String] = []
    var assigns: [String] = []
    var prints: SymbolicString?
    var finds: SymbolicString?
  }

  /// What is known of a command and of those that it runs in turn.
  mutating func executed(
    _ words: [SymbolicString], definedIn path: String?, definition: FunctionEntry? = nil
  ) -> Execution {
    var result = Execution(command: ExecutedCommand(words: words))
    result.command.isTested = passesOverFailures
    if path == nil, let file = programFile(words) { result.command.effects.append(file) }
    let commands = index.commands
    let behaviour = commands.behaviour(
      of: words, definedIn: path, value: { valueForModel(of: $0) }, isWritten: { definition?.runs($0) ?? true })
    guard let behaviour else {
      if isRestoringOptions(words) {
        result.command.knowledge = .known
        result.prints = .empty
      }
      // Programs that are looked for one after the other are those of one purpose: the first tells what they do.
      if path == nil, let program = words.first?.symbol.flatMap({ symbols[$0].programs.first }) {
        result = executed([program] + words.dropFirst(), definedIn: nil)
        result.command.words = words
      }
      return result
    }
    result.command.knowledge = behaviour.isPartlyUnknown ? .partly : .known
    result.command.effects += behaviour.effects.map(located)
    if let line = behaviour.starts { result.command.effects += needs(ofProgram: line) }
    result.command.ending = behaviour.ending
    result.command.mayFail = behaviour.mayFail
    result.command.readsInput = behaviour.readsInput && !inputIsProvided
    result.command.needsTerminal = behaviour.needsTerminal
    result.command.polls = behaviour.polls
    result.command.fetch = behaviour.fetch
    result.command.binding = behaviour.binding.map { .init(file: absolute($0.file), url: $0.url) }
    result.command.cost = behaviour.cost
    result.code = behaviour.runsText.flatMap(\.text).map { [$0] } ?? []
    result.assigns = behaviour.assigns.compactMap(\.text)
    (result.prints, result.finds) = (behaviour.prints, behaviour.finds)
    if result.prints == nil, !behaviour.printsOne.isEmpty { result.prints = oneOf(behaviour.printsOne) }
    if !behaviour.runs.isEmpty, behaviour.runs.count < words.count {
      let inner = executed(behaviour.runs, definedIn: nil)
      result.command.effects += inner.command.effects
      if case .known = inner.command.knowledge {} else { result.command.knowledge = inner.command.knowledge }
      result.command.readsInput = result.command.readsInput || inner.command.readsInput
      result.command.needsTerminal = result.command.needsTerminal || inner.command.needsTerminal
      result.command.polls = result.command.polls || inner.command.polls
      result.command.binding = result.command.binding ?? inner.command.binding
      result.command.mayFail = result.command.mayFail || inner.command.mayFail
      result.command.cost = max(result.command.cost, inner.command.cost)
      result.command.fetch = result.command.fetch ?? inner.command.fetch
      result.code += inner.code
      result.prints = result.prints ?? inner.prints
    }
    return result
  }

  /// What a program needs that is started in the background: what it does later is its own affair, but what it is made of and
  /// what it looks at has to be there.
  private mutating func needs(ofProgram line: SymbolicString) -> [ModelEffect] {
    let words = line.splitAtBlanks().fields
    guard !words.isEmpty else { return [] }
    return executed(words, definedIn: nil).command.effects.compactMap { effect in
      switch effect.kind {
      case .file, .configuredDatabase, .apiObject:
        ModelEffect(
          effect.mode == .use ? .use : .read, effect.kind, effect.key, reach: effect.reach, pattern: effect.pattern)
      case .variable, .service, .database, .pythonEnvironment, .packageManager, .network, .sudoers: nil
      }
    }
  }

  /// The file that a command runs whose name is a path.
  private func programFile(_ words: [SymbolicString]) -> ModelEffect? {
    guard let program = words.first, program.knownPrefix.contains("/") || program.knownSuffix.contains("/") else {
      return nil
    }
    return ModelEffect(.use, .file, absolute(program))
  }

  /// What a model may use of a variable; nil where it is not set or holds a list.
  mutating func valueForModel(of name: String) -> SymbolicString? {
    let texts = value(of: name).texts
    guard let first = texts.first, let text = first else { return nil }
    if texts.count == 1 { return text }
    let key = texts.map { $0.map { $0.key } ?? "()" }
    return SymbolicString(
      symbols.symbol(
        key: "any \(name) \(key.joined(separator: "\u{3}"))", description: "$\(name)",
        alternatives: texts.contains(nil) ? [] : texts.compactMap { $0 }))
  }

  /// `$xtrace` after `xtrace=$(set +o | grep xtrace)`: the options are put back.
  private func isRestoringOptions(_ words: [SymbolicString]) -> Bool {
    guard let symbol = words.first?.symbol else { return false }
    let text = symbols[symbol].description
    return text.contains("set +o") || text.contains("shopt -p")
  }

  func located(_ effect: ModelEffect) -> ModelEffect {
    switch effect.kind {
    case .file, .configuredDatabase:
      ModelEffect(effect.mode, effect.kind, absolute(effect.key), reach: effect.reach, pattern: effect.pattern)
    case .pythonEnvironment where effect.key.text != "system":
      ModelEffect(effect.mode, effect.kind, absolute(effect.key), reach: effect.reach)
    case .variable, .service, .database, .apiObject, .pythonEnvironment, .packageManager, .network, .sudoers: effect
    }
  }

  struct Combination {
    var words: [SymbolicString]
    var condition: Formula
  }

  /// Past this many, an argument with several values counts as unknown.
  private static let maximumCombinations = 8

  /// The argument lists that the command may be given, each with its condition.
  mutating func combinations(of arguments: [Slot]) -> [Combination] {
    var result = [Combination(words: [], condition: condition)]
    result[0].words.reserveCapacity(arguments.count)
    for slot in arguments {
      if slot.alternatives.count == 1, slot.alternatives[0].condition == .always {
        for index in result.indices { result[index].words.append(slot.alternatives[0].wrapped) }
        continue
      }
      var alternatives: [Guarded<SymbolicString?>] = slot.alternatives.map { Guarded($0.condition, $0.wrapped) }
      let present = slot.alternatives.reduce(Formula.never) { space.or($0, $1.condition) }
      if present != .always { alternatives.append(Guarded(space.not(present), nil)) }
      if alternatives.count * result.count > Self.maximumCombinations {
        alternatives = summarized(slot, present, besides: result.count)
      }
      if alternatives.count == 1, alternatives[0].condition == .always {
        for index in result.indices {
          if let word = alternatives[0].wrapped { result[index].words.append(word) }
        }
        continue
      }
      var next: [Combination] = []
      for combination in result {
        for alternative in alternatives {
          let holds = space.and(combination.condition, alternative.condition)
          guard holds != .never else { continue }
          next.append(
            Combination(words: combination.words + (alternative.wrapped.map { [$0] } ?? []), condition: holds))
        }
      }
      result = next
    }
    return result.filter { !$0.words.isEmpty }
  }

  /// One symbol for what an argument may be that has too many values to tell them apart, and its absence.
  ///
  /// - Parameter present: when there is such an argument.
  /// - Parameter count: how many argument lists there are without it.
  private mutating func summarized(_ slot: Slot, _ present: Formula, besides count: Int) -> [Guarded<SymbolicString?>] {
    let possible = slot.alternatives.filter { space.and($0.condition, condition) != .never }
    guard !possible.isEmpty else { return [Guarded(.always, nil)] }
    // The beginning that all have in common tells an option from an operand.
    let prefix = possible.commonPrefix
    let rests = possible.map { $0.wrapped.dropping(prefix: prefix.utf8.count) }
    // Where there is no argument at all, the next one stands in its place.
    let isPresent = space.implies(condition, present)
    let mayLack = !isPresent && 2 * count <= Self.maximumCombinations
    let symbol = symbols.symbol(
      key: "after \(prefix) \(isPresent || mayLack) \(key(possible))", description: source.text(slot.range),
      alternatives: isPresent || mayLack ? rests : [])
    var any: SymbolicString? = SymbolicString(prefix)
    any?.append(symbol)
    return mayLack ? [Guarded(present, any), Guarded(space.not(present), nil)] : [Guarded(.always, any)]
  }

  // MARK: Variables

  /// Lets go of the value of a variable that a command has set which is not followed.
  ///
  /// - Parameter isChange: whether it surely holds something else then, not what it may have held before.
  private mutating func forgetAssigned(_ name: String, at place: Place, isChange: Bool = false) {
    let variable = self.variable(name)
    if depth.isWhole {
      tasksVariables.insert(variable.use)
      record(.assignment(variable.use, isChange: true), at: place)
    } else if recordsEffects, !variable.isOwn {
      let isLost = isChange && processes[process].kind == .task
      if isLost { tasksVariables.insert(variable.use) }
      if tasksVariables.contains(variable.use) { record(.assignment(variable.use, isChange: isLost), at: place) }
    }
    forget(name)
  }

  /// The variable that a name means here, and whether it is local to what runs in the present process.
  private func variable(_ name: String) -> (use: VariableUse, isOwn: Bool) {
    for (position, scope) in scopes.enumerated().reversed() where scope.locals.contains(name) {
      let use = VariableUse(name: name, owner: scope.frame)
      // What one function does to the locals of another is not its own affair, nor what is done there afterwards.
      if depth.isWhole, position < scopes.count - 1 || tasksVariables.contains(use) { return (use, false) }
      return (use, scope.process == process)
    }
    return (VariableUse(name: name, owner: nil), false)
  }

  /// Sets a variable, and writes it down where a task loses it or the loss of a task is made good.
  mutating func store(_ name: String, _ value: Value, element: String? = nil) {
    if recordsEffects, !isDeclaringLocal { noteAssignment(name, value, element) }
    environment[name] = value
  }

  private mutating func noteAssignment(_ name: String, _ value: Value, _ element: String?) {
    var variable = self.variable(name)
    if let element { variable.use = variable.use.element(element) }
    if processes[process].kind == .task || depth.isWhole {
      guard !variable.isOwn else { return }
      let old = environment[name] ?? initialValue(of: name)
      tasksVariables.insert(variable.use)
      let isChange = !old.isSame(as: value) && (depth.isWhole || !isRepetition(variable.use))
      record(.assignment(variable.use, isChange: isChange), at: place(currentRange))
      return
    }
    if processes[process].kind == .main {
      assignedPlaces.insert(AssignedPlace(variable: variable.use, place: place(currentRange)))
    }
    if tasksVariables.contains(variable.use) {
      record(.assignment(variable.use, isChange: true), at: place(currentRange))
    }
  }

  /// Notes that a function is defined: a task loses it, as it loses what it assigns.
  mutating func noteDefinition(of name: String, isFirst: Bool, at place: Place) {
    guard case .effectsBesideTasks = depth, recordsEffects else { return }
    let use = VariableUse(function: name)
    let isLost = isFirst && processes[process].kind == .task
    if isLost { tasksVariables.insert(use) }
    if tasksVariables.contains(use) { record(.assignment(use, isChange: isLost), at: place) }
  }

  /// Notes that a function is called that some task has defined.
  mutating func noteCall(of name: String, at place: Place) {
    let use = VariableUse(function: name)
    guard case .effectsBesideTasks = depth, recordsEffects, tasksVariables.contains(use) else { return }
    record(.variableRead(use), at: place)
  }

  struct AssignedPlace: Hashable, Sendable {
    let variable: VariableUse
    let place: Place
  }

  /// Whether the same code has assigned the variable before: then it finds what it would leave.
  private func isRepetition(_ variable: VariableUse) -> Bool {
    if assignedPlaces.contains(AssignedPlace(variable: variable, place: place(currentRange))) { return true }
    guard assignedUnseen.contains(variable.name), let function = scope.function else { return false }
    return index.functions.indices.allSatisfy {
      $0 == function.value || !index.functions[$0].facts.assignedVariables.contains(variable.name)
    }
  }

  /// Writes down that a variable's value is used, where some task has assigned it.
  ///
  /// - Parameter element: the subscript where one element is read; an element of which the subscript is not known may be
  ///   any, and is none that would be worth telling.
  mutating func noteRead(_ name: String, _ range: SourceRange, element: Texts? = nil) {
    guard recordsEffects, !tasksVariables.isEmpty || depth.isWhole else { return }
    let use = variable(resolvedName(name))
    if let element {
      if let key = element.only?.text { recordRead(use.use.element(key), use.isOwn, range) }
      if depth.isWhole { recordRead(use.use, use.isOwn, range) }
      return
    }
    recordRead(use.use, use.isOwn, range)
    // Who reads the whole array reads each element.
    for other in tasksVariables.elements(of: use.use) { recordRead(other, use.isOwn, range) }
  }

  private mutating func recordRead(_ use: VariableUse, _ isOwn: Bool, _ range: SourceRange) {
    guard depth.isWhole ? !isOwn : tasksVariables.contains(use) else { return }
    if case .effect(.variableRead(let last))? = events.last?.kind, last == use, events.last?.place == place(range) {
      return
    }
    record(.variableRead(use), at: place(range))
  }
}

extension [Guarded<SymbolicString>] {
  /// The known text with which all of them begin.
  fileprivate var commonPrefix: String {
    let prefixes = map(\.wrapped.knownPrefix)
    return prefixes.dropFirst().reduce(prefixes.first ?? "") { common, prefix in
      String(zip(common, prefix).prefix { $0 == $1 }.map(\.0))
    }
  }
}

extension VariableUse {
  /// The element of the array that has that subscript.
  fileprivate func element(_ key: String) -> VariableUse { VariableUse(name: "\(name)[\(key)]", owner: owner) }
}

extension UnfoldingDepth {
  /// Whether variables are followed from the beginning on.
  var isWhole: Bool {
    switch self {
    case .tasks, .effectsBesideTasks: false
    case .effects, .definitionsBesideModels: true
    }
  }
}

extension Redirection.Operator {
  /// How the file is opened; nil where no file is.
  fileprivate var mode: EffectMode? {
    switch self {
    case .input: .read
    case .output, .clobber, .outputAndError, .inputOutput: .write
    case .append, .appendOutputAndError: .add
    case .duplicateInput, .duplicateOutput, .hereDocument, .hereString: nil
    }
  }

  var providesInput: Bool {
    switch self {
    case .input, .inputOutput, .duplicateInput, .hereDocument, .hereString: true
    case .output, .append, .clobber, .duplicateOutput, .outputAndError, .appendOutputAndError: false
    }
  }
}
