import ShellProgram
import ShellSyntax

/// Variables that functions read which are not followed, since models tell what they do: who calls them is not told.
struct HiddenReads {
  /// A function that reads each variable.
  private var readers: [String: String] = [:]
  private let index: ProgramIndex

  init(_ traces: ProgramTraces) {
    let index = traces.index
    self.index = index
    var followed: Set<FunctionIndex> = []
    for trace in traces.traces { followed.formUnion(trace.frames.compactMap(\.function)) }
    var called: Set<String> = []
    for facts in index.scripts.map(\.topLevel) { called.formUnion(facts.calledNames) }
    for function in followed { called.formUnion(index[function].facts.calledNames) }
    var pending = called
    var seen: Set<String> = []
    while let name = pending.popFirst() {
      guard seen.insert(name).inserted else { continue }
      for function in index.functionsByName[name] ?? [] where !followed.contains(function) {
        pending.formUnion(index[function].facts.calledNames)
        var reads = FunctionReads()
        reads.walk(index[function].definition.body)
        for variable in reads.read.subtracting(reads.own) where (readers[variable] ?? "~") > name {
          readers[variable] = name
        }
      }
    }
  }
}

extension HiddenReads {
  /// Whether one of them reads a variable of that name.
  func mayRead(_ name: String) -> Bool { readers[name] != nil }

  /// A function that is not followed and reads a variable which code that is followed assigns; what such functions
  /// assign themselves is their own affair.
  func reader(of variable: VariableUse, assignedAt event: Int, _ trace: ProgramTrace) -> String? {
    guard variable.owner == nil, let reader = readers[variable.name] else { return nil }
    let frame = trace.frames[trace.events[event].frame]
    let facts = frame.function.map { index[$0].facts } ?? index.scripts[frame.file.value].topLevel
    return facts.assignedVariables.contains(variable.name) ? reader : nil
  }
}

/// The variables that a function reads, and those that it sets or declares.
private struct FunctionReads: SyntaxVisitor {
  var read: Set<String> = []
  var own: Set<String> = []

  mutating func visit(_ expansion: ParameterExpansion) { read.insert(expansion.name) }

  mutating func visit(_ expression: ArithmeticExpression) { read.formUnion(expression.reads) }

  mutating func visit(_ compound: CompoundCommand) {
    if case .forLoop(let loop) = compound.kind { own.insert(loop.variable) }
  }

  mutating func visit(_ command: SimpleCommand) {
    guard ["local", "declare", "typeset", "read"].contains(command.literalName ?? "") else { return }
    own.formUnion(command.words.dropFirst().compactMap(\.literalText))
    for assignment in command.declarations { own.insert(assignment.name) }
  }
}
