import DataFlow
import EffectModels
import ShellSyntax
import SourceText

/// Follows a program from its entry point and writes down what it does to tasks.
///
/// Each statement is visited in the order of the text, with what is known of variables, under the condition that leads to
/// it. Functions are entered where they are called and files where they are sourced, but only those that can matter;
/// of others, what they assign is forgotten. Where paths meet, values and conditions meet too, so that the work is that
/// of the text, not of the paths through it.
struct Unfolder: Sendable {
  /// What is asked of it about functions, names and files is noted in `consulted`, or `IndexDifference` has to compare it:
  /// else what has changed would be taken for the same after an edit.
  var index: ProgramIndex
  var space = FormulaSpace()
  var symbols = SymbolTable()
  var atoms: [ConditionAtom] = []
  var atomFormulas: [String: Formula] = [:]
  /// The texts that each symbol has been compared with.
  var comparedTexts: [Symbol: ComparedTexts] = [:]
  /// The numbers that each value has been compared with.
  var comparedNumbers: [String: [(number: Int, formula: Formula)]] = [:]
  var unresolvedSources: [Place: UnresolvedSource] = [:]
  /// Functions and files that were entered from some program.
  var enteredFunctions: Set<FunctionIndex> = []
  var enteredFiles: Set<FileIndex> = []
  /// All that was looked at of the program, in attempts too that came to nothing.
  var consulted = Consulted()
  var relevanceOfSubstitutions: [Place: Consulted.Substitution] = [:]

  // What is written down.
  var events: [TraceEvent] = []
  var frames: [CallFrame] = []
  var processes: [ShellProcess] = []
  var loops: [LoopRecord] = []
  var knownRounds: [KnownRound] = []
  var cuts = Cuts()
  /// In how many texts of `eval` and of traps within each other this is.
  var codeDepth = 0
  var undefinedHelperCall: Place?
  /// Whether the program had entered something before what is written down now.
  var hasFollowedMore = false
  /// How much is written down.
  let depth: UnfoldingDepth
  var hasStartedTask = false
  var isWholeProgram = false
  /// Variables that some task assigns.
  var tasksVariables = VariableUses()
  /// What the foreground has assigned until here, and where; of functions that are not followed, only what.
  var assignedPlaces: Set<AssignedPlace> = []
  var assignedUnseen: Set<String> = []
  var shellState = ShellState()
  /// Whether standard input is a file, a pipe or text here.
  var inputIsProvided = false
  var isDeclaringLocal = false
  /// Whether a group of commands around is redirected to a file.
  var isOutputRedirected = false
  /// Whether errexit passes over failures here: in conditions, behind `!`, in all of a list but its last command.
  var passesOverFailures = false
  /// Whether the status of a substitution is that of the assignment in which it stands.
  var isAssigningOnly = false
  /// The command around whose effects a comment states, so that they are not looked for.
  var statedCommand: Place?
  /// The command that is being run.
  var currentRange: SourceRange = 0..<0
  /// Whether nothing leads here because of a `return`, `exit`, `break` or `continue` just before.
  var cutsOff = false

  // Where the program stands.
  var environment = Environment()
  var functionTable: [String: [Guarded<FunctionIndex>]] = [:]
  /// The condition that leads here; `.never` where nothing does.
  var condition = Formula.always
  var scopes: [Scope] = []
  var process = 0
  var openLoops: [OpenLoop] = []
  /// What was done for the program so far, and what may be.
  var steps = 0
  var budget = WorkBudget()
  var share = WorkBudget.Share(steps: 0, operations: 0, formulas: 0)
  /// Where the operations on formulas began to count.
  var firstOperation = 0
  /// How many events were written down when all conditions were last known to be exact.
  var exactEvents = 0
  /// Whether the program has taken more work than it is worth: nothing more of it is followed.
  var isOverBudget = false
  /// How often each function was followed.
  var entries: [FunctionIndex: Int] = [:]
  /// The product of the rounds of the loops around, where they are followed one by one.
  var unrolling = 1
  /// How many rounds were followed one by one since the outermost loop around began.
  var followedRounds = 0
  /// Commands of the program itself, those of tasks' bodies left out.
  var commandCount = 0
  var workingDirectory: SymbolicString?
  var exitTraps: [Guarded<ExitTrap>] = []
  /// Gathers what is printed while the value of a substitution is worked out; nil elsewhere.
  var capture: Capture?
  /// Text that was read as code lies at the place of the command that read it.
  var codePlace: Place?
  /// The script that ranges refer to: that of the file, or of text read as code.
  var source: SourceFile

  static let maximumDepth = 48
  /// How deep the texts of `eval` and of traps are followed within each other.
  static let maximumCodeDepth = 12
  static let maximumRounds = 128
  /// How often one function is followed in one program.
  static let maximumEntries = 1_000
  /// How many rounds of nested loops are followed one by one.
  static let maximumUnrolling = 2_048
  /// The same for loops of which the number of rounds shows only at their end.
  static let maximumFollowedRounds = 4_096

