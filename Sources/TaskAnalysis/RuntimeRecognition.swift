package import EffectModels
package import ShellSyntax
import SourceText

/// Recognises which runtime a file is by what the functions behind its helpers do.
package struct RuntimeRecognition {
  private let functions: [String: FunctionDefinition]

  private init(_ definitions: [FunctionDefinition]) {
    functions = Dictionary(definitions.map { ($0.name, $0) }, uniquingKeysWith: { _, last in last })
  }

  /// The profile of the runtime that a script is; nil where it defines no helper that starts tasks.
  ///
  /// - Parameter roles: what the helpers are for, by name.
  package static func profile(of script: Script, functions: [FunctionDefinition], roles: [String: TaskRole])
    -> RuntimeProfile?
  {
    let recognition = RuntimeRecognition(functions)
    let starters = functions.filter { if case .start? = roles[$0.name] { true } else { false } }
    // A helper that only calls another one is not where the work is done.
    guard
      let starter = starters.first(where: { definition in
        !starters.contains { recognition.calls($0.name, in: definition) }
      }) ?? starters.first
    else { return nil }
    let waiters = functions.filter { if case .wait? = roles[$0.name] { true } else { false } }
    let cleaners = functions.filter { roles[$0.name] == .cleanUp }
    return recognition.profile(starter: starter, waiter: waiters.first, cleaners: cleaners)
  }

  private func profile(starter: FunctionDefinition, waiter: FunctionDefinition?, cleaners: [FunctionDefinition])
    -> RuntimeProfile
  {
    let start = work(of: [starter])
    let child = childWork(start)
    let wait = waiter.map { work(of: [$0]) } ?? RuntimeWork()
    let kind: RuntimeProfile.Kind
    let recordsStatus =
      child.recordsStatus || child.statusArguments.contains { functions[$0].map { work(of: [$0]).writesFile } ?? false }
    if start.backgrounded.isEmpty {
      kind = .unknown
    } else if let _ = start.fifo {
      kind = .parked
    } else if recordsStatus {
      kind = .recorded
    } else if wait.asksForStatus != nil {
      kind = .remembered
    } else {
      kind = .unknown
    }

    var defects: [RuntimeDefect] = []
    if kind == .remembered, let range = wait.asksForStatus {
      defects.append(.init(kind: .forgetsStatuses, range: range))
    }
    if kind == .parked, let range = start.fifo { defects.append(.init(kind: .hangsOnExit, range: range)) }
    if let range = child.maskedCall { defects.append(.init(kind: .masksFailures, range: range)) }
    if let range = child.resplitting ?? start.resplitting {
      defects.append(.init(kind: .resplitsArguments, range: range))
    }
    for cleaner in cleaners { defects += unsetReads(in: cleaner) }
    return RuntimeProfile(
      kind: kind, masksFailures: child.maskedCall != nil,
      resplitsArguments: (child.resplitting ?? start.resplitting) != nil,
      defects: defects.sorted { $0.range.lowerBound < $1.range.lowerBound }, nameRange: starter.nameRange)
  }

  /// What the background commands do, the functions that they call included.
  private func childWork(_ start: RuntimeWork) -> RuntimeWork {
    var work = RuntimeWork()
    for command in start.backgrounded { work.walk(command) }
    return closed(work)
  }

  private func work(of definitions: [FunctionDefinition]) -> RuntimeWork {
    var work = RuntimeWork()
    for definition in definitions { work.walk(definition.body) }
    return closed(work)
  }

  /// Adds the work of the functions that are called, in the order in which they are met.
  private func closed(_ work: RuntimeWork) -> RuntimeWork {
    var work = work
    var done: Set<String> = []
    while let next = work.calledNames.first(where: { !done.contains($0) && functions[$0] != nil }) {
      done.insert(next)
      if let definition = functions[next] { work.walk(definition.body) }
    }
    return work
  }

  private func calls(_ name: String, in definition: FunctionDefinition) -> Bool {
    var work = RuntimeWork()
    work.walk(definition.body)
    return work.calledNames.contains(name)
  }

  /// Variables in lower case that a clean-up function reads although no function of the file sets them.
  private func unsetReads(in definition: FunctionDefinition) -> [RuntimeDefect] {
    var all = RuntimeWork()
    for definition in functions.values.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      all.walk(definition.body)
    }
    var own = RuntimeWork()
    own.walk(definition.body)
    return own.reads.filter { read in
      read.name.allSatisfy { $0.isLowercase || $0 == "_" || $0.isNumber } && read.name.first?.isLowercase == true
        && !all.assigned.contains(read.name)
    }.map { RuntimeDefect(kind: .readsUnsetVariable($0.name), range: $0.range) }
  }
}

