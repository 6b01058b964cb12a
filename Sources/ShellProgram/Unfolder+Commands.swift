import DataFlow
import EffectModels
import ShellSyntax
import SourceText

/// Simple commands: finding out what is called, and calling it.
extension Unfolder {
  mutating func run(_ command: SimpleCommand, wantsStatus: Bool) -> Formula {
    spend(1 + command.words.count / 16)
    commandCount += 1
    currentRange = command.range
    follow(command.redirections)
    let inputBefore = inputIsProvided
    defer { inputIsProvided = inputBefore }
    if recordsEffects {
      recordRedirections(command.redirections)
      if command.redirections.contains(where: \.operator.providesInput) { inputIsProvided = true }
    }
    if command.words.isEmpty { return assign(command, wantsStatus: wantsStatus) }
    for assignment in command.assignments { followSubstitutions(assignment) }
    guard statedCommand == nil, let stated = statedEffects(of: command) else {
      return runExpanded(command, wantsStatus: wantsStatus)
    }
    return run(command, stated: stated, wantsStatus: wantsStatus)
  }

  mutating func runExpanded(_ command: SimpleCommand, wantsStatus: Bool) -> Formula {
    guard let first = command.words.first else { return .always }
    if let name = first.literalText, name != "command", name != "builtin" {
      return call(name, command.words[...], of: command, wantsStatus: wantsStatus)
    }
    let words = CommandPrefix.strip(command.words)
    guard let first = words.first else { return .always }
    if let name = first.literalText { return call(name, words, of: command, wantsStatus: wantsStatus) }
    return callWhatIsNamed(words, of: command, wantsStatus: wantsStatus)
  }

  // MARK: Calls

  private mutating func callWhatIsNamed(_ words: ArraySlice<Word>, of command: SimpleCommand, wantsStatus: Bool)
    -> Formula
  {
    callWhatIsNamed(slots(words), of: command, wantsStatus: wantsStatus)
  }

  mutating func callWhatIsNamed(_ arguments: [Slot], of command: SimpleCommand, wantsStatus: Bool) -> Formula {
    guard let first = arguments.first else { return .always }
    for alternative in first.alternatives {
      guard space.and(condition, alternative.condition) != .never else { continue }
      let names = alternative.wrapped.text.map { [$0] } ?? relevantNames(like: alternative.wrapped)
      if names.isEmpty, recordsEffects {
        branch(when: alternative.condition) { unfolder in
          _ = unfolder.runModelled(
            "", [unfolder.only(alternative.wrapped, first)] + arguments.dropFirst(), of: command,
            wantsStatus: wantsStatus)
        }
      }
      for name in names {
        let chosen =
          alternative.wrapped.text == nil
          ? atom(
            "calls \(alternative.wrapped.key) \(name)",
            "\(symbols.describe(alternative.wrapped)) is \(name)") : .always
        branch(when: space.and(alternative.condition, chosen)) { unfolder in
          _ = unfolder.dispatch(name, arguments, of: command, wantsStatus: false)
        }
      }
    }
    return wantsStatus ? status(of: arguments, command) : .always
  }

  /// The functions that matter to tasks whose name can be the text.
  private mutating func relevantNames(like name: SymbolicString) -> [String] {
    let pattern = CommandFacts.NamePattern(prefix: name.knownPrefix, suffix: name.knownSuffix)
    guard !pattern.prefix.isEmpty || !pattern.suffix.isEmpty else { return [] }
    guard recordsEffects else {
      consulted.hasMatchedPatterns = true
      return index.relevantNames.filter { pattern.matches($0) }.sorted()
    }
    let matching = index.functionsByName.keys.filter { pattern.matches($0) }.sorted()
    return matching.count <= 16 ? matching : []
  }

  private func only(_ text: SymbolicString, _ slot: Slot) -> Slot {
    Slot(alternatives: [Guarded(.always, text)], range: slot.range)
  }

  private mutating func call(_ name: String, _ words: ArraySlice<Word>, of command: SimpleCommand, wantsStatus: Bool)
    -> Formula
  {
    if let status = runBuiltinOnWords(name, words, of: command) { return status }
    if !recordsEffects, !mayMatter(name, words) {
      for word in words { followSubstitutions(word.parts) }
      forget(assignedBy: name, words)
      capture?.isValid = false
      guard wantsStatus else { return .always }
    }
    return dispatch(name, slots(words), of: command, wantsStatus: wantsStatus)
  }