  /// A function call or a sourced file that is being followed.
  /// The texts with which a value was compared, and when it is each of them.
  struct ComparedTexts {
    /// In the order of the comparisons.
    private(set) var formulas: [Formula] = []
    private var positions: [String: Int] = [:]

    subscript(text: String) -> Formula? { positions[text].map { formulas[$0] } }

    mutating func append(_ text: String, _ formula: Formula) {
      positions[text] = formulas.count
      formulas.append(formula)
    }
  }

  struct Scope: Sendable {
    let frame: Int
    let file: FileIndex
    let function: FunctionIndex?
    let environmentDepth: Int
    let process: Int
    var arguments: [Slot]
    /// Whether there may be more arguments than are known.
    var hasUnknownArguments: Bool
    var locals: Set<String> = []
    var references: [String: String] = [:]
    var outcomes: [Outcome] = []
  }

  /// A way out of a scope or a loop, with what was assigned until there.
  struct Outcome: Sendable {
    let condition: Formula
    let changes: [String: Value]
  }

  struct OpenLoop: Sendable {
    let record: Int?
    let environmentDepth: Int
    let process: Int
    var continues: [Outcome] = []
    var breaks: [Outcome] = []
  }

  /// The commands of `trap … EXIT`, and where they were set.
  struct ExitTrap: Sendable {
    let text: SymbolicString
    let place: Place
  }

  /// What commands print inside a substitution; invalid as soon as one prints what is not known.
  struct Capture: Sendable {
    /// What each command prints, with what it may print and when; where none of the conditions holds, it does not run.
    var pieces: [[Guarded<SymbolicString>]] = []
    /// The programs of which one is found, where it prints a path of one.
    var programs: [SymbolicString] = []
    var isValid = true

    static let unknown = Capture(isValid: false)

    /// What was printed before, and then this.
    func appending(_ next: Capture) -> Capture {
      Capture(pieces: pieces + next.pieces, programs: programs + next.programs, isValid: isValid && next.isValid)
    }
  }

  /// An argument after expansion: what it is under which condition; where none holds, it is absent.
  struct Slot: Sendable {
    var alternatives: [Guarded<SymbolicString>]
    let range: SourceRange
    /// Whether the range lies in the word that stands in the call.
    var isWholeWord = true
    /// Whether it stands for more words than are told apart.
    var isMany = false

    /// The text that the slot surely is.
    var onlyString: SymbolicString? { alternatives.count == 1 ? alternatives[0].wrapped : nil }
    var onlyText: String? { onlyString?.text }
  }

  init(_ index: ProgramIndex, depth: UnfoldingDepth = .tasks) {
    self.index = index
    self.depth = depth
    source = SourceFile(path: "", bytes: [])
  }

  /// The innermost one, changed in place: its locals may be many.
  var scope: Scope {
    _read { yield scopes[scopes.count - 1] }
    _modify { yield &scopes[scopes.count - 1] }
  }

  var file: FileIndex { scope.file }

  func place(_ range: SourceRange) -> Place { codePlace ?? Place(file: file, range: range) }

  /// Writes down that something here is not looked at.
  mutating func note(_ cut: Cut.Kind, _ range: SourceRange) { cuts.note(Cut(cut, at: place(range))) }

  mutating func record(_ kind: TraceEvent.Kind, at place: Place, when condition: Formula? = nil) {
    guard let kind = statedCommand == nil ? kind : kind.withoutResources else { return }
    events.append(
      TraceEvent(
        kind: kind, condition: condition ?? self.condition, place: place, frame: scope.frame, process: process,
        loops: openLoops.compactMap(\.record), step: commandCount))
  }

  // MARK: Conditions

  /// The formula of an elementary condition; one key, one atom.
  mutating func atom(
    _ longKey: String, _ longDescription: String, isCommand: Bool = false, comparison: ConditionAtom.Comparison? = nil
  ) -> Formula {
    let key = BoundedText.key(longKey)
    if let known = atomFormulas[key] { return known }
    let description = BoundedText.description(longDescription)
    let formula = space.formula(FormulaSpace.Atom(atoms.count))
    spend(1)
    atoms.append(
      ConditionAtom(key: key, description: description, isCommand: isCommand, comparison: comparison))
    atomFormulas[key] = formula
    return formula
  }

  /// The formula that a symbol's value is a text; formulas of different texts exclude each other.
  mutating func equality(_ symbol: Symbol, _ text: String) -> Formula {
    if let known = comparedTexts[symbol]?[text] { return known }
    let name = symbols[symbol].description
    var formula = atom(
      "=\(symbol.index)=\(text)", text.isEmpty ? "\(name) is empty" : "\(name) is '\(text)'",
      comparison: .init(symbol: symbol, text: text))
    for other in comparedTexts[symbol]?.formulas ?? [] { formula = space.without(formula, other) }
    comparedTexts[symbol, default: ComparedTexts()].append(text, formula)
    return formula
  }

