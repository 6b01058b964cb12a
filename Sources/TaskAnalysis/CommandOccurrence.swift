import ShellSyntax
import SourceText

/// A simple command of a function's body, with what surrounds it there.
struct CommandOccurrence {
  let command: SimpleCommand
  /// Whether a failure of it is looked at (`if`, `&&`, `||`, `!`, `while`), so that errexit is off in it.
  var isCondition = false
  /// Whether it runs only if something holds.
  var isConditional = false
  /// Whether it runs in a child that nobody waits for here.
  var isBackgrounded = false
  /// Whether it is in a loop over all positional parameters.
  var isInLoopOverParameters = false
  /// Its own redirections and those of the compound commands around it.
  var redirections: [Redirection] = []

  /// All simple commands of a body, the text of traps included, in source order; substitutions are not entered.
  static func all(in body: CompoundCommand) -> [CommandOccurrence] {
    var collector = OccurrenceCollector()
    collector.collect(.compound(body), Surroundings())
    return collector.occurrences
  }
}

/// What is true of all commands at one place.
private struct Surroundings {
  var isCondition = false
  var isConditional = false
  var isBackgrounded = false
  var isInLoopOverParameters = false
  var redirections: [Redirection] = []

  func with(_ change: (inout Surroundings) -> Void) -> Surroundings {
    var result = self
    change(&result)
    return result
  }
}

/// Goes down through commands and notes the simple ones.
private struct OccurrenceCollector {
  var occurrences: [CommandOccurrence] = []

  mutating func collect(_ statements: [Statement], _ surroundings: Surroundings) {
    for statement in statements {
      collect(
        statement.command,
        statement.isBackgrounded ? surroundings.with { $0.isBackgrounded = true } : surroundings)
    }
  }

  mutating func collect(_ command: Command, _ surroundings: Surroundings) {
    switch command {
    case .simple(let simple): collect(simple, surroundings)
    case .pipeline(let pipeline):
      let inner = pipeline.isNegated ? surroundings.with { $0.isCondition = true } : surroundings
      for element in pipeline.elements { collect(element, inner) }
    case .andOrList(let list): collect(list, surroundings)
    case .compound(let compound): collect(compound, surroundings)
    case .coprocess(let coprocess): collect(coprocess.command, surroundings.with { $0.isBackgrounded = true })
    case .functionDefinition, .unparsed: break
    }
  }

  private mutating func collect(_ command: SimpleCommand, _ surroundings: Surroundings) {
    occurrences.append(
      CommandOccurrence(
        command: command, isCondition: surroundings.isCondition, isConditional: surroundings.isConditional,
        isBackgrounded: surroundings.isBackgrounded, isInLoopOverParameters: surroundings.isInLoopOverParameters,
        redirections: command.redirections + surroundings.redirections))
    if command.literalName == "trap", command.words.count > 2, let text = command.words[1].literalText {
      var parser = ShellParser()
      collect(parser.parse(SourceFile(path: "", text: text)).statements, surroundings)
    }
  }

  /// The status of every element but the last is looked at; all but the first are conditional.
  private mutating func collect(_ list: AndOrList, _ surroundings: Surroundings) {
    let commands = [list.first] + list.rest.map(\.command)
    for (index, command) in commands.enumerated() {
      collect(
        command,
        surroundings.with {
          if index < commands.count - 1 { $0.isCondition = true }
          if index > 0 { $0.isConditional = true }
        })
    }
  }

  private mutating func collect(_ compound: CompoundCommand, _ around: Surroundings) {
    let surroundings = around.with { $0.redirections = compound.redirections + $0.redirections }
    let condition = surroundings.with { $0.isCondition = true }
    let conditional = surroundings.with { $0.isConditional = true }
    switch compound.kind {
    case .group(let body), .subshell(let body): collect(body, surroundings)
    case .ifClause(let clause):
      for branch in clause.branches {
        collect(branch.condition, condition)
        collect(branch.body, conditional)
      }
      collect(clause.elseBody ?? [], conditional)
    case .whileLoop(let loop):
      collect(loop.condition, condition)
      collect(loop.body, conditional)
    case .forLoop(let loop):
      let isOverParameters = loop.words.map { $0.contains { $0.expandsAllParameters } } ?? true
      collect(loop.body, conditional.with { if isOverParameters { $0.isInLoopOverParameters = true } })
    case .arithmeticFor(let loop): collect(loop.body, conditional)
    case .caseClause(let clause): for item in clause.items { collect(item.body, conditional) }
    case .arithmetic, .conditional: break
    }
  }
}

extension Word {
  /// The parameters that the word expands, and whether each stands in double quotes.
  var expansions: [(expansion: ParameterExpansion, isQuoted: Bool)] {
    parts.flatMap { part -> [(ParameterExpansion, Bool)] in
      switch part {
      case .parameter(let expansion): [(expansion, false)]
      case .doubleQuoted(let inner, _):
        inner.compactMap { if case .parameter(let expansion) = $0 { (expansion, true) } else { nil } }
      case .literal, .singleQuoted, .commandSubstitution, .arithmetic, .processSubstitution, .braceList, .braceRange,
        .array, .unparsed:
        []
      }
    }
  }

  /// Whether `$*` or `$@` stands in it, in whatever form.
  var expandsAllParameters: Bool { expansions.contains { ["*", "@"].contains($0.expansion.name) } }
}
