/// Sees every command of some statements once, in source order, those inside substitutions included.
///
/// A visitor states what it wants to see; the order and the descent are written down here alone.
package protocol SyntaxVisitor {
  mutating func visit(_ statement: Statement)
  mutating func visit(_ command: SimpleCommand)
  /// Returns whether the body is to be visited too.
  mutating func visit(_ definition: FunctionDefinition) -> Bool
  mutating func visit(_ compound: CompoundCommand)
  mutating func visit(_ expansion: ParameterExpansion)
  mutating func visit(_ expression: ArithmeticExpression)
}

extension SyntaxVisitor {
  package mutating func visit(_ statement: Statement) {}
  package mutating func visit(_ definition: FunctionDefinition) -> Bool { true }
  package mutating func visit(_ compound: CompoundCommand) {}
  package mutating func visit(_ expansion: ParameterExpansion) {}
  package mutating func visit(_ expression: ArithmeticExpression) {}

  package mutating func walk(_ statements: [Statement]) {
    for statement in statements {
      visit(statement)
      walk(statement.command)
    }
  }

  package mutating func walk(_ command: Command) {
    switch command {
    case .simple(let simple): walk(simple)
    case .pipeline(let pipeline): for element in pipeline.elements { walk(element) }
    case .andOrList(let list):
      walk(list.first)
      for element in list.rest { walk(element.command) }
    case .compound(let compound): walk(compound)
    case .functionDefinition(let definition): if visit(definition) { walk(definition.body) }
    case .coprocess(let coprocess): walk(coprocess.command)
    case .unparsed: break
    }
  }

  package mutating func walk(_ compound: CompoundCommand) {
    visit(compound)
    switch compound.kind {
    case .group(let body), .subshell(let body): walk(body)
    case .ifClause(let clause):
      for branch in clause.branches {
        walk(branch.condition)
        walk(branch.body)
      }
      walk(clause.elseBody ?? [])
    case .whileLoop(let loop):
      walk(loop.condition)
      walk(loop.body)
    case .forLoop(let loop):
      for word in loop.words ?? [] { walk(word) }
      walk(loop.body)
    case .arithmeticFor(let loop):
      for expression in [loop.initial, loop.condition, loop.update] { if let expression { walk(expression) } }
      walk(loop.body)
    case .caseClause(let clause):
      walk(clause.subject)
      for item in clause.items {
        for pattern in item.patterns { walk(pattern) }
        walk(item.body)
      }
    case .arithmetic(let expression): walk(expression)
    case .conditional(let expression): walk(expression)
    }
    for redirection in compound.redirections { walk(redirection) }
  }

  package mutating func walk(_ command: SimpleCommand) {
    visit(command)
    for assignment in command.assignments { walk(assignment) }
    for word in command.words { walk(word) }
    for redirection in command.redirections { walk(redirection) }
  }

  private mutating func walk(_ assignment: Assignment) {
    if let word = assignment.subscriptWord { walk(word) }
    switch assignment.value {
    case .word(let word): walk(word)
    case .array(let elements): walk(elements)
    }
  }

  private mutating func walk(_ elements: [ArrayElement]) {
    for element in elements {
      if let word = element.subscriptWord { walk(word) }
      walk(element.value)
    }
  }

  private mutating func walk(_ redirection: Redirection) {
    walk(redirection.target)
    if let document = redirection.hereDocument { walk(document.parts) }
  }

  private mutating func walk(_ expression: ConditionalExpression) {
    switch expression {
    case .unary(_, let word), .word(let word): walk(word)
    case .binary(_, let left, let right):
      walk(left)
      walk(right)
    case .not(let inner): walk(inner)
    case .and(let left, let right), .or(let left, let right):
      walk(left)
      walk(right)
    case .unparsed: break
    }
  }

  private mutating func walk(_ expression: ArithmeticExpression) {
    visit(expression)
    walk(expression.expansions)
  }

  package mutating func walk(_ word: Word) { walk(word.parts) }

  package mutating func walk(_ parts: [WordPart]) {
    for part in parts {
      switch part {
      case .literal, .singleQuoted, .braceRange, .unparsed: break
      case .doubleQuoted(let inner, _): walk(inner)
      case .parameter(let expansion): walk(expansion)
      case .commandSubstitution(let substitution): walk(substitution.statements)
      case .arithmetic(let expression, _): walk(expression)
      case .processSubstitution(let substitution): walk(substitution.statements)
      case .braceList(let words, _): for word in words { walk(word) }
      case .array(let elements, _): walk(elements)
      }
    }
  }

  private mutating func walk(_ expansion: ParameterExpansion) {
    visit(expansion)
    if let word = expansion.subscriptWord { walk(word) }
    switch expansion.operation {
    case .value, .length, .namesWithPrefix, .keys, .indirect(nil): break
    case .indirect(let modifier?), .applied(let modifier): walk(modifier)
    }
  }

  private mutating func walk(_ modifier: ParameterExpansion.Modifier) {
    switch modifier {
    case .substitute(_, let word), .removePattern(_, let word), .changeCase(_, let word?): walk(word)
    case .replace(_, let pattern, let replacement):
      walk(pattern)
      if let replacement { walk(replacement) }
    case .changeCase(_, nil), .substring, .transform, .unparsed: break
    }
  }
}
