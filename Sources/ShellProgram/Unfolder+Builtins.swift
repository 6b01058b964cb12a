import DataFlow
import ShellSyntax
import SourceText

/// Builtins that move values and control (Bash manual, *Shell Builtin Commands*).
extension Unfolder {
  /// Builtins that look at words as they are written; nil where the command is another one.
  mutating func runBuiltinOnWords(_ name: String, _ words: ArraySlice<Word>, of command: SimpleCommand) -> Formula? {
    switch name {
    case "[":
      let inner = words.dropFirst()
      return holdsTest(inner.last?.literalText == "]" ? inner.dropLast() : inner, text: source.text(command.range))
    case "test": return holdsTest(words.dropFirst(), text: source.text(command.range))
    case "local", "declare", "typeset", "export", "readonly":
      declare(name, words, of: command)
      return .always
    default: return nil
    }
  }

  /// Builtins that take arguments; nil where the command is another one.
  mutating func runBuiltin(_ name: String, _ arguments: [Slot], of command: SimpleCommand) -> Formula? {
    if case .tasks = depth {} else { followState(name, arguments, at: place(command.range)) }
    switch name {
    case ":", "true": return .always
    case "false": return .never
    case "return", "exit", "break", "continue": leave(name, arguments, at: place(command.range))
    case "exec":
      guard arguments.count > 1 else {
        if depth.isWhole { record(.opaque(source.text(command.range)), at: place(command.range)) }
        return .always
      }
      if recordsEffects { record(.leave(.exit(succeeds: true)), at: place(command.range)) }
      condition = .never
    case "shift": return shift(arguments, of: command)
    case "set": setArguments(arguments)
    case "source", ".": sourceFile(arguments, of: command)
    case "eval": evaluate(arguments, of: command)
    case "trap": setTrap(arguments, at: place(command.range))
    case "unset":
      for text in arguments.dropFirst().compactMap(\.onlyText) where !text.hasPrefix("-") {
        assign(text, Value(.unset))
      }
    case "read", "mapfile", "readarray": return readVariables(arguments, of: command)
    case "let": for argument in arguments.dropFirst() { letExpression(argument) }
    case "wait": if arguments.count == 1 { record(.waitForAll, at: place(command.range)) }
    case "printf" where arguments.dropFirst().first?.onlyText == "-v": formatVariable(arguments)
    case "cd", "pushd":
      changeDirectory(arguments)
      return .always
    default: return print(name, arguments)
    }
    return .always
  }

  /// `shift N`: where there are fewer arguments, bash shifts none and fails.
  private mutating func shift(_ arguments: [Slot], of command: SimpleCommand) -> Formula {
    let given = arguments.dropFirst().first
    guard let count = given.map({ $0.onlyText.flatMap { ShellInteger(decimal: $0) } }) ?? .one else {
      // What is left is not known; who has no such arguments is none the wiser.
      let known = scope.arguments.isEmpty && !scope.hasUnknownArguments
      if !known { (scope.arguments, scope.hasUnknownArguments) = ([], true) }
      return status(of: arguments, command)
    }
    let number = count.clamped(to: -1...scope.arguments.count)
    if number < 0 || ShellInteger(number) < count, !scope.hasUnknownArguments { return .never }
    scope.arguments.removeFirst(max(0, number))
    return .always
  }

  // MARK: Leaving

  private mutating func leave(_ name: String, _ arguments: [Slot], at place: Place) {
    guard condition != .never else { return }
    let status = arguments.dropFirst().first?.onlyText.flatMap { ShellInteger(decimal: $0) }
    let succeeds = arguments.count == 1 || status?.isZero == true
    switch name {
    case "exit":
      if succeeds || recordsEffects { record(.leave(.exit(succeeds: succeeds)), at: place) }
    case "return":
      record(.leave(.return(succeeds: succeeds)), at: place)
      if scope.process == process {
        scope.outcomes.append(
          Outcome(condition: condition, changes: environment.changes(since: scope.environmentDepth)))
      }
    default: leaveLoop(name, count: status ?? .one, at: place)
    }
    cutsOff = succeeds || name != "exit"
    condition = .never
  }

