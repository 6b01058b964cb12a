import DataFlow
import ShellSyntax
import SourceText

/// Loops: round by round where the rounds are known, once for all rounds elsewhere.
extension Unfolder {
  // MARK: for … in

  mutating func run(_ loop: ForLoop, range: SourceRange) {
    let rounds = loop.words.map { self.rounds($0) } ?? argumentRounds(range)
    let known = rounds.compactMap { if case .one(let slot) = $0 { slot } else { nil } }
    if known.count == rounds.count, !loop.isSelect {
      if unrolling * rounds.count <= Self.maximumUnrolling {
        runKnownRounds(known, of: loop)
      } else {
        note(.rounds, range)
        let key = known.map { self.key($0.alternatives) }.joined(separator: "\u{3}")
        let words = loop.words.map { $0.map { source.text($0.range) }.joined(separator: " ") } ?? "$@"
        runAllRounds(of: loop, over: Domain(kind: .words, key: key, description: words), range: range)
      }
      return
    }
    for round in rounds {
      switch round {
      case .one(let slot): runKnownRounds([slot], of: loop)
      case .each(let domain): runAllRounds(of: loop, over: domain, range: range)
      }
    }
  }

  private enum Round {
    case one(Slot)
    case each(Domain)
  }

  private mutating func rounds(_ words: [Word]) -> [Round] {
    words.flatMap { word -> [Round] in
      if let domain = domain(word) { return [.each(domain)] }
      return slots(word).map { .one($0) }
    }
  }

  private mutating func argumentRounds(_ range: SourceRange) -> [Round] {
    argumentSlots(range).map { slot in
      guard let only = slot.onlyString, only.symbol != nil, scope.hasUnknownArguments, only == unknownArguments() else {
        return .one(slot)
      }
      return .each(Domain(kind: .words, key: only.key, description: "$@"))
    }
  }

  /// What a word of a loop's list stands for where its elements are not known one by one.
  private mutating func domain(_ word: Word) -> Domain? {
    if word.parts.contains(where: \.isBrace), BraceExpansion.expand(word) == nil {
      note(.words, word.range)
      let text = source.text(word.range)
      return word.parts.count == 1
        ? domain(ofBraces: word.parts[0]) : Domain(kind: .words, key: text, description: text)
    }
    guard word.parts.count == 1 else { return openPattern(word) }
    switch word.parts[0] {
    case .commandSubstitution(let substitution):
      if let numbers = sequence(substitution) { return numbers }
      let texts = texts(substitution)
      guard texts.contains(where: { !$0.wrapped.symbols.isEmpty }) else { return nil }
      return Domain(kind: .open, key: key(texts), description: source.text(word.range))
    case .parameter(let expansion): return domain(expansion)
    case .doubleQuoted(let inner, _):
      guard inner.count == 1, case .parameter(let expansion) = inner[0], expansion.isList else { return nil }
      return domain(expansion)
    case .literal: return openPattern(word)
    case .singleQuoted, .arithmetic, .processSubstitution, .braceList, .braceRange, .array, .unparsed: return nil
    }
  }

  private mutating func domain(_ expansion: ParameterExpansion) -> Domain? {
    let texts: [SymbolicString] =
      expansion.isList
      ? elements(expansion, isQuoted: false).flatMap(\.alternatives).map(\.wrapped)
      : texts(expansion).map(\.wrapped)
    // An element that stands for each round of an earlier loop is one round here, too.
    guard texts.contains(where: { text in text.symbols.contains { symbols[$0].domain == nil } && text.symbol != nil })
    else { return nil }
    let key = texts.map { $0.key }.joined(separator: "\u{3}")
    return Domain(kind: .words, key: key, description: source.text(expansion.range))
  }

  /// A path name pattern that no file of the program matches: as many files as the machine has.
  private mutating func openPattern(_ word: Word) -> Domain? {
    guard
      word.parts.contains(where: { if case .literal(let text, _) = $0 { GlobPattern.isPattern(text) } else { false } })
    else { return nil }
    let expanded = slots(word)
    guard expanded.count == 1, let text = expanded[0].onlyString, text.text.map(GlobPattern.isPattern) ?? true else {
      return nil
    }
    return Domain(kind: .open, key: text.key, description: source.text(word.range))
  }

