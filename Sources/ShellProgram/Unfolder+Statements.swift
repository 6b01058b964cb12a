import DataFlow
import ShellSyntax
import SourceText

/// Statements and compound commands.
///
/// Each function returns the condition that the command's status is zero, where the caller wants it, and `.always` elsewhere.
extension Unfolder {
  @discardableResult
  mutating func run(_ statements: [Statement], wantsStatus: Bool = false) -> Formula {
    var status = Formula.always
    for (position, statement) in statements.enumerated() {
      // What stands behind a `return` is still looked at: the waits that it cuts off are worth knowing.
      guard condition != .never || cutsOff else { break }
      spend(recordsEffects ? 2 : 1)
      guard mayGoOn(at: statement.range) else { break }
      let isLast = position == statements.count - 1
      if statement.isBackgrounded {
        inChild(.background, at: place(statement.range)) { $0.run(statement.command) }
        status = .always
      } else {
        status = run(statement.command, wantsStatus: wantsStatus && isLast)
      }
    }
    return status
  }

  /// Counts work: a step is a statement, or the like of it.
  mutating func spend(_ units: Int) { steps += units }

  /// Whether there is work left for what follows; where there is none, the program ends here.
  private mutating func mayGoOn(at range: SourceRange) -> Bool {
    if isOverBudget { return false }
    if space.isExhausted {
      // The last conditions are not what they should be.
      events.removeSubrange(min(exactEvents, events.count)...)
      note(.conditions, range)
    } else if steps >= share.steps || index.abandonment?.isRequested == true {
      note(.work, range)
    } else {
      exactEvents = events.count
      return true
    }
    isOverBudget = true
    return false
  }

  @discardableResult
  mutating func run(_ command: Command, wantsStatus: Bool = false) -> Formula {
    switch command {
    case .simple(let simple): return run(simple, wantsStatus: wantsStatus)
    case .pipeline(let pipeline): return run(pipeline, wantsStatus: wantsStatus)
    case .andOrList(let list): return run(list)
    case .compound(let compound): return run(compound, wantsStatus: wantsStatus)
    case .functionDefinition(let definition):
      define(definition)
      return .always
    case .coprocess(let coprocess):
      inChild(.coprocess, at: place(coprocess.range)) { $0.run(coprocess.command) }
      return .always
    case .unparsed(let range):
      capture?.isValid = false
      if recordsEffects { record(.opaque(source.text(range)), at: place(range)) }
      return wantsStatus ? atom("unparsed \(unknownSymbolKey(range))", source.text(range), isCommand: true) : .always
    }
  }

  private mutating func run(_ pipeline: Pipeline, wantsStatus: Bool) -> Formula {
    var status = Formula.always
    let passedOver = passesOverFailures
    defer { passesOverFailures = passedOver }
    passesOverFailures = passedOver || pipeline.isNegated
    if pipeline.elements.count == 1 {
      status = run(pipeline.elements[0], wantsStatus: wantsStatus)
    } else {
      let inputBefore = inputIsProvided
      let outer = capture
      if outer != nil { capture = Capture() }
      for (position, element) in pipeline.elements.enumerated() {
        let printed = capture
        inChild(.pipelineElement, at: place(element.range)) { $0.run(element) }
        if position > 0, outer != nil { capture = printed.flatMap { filtered($0, by: element) } ?? .unknown }
        inputIsProvided = true
      }
      if let printed = capture, let outer { capture = outer.appending(printed) }
      inputIsProvided = inputBefore
      if wantsStatus { status = atom("| \(textKey(pipeline.range))", source.text(pipeline.range), isCommand: true) }
    }
    return pipeline.isNegated ? space.not(status) : status
  }