  private mutating func leaveLoop(_ name: String, count: ShellInteger, at place: Place) {
    record(.leave(name == "break" ? .break : .continue), at: place)
    guard !openLoops.isEmpty else { return }
    let target = openLoops.count - count.clamped(to: 1...openLoops.count)
    guard openLoops[target].process == process else { return }
    let outcome = Outcome(condition: condition, changes: environment.changes(since: openLoops[target].environmentDepth))
    if name == "break" { openLoops[target].breaks.append(outcome) } else { openLoops[target].continues.append(outcome) }
  }

  // MARK: Variables

  private mutating func declare(_ name: String, _ words: ArraySlice<Word>, of command: SimpleCommand) {
    let options = words.dropFirst().compactMap(\.literalText).filter { $0.hasPrefix("-") }
    let isReference = options.contains { $0.contains("n") }
    let isGlobal = options.contains { $0.contains("g") }
    let isLocal = name == "local" || ((name == "declare" || name == "typeset") && scope.function != nil && !isGlobal)
    let isArray = options.contains { $0.contains("a") || $0.contains("A") }
    let bare = words.dropFirst().compactMap(\.literalText).filter { !$0.hasPrefix("-") && $0.isName }
    if isLocal {
      // Values are worked out before the names become local: `local x=$x`.
      let assigned = command.declarations.map { (assignment: $0, isKnown: true) }
      for entry in assigned { declareLocal(entry.assignment, isReference: isReference) }
      for variable in bare where !command.declarations.contains(where: { $0.name == variable }) {
        scope.locals.insert(variable)
        environment[variable] = isArray ? Value(.array([])) : Value(.unset)
      }
    } else {
      for assignment in command.declarations { assign(assignment) }
      if name == "export", recordsEffects, processes[process].kind == .task || depth.isWhole {
        for exported in command.declarations.map(\.name) + bare {
          record(.shellState(ShellStateChange(kind: .export, name: exported)), at: place(command.range))
        }
      }
      if name != "export", name != "readonly" {
        for variable in bare where isArray && environment[variable] == nil { environment[variable] = Value(.array([])) }
      }
    }
  }

  private mutating func declareLocal(_ assignment: Assignment, isReference: Bool) {
    if isReference, case .word(let word) = assignment.value, let target = texts(word).only?.text,
      target != assignment.name
    {
      scope.references[assignment.name] = resolvedName(target)
      return
    }
    isDeclaringLocal = true
    assign(assignment)
    isDeclaringLocal = false
    scope.locals.insert(assignment.name)
  }

  private mutating func setArguments(_ arguments: [Slot]) {
    guard let position = arguments.firstIndex(where: { $0.onlyText == "--" }) else { return }
    let told = told(Array(arguments[(position + 1)...]))
    (scope.arguments, scope.hasUnknownArguments) = (told.known, told.hasMore)
  }

  private mutating func readVariables(_ arguments: [Slot], of command: SimpleCommand) -> Formula {
    if let name = arguments.first?.onlyText, let fields = fieldsToRead(command, byLine: name != "read") {
      return assignRead(arguments, fields)
    }
    for name in arguments.dropFirst().compactMap(\.onlyText) where name.isName {
      let symbol = symbols.symbol(key: "read \(name) \(unknownSymbolKey(command.range))", description: "$\(name)")
      assign(name, Value(SymbolicString(symbol)))
    }
    return atom("read \(unknownSymbolKey(command.range))", source.text(command.range), isCommand: true)
  }

  /// The fields of a here-string, or the lines that a process substitution prints, where they are known.
  private mutating func fieldsToRead(_ command: SimpleCommand, byLine: Bool) -> [SymbolicString]? {
    guard let redirection = command.redirections.last else { return nil }
    switch redirection.operator {
    case .hereString: return texts(redirection.target).only.map { fields(of: $0, separators: separators(for: command)) }
    case .input:
      guard byLine, redirection.target.parts.count == 1,
        case .processSubstitution(let substitution) = redirection.target.parts[0]
      else { return nil }
      let printed = texts(
        CommandSubstitution(statements: substitution.statements, isBackquoted: false, range: substitution.range))
      guard let only = printed.only, only.symbols.isEmpty else { return nil }
      return only.fields(separatedBy: "\n")
    case .output, .append, .clobber, .inputOutput, .duplicateInput, .duplicateOutput, .outputAndError,
      .appendOutputAndError,
      .hereDocument:
      return nil
    }
  }