  /// Whether a call needs its arguments: what it does depends on them, or it prints what is being captured.
  private mutating func mayMatter(_ name: String, _ words: ArraySlice<Word>) -> Bool {
    if capture != nil { return true }
    if index.models.roles[name] != nil || index.models.control[name] != nil || isBinding(name) { return true }
    if ShellBuiltin.needsArguments.contains(name) { return true }
    guard let functions = functions(named: name) else { return false }
    if case .effectsBesideTasks = depth, functions.contains(where: { index.leadsToBinding[$0.value] }) { return true }
    return functions.contains {
      index.isRelevant[$0.value] || index[$0].facts.callsItsArguments || index[$0].facts.assignsByReference
    }
  }

  /// Whether the command may tell which database a configuration file names, which is wanted from the beginning on.
  private func isBinding(_ name: String) -> Bool {
    guard case .effectsBesideTasks = depth, let function = scope.function else { return false }
    return index.leadsToBinding[function.value] && (index.commands.mayBind(name) || index.commands.namesDatabase(name))
  }

  /// Does what a command of that name does with its arguments after expansion.
  mutating func dispatch(_ name: String, _ arguments: [Slot], of command: SimpleCommand, wantsStatus: Bool) -> Formula {
    if let role = index.models.roles[name] {
      if undefinedHelperCall == nil, functionTable[name]?.isEmpty ?? true { undefinedHelperCall = place(command.range) }
      if case .lock(_, let body) = role {
        return runLocked(Array(arguments.dropFirst(body)), of: command, wantsStatus: wantsStatus)
      }
      perform(role, arguments, of: command)
      // A start succeeds as soon as the child runs; what fails is the wait.
      if case .start = role { return .always }
      return wantsStatus ? status(of: arguments, command) : .always
    }
    noteCall(of: name, at: place(command.range))
    if let status = runBuiltin(name, arguments, of: command) {
      if recordsEffects { recordBuiltin(name, arguments, of: command) }
      return status
    }
    if recordsEffects || isBinding(name),
      let status = runModelled(name, arguments, of: command, wantsStatus: wantsStatus)
    {
      return status
    }
    if let functions = definitions(of: name), !functions.isEmpty {
      if let status = enter(functions, name, arguments, of: command, wantsStatus: wantsStatus) { return status }
      return wantsStatus ? status(of: arguments, command) : .always
    }
    if index.models.control[name] == .endsScript { condition = .never }
    if capture != nil { capture?.isValid = false }
    return wantsStatus ? status(of: arguments, command) : .always
  }

  /// The condition that a command succeeds that is not followed: the same words, the same outcome.
  mutating func status(of arguments: [Slot], _ command: SimpleCommand) -> Formula {
    if asksForFunction(arguments) { return .always }
    let keys = arguments.map { key($0.alternatives) }
    if keys.count > 2, let name = arguments.first?.onlyText, index.models.holdingForAny.contains(name) {
      return zip(arguments, keys).dropFirst().reduce(.never) { holds, argument in
        let text = "\(name) \(source.text(argument.0.range))"
        return space.or(holds, atom("! \(keys[0])\u{7}\(argument.1)", text, isCommand: true))
      }
    }
    return atom("! \(keys.joined(separator: "\u{7}"))", source.text(command.range), isCommand: true)
  }

  /// Whether `type` asks what a name means, and the name is that of a function which surely exists here; with `-P` and `-f`
  /// it does not look at functions.
  private mutating func asksForFunction(_ arguments: [Slot]) -> Bool {
    guard arguments.count > 1, arguments[0].onlyText == "type", let name = arguments.last?.onlyText,
      arguments[1..<(arguments.count - 1)].allSatisfy({ ["-a", "-t", "-p"].contains($0.onlyText ?? "") }),
      functions(named: name) != nil
    else { return false }
    let defined = (functionTable[name] ?? []).reduce(Formula.never) { space.or($0, $1.condition) }
    return space.implies(condition, defined)
  }