  /// The text of a command with the values of the variables in it: equal keys, equal outcome, as far as can be told.
  mutating func textKey(_ range: SourceRange) -> String {
    let text = source.text(range)
    spend(text.utf8.count / 256)
    var key = text
    var names: [String] = []
    var seen: Set<String> = []
    var rest = Array(text.utf8)[...]
    while let dollar = rest.firstIndex(of: UInt8(ascii: "$")) {
      rest = rest[(dollar + 1)...]
      let bytes = rest.drop { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "!") }.prefix(while: \.isPartOfName)
      let name = String(decoding: bytes, as: UTF8.self)
      if !name.isEmpty, seen.insert(name).inserted { names.append(name) }
    }
    for name in names {
      if let position = ShellInteger(decimal: name) {
        key +=
          "\u{6}" + argument(position.clamped(to: 1...Int(Int32.max))).map { $0.wrapped.key }.joined(separator: "\u{3}")
      } else {
        key += "\u{6}" + valueKey(name)
      }
    }
    return key
  }

  /// Runs what is asked for its status by a condition: errexit does not look at it.
  mutating func runTested(_ statements: [Statement]) -> Formula {
    let passedOver = passesOverFailures
    passesOverFailures = true
    let status = run(statements, wantsStatus: true)
    passesOverFailures = passedOver
    return status
  }

  private mutating func run(_ list: AndOrList) -> Formula {
    let passedOver = passesOverFailures
    passesOverFailures = true
    defer { passesOverFailures = passedOver }
    var status = run(list.first, wantsStatus: true)
    for (position, element) in list.rest.enumerated() {
      guard condition != .never else { break }
      // A failure ends the shell only where the last command of the list fails.
      if position == list.rest.count - 1 { passesOverFailures = passedOver }
      let before = status
      var inner = Formula.always
      branch(when: element.joiner == .and ? status : space.not(status)) {
        inner = $0.run(element.command, wantsStatus: true)
      }
      status = element.joiner == .and ? space.and(before, inner) : space.or(before, inner)
    }
    return status
  }

  private mutating func run(_ compound: CompoundCommand, wantsStatus: Bool) -> Formula {
    follow(compound.redirections)
    let (inputBefore, outputBefore) = (inputIsProvided, isOutputRedirected)
    defer { (inputIsProvided, isOutputRedirected) = (inputBefore, outputBefore) }
    isOutputRedirected = outputBefore || compound.redirections.contains(where: \.takesOutput)
    currentRange = compound.range
    if recordsEffects {
      recordRedirections(compound.redirections)
      if compound.redirections.contains(where: \.operator.providesInput) { inputIsProvided = true }
    }
    switch compound.kind {
    case .group(let body): return run(body, wantsStatus: wantsStatus)
    case .subshell(let body):
      var status = Formula.always
      inChild(.subshell, at: place(compound.range)) { status = $0.run(body, wantsStatus: wantsStatus) }
      return status
    case .ifClause(let clause):
      run(clause.branches[...], clause.elseBody)
      return .always
    case .whileLoop(let loop):
      if !runLines(loop, from: compound.redirections) { run(loop, range: compound.range) }
      return .always
    case .forLoop(let loop):
      run(loop, range: compound.range)
      return .always
    case .arithmeticFor(let loop):
      run(loop, range: compound.range)
      return .always
    case .caseClause(let clause):
      run(clause)
      return .always
    case .arithmetic(let expression): return holds(expression)
    case .conditional(let expression): return holds(expression, text: source.text(compound.range))
    }
  }

  private mutating func run(_ branches: ArraySlice<IfClause.Branch>, _ elseBody: [Statement]?) {
    guard let first = branches.first else {
      run(elseBody ?? [])
      return
    }
    let holds = runTested(first.condition)
    branch(when: holds) {
      $0.run(first.body)
    } otherwise: {
      $0.run(branches.dropFirst(), elseBody)
    }
  }

  private mutating func run(_ clause: CaseClause) {
    let subject = texts(clause.subject)
    run(clause.items[...], subject: subject, subjectText: source.text(clause.subject.range))
  }

  private mutating func run(_ items: ArraySlice<CaseClause.Item>, subject: Texts, subjectText: String) {
    guard let first = items.first else { return }
    let rest = items.dropFirst()
    let holds = matches(subject, first, subjectText: subjectText)
    branch(when: holds) {
      $0.run(first.body)
      switch first.terminator {
      case .leave: break
      case .fallThrough: $0.runFallingThrough(rest, subject: subject, subjectText: subjectText)
      case .testNext: $0.run(rest, subject: subject, subjectText: subjectText)
      }
    } otherwise: {
      $0.run(rest, subject: subject, subjectText: subjectText)
    }
  }

  private mutating func runFallingThrough(_ items: ArraySlice<CaseClause.Item>, subject: Texts, subjectText: String) {
    guard let first = items.first, condition != .never else { return }
    run(first.body)
    switch first.terminator {
    case .leave: break
    case .fallThrough: runFallingThrough(items.dropFirst(), subject: subject, subjectText: subjectText)
    case .testNext: run(items.dropFirst(), subject: subject, subjectText: subjectText)
    }
  }

  private mutating func define(_ definition: FunctionDefinition) {
    guard
      let function = index.functionsByName[definition.name]?.first(where: {
        index[$0].file == file && index[$0].definition.range == definition.range
      })
    else { return }
    define(function)
  }

  /// Makes a function the one of its name, where the condition holds that leads here.
  mutating func define(_ function: FunctionIndex) {
    let name = index[function].name
    if depth.isWhole, scopes.contains(where: { $0.function != nil }) {
      let change = ShellStateChange(kind: .function, name: name)
      record(.effect(.shellState(change)), at: place(index[function].definition.nameRange))
    }
    var definitions = functionTable[name] ?? []
    noteDefinition(of: name, isFirst: definitions.isEmpty, at: place(index[function].definition.nameRange))
    for position in definitions.indices {
      definitions[position].condition = space.without(definitions[position].condition, condition)
    }
    definitions.removeAll { $0.condition == .never || $0.wrapped == function }
    let known = functionTable[name]?.first { $0.wrapped == function }?.condition ?? .never
    definitions.append(Guarded(space.or(known, condition), function))
    functionTable[name] = definitions
  }
}