  /// The `IFS` that a command is given.
  private mutating func separators(for command: SimpleCommand) -> String? {
    guard case .word(let word)? = command.assignments.last(where: { $0.name == "IFS" })?.value else { return nil }
    return texts(word).only?.text
  }

  // MARK: Loops over lines

  /// Follows `while read …; do …; done` line by line, where the lines are known that it is given; false, with nothing done,
  /// where they are not.
  mutating func runLines(_ loop: WhileLoop, from redirections: [Redirection]) -> Bool {
    guard !depth.isWhole, !loop.isUntil, loop.condition.count == 1,
      case .simple(let command) = loop.condition[0].command,
      command.literalName == "read", command.redirections.isEmpty, let lines = knownLines(redirections),
      lines.count <= Self.maximumRounds, unrolling * max(1, lines.count) <= Self.maximumUnrolling
    else { return false }
    let arguments = slots(command.words)
    guard arguments.allSatisfy({ $0.onlyText != nil && $0.onlyText != "-u" }) else { return false }
    let separators = separators(for: command)
    openLoops.append(OpenLoop(record: nil, environmentDepth: environment.depth, process: process))
    environment.push()
    unrolling *= max(1, lines.count)
    defer { unrolling /= max(1, lines.count) }
    for line in lines where condition != .never {
      _ = assignRead(arguments, fields(of: line, separators: separators))
      run(loop.body)
      joinContinues()
    }
    finishLoop()
    return true
  }

  /// The lines of a here-document, a here-string or of what a process substitution prints, where all of it is known.
  private mutating func knownLines(_ redirections: [Redirection]) -> [SymbolicString]? {
    guard let input = redirections.last(where: \.operator.providesInput) else { return nil }
    let text: Texts
    switch input.operator {
    case .hereDocument:
      guard let document = input.hereDocument else { return nil }
      text = texts(document.parts)
    case .hereString: text = texts(input.target)
    case .input:
      guard input.target.parts.count == 1, case .processSubstitution(let substitution) = input.target.parts[0] else {
        return nil
      }
      text = texts(
        CommandSubstitution(statements: substitution.statements, isBackquoted: false, range: substitution.range))
    case .output, .append, .clobber, .inputOutput, .duplicateInput, .duplicateOutput, .outputAndError,
      .appendOutputAndError:
      return nil
    }
    guard let known = text.only?.text else { return nil }
    return SymbolicString(known).fields(separatedBy: "\n")
  }

  private mutating func assignRead(_ arguments: [Slot], _ fields: [SymbolicString]) -> Formula {
    let options = arguments.dropFirst().compactMap(\.onlyText).filter { $0.hasPrefix("-") }
    let names = arguments.dropFirst().compactMap(\.onlyText).filter(\.isName)
    if arguments.first?.onlyText != "read" || options.contains(where: { $0.contains("a") }) {
      let elements = fields.map { Value.Element(condition: .always, text: $0, key: nil) }
      if let name = names.last { assign(name, Value(.array(elements))) }
    } else {
      for (position, name) in names.enumerated() {
        let isLast = position == names.count - 1
        let rest = fields.dropFirst(position).prefix(isLast ? .max : 1)
        var text = SymbolicString.empty
        for (index, field) in rest.enumerated() {
          if index > 0 { text.append(" ") }
          text.append(field)
        }
        assign(name, Value(text))
      }
    }
    return .always
  }

  private mutating func letExpression(_ argument: Slot) {
    guard let text = argument.onlyText else { return }
    let expression = ArithmeticExpression(range: argument.range, text: text, expansions: [], reads: [], writes: [])
    _ = evaluate(expression)
  }

  private mutating func formatVariable(_ arguments: [Slot]) {
    guard arguments.count > 2, let name = arguments[2].onlyText else { return }
    let value = formatted(arguments.dropFirst(3).map(\.onlyString))
    if let value {
      assign(name, Value(value))
    } else {
      let key = arguments.map { self.key($0.alternatives) }.joined(separator: "\u{7}")
      assign(name, Value(SymbolicString(symbols.symbol(key: "printf \(key)", description: "$\(name)"))))
    }
  }

