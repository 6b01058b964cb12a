import ShellSyntax
import SourceText

/// Where in the text a wait can be inserted: at the beginning of a line.
struct WaitAnchor: Hashable {
  /// The offset of the line before which the wait stands.
  let offset: Int
  let indentation: String

  /// The place before a statement; nil where something else stands on its line.
  init?(before statement: Statement, after start: Int, in script: Script) {
    let source = script.source
    let line = source.lines.line(at: statement.range.lowerBound)
    guard let lead = source.indentation(before: statement.range.lowerBound), source.lines.starts[line] > start else {
      return nil
    }
    let top = start < 0 ? 0 : source.lines.line(at: start) + 1
    offset = source.lines.starts[source.firstLine(ofCommentsAbove: line, notAbove: top)]
    indentation = lead
  }

  /// The place after the last statement of a list; nil where something else stands on its line.
  init?(after statement: Statement, in script: Script) {
    let source = script.source
    let line = source.lines.line(at: max(statement.range.lowerBound, statement.range.upperBound - 1))
    let range = source.lines.range(ofLine: line)
    let rest = source.text(statement.range.upperBound..<max(statement.range.upperBound, range.upperBound))
    let tail = rest.drop { $0 == " " || $0 == "\t" || $0 == ";" }
    guard let lead = source.indentation(before: statement.range.lowerBound),
      tail.first == nil || tail.first?.isNewline == true || tail.first == "#",
      range.upperBound > 0, source.bytes[range.upperBound - 1] == 0x0A,
      !source.text(statement.range).contains("<<")
    else { return nil }
    offset = range.upperBound
    indentation = lead
  }
}

extension Command {
  /// Whether its failure, as the last one of a list, would be hidden by a wait after it.
  var maySucceedOnlyInPart: Bool {
    switch self {
    case .andOrList, .pipeline, .unparsed, .coprocess: true
    case .simple(let command): ["test", "[", "return", "false", "grep"].contains(command.literalName ?? "")
    case .compound(let compound):
      switch compound.kind {
      case .arithmetic, .conditional, .subshell: true
      case .group(let body): body.last?.command.maySucceedOnlyInPart ?? false
      case .ifClause(let clause):
        clause.branches.contains { $0.body.last?.command.maySucceedOnlyInPart ?? false }
          || clause.elseBody?.last?.command.maySucceedOnlyInPart ?? false
      case .caseClause(let clause): clause.items.contains { $0.body.last?.command.maySucceedOnlyInPart ?? false }
      case .whileLoop(let loop): loop.body.last?.command.maySucceedOnlyInPart ?? false
      case .forLoop(let loop): loop.body.last?.command.maySucceedOnlyInPart ?? false
      case .arithmeticFor(let loop): loop.body.last?.command.maySucceedOnlyInPart ?? false
      }
    case .functionDefinition: false
    }
  }
}
