import Findings
import ShellProgram
import ShellSyntax
import SourceText
import TaskAnalysis

/// The mend of a lost assignment whose value does not depend on the task: it is made before the start as well.
extension LintContext {
  /// Copies an assignment of a task to the line before its start; nil where the task does not always make it, or where its
  /// value may be another one there.
  func hoistingAssignment(_ lost: LostAssignment, in program: ProgramEffects) -> Fix? {
    let trace = program.trace
    let start = trace.events[program.tasks[lost.task].event]
    let assigning = trace.events[lost.assignment]
    guard let index = trace.frames[assigning.frame].function, assigning.condition == start.condition,
      assigning.loops == start.loops, assigning.place.file == facts.traces.index[index].file,
      let assignment = facts.traces.index[index].definition.body.ownAssignment(at: assigning.place.range),
      isSameBefore(assignment, in: index, lost, program), let insertion = lineBefore(start.place, of: assignment, index)
    else { return nil }
    return Fix(tier: .unsafe, message: "assign '\(assignment.name)' before the start", edits: [insertion])
  }

  /// Whether each variable in the value is one that neither the function nor the task sets.
  private func isSameBefore(
    _ assignment: Assignment, in function: FunctionIndex, _ lost: LostAssignment, _ program: ProgramEffects
  ) -> Bool {
    guard !assignment.isAppending, assignment.subscriptWord == nil, case .word(let word) = assignment.value,
      let names = word.plainVariables
    else { return false }
    var set = facts.traces.index[function].definition.body.setVariables
    let trace = program.trace
    for (index, event) in trace.events.enumerated() {
      guard program.starts(around: index).contains(program.tasks[lost.task].event),
        case .effect(.assignment(let variable, _)) = event.kind
      else { continue }
      set.insert(variable.name)
    }
    return names.allSatisfy { !set.contains($0) }
  }

  /// The assignment on a line of its own before the start; nil where the start does not begin its line.
  private func lineBefore(_ start: Place, of assignment: Assignment, _ function: FunctionIndex) -> Fix.Edit? {
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
  /// The one assignment that a statement of the body itself consists of, at a place.
  fileprivate func ownAssignment(at place: SourceRange) -> Assignment? {
    guard case .group(let statements) = kind else { return nil }
    for statement in statements {
      guard case .simple(let command) = statement.command, command.range == place, command.words.isEmpty,
        command.redirections.isEmpty, command.assignments.count == 1
      else { continue }
      return command.assignments[0]
    }
    return nil
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