  private mutating func changeDirectory(_ arguments: [Slot]) {
    let argument = arguments.dropFirst().first { $0.onlyText?.hasPrefix("-") != true }
    if case .tasks = depth {
      if let path = argument?.onlyString { workingDirectory = absolute(path) }
    } else {
      workingDirectory = argument.flatMap { directory($0) }
    }
    if let size = workingDirectory?.size, size > Self.maximumPath { workingDirectory = nil }
  }

  /// The directory that an argument names, or one symbol for those that it may name; nil where it may be any.
  private mutating func directory(_ argument: Slot) -> SymbolicString? {
    // Findings need a directory that is sure.
    let possible = argument.alternatives.filter { !depth.isWhole || space.and($0.condition, condition) != .never }
    let targets = possible.map { absolute($0.wrapped) }
    guard targets.allSatisfy(\.isAbsolutePath), let first = targets.first else { return nil }
    if targets.dropFirst().isEmpty || depth.isWhole && targets.allSatisfy({ $0 == first }) { return first }
    guard depth.isWhole, space.implies(condition, possible.reduce(.never) { space.or($0, $1.condition) }) else {
      return nil
    }
    let key = targets.map { $0.key }.joined(separator: "\u{3}")
    return SymbolicString(
      symbols.symbol(key: "in \(key)", description: source.text(argument.range), alternatives: targets))
  }

  /// The path as it is from the working directory.
  func absolute(_ path: SymbolicString) -> SymbolicString {
    if let text = path.text {
      if text.hasPrefix("/") { return SymbolicString(PathTable.normalized(text)) }
      if let directory = workingDirectory?.text { return SymbolicString(PathTable.normalized(directory + "/" + text)) }
    }
    // What begins with an unknown part counts as absolute: paths in variables are.
    guard let workingDirectory, case .text(let first)? = path.pieces.first, !first.hasPrefix("/"),
      !first.hasPrefix("~"), !workingDirectory.isEmpty
    else { return path }
    if path.text == "." { return workingDirectory }
    var result = workingDirectory
    result.append("/")
    result.append(first.hasPrefix("./") ? path.dropping(prefix: 2) : path)
    return result
  }

  // MARK: Traps and code in text

  private mutating func setTrap(_ arguments: [Slot], at place: Place) {
    let words = arguments.dropFirst().drop { $0.onlyText == "--" }
    guard let handler = words.first?.onlyString,
      words.dropFirst().contains(where: { ["EXIT", "0"].contains($0.onlyText ?? "") })
    else { return }
    guard processes[process].kind == .main else { return }
    exitTraps =
      handler.text == "-" || handler.text == "" ? [] : [Guarded(condition, ExitTrap(text: handler, place: place))]
  }

  private mutating func evaluate(_ arguments: [Slot], of command: SimpleCommand) {
    let texts = arguments.dropFirst().compactMap(\.onlyText)
    guard texts.count == arguments.count - 1 else {
      if recordsEffects { record(.opaque(source.text(command.range)), at: place(command.range)) }
      return
    }
    runCode(texts.joined(separator: " "), at: place(command.range))
  }

  /// Runs text as commands; all that happens in it happens at one place of the script.
  mutating func runCode(_ text: String, at place: Place) {
    guard scopes.count < Self.maximumDepth, codeDepth < Self.maximumCodeDepth, text.utf8.count < 10_000 else {
      return cuts.note(Cut(.calls, at: place))
    }
    spend(1 + text.utf8.count / 64)
    codeDepth += 1
    defer { codeDepth -= 1 }
    var parser = ShellParser()
    let script = parser.parse(SourceFile(path: source.path, text: text))
    let saved = (source, codePlace)
    (source, codePlace) = (script.source, place)
    run(script.statements)
    (source, codePlace) = saved
  }
}

extension String {
  /// Whether the text can be a variable's name.
  package var isName: Bool {
    guard let first = utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return false }
    return utf8.allSatisfy(\.isPartOfName)
  }
}

extension SymbolicString {
  /// Whether it begins at the root, or with an unknown part: paths in variables count as absolute.
  fileprivate var isAbsolutePath: Bool {
    if case .text(let first)? = pieces.first { first.hasPrefix("/") } else { true }
  }
}