  /// Runs the body where a condition holds and puts what it assigned together with what holds elsewhere.
  mutating func branch(
    when holds: Formula, _ body: (inout Unfolder) -> Void, otherwise: ((inout Unfolder) -> Void)? = nil
  ) {
    let before = condition
    let reaches = space.and(before, holds)
    let misses = space.without(before, holds)
    if misses == .never { return body(&self) }
    if reaches == .never {
      otherwise?(&self)
      return
    }
    let then = follow(reaches, body)
    cutsOff = false
    let other = follow(misses, otherwise ?? { _ in })
    cutsOff = false
    condition = space.or(then.condition, other.condition)
    switch (then.condition == .never, other.condition == .never) {
    case (true, true): return
    case (true, false):
      if then.endsInFailure { condition = space.or(before, other.condition) }
      environment.write(other.changes)
    case (false, true):
      if other.endsInFailure { condition = space.or(before, then.condition) }
      environment.write(then.changes)
    case (false, false): mergeChanges(holds, then.changes, other.changes)
    }
  }

  private struct Followed {
    let condition: Formula
    let changes: [String: Value]
    /// Whether it does nothing but end the script with a failure: then the condition is not worth remembering.
    let endsInFailure: Bool
  }

  private mutating func follow(_ reaches: Formula, _ body: (inout Unfolder) -> Void) -> Followed {
    let eventCount = events.count
    condition = reaches
    environment.push()
    body(&self)
    let ended = condition == .never && !events[eventCount...].contains(where: \.kind.isTelling)
    return Followed(condition: condition, changes: environment.pop(), endsInFailure: ended)
  }

  mutating func mergeChanges(_ holds: Formula, _ then: [String: Value], _ otherwise: [String: Value]) {
    // In the order of names: symbols and atoms are numbered as they are made.
    for name in Set(then.keys).union(otherwise.keys).sorted() {
      let outer = environment[name] ?? initialValue(of: name)
      let left = then[name] ?? outer
      let right = otherwise[name] ?? outer
      environment[name] = Value.merged(holds, left, right, &space) ?? mixedValue(name, left, right)
    }
  }

  /// What stands for a value with too many alternatives.
  private mutating func mixedValue(_ name: String, _ values: Value...) -> Value {
    let texts = values.flatMap(\.texts)
    let key = texts.map { $0.map { $0.key } ?? "()" }
    let symbol = symbols.symbol(
      key: "mix \(name) \(key.joined(separator: "\u{3}"))", description: "$\(name)",
      alternatives: texts.contains(nil) ? [] : texts.compactMap { $0 })
    return Value(SymbolicString(symbol))
  }

  /// Puts the ways out of a scope or loop together; afterwards the condition is that of any of them.
  mutating func join(_ outcomes: [Outcome]) {
    let reached = outcomes.filter { $0.condition != .never }
    guard let first = reached.first else {
      condition = .never
      return
    }
    if reached.count == 1 {
      environment.write(first.changes)
      condition = first.condition
      return
    }
    for name in Set(reached.flatMap(\.changes.keys)).sorted() {
      let outer = environment[name] ?? initialValue(of: name)
      var value = reached[reached.count - 1].changes[name] ?? outer
      for outcome in reached.dropLast().reversed() {
        let other = outcome.changes[name] ?? outer
        value = Value.merged(outcome.condition, other, value, &space) ?? mixedValue(name, other, value)
      }
      environment[name] = value
    }
    condition = reached.reduce(.never) { space.or($0, $1.condition) }
  }

  // MARK: Processes

  /// Runs the body in a child shell: what it assigns is lost, and what ends it ends only the child.
  mutating func inChild(_ kind: ShellProcess.Kind, at place: Place, _ body: (inout Unfolder) -> Void) {
    let saved = (condition, functionTable, process, workingDirectory, scopes.last?.arguments, exitTraps)
    let (savedState, savedRange, savedTest) = (shellState, currentRange, passesOverFailures)
    let decidesStatus = kind == .subshell || kind == .commandSubstitution && isAssigningOnly
    let savedOutput = isOutputRedirected
    if kind == .task { (passesOverFailures, isOutputRedirected) = (false, false) }
    isAssigningOnly = false
    process = processes.count
    let start = kind == .task ? events.lastIndex { if case .start = $0.kind { true } else { false } } : nil
    processes.append(
      ShellProcess(kind: kind, parent: saved.2, place: place, startEvent: start, decidesStatus: decidesStatus))
    environment.push()
    body(&self)
    if kind == .task, recordsEffects { recordStateChanges(since: savedState, from: saved.3) }
    (shellState, currentRange, passesOverFailures) = (savedState, savedRange, savedTest)
    isOutputRedirected = savedOutput
    record(.processEnd(process), at: place, when: saved.0)
    _ = environment.pop()
    (condition, functionTable, process, workingDirectory) = (saved.0, saved.1, saved.2, saved.3)
    if let arguments = saved.4 { scope.arguments = arguments }
    exitTraps = saved.5
    cutsOff = false
  }
}
