import DataFlow
import ShellSyntax
import SourceText

/// Functions, sourced files and programs: bodies with arguments and ways out of their own.
extension Unfolder {
  /// What comes back when a scope is closed.
  struct OpenedScope: Sendable {
    let kind: CallFrame.Kind
    let takesCallersArguments: Bool
    let source: SourceFile
    let codePlace: Place?
    let openLoops: [OpenLoop]
    let shellState: ShellState
    let workingDirectory: SymbolicString?
    let condition: Formula
  }

  /// Runs the body as a function or a sourced file: with its own arguments, until it returns.
  mutating func inScope(
    _ kind: CallFrame.Kind, name: String, file: FileIndex, function: FunctionIndex?, arguments: [Slot]?,
    at place: Place?,
    hasUnknownArguments: Bool = false, _ body: (inout Unfolder) -> Void
  ) {
    let opened = openScope(
      kind, name: name, file: file, function: function, arguments: arguments, at: place,
      hasUnknownArguments: hasUnknownArguments)
    body(&self)
    close(opened)
  }

  mutating func openScope(
    _ kind: CallFrame.Kind, name: String, file: FileIndex, function: FunctionIndex?, arguments: [Slot]?,
    at place: Place?, hasUnknownArguments: Bool = false
  ) -> OpenedScope {
    let parent = scopes.last?.frame
    frames.append(
      CallFrame(
        kind: kind, name: name, file: file, function: function, parent: parent, callPlace: place, depth: scopes.count))
    let opened = OpenedScope(
      kind: kind, takesCallersArguments: arguments == nil, source: source, codePlace: codePlace, openLoops: openLoops,
      shellState: shellState, workingDirectory: workingDirectory, condition: condition)
    source = index.source.scripts[file.value].source
    codePlace = nil
    if function != nil {
      openLoops = openLoops.map { OpenLoop(record: $0.record, environmentDepth: $0.environmentDepth, process: -1) }
    }
    let told = arguments.map(told)
    scopes.append(
      Scope(
        frame: frames.count - 1, file: file, function: function, environmentDepth: environment.depth, process: process,
        arguments: told?.known ?? scopes.last?.arguments ?? [],
        hasUnknownArguments: hasUnknownArguments || told?.hasMore == true
          || (arguments == nil && scopes.last?.hasUnknownArguments == true)))
    environment.push()
    return opened
  }

  mutating func close(_ opened: OpenedScope) {
    if opened.kind == .function, depth.isWhole {
      recordStateChanges(since: opened.shellState, from: opened.workingDirectory, when: opened.condition)
    }
    let scope = scopes.removeLast()
    var changes = environment.pop()
    var outcomes = scope.outcomes
    for local in scope.locals { changes[local] = nil }
    outcomes = outcomes.map { outcome in
      Outcome(condition: outcome.condition, changes: outcome.changes.filter { !scope.locals.contains($0.key) })
    }
    join(outcomes + [Outcome(condition: condition, changes: changes)])
    openLoops = opened.openLoops
    cutsOff = false
    (source, codePlace) = (opened.source, opened.codePlace)
    // `set --` in a file that was sourced without arguments sets those of its caller.
    if opened.takesCallersArguments, opened.kind == .sourcedFile, !scopes.isEmpty {
      self.scope.arguments = scope.arguments
    }
  }
}