  /// `$(seq A B)` with a bound that is not a number, or of more numbers than are told apart.
  private mutating func sequence(_ substitution: CommandSubstitution) -> Domain? {
    guard substitution.statements.count == 1, case .simple(let command) = substitution.statements[0].command,
      command.literalName == "seq"
    else { return nil }
    let bounds = command.words.dropFirst().map { bound($0) }
    let arguments = bounds.compactMap { $0?.number == nil ? nil : $0?.value }
    if arguments.count == bounds.count {
      guard let sequence = sequence(arguments), sequence.numbers(atMost: Self.maximumNumbers) == nil else { return nil }
      note(.words, substitution.range)
      guard arguments.count < 3 else {
        let text = source.text(substitution.range)
        return Domain(kind: .words, key: arguments.map { $0.key }.joined(separator: " "), description: text)
      }
    }
    switch bounds.count {
    case 1: return numbers(Domain.Bound(SymbolicString("1")), bounds[0])
    case 2: return numbers(bounds[0], bounds[1])
    default: return nil
    }
  }

  /// What a word stands for that bounds a range; nil where it is no single word.
  private mutating func bound(_ word: Word) -> Domain.Bound? {
    var parts = word.parts
    if parts.count == 1, case .doubleQuoted(let inner, _) = parts[0] { parts = inner }
    if parts.count == 1, case .arithmetic(let expression, _) = parts[0] { return bound(expression.text) }
    let slots = slots(word)
    return slots.count == 1 ? Domain.Bound(oneString(slots[0])) : nil
  }

  /// The text of an argument, or one symbol for all that it may be.
  private mutating func oneString(_ slot: Slot) -> SymbolicString {
    if let only = slot.onlyString { return only }
    return SymbolicString(symbols.symbol(key: "one of \(key(slot.alternatives))", description: source.text(slot.range)))
  }

  private mutating func runKnownRounds(_ rounds: [Slot], of loop: ForLoop) {
    openLoops.append(OpenLoop(record: nil, environmentDepth: environment.depth, process: process))
    environment.push()
    unrolling *= max(1, rounds.count)
    defer { unrolling /= max(1, rounds.count) }
    for round in rounds where condition != .never && !isOverBudget {
      if depth.isWhole {
        knownRounds.append(
          KnownRound(place: place(loop.variableRange), frame: scope.frame, event: events.count))
      }
      let present = round.alternatives.reduce(.never) { space.or($0, $1.condition) }
      branch(when: present) {
        $0.assign(loop.variable, Value(round.alternatives.map { Guarded($0.condition, .text($0.wrapped)) }))
        $0.run(loop.body)
        $0.joinContinues()
      }
    }
    finishLoop()
  }

  /// `continue` comes back to where the next round begins.
  mutating func joinContinues() {
    let top = openLoops.count - 1
    let continues = openLoops[top].continues
    guard !continues.isEmpty else { return }
    openLoops[top].continues = []
    let here = Outcome(condition: condition, changes: environment.changes(since: openLoops[top].environmentDepth))
    join(continues + [here])
  }

  /// `break` comes out after the loop, together with its normal end.
  mutating func finishLoop() {
    let loop = openLoops.removeLast()
    cutsOff = false
    let changes = environment.pop()
    let end = Outcome(condition: condition, changes: changes)
    join(loop.continues + loop.breaks + [end])
  }

  // MARK: for ((…))

  mutating func run(_ loop: ArithmeticFor, range: SourceRange) {
    if let initial = loop.initial { _ = evaluate(initial) }
    let known = domain(loop)
    let test: (inout Unfolder) -> Formula = { unfolder in loop.condition.map { unfolder.holds($0) } ?? .always }
    let update: (inout Unfolder) -> Void = { unfolder in if let update = loop.update { _ = unfolder.evaluate(update) } }
    if runCounting(test: test, body: loop.body, update: update) { return }
    runAllRounds(
      body: loop.body, over: known?.domain, variable: known?.variable, range: range, test: test, update: update)
  }

