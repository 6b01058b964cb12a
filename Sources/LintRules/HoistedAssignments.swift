import Findings
import ShellProgram
import ShellSyntax
import SourceText
import TaskAnalysis

/// The mends of lost assignments whose values do not depend on the tasks: they are made before the starts as well.
struct HoistedAssignments {
  let context: LintContext
  private var bodies: [FunctionIndex: Body] = [:]
  /// The variables that each task of the program sets, by its start: an event.
  private var setByTasks: [Int: Set<String>] = [:]
  private let program: ProgramEffects

  /// What is looked up in the body of a function.
  private struct Body {
    let ownAssignments: [SourceRange: Assignment]
    let setVariables: Set<String>
  }

  init(of program: ProgramEffects, in context: LintContext) {
    self.program = program
    self.context = context
    for (index, event) in program.trace.events.enumerated() {
      guard case .effect(.assignment(let variable, _)) = event.kind else { continue }
      for start in program.starts(around: index) { setByTasks[start, default: []].insert(variable.name) }
    }
  }

  private mutating func body(of function: FunctionIndex) -> Body {
    if let known = bodies[function] { return known }
    let command = context.facts.traces.index[function].definition.body
    let body = Body(ownAssignments: command.ownAssignments, setVariables: command.setVariables)
    bodies[function] = body
    return body
  }

  /// Copies an assignment of a task to the line before its start; nil where the task does not always make it, or where its
  /// value may be another one there.
  mutating func fix(for lost: LostAssignment) -> Fix? {
    let facts = context.facts
    let trace = program.trace
    let start = trace.events[program.tasks[lost.task].event]
    let assigning = trace.events[lost.assignment]
    guard let index = trace.frames[assigning.frame].function, assigning.condition == start.condition,
      assigning.loops == start.loops, assigning.place.file == facts.traces.index[index].file,
      let assignment = body(of: index).ownAssignments[assigning.place.range],
      isSameBefore(assignment, in: index, lost), let insertion = lineBefore(start.place, of: assignment, index)
    else { return nil }
    return Fix(tier: .unsafe, message: "assign '\(assignment.name)' before the start", edits: [insertion])
  }

  /// Whether each variable in the value is one that neither the function nor the task sets.
  private mutating func isSameBefore(
    _ assignment: Assignment, in function: FunctionIndex, _ lost: LostAssignment
  ) -> Bool {
    guard !assignment.isAppending, assignment.subscriptWord == nil, case .word(let word) = assignment.value,
      let names = word.plainVariables
    else { return false }
    let setByTask = setByTasks[program.tasks[lost.task].event] ?? []
    let setByFunction = body(of: function).setVariables
    return names.allSatisfy { !setByTask.contains($0) && !setByFunction.contains($0) }
  }

  /// The assignment on a line of its own before the start; nil where the start does not begin its line.
  private func lineBefore(_ start: Place, of assignment: Assignment, _ function: FunctionIndex) -> Fix.Edit? {
    let facts = context.facts
    guard start.file != facts.traces.index.modelScript else { return nil }
    let source = facts.traces.index.source.scripts[start.file.value].source
    let line = source.lines.range(ofLine: source.lines.line(at: start.range.lowerBound))
    let indentation = line.lowerBound..<start.range.lowerBound
    guard source.bytes[indentation].allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else { return nil }
    let text = facts.traces.index.source.scripts[facts.traces.index[function].file.value].source.text(assignment.range)
    return Fix.Edit(
      path: source.path,
      edit: SourceEdit(range: line.lowerBound..<line.lowerBound, text: "\(source.text(indentation))\(text)\n"))
  }
}

extension CompoundCommand {
  /// The assignments of which a statement of the body itself consists, each by its place.
  fileprivate var ownAssignments: [SourceRange: Assignment] {
    guard case .group(let statements) = kind else { return [:] }
    var result: [SourceRange: Assignment] = [:]
    for statement in statements {
      guard case .simple(let command) = statement.command, command.words.isEmpty, command.redirections.isEmpty,
        command.assignments.count == 1
      else { continue }
      result[command.range] = command.assignments[0]
    }
    return result
  }

  /// The variables that some command of the body sets, local ones included.
  fileprivate var setVariables: Set<String> {
    var collector = SetVariables()
    collector.walk(self)
    return collector.names
  }
}

/// The names that a text assigns, declares or reads into; each word that could be a name counts.
private struct SetVariables: SyntaxVisitor {
  var names: Set<String> = []

  mutating func visit(_ command: SimpleCommand) {
    names.formUnion(command.assignments.map(\.name))
    for word in command.words {
      guard let text = word.parts.first?.literalText else { continue }
      names.insert(String(text.prefix { $0 != "=" }))
    }
  }

  mutating func visit(_ compound: CompoundCommand) {
    if case .forLoop(let loop) = compound.kind { names.insert(loop.variable) }
  }
}

extension Word {
  /// The variables in a word of known text and plain variables; nil for any other.
  fileprivate var plainVariables: [String]? { parts.plainVariables }
}

extension [WordPart] {
  fileprivate var plainVariables: [String]? {
    var names: [String] = []
    for part in self {
      switch part {
      case .literal, .singleQuoted: continue
      case .doubleQuoted(let inner, _):
        guard let more = inner.plainVariables else { return nil }
        names += more
      case .parameter(let expansion):
        guard case .value = expansion.operation, expansion.subscriptWord == nil, expansion.name.isName,
          expansion.name != "_"
        else {
          return nil
        }
        names.append(expansion.name)
      case .commandSubstitution, .arithmetic, .processSubstitution, .braceList, .braceRange, .array, .unparsed:
        return nil
      }
    }
    return names
  }
}