  /// All functions of a name; whoever asks wants to know what they are like.
  mutating func functions(named name: String) -> [FunctionIndex]? {
    guard let functions = index.functionsByName[name] else { return nil }
    consulted.names.insert(name)
    return functions
  }

  /// The definitions that a name may have here, or all in the program where none was met on the way.
  mutating func definitions(of name: String) -> [Guarded<FunctionIndex>]? {
    guard let all = functions(named: name) else { return nil }
    let met = (functionTable[name] ?? []).filter { space.and($0.condition, condition) != .never }
    if !met.isEmpty { return met }
    return all.map { Guarded(.always, $0) }
  }

  private mutating func forget(assignedBy name: String, _ words: ArraySlice<Word>) {
    for function in functions(named: name) ?? [] {
      if case .effectsBesideTasks = depth, processes[process].kind == .main {
        assignedUnseen.formUnion(index.assignedVariables[function])
      }
      if index[function].facts.assignsByReference {
        for text in words.dropFirst().compactMap(\.literalText) where text.isName { forget(text) }
      }
      for variable in index.assignedVariables[function] { forget(variable) }
    }
  }

  /// Lets go of a known value; what is unknown anyway stays what it is.
  mutating func forget(_ variable: String) {
    guard let value = environment[variable] else { return }
    let isKnown = value.alternatives.contains { alternative in
      switch alternative.wrapped {
      case .text(let text): text.symbols.isEmpty
      case .array, .unset: true
      }
    }
    if isKnown { environment[variable] = initialValue(of: variable) }
  }

  /// Enters functions that matter; nil where what is called does not.
  private mutating func enter(
    _ functions: [Guarded<FunctionIndex>], _ name: String, _ arguments: [Slot], of command: SimpleCommand,
    wantsStatus: Bool
  ) -> Formula? {
    let followed = functions.filter {
      isWorthEntering($0.wrapped, arguments) || wantsStatus && index[$0.wrapped].definition.body.isTest
    }
    for function in functions where !followed.contains(where: { $0.wrapped == function.wrapped }) {
      for variable in index.assignedVariables[function.wrapped] { forget(variable) }
      if index[function.wrapped].facts.assignsByReference {
        for text in arguments.dropFirst().compactMap(\.onlyText) where text.isName { forget(text) }
      }
      if capture != nil { capture?.isValid = false }
    }
    guard !followed.isEmpty else {
      if index.models.control[name] == .endsScript { condition = .never }
      return nil
    }
    var status = Formula.always
    for (position, function) in followed.enumerated() {
      // Definitions of one name that are met in files of which one is chosen exclude each other.
      let chosen =
        function.condition == .always && followed.count > 1 && position < followed.count - 1
        ? atom(
          "is \(name) \(function.wrapped.value)",
          "\(name) is the one in \(index.source.scripts[index[function.wrapped].file.value].source.path)")
        : function.condition
      branch(when: chosen) { status = $0.enter(function.wrapped, arguments, of: command, wantsStatus: wantsStatus) }
    }
    return followed.count == 1 ? status : wantsStatus ? self.status(of: arguments, command) : .always
  }

  private mutating func isWorthEntering(_ function: FunctionIndex, _ arguments: [Slot]) -> Bool {
    guard scopes.count < Self.maximumDepth, scopes.filter({ $0.function == function }).count < 2,
      entries[function, default: 0] < Self.maximumEntries
    else { return false }
    if recordsEffects || index.isRelevant[function.value] { return true }
    if case .effectsBesideTasks = depth, index.leadsToBinding[function.value] { return true }
    let entry = index[function]
    if entry.facts.callsItsArguments {
      let names = arguments.dropFirst().flatMap(\.alternatives).compactMap(\.wrapped.text)
      consulted.names.formUnion(names)
      if names.contains(where: { index.relevantNames.contains($0) }) { return true }
    }
    return (capture != nil || entry.facts.assignsByReference) && entry.definition.body.isPlain
  }

