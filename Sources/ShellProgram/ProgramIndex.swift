package import EffectModels
import ShellSyntax

/// A function of the program, by its place in `ProgramIndex.functions`.
package struct FunctionIndex: Hashable, Sendable {
  package let value: Int
}

/// The program before anything of it is run: its files, functions and calls by name.
package struct ProgramIndex: Sendable {
  package let source: ProgramSource
  package let scripts: [ScriptFacts]
  package let functions: [FunctionEntry]
  /// All definitions of a name, in the order of files and text.
  package let functionsByName: [String: [FunctionIndex]]
  let functionsByFile: [[FunctionIndex]]
  package let models: TaskModels
  package let commands: CommandModels
  /// The script that stands for devstack, where it is part of the program.
  package let modelScript: FileIndex?
  /// Ends what is being worked out of it; nil where nobody can.
  package var abandonment: Abandonment?
  /// Names of files that some command of the program writes.
  let writtenFiles: Set<String>
  let paths: PathTable
  /// Names of functions that may lead to a task being started or awaited, or to a file being sourced.
  private(set) var relevantNames: Set<String> = []
  /// Whether a function is worth following, by function.
  private(set) var isRelevant: [Bool] = []
  /// Whether a function may lead to a command that tells which database a configuration file names; by function.
  private(set) var leadsToBinding: [Bool] = []
  /// Variables whose names begin with an underscore and that the program assigns.
  let privateVariables: Set<String>
  /// The variables of its callers that a function may assign, callees included; by function.
  let assignedVariables: VariableSets

  package init(
    _ source: ProgramSource, scripts: [ScriptFacts], models: TaskModels, commands: CommandModels = .none,
    modelScript: FileIndex? = nil
  ) {
    self.source = source
    self.scripts = scripts
    self.models = models
    self.commands = commands
    self.modelScript = modelScript
    let functions = scripts.flatMap(\.functions)
    self.functions = functions
    writtenFiles = Set((functions.map(\.facts) + scripts.map(\.topLevel)).flatMap(\.writtenFiles))
    var byName: [String: [FunctionIndex]] = [:]
    for (index, function) in functions.enumerated() { byName[function.name, default: []].append(.init(value: index)) }
    functionsByName = byName
    var byFile: [[FunctionIndex]] = scripts.map { _ in [] }
    for (index, function) in functions.enumerated() { byFile[function.file.value].append(.init(value: index)) }
    functionsByFile = byFile
    paths = PathTable(source)
    privateVariables = Set(
      (functions.map(\.facts) + scripts.map(\.topLevel)).flatMap { $0.assignedVariables.filter { $0.hasPrefix("_") } })
    assignedVariables = VariableSets(
      functions, callees: functions.map { $0.facts.calledNames.flatMap { byName[$0] ?? [] }.map(\.value).sorted() })
    findRelevantFunctions()
    findBindings()
  }

  private mutating func findBindings() {
    leadsToBinding = functions.map { _ in false }
    var callers: [String: [Int]] = [:]
    for (index, function) in functions.enumerated() {
      for name in function.facts.calledNames { callers[name, default: []].append(index) }
    }
    var spreading = callers.keys.filter(commands.namesDatabase)
    var seen = Set(spreading)
    while let name = spreading.popLast() {
      for caller in callers[name] ?? [] where !leadsToBinding[caller] {
        leadsToBinding[caller] = true
        if seen.insert(functions[caller].name).inserted { spreading.append(functions[caller].name) }
      }
    }
  }

  package subscript(index: FunctionIndex) -> FunctionEntry { functions[index.value] }

  /// Whether a command of that name does something to tasks that an analysis must see.
  func isTaskCommand(_ name: String) -> Bool {
    guard let role = models.roles[name] else { return false }
    return role != .report
  }

  /// Whether running the statements may start or await a task or source a file.
  func isRelevant(_ facts: CommandFacts) -> Bool {
    facts.calledNames.contains(where: relevantNames.contains)
      || facts.namePatterns.contains { pattern in relevantNames.contains(where: pattern.matches) }
      || facts.nameVariables.contains(where: relevantVariables.contains)
      || facts.sourcedPaths.contains { pattern in relevantPaths.contains(where: pattern.matches) }
  }

  /// Whether no file of the program can be meant although a part of the path is known: worth telling.
  private func isMissing(_ pattern: CommandFacts.PathPattern) -> Bool {
    guard !pattern.isLiteral, let last = pattern.pieces.last, last.contains("/") else { return false }
    return !paths.absolutePaths.contains(where: pattern.matches)
  }

  /// Variables to which the text of a relevant name is assigned somewhere.
  private var relevantVariables: Set<String> = []
  /// The paths of files whose commands outside functions matter.
  private var relevantPaths: Set<String> = []

  /// Whether unfolding meets the same in both, where it enters the same functions: what it looks at besides their text.
  func leadsAlike(_ other: ProgramIndex) -> Bool {
    isRelevant == other.isRelevant && relevantNames == other.relevantNames && relevantPaths == other.relevantPaths
      && relevantVariables == other.relevantVariables && writtenFiles == other.writtenFiles
      && assignedVariables == other.assignedVariables && modelScript == other.modelScript
  }

  /// Whether the commands of a file outside its functions may start or await a task, or source a file that may.
  func isRelevant(_ file: FileIndex) -> Bool {
    relevantPaths.contains(paths.absolutePaths[file.value])
  }

  private mutating func findRelevantFunctions() {
    relevantNames = Set(models.roles.keys.filter(isTaskCommand))
    isRelevant = functions.map { _ in false }
    let literals = literalsByText()
    var callers: [String: [Int]] = [:]
    for (index, function) in functions.enumerated() {
      for name in function.facts.calledNames { callers[name, default: []].append(index) }
    }
    // Plain calls spread along the callers; what else makes a function relevant is looked at until nothing changes.
    let indirect = functions.indices.filter { functions[$0].facts.isIndirect }
    var spreading = Array(relevantNames)
    var changed = true
    while changed {
      while let name = spreading.popLast() {
        for index in callers[name] ?? [] { mark(index, &spreading) }
      }
      relevantVariables = Set(relevantNames.flatMap { literals[$0] ?? [] })
      for index in indirect where isRelevant(functions[index].facts) { mark(index, &spreading) }
      changed = !spreading.isEmpty
      for (file, facts) in scripts.enumerated() where isRelevant(facts.topLevel) {
        if relevantPaths.insert(paths.absolutePaths[file]).inserted { changed = true }
      }
    }
    for (index, function) in functions.enumerated() where function.facts.sourcedPaths.contains(where: isMissing) {
      isRelevant[index] = true
    }
  }

  /// Makes a function relevant, unless it is one of the helpers themselves, which are known by their models.
  private mutating func mark(_ index: Int, _ spreading: inout [String]) {
    let name = functions[index].name
    guard !isRelevant[index], models.roles[name] == nil else { return }
    isRelevant[index] = true
    if relevantNames.insert(name).inserted { spreading.append(name) }
  }

  /// The variables to which each text is assigned, by the first word of the text.
  private func literalsByText() -> [String: Set<String>] {
    var variables: [String: Set<String>] = [:]
    for facts in functions.map(\.facts) + scripts.map(\.topLevel) {
      for (variable, texts) in facts.literalAssignments {
        for text in texts {
          let word = text.utf8.drop { $0 == UInt8(ascii: " ") }.prefix { $0 != UInt8(ascii: " ") }
          if !word.isEmpty { variables[String(Substring(word)), default: []].insert(variable) }
        }
      }
    }
    return variables
  }
}
