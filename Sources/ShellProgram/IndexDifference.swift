/// What unfolding may ask of a program besides the text of functions, as far as it is another answer in another state of it.
struct IndexDifference {
  /// Names of functions that callers have to treat differently.
  private var names: Set<String> = []
  /// Names that lead to tasks in one of both states only.
  private let relevantNames: Set<String>
  /// Names of files that some command writes in one of both states only.
  let writtenFiles: Set<String>
  private let new: ProgramIndex

  /// Nil where more is different than can be told from what was looked at. Both states have the same functions.
  init?(_ old: ProgramIndex, _ new: ProgramIndex) {
    guard old.modelScript == new.modelScript, old.privateVariables == new.privateVariables,
      old.leadsToSameFiles(as: new)
    else { return nil }
    self.new = new
    relevantNames = old.relevantNames.symmetricDifference(new.relevantNames)
    writtenFiles = old.writtenFiles.symmetricDifference(new.writtenFiles)
    let assignsAlike = old.assignedVariables == new.assignedVariables
    for index in old.functions.indices {
      let (one, other) = (old.functions[index], new.functions[index])
      let isAlike =
        old.isRelevant[index] == new.isRelevant[index]
        && (one === other
          || one.facts.callsItsArguments == other.facts.callsItsArguments
            && one.facts.assignsByReference == other.facts.assignsByReference
            && one.definition.body.isPlain == other.definition.body.isPlain)
        && (assignsAlike
          || old.assignedVariables[FunctionIndex(value: index)] == new.assignedVariables[FunctionIndex(value: index)])
      if !isAlike { names.insert(one.name) }
    }
  }

  func matters(to consulted: Consulted) -> Bool {
    if !names.isDisjoint(with: consulted.names) { return true }
    if relevantNames.isEmpty { return false }
    return consulted.hasMatchedPatterns || !relevantNames.isDisjoint(with: consulted.names)
      || consulted.substitutions.values.contains { new.isRelevant($0.facts) != $0.isRelevant }
  }
}
