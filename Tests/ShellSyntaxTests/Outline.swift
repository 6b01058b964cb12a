@testable import ShellSyntax
import SourceText

/// Writes commands as short text, so that tests can state their shape.
struct Outline {
  let source: SourceFile

  static func of(_ text: String) -> String {
    var parser = ShellParser()
    let script = parser.parse(SourceFile(path: "test", text: text))
    return Outline(source: script.source).list(script.statements)
  }

  func list(_ statements: [Statement]) -> String {
    statements.map { command($0.command) + ($0.isBackgrounded ? " &" : "") }.joined(separator: "; ")
  }

  func command(_ command: Command) -> String {
    switch command {
    case .simple(let simple): return self.simple(simple)
    case .pipeline(let pipeline):
      let prefix = (pipeline.isNegated ? "! " : "") + (pipeline.isTimed ? "time " : "")
      return "(" + prefix + pipeline.elements.map(self.command).joined(separator: " | ") + ")"
    case .andOrList(let list):
      return list.rest.reduce(self.command(list.first)) {
        "(\($0) \($1.joiner == .and ? "&&" : "||") \(self.command($1.command)))"
      }
    case .compound(let compound): return self.compound(compound)
    case .functionDefinition(let definition): return "function \(definition.name) \(compound(definition.body))"
    case .coprocess(let coprocess): return "coproc \(coprocess.name ?? "-") \(self.command(coprocess.command))"
    case .unparsed(let range): return "unparsed<\(source.text(range))>"
    }
  }

  func simple(_ simple: SimpleCommand) -> String {
    let pieces = simple.assignments.map(assignment) + simple.words.map(word) + simple.redirections.map(redirection)
    return pieces.joined(separator: " ")
  }

  func compound(_ compound: CompoundCommand) -> String {
    let suffix = compound.redirections.map { " " + redirection($0) }.joined()
    switch compound.kind {
    case .group(let statements): return "{\(list(statements))}" + suffix
    case .subshell(let statements): return "sub{\(list(statements))}" + suffix
    case .ifClause(let clause):
      let branches = clause.branches.map { "if \(list($0.condition)) then {\(list($0.body))}" }
      return (branches + (clause.elseBody.map { ["else {\(list($0))}"] } ?? [])).joined(separator: " ") + suffix
    case .whileLoop(let loop):
      return "\(loop.isUntil ? "until" : "while") \(list(loop.condition)) {\(list(loop.body))}" + suffix
    case .forLoop(let loop):
      let words = loop.words.map { " in " + $0.map(word).joined(separator: " ") } ?? ""
      return "\(loop.isSelect ? "select" : "for") \(loop.variable)\(words) {\(list(loop.body))}" + suffix
    case .arithmeticFor(let loop):
      let parts = [loop.initial, loop.condition, loop.update].map { $0?.text ?? "" }
      return "for((\(parts.joined(separator: ";")))) {\(list(loop.body))}" + suffix
    case .caseClause(let clause):
      let items = clause.items.map { item in
        let end: String
        switch item.terminator {
        case .leave: end = ""
        case .fallThrough: end = ";&"
        case .testNext: end = ";;&"
        }
        return "\(item.patterns.map(word).joined(separator: "|")): {\(list(item.body))}\(end)"
      }
      return "case \(word(clause.subject)) [\(items.joined(separator: " "))]" + suffix
    case .arithmetic(let expression): return "((\(expression.text)))" + suffix
    case .conditional(let expression): return "[[\(conditional(expression))]]" + suffix
    }
  }

  func conditional(_ expression: ConditionalExpression) -> String {
    switch expression {
    case .unary(let name, let operand): "\(name) \(word(operand))"
    case .binary(let name, let left, let right): "\(word(left)) \(name) \(word(right))"
    case .word(let word): self.word(word)
    case .not(let inner): "!(\(conditional(inner)))"
    case .and(let left, let right): "(\(conditional(left)) && \(conditional(right)))"
    case .or(let left, let right): "(\(conditional(left)) || \(conditional(right)))"
    case .unparsed: "unparsed"
    }
  }

  func assignment(_ assignment: Assignment) -> String {
    let key = assignment.subscriptWord.map { "[\(word($0))]" } ?? ""
    let head = "\(assignment.name)\(key)\(assignment.isAppending ? "+=" : "=")"
    switch assignment.value {
    case .word(let value): return head + word(value)
    case .array(let elements): return head + array(elements)
    }
  }

  func array(_ elements: [ArrayElement]) -> String {
    let texts = elements.map { element in
      (element.subscriptWord.map { "[\(word($0))]=" } ?? "") + word(element.value)
    }
    return "(\(texts.joined(separator: " ")))"
  }

  func redirection(_ redirection: Redirection) -> String {
    let descriptor = redirection.descriptor.map(String.init) ?? redirection.descriptorVariable.map { "{\($0)}" } ?? ""
    let document = redirection.hereDocument.map { "«\($0.parts.map(part).joined())»" } ?? ""
    return "\(descriptor)\(redirection.operator):\(word(redirection.target))\(document)"
  }

  func word(_ word: Word) -> String { word.parts.map(part).joined() }

  func part(_ part: WordPart) -> String {
    switch part {
    case .literal(let text, _): return text
    case .singleQuoted(let text, _): return "'\(text)'"
    case .doubleQuoted(let parts, _): return "\"\(parts.map(self.part).joined())\""
    case .parameter(let expansion): return "${\(parameter(expansion))}"
    case .commandSubstitution(let substitution): return "$(\(list(substitution.statements)))"
    case .arithmetic(let expression, _):
      let inner = expression.expansions.map(self.part).joined(separator: ",")
      return "$((\(inner) reads \(expression.reads) writes \(expression.writes)))"
    case .processSubstitution(let substitution):
      return (substitution.isOutput ? ">(" : "<(") + list(substitution.statements) + ")"
    case .braceList(let words, _): return "{" + words.map(word).joined(separator: ",") + "}"
    case .braceRange(let first, let last, let step, _): return "{\(first)..\(last)\(step.map { "..\($0)" } ?? "")}"
    case .array(let elements, _): return array(elements)
    case .unparsed(let range): return "unparsed<\(source.text(range))>"
    }
  }

  func parameter(_ expansion: ParameterExpansion) -> String {
    let name = expansion.name + (expansion.subscriptWord.map { "[\(word($0))]" } ?? "")
    switch expansion.operation {
    case .value: return name
    case .length: return "length \(name)"
    case .indirect(let modifier): return "indirect \(name)" + (modifier.map(self.modifier) ?? "")
    case .namesWithPrefix: return "names \(name)"
    case .keys: return "keys \(name)"
    case .applied(let modifier): return name + self.modifier(modifier)
    }
  }

  func modifier(_ modifier: ParameterExpansion.Modifier) -> String {
    switch modifier {
    case .substitute(let name, let operand), .removePattern(let name, let operand): " \(name) \(word(operand))"
    case .replace(let name, let pattern, let replacement):
      " \(name) \(word(pattern))" + (replacement.map { " → \(word($0))" } ?? "")
    case .substring(let offset, let length): " from \(offset)" + (length.map { " length \($0)" } ?? "")
    case .changeCase(let name, let pattern): " \(name)" + (pattern.map { " \(word($0))" } ?? "")
    case .transform(let name): " @\(name)"
    case .unparsed: " unparsed"
    }
  }
}
