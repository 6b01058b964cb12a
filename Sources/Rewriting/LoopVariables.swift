import ShellProgram
import ShellSyntax
import SourceText

/// The variables of a function that its loop sets: what a trace does not tell apart from those of the round.
struct LoopVariables {
  let loop: ForLoop
  /// The statements of the function around the loop, and what they take in the text; nil outside of functions.
  let function: (statements: [Statement], range: SourceRange)?
  let source: SourceFile

  /// What of them a round would leave behind or take from another one: a sentence without its subject. Nil for nothing.
  var dependence: String? {
    guard let function else { return nil }
    let own = CommandFacts.variables(of: loop.body)
    let all = CommandFacts.variables(of: function.statements)
    let shared = own.assigned.subtracting(own.locals).intersection(all.locals).subtracting([loop.variable])
    if let name = shared.min() { return "sets \(name), a variable of the function around it" }
    for name in own.locals.sorted() {
      if isMentionedOutside(name, function.range) { return "sets \(name), which the function around it mentions" }
      if !isSetFirst(name) { return "may find \(name) as another round has left it" }
    }
    return nil
  }

  private func isMentionedOutside(_ name: String, _ range: SourceRange) -> Bool {
    guard let first = loop.body.first?.range.lowerBound, let last = loop.body.last?.range.upperBound else {
      return false
    }
    return source.mentions(name, in: range.lowerBound..<first) || source.mentions(name, in: last..<range.upperBound)
  }

  /// Whether a round gives the variable a value before it does anything else with it.
  private func isSetFirst(_ name: String) -> Bool {
    for statement in loop.body where source.mentions(name, in: statement.range) {
      guard case .simple(let command) = statement.command else { return false }
      let assignments = command.words.isEmpty ? command.assignments : command.declarations
      if let assignment = assignments.first(where: { $0.name == name }) {
        let text = source.text(assignment.range)
        return !assignment.isAppending && !text.contains("$\(name)") && !text.contains("${\(name)")
      }
      guard command.literalName == "local" else { return false }
    }
    return true
  }
}
