package import Findings
package import ShellSyntax
internal import SourceText

extension CommentedFile {
  /// A script as suppressions see it.
  package init(_ script: Script) {
    self.init(source: script.source, comments: script.comments) {
      var collector = CommandSpanCollector()
      collector.visit(script.statements)
      return collector.spans
    }
  }
}

extension Command {
  private static let declarations: Set<String> = ["local", "declare", "typeset", "export", "readonly"]

  /// Whether it is a simple command that does more than assign variables.
  fileprivate var isNamed: Bool {
    guard case .simple(let simple) = self, let first = simple.words.first else { return false }
    return first.literalText.map { !Self.declarations.contains($0) } ?? true
  }
}

/// Lists every command of a script with its extent.
private struct CommandSpanCollector {
  private(set) var spans: [CommandSpan] = []
  /// The furthest end of a here-document met so far inside the command at hand.
  private var furthest = 0

  mutating func visit(_ statements: [Statement]) {
    for statement in statements { visit(statement.command) }
  }

  private mutating func visit(_ command: Command) {
    let outer = furthest
    furthest = command.range.upperBound
    let isBlock = visitParts(of: command)
    let range = command.range.lowerBound..<max(command.range.upperBound, furthest)
    spans.append(CommandSpan(range: range, isBlock: isBlock, isNamed: command.isNamed))
    furthest = max(outer, furthest)
  }

  /// Whether the command is a block.
  private mutating func visitParts(of command: Command) -> Bool {
    switch command {
    case .simple(let simple):
      for assignment in simple.assignments { visit(assignment.value) }
      for word in simple.words { visit(word) }
      visit(simple.redirections)
      return false
    case .pipeline(let pipeline):
      for element in pipeline.elements { visit(element) }
      return false
    case .andOrList(let list):
      visit(list.first)
      for element in list.rest { visit(element.command) }
      return false
    case .compound(let compound):
      visit(compound)
      return true
    case .functionDefinition(let definition):
      visit(definition.body)
      return true
    case .coprocess(let coprocess):
      visit(coprocess.command)
      return false
    case .unparsed: return false
    }
  }

  private mutating func visit(_ compound: CompoundCommand) {
    switch compound.kind {
    case .group(let body), .subshell(let body): visit(body)
    case .ifClause(let clause):
      for branch in clause.branches {
        visit(branch.condition)
        visit(branch.body)
      }
      visit(clause.elseBody ?? [])
    case .whileLoop(let loop):
      visit(loop.condition)
      visit(loop.body)
    case .forLoop(let loop):
      for word in loop.words ?? [] { visit(word) }
      visit(loop.body)
    case .arithmeticFor(let loop): visit(loop.body)
    case .caseClause(let clause):
      visit(clause.subject)
      for item in clause.items { visit(item.body) }
    case .arithmetic, .conditional: break
    }
    visit(compound.redirections)
  }

  private mutating func visit(_ redirections: [Redirection]) {
    for redirection in redirections {
      visit(redirection.target)
      guard let document = redirection.hereDocument else { continue }
      furthest = max(furthest, document.range.upperBound)
      for part in document.parts { visit(part) }
    }
  }

  private mutating func visit(_ value: Assignment.Value) {
    switch value {
    case .word(let word): visit(word)
    case .array(let elements): for element in elements { visit(element.value) }
    }
  }

  private mutating func visit(_ word: Word) {
    for part in word.parts { visit(part) }
  }

  private mutating func visit(_ part: WordPart) {
    switch part {
    case .commandSubstitution(let substitution): visit(substitution.statements)
    case .processSubstitution(let substitution): visit(substitution.statements)
    case .doubleQuoted(let parts, _): for part in parts { visit(part) }
    case .array(let elements, _): for element in elements { visit(element.value) }
    case .literal, .singleQuoted, .parameter, .arithmetic, .braceList, .braceRange, .unparsed: break
    }
  }
}