/// What some commands of a runtime do, gathered in one walk.
private struct RuntimeWork: SyntaxVisitor {
  var calledNames: [String] = []
  var backgrounded: [Command] = []
  /// Where a fifo is made.
  var fifo: SourceRange?
  /// Where bash is asked for a child's status.
  var asksForStatus: SourceRange?
  /// Where the task's own command is called as a condition.
  var maskedCall: SourceRange?
  /// Where arguments are passed on without quotes.
  var resplitting: SourceRange?
  /// Whether `$?`, or a variable that holds it, is written to a file.
  var recordsStatus = false
  /// Functions that are given `$?`.
  var statusArguments: [String] = []
  var writesFile = false
  var assigned: Set<String> = []
  var reads: [(name: String, range: SourceRange)] = []
  private var statusVariables: Set<String> = ["?"]

  mutating func visit(_ statement: Statement) {
    if statement.isBackgrounded { backgrounded.append(statement.command) }
  }

  mutating func visit(_ compound: CompoundCommand) {
    switch compound.kind {
    case .ifClause(let clause): for branch in clause.branches { noteCondition(branch.condition) }
    case .whileLoop(let loop): noteCondition(loop.condition)
    case .forLoop(let loop): assigned.insert(loop.variable)
    case .group, .subshell, .arithmeticFor, .caseClause, .arithmetic, .conditional: break
    }
  }

  private mutating func noteCondition(_ statements: [Statement]) {
    for statement in statements {
      if case .simple(let command) = statement.command, command.callsItsArguments {
        maskedCall = maskedCall ?? command.range
      }
      if case .andOrList(let list) = statement.command, case .simple(let command) = list.first,
        command.callsItsArguments
      {
        maskedCall = maskedCall ?? command.range
      }
    }
  }

  mutating func visit(_ expansion: ParameterExpansion) { reads.append((expansion.name, expansion.range)) }

  mutating func visit(_ command: SimpleCommand) {
    for assignment in command.assignments + command.declarations { note(assignment) }
    if let range = command.unquotedArguments, command.passesArguments { resplitting = resplitting ?? range }
    guard let name = command.literalName else { return }
    calledNames.append(name)
    let arguments = command.words.dropFirst()
    let redirectsToFile = command.redirections.contains { $0.descriptor != 2 && $0.operator.writesFile }
    if redirectsToFile { writesFile = true }
    let givesStatus = arguments.contains { $0.mentions(statusVariables) }
    switch name {
    case "mkfifo": fifo = fifo ?? command.range
    case "mknod": if arguments.last?.literalText == "p" { fifo = fifo ?? command.range }
    case "wait": if !arguments.isEmpty { asksForStatus = asksForStatus ?? command.range }
    case "local", "declare", "read", "mapfile", "readarray", "typeset":
      assigned.formUnion(arguments.compactMap(\.literalText))
    case "trap": noteTrap(arguments)
    case "echo", "printf": if givesStatus && redirectsToFile { recordsStatus = true }
    case "return", "exit", "test", "[": break
    default: if givesStatus { statusArguments.append(name) }
    }
  }

  private mutating func note(_ assignment: Assignment) {
    assigned.insert(assignment.name)
    if case .word(let word) = assignment.value, word.mentions(["?"]) { statusVariables.insert(assignment.name) }
  }

  /// A handler is text: what it calls counts, and a status that it writes.
  private mutating func noteTrap(_ arguments: ArraySlice<Word>) {
    guard let text = arguments.first?.literalText, text.contains("$?") else { return }
    if text.contains(">") && (text.contains("echo") || text.contains("printf")) { recordsStatus = true }
    let words = text.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }.map(String.init)
    statusArguments += words
    calledNames += words
  }
}

extension SimpleCommand {
  /// Whether the command is what was passed: `"$@"`, `$*`.
  fileprivate var callsItsArguments: Bool { words.first?.mentions(["@", "*"]) ?? false }

  /// Whether the arguments go to another command as a command and its arguments.
  fileprivate var passesArguments: Bool {
    callsItsArguments
      || (words.count > 1 && !["echo", "printf", "local", "iniset", "shift", "for", "set"].contains(literalName ?? ""))
  }

  /// `$*` or `$@` without quotes.
  fileprivate var unquotedArguments: SourceRange? {
    for word in words {
      for part in word.parts {
        if case .parameter(let expansion) = part, expansion.name == "*" || expansion.name == "@" { return word.range }
      }
    }
    return nil
  }
}

extension Redirection.Operator {
  fileprivate var writesFile: Bool {
    switch self {
    case .output, .append, .clobber: true
    case .input, .inputOutput, .duplicateInput, .duplicateOutput, .outputAndError, .appendOutputAndError, .hereDocument,
      .hereString:
      false
    }
  }
}

extension Word {
  /// Whether one of the parameters is expanded in it.
  fileprivate func mentions(_ names: Set<String>) -> Bool {
    func mentions(_ parts: [WordPart]) -> Bool {
      parts.contains { part in
        switch part {
        case .parameter(let expansion): names.contains(expansion.name)
        case .doubleQuoted(let inner, _): mentions(inner)
        case .literal, .singleQuoted, .commandSubstitution, .arithmetic, .processSubstitution, .braceList, .braceRange,
          .array,
          .unparsed:
          false
        }
      }
    }
    return mentions(parts)
  }
}