  // MARK: while and until

  mutating func run(_ loop: WhileLoop, range: SourceRange) {
    let test: (inout Unfolder) -> Formula = { unfolder in
      let status = unfolder.runTested(loop.condition)
      return loop.isUntil ? unfolder.space.not(status) : status
    }
    if isCounting(loop), runCounting(test: test, body: loop.body, update: { _ in }) { return }
    runAllRounds(body: loop.body, over: nil, variable: nil, range: range, test: test, update: { _ in })
  }

  /// Whether the condition is a test, whose evaluation does nothing but tell.
  private func isCounting(_ loop: WhileLoop) -> Bool {
    guard loop.condition.count == 1 else { return false }
    switch loop.condition[0].command {
    case .simple(let command): return command.literalName == "[" || command.literalName == "test"
    case .compound(let compound):
      switch compound.kind {
      case .arithmetic, .conditional: return true
      case .group, .subshell, .ifClause, .whileLoop, .forLoop, .arithmeticFor, .caseClause: return false
      }
    case .pipeline, .andOrList, .functionDefinition, .coprocess, .unparsed: return false
    }
  }

  /// Follows a loop round by round while its condition is decided; false, with nothing done, where it is not.
  private mutating func runCounting(
    test: (inout Unfolder) -> Formula, body: [Statement], update: (inout Unfolder) -> Void
  ) -> Bool {
    // How many rounds there are shows only at their end; a few dozens stand for them.
    guard unrolling * 32 <= Self.maximumUnrolling else { return false }
    if unrolling == 1 { followedRounds = 0 }
    let before = Standpoint(taking: &self)
    unrolling *= 32
    let isDecided = followsToItsEnd(test: test, body: body, update: update)
    if isDecided { unrolling /= 32 } else { before.restore(&self) }
    return isDecided
  }

  /// Follows round by round; false where the condition is not decided or there are too many rounds.
  private mutating func followsToItsEnd(
    test: (inout Unfolder) -> Formula, body: [Statement], update: (inout Unfolder) -> Void
  ) -> Bool {
    openLoops.append(OpenLoop(record: nil, environmentDepth: environment.depth, process: process))
    environment.push()
    for round in 0...Self.maximumRounds {
      guard condition != .never else {
        finishLoop()
        return true
      }
      let holds = test(&self)
      if holds == .never {
        finishLoop()
        return true
      }
      // A loop without a counter that is known would go on for ever here.
      guard holds == .always, round < Self.maximumRounds, followedRounds < Self.maximumFollowedRounds, !isOverBudget
      else { return false }
      followedRounds += 1
      run(body)
      joinContinues()
      update(&self)
    }
    return false
  }

  // MARK: All rounds at once

  private mutating func runAllRounds(of loop: ForLoop, over domain: Domain, range: SourceRange) {
    runAllRounds(body: loop.body, over: domain, variable: loop.variable, range: range, test: nil, update: { _ in })
  }

