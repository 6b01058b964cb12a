package import EffectModels
import ShellSyntax

/// A function of the program, by its place in `ProgramIndex.functions`.
package struct FunctionIndex: Hashable, Sendable {
  package let value: Int
}

/// The program before anything of it is run: its files, functions and calls by name.
package struct ProgramIndex: Sendable {
  package private(set) var source: ProgramSource
  package private(set) var scripts: [ScriptFacts]
  package private(set) var functions: [FunctionEntry]
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

  /// - Parameter previous: the program in an earlier state, with the same models: where no name has changed that matters,
  ///   what follows from names is still the same.
  package init(
    _ source: ProgramSource, scripts: [ScriptFacts], models: TaskModels, commands: CommandModels = .none,
    modelScript: FileIndex? = nil, previous: ProgramIndex? = nil
  ) {
    if let previous, previous.namesMatter(alikeIn: source, scripts), previous.modelScript == modelScript {
      self = previous
      self.source = source
      self.scripts = scripts
      functions = scripts.flatMap(\.functions)
      abandonment = nil
      return
    }
    self.source = source
    self.scripts = scripts
    self.models = models
    self.commands = commands
    self.modelScript = modelScript
    let functions = scripts.flatMap(\.functions)
    self.functions = functions
    writtenFiles = Set(scripts.lazy.flatMap(\.all).flatMap(\.writtenFiles))
    var byName: [String: [FunctionIndex]] = [:]
    for (index, function) in functions.enumerated() { byName[function.name, default: []].append(.init(value: index)) }
    functionsByName = byName
    var byFile: [[FunctionIndex]] = scripts.map { _ in [] }
    for (index, function) in functions.enumerated() { byFile[function.file.value].append(.init(value: index)) }
    functionsByFile = byFile
    paths = PathTable(source)
    privateVariables = Set(scripts.lazy.flatMap(\.all).flatMap(\.assignedVariables).filter { $0.hasPrefix("_") })
    assignedVariables = VariableSets(
      functions, callees: functions.map { $0.facts.calledNames.flatMap { byName[$0] ?? [] }.map(\.value).sorted() })
    findRelevantFunctions()
    findBindings()
  }

  /// Whether what follows from the names in this program follows from those in another state of it too.
  private func namesMatter(alikeIn source: ProgramSource, _ scripts: [ScriptFacts]) -> Bool {
    guard self.scripts.count == scripts.count else { return false }
    return scripts.indices.allSatisfy { index in
      let (old, new) = (self.scripts[index], scripts[index])
      if old === new { return true }
      return self.source.scripts[index].source.path == source.scripts[index].source.path
        && namesMatter(alikeIn: old.topLevel, new.topLevel)
        && old.functions.elementsEqual(new.functions) {
          $0.name == $1.name && $0.isNested == $1.isNested && $0.isReplaced == $1.isReplaced
            && namesMatter(alikeIn: $0.facts, $1.facts)
        }
    }
  }

  private func namesMatter(alikeIn old: CommandFacts, _ new: CommandFacts) -> Bool {
    if old == new { return true }
    func told(_ facts: CommandFacts) -> CommandFacts {
      var facts = facts
      facts.namedArguments = []
      facts.calledNames = facts.calledNames.filter {
        functionsByName[$0] != nil || models.roles[$0] != nil || commands.namesDatabase($0)
      }
      facts.literalAssignments = facts.literalAssignments.compactMapValues { texts in
        let telling = texts.filter { relevantNames.contains(Self.firstWord(of: $0)) }
        return telling.isEmpty ? nil : telling
      }
      return facts
    }
    return told(old) == told(new)
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

  /// Whether the same files are worth sourcing in both.
  func leadsToSameFiles(as other: ProgramIndex) -> Bool { relevantPaths == other.relevantPaths }

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
    // What ends the script ends it before its waits.
    for index in functions.indices where functions[index].facts.endsScript { mark(index, &spreading) }
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
    func note(_ facts: CommandFacts) {
      for (variable, texts) in facts.literalAssignments {
        for text in texts {
          let word = Self.firstWord(of: text)
          if !word.isEmpty { variables[word, default: []].insert(variable) }
        }
      }
    }
    for facts in scripts.lazy.flatMap(\.all) { note(facts) }
    return variables
  }

  private static func firstWord(of text: String) -> String {
    if !text.utf8.contains(UInt8(ascii: " ")) { return text }
    let word = text.utf8.drop { $0 == UInt8(ascii: " ") }.prefix { $0 != UInt8(ascii: " ") }
    return String(Substring(word))
  }
}
