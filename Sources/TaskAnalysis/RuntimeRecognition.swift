package import EffectModels
package import ShellSyntax
import SourceText

/// Recognises which runtime a file is by what the functions behind its helpers do: what the start helper reaches, what of
/// that runs in the child, and what the wait helper reaches.
package struct RuntimeRecognition {
  /// What devstack's helpers are for.
  package static let usualRoles: [String: TaskRole] = [
    "async_run": .start(name: 0, body: 1), "async_runfunc": .start(name: 0, body: 0), "async_wait": .wait(name: 0),
    "async_cleanup": .cleanUp,
  ]

  private let definitions: [String: FunctionDefinition]
  private let bodies: [String: [CommandOccurrence]]

  private init(_ functions: [FunctionDefinition]) {
    definitions = Dictionary(functions.map { ($0.name, $0) }, uniquingKeysWith: { _, last in last })
    bodies = definitions.mapValues { CommandOccurrence.all(in: $0.body) }
  }

  /// The profile of the runtime that a script is; nil where it defines no helper that starts tasks.
  ///
  /// - Parameter roles: what the helpers are for, by name.
  package static func profile(
    of script: Script, functions: [FunctionDefinition], roles: [String: TaskRole] = usualRoles
  ) -> RuntimeProfile? {
    let starters = functions.filter { if case .start? = roles[$0.name] { true } else { false } }
    if starters.isEmpty { return nil }
    let recognition = RuntimeRecognition(functions)
    // A helper that only calls another one is not where the work is done.
    guard
      let starter = starters.first(where: { definition in
        !starters.contains { $0.name != definition.name && recognition.calls($0.name, in: definition) }
      }) ?? starters.first
    else { return nil }
    let waiter = functions.first { if case .wait? = roles[$0.name] { true } else { false } }
    return recognition.profile(
      starter: starter, waiter: waiter, cleaners: functions.filter { roles[$0.name] == .cleanUp })
  }

  private func profile(starter: FunctionDefinition, waiter: FunctionDefinition?, cleaners: [FunctionDefinition])
    -> RuntimeProfile
  {
    let startCode = code(from: [starter.name])
    let roots = startCode.filter(\.isBackgrounded)
    let childFunctions = reached(from: Set(roots.flatMap { calledFunctions($0) }))
    let child = roots + childFunctions.sorted().flatMap { bodies[$0] ?? [] }
    let waitCode = waiter.map { code(from: [$0.name]) } ?? []
    let fifo = barrier(startCode: startCode, child: child)
    let asksBash = waitCode.first { $0.command.literalName == "wait" && $0.command.words.count > 1 }

    var defects: [RuntimeDefect] = []
    let kind: RuntimeProfile.Kind
    if let fifo {
      kind = .parked
      defects.append(RuntimeDefect(kind: .hangsOnExit, range: fifo.range))
      if let waiter, !wakes(fifo, startCode: startCode, waitCode: waitCode) {
        defects.append(RuntimeDefect(kind: .neverWakes, range: waiter.nameRange))
      }
    } else if StatusFlow(child: child, bodies: bodies).writesStatusToFile {
      kind = .recorded
    } else if let asksBash, !roots.isEmpty {
      kind = .remembered
      defects.append(RuntimeDefect(kind: .forgetsStatuses, range: asksBash.command.range))
    } else {
      kind = .unknown
    }
    let masking = masking(child: child, childFunctions: childFunctions)
    if let masking { defects.append(RuntimeDefect(kind: .masksFailures, range: masking)) }
    let splitting = splitting(in: child) ?? splitting(in: startCode)
    if let splitting { defects.append(RuntimeDefect(kind: .resplitsArguments, range: splitting)) }
    for cleaner in cleaners { defects += unsetReads(in: cleaner) }
    return RuntimeProfile(
      kind: kind, masksFailures: masking != nil, resplitsArguments: splitting != nil,
      leavesRestUncollected: waitCode.first(where: isLeavingAfterFailure)?.command.range,
      defects: defects.sorted { $0.range.lowerBound < $1.range.lowerBound }, nameRange: starter.nameRange)
  }

  // MARK: Reach

  private func calledFunctions(_ occurrence: CommandOccurrence) -> [String] {
    guard let name = occurrence.command.literalName, bodies[name] != nil else { return [] }
    return [name]
  }

  private func reached(from roots: Set<String>) -> Set<String> {
    var found = roots
    var pending = Array(roots)
    while let name = pending.popLast() {
      for called in (bodies[name] ?? []).flatMap({ calledFunctions($0) }) where found.insert(called).inserted {
        pending.append(called)
      }
    }
    return found
  }

  private func calls(_ name: String, in definition: FunctionDefinition) -> Bool {
    (bodies[definition.name] ?? []).contains { $0.command.literalName == name }
  }

  private func code(from roots: Set<String>) -> [CommandOccurrence] {
    reached(from: roots).sorted().flatMap { bodies[$0] ?? [] }
  }

  // MARK: Defects

  /// The making of a fifo from which the child reads: it blocks until somebody writes.
  private func barrier(startCode: [CommandOccurrence], child: [CommandOccurrence]) -> SimpleCommand? {
    let values = LiteralValues(startCode + child)
    let readers: Set = ["cat", "head", "read", "dd", "tail", "mapfile", "readarray", "sed", "awk"]
    let sources = child.flatMap { occurrence in
      let inputs = occurrence.redirections.filter { $0.operator == .input }.map(\.target)
      let isReader = readers.contains(values.text(ofFirst: occurrence.command))
      return inputs + (isReader ? Array(occurrence.command.words.dropFirst()) : [])
    }
    return startCode.first { occurrence in
      let command = occurrence.command
      let names = command.words.prefix(2).map { values.text(of: $0) }
      guard names.contains("mkfifo") || names.contains("mknod") else { return false }
      return command.words.dropFirst().contains { word in
        let fifo = values.suffix(of: word)
        return !fifo.isEmpty && sources.contains { values.suffix(of: $0) == fifo }
      }
    }?.command
  }

  /// Whether the wait writes to the fifo from which the child reads.
  private func wakes(_ fifo: SimpleCommand, startCode: [CommandOccurrence], waitCode: [CommandOccurrence]) -> Bool {
    let values = LiteralValues(startCode + waitCode)
    let names = fifo.words.dropFirst().map { values.suffix(of: $0) }.filter { !$0.isEmpty }
    return waitCode.contains { occurrence in
      let written =
        occurrence.redirections.filter(\.takesOutput).map(\.target)
        + (occurrence.command.literalName == "tee" ? Array(occurrence.command.words.dropFirst()) : [])
      return written.contains { names.contains(values.suffix(of: $0)) }
    }
  }

  /// The task as a condition, or errexit switched off before it whatever the caller wants.
  private func masking(child: [CommandOccurrence], childFunctions: Set<String>) -> SourceRange? {
    let tasks = TaskCommands(child)
    let runners = childFunctions.filter { name in
      reached(from: [name]).contains { (bodies[$0] ?? []).contains { tasks.isTask($0.command) } }
    }
    return child.first { occurrence in
      if occurrence.isCondition {
        return tasks.isTask(occurrence.command) || calledFunctions(occurrence).contains { runners.contains($0) }
      }
      let words = occurrence.command.words.compactMap(\.literalText)
      return !occurrence.isConditional && (words == ["set", "+e"] || words == ["set", "+o", "errexit"])
        && child.contains {
          tasks.isTask($0.command) && occurrence.command.range.upperBound < $0.command.range.lowerBound
        }
    }?.command.range
  }

  /// The first place where the task's words are expanded unquoted on their way to the task.
  private func splitting(in code: [CommandOccurrence]) -> SourceRange? {
    let tasks = TaskCommands(code)
    return code.compactMap { occurrence -> SourceRange? in
      let isPassing = tasks.isTask(occurrence.command) || !calledFunctions(occurrence).isEmpty
      return isPassing ? tasks.splitWord(of: occurrence.command)?.range : nil
    }.min { $0.lowerBound < $1.lowerBound }
  }

  /// Variables in lower case that a clean-up function reads although no function of the file sets them.
  private func unsetReads(in cleaner: FunctionDefinition) -> [RuntimeDefect] {
    var all = VariableUses()
    for name in definitions.keys.sorted() {
      if let definition = definitions[name] { all.walk(definition.body) }
    }
    var own = VariableUses()
    own.walk(cleaner.body)
    return own.reads.filter { read in
      read.name.allSatisfy { $0.isLowercase || $0 == "_" || $0.isNumber } && read.name.first?.isLowercase == true
        && !all.writes.contains(read.name)
    }.map { RuntimeDefect(kind: .readsUnsetVariable($0.name), range: $0.range) }
  }

  /// A `break` or `return` in the loop over the names: what is left of them is not looked at.
  private func isLeavingAfterFailure(_ occurrence: CommandOccurrence) -> Bool {
    occurrence.isInLoopOverParameters && ["break", "return"].contains(occurrence.command.literalName ?? "")
  }
}

extension Script {
  /// Every function that the file defines, inside other functions and under conditions too, in source order.
  package var functionDefinitions: [FunctionDefinition] {
    var collector = DefinitionCollector()
    collector.walk(statements)
    return collector.definitions
  }
}

private struct DefinitionCollector: SyntaxVisitor {
  var definitions: [FunctionDefinition] = []

  mutating func visit(_ command: SimpleCommand) {}

  mutating func visit(_ definition: FunctionDefinition) -> Bool {
    definitions.append(definition)
    return true
  }
}