  /// Follows a body once in the place of all its rounds.
  ///
  /// What the body assigns is unknown at its beginning; what it only appends is remembered as appended.
  private mutating func runAllRounds(
    body: [Statement], over domain: Domain?, variable: String?, range: SourceRange,
    test: ((inout Unfolder) -> Formula)?, update: (inout Unfolder) -> Void
  ) {
    let place = place(range)
    let record = loops.count
    let element = domain.map { domain in
      symbols.symbol(key: "each of \(domain.key)", description: "$\(variable ?? "?")", domain: domain)
    }
    loops.append(LoopRecord(place: place, domain: domain, symbol: element))
    let entry = condition
    let before = forgetAssigned(by: body, in: record)
    openLoops.append(OpenLoop(record: record, environmentDepth: environment.depth, process: process))
    self.record(.loopBegin(record), at: place, when: entry)
    environment.push()
    if let variable, let element { assign(variable, Value(SymbolicString(element))) }
    let runs = test?(&self) ?? domain.map { atom("runs \($0.key)", "\($0.description) is not empty") } ?? .always
    let runsAtoms = space.atoms(of: runs)
    loops[record].runs = runsAtoms.count == 1 ? runsAtoms[0] : nil
    if let atom = loops[record].runs { loops[record].runsWhereItHolds = space.needs(atom, true, for: runs) }
    condition = space.and(condition, runs)
    run(body)
    joinContinues()
    loops[record].repeats = condition
    update(&self)
    let loop = openLoops.removeLast()
    cutsOff = false
    let changes = environment.pop()
    let opposite = space.without(entry, runs)
    let reached = (loop.breaks + [Outcome(condition: condition, changes: changes)]).reduce(Formula.never) {
      space.or($0, $1.condition)
    }
    self.record(.loopEnd(record), at: place, when: entry)
    var outcomes = loop.breaks + [Outcome(condition: condition, changes: changes)]
    if opposite != .never { outcomes.append(Outcome(condition: opposite, changes: [:])) }
    join(outcomes.map { Outcome(condition: $0.condition, changes: settle($0.changes, before)) })
    condition = space.or(reached, opposite)
    if let variable, let domain {
      let last = symbols.symbol(key: "last of \(domain.key)", description: "the last $\(variable)")
      assign(variable, Value(SymbolicString(last)))
    }
  }

  /// Replaces what the body of a loop assigns by marks; returns what the marks stand for.
  private mutating func forgetAssigned(by body: [Statement], in loop: Int) -> [Symbol: (name: String, value: Value)] {
    // The body is read once more, whatever is nested in it.
    if let first = body.first, let last = body.last {
      spend((last.range.upperBound - first.range.lowerBound) / 64)
    }
    let script = Script(source: source, statements: body, comments: [], problems: [])
    let facts = ScriptFacts(script, file: file).topLevel
    var before: [Symbol: (name: String, value: Value)] = [:]
    for name in facts.assignedVariables.sorted() {
      let target = resolvedName(name)
      let value = value(of: target)
      let mark = symbols.symbol(key: "mark \(symbols.count) \(target)", description: "$\(target)")
      before[mark] = (target, value)
      let isArray = value.alternatives.contains { if case .array = $0.wrapped { true } else { false } }
      let text = SymbolicString(mark)
      environment[target] = isArray ? Value(.array([.init(condition: .always, text: text, key: nil)])) : Value(text)
    }
    return before
  }

  /// Puts what the marks stand for back where a value begins with one.
  private mutating func settle(_ changes: [String: Value], _ before: [Symbol: (name: String, value: Value)]) -> [String:
    Value]
  {
    var result = changes
    for (_, mark) in before where result[mark.name] == nil { result[mark.name] = mark.value }
    for (name, value) in result {
      result[name] = Value(value.alternatives.flatMap { settle($0, before) })
    }
    return result
  }

  private mutating func settle(_ alternative: Guarded<Value.Content>, _ before: [Symbol: (name: String, value: Value)])
    -> [Guarded<Value.Content>]
  {
    switch alternative.wrapped {
    case .unset: return [alternative]
    case .array(let elements):
      guard let mark = elements.first?.text.symbol, let old = before[mark]?.value else { return [alternative] }
      let rest = Array(elements.dropFirst())
      return old.alternatives.map { earlier in
        let holds = space.and(alternative.condition, earlier.condition)
        if case .array(let first) = earlier.wrapped { return Guarded(holds, bounded(first + rest)) }
        return Guarded(holds, .array(rest))
      }
    case .text(let text):
      guard case .symbol(let mark)? = text.pieces.first, let old = before[mark]?.value else { return [alternative] }
      let rest = text.pieces.dropFirst()
      return old.alternatives.map { earlier in
        let holds = space.and(alternative.condition, earlier.condition)
        guard case .text(var whole) = earlier.wrapped else { return Guarded(holds, earlier.wrapped) }
        for piece in rest {
          switch piece {
          case .text(let more): whole.append(more)
          case .symbol(let symbol): whole.append(symbol)
          }
        }
        return Guarded(holds, .text(bounded(whole)))
      }
    }
  }
}