  mutating func enter(
    _ function: FunctionIndex, _ arguments: [Slot], of command: SimpleCommand, wantsStatus: Bool
  ) -> Formula {
    let entry = index[function]
    enteredFunctions.insert(function)
    consulted.functions.insert(function)
    entries[function, default: 0] += 1
    if entries[function] == Self.maximumEntries { note(.calls, command.range) }
    var status = Formula.always
    inScope(
      .function, name: entry.name, file: entry.file, function: function, arguments: Array(arguments.dropFirst()),
      at: place(command.range)
    ) {
      status = $0.run(.compound(entry.definition.body), wantsStatus: wantsStatus && entry.definition.body.isTest)
    }
    if wantsStatus, !entry.definition.body.isTest { status = self.status(of: arguments, command) }
    return status
  }

  // MARK: Substitutions in words

  mutating func follow(_ redirections: [Redirection]) {
    for redirection in redirections {
      followSubstitutions(redirection.target.parts)
      if case .hereString = redirection.operator { noteReads(in: redirection.target.parts) }
      guard let document = redirection.hereDocument else { continue }
      followSubstitutions(document.parts)
      noteReads(in: document.parts)
    }
  }

  mutating func followSubstitutions(_ parts: [WordPart]) {
    for part in parts {
      switch part {
      case .literal, .singleQuoted, .braceRange, .unparsed, .arithmetic: continue
      case .doubleQuoted(let inner, _): followSubstitutions(inner)
      case .commandSubstitution(let substitution):
        if recordsEffects || isRelevant(substitution.statements, at: substitution.range) { _ = texts(substitution) }
      case .processSubstitution(let substitution): follow(substitution)
      case .parameter(let expansion):
        if case .applied(.substitute(let symbol, let word)) = expansion.operation {
          if symbol.hasSuffix("=") { _ = texts(expansion) } else { followSubstitutions(word.parts) }
        }
      case .braceList(let words, _): for word in words { followSubstitutions(word.parts) }
      case .array(let elements, _): for element in elements { followSubstitutions(element.value.parts) }
      }
    }
  }

  private mutating func followSubstitutions(_ assignment: Assignment) {
    if case .word(let word) = assignment.value { followSubstitutions(word.parts) }
  }
}

extension CompoundCommand {
  /// Whether a function's body is nothing but a test of values: calling it asks what the test asks.
  var isTest: Bool {
    guard case .group(let statements) = kind, statements.count == 1, !statements[0].isBackgrounded else { return false }
    return statements[0].command.isTest
  }

  /// A short straight body, which is worth following for what it prints.
  var isPlain: Bool {
    guard case .group(let statements) = kind, statements.count <= 8 else { return false }
    return statements.allSatisfy { if case .simple = $0.command { true } else { false } }
  }
}

extension Command {
  /// Whether it compares values of variables, and nothing else.
  fileprivate var isTest: Bool {
    switch self {
    case .simple(let command):
      ["[", "test"].contains(command.literalName) && command.redirections.isEmpty
        && !command.words.contains { $0.parts.contains(where: \.runsCommands) }
    case .pipeline(let pipeline): pipeline.elements.count == 1 && pipeline.elements[0].isTest
    case .andOrList(let list): list.first.isTest && list.rest.allSatisfy(\.command.isTest)
    case .compound(let compound):
      switch compound.kind {
      case .conditional(let expression): expression.comparesValues
      case .arithmetic(let expression): expression.writes.isEmpty
      case .group, .subshell, .ifClause, .whileLoop, .forLoop, .arithmeticFor, .caseClause: false
      }
    case .functionDefinition, .coprocess, .unparsed: false
    }
  }
}

extension ConditionalExpression {
  fileprivate var comparesValues: Bool {
    switch self {
    case .unary(let symbol, let word): ["-z", "-n"].contains(symbol) && !word.parts.contains(where: \.runsCommands)
    case .word(let word): !word.parts.contains(where: \.runsCommands)
    case .binary(let symbol, let left, let right):
      symbol != "=~" && !(left.parts + right.parts).contains(where: \.runsCommands)
    case .not(let inner): inner.comparesValues
    case .and(let left, let right), .or(let left, let right): left.comparesValues && right.comparesValues
    case .unparsed: false
    }
  }
}

extension WordPart {
  fileprivate var runsCommands: Bool {
    switch self {
    case .commandSubstitution, .processSubstitution, .array, .unparsed: true
    case .doubleQuoted(let inner, _): inner.contains(where: \.runsCommands)
    case .literal, .singleQuoted, .parameter, .arithmetic, .braceList, .braceRange: false
    }
  }
}
