import ShellProgram
import SourceText
import TaskAnalysis

/// Lists what functions of a program do that their models leave out.
struct ModelDifferencePrinter {
  let traces: ProgramTraces

  /// How many functions were compared, then each difference with the step that does it and the call for which it does.
  func text() -> String {
    let found = ModelDifferences(traces)
    let lines = found.differences.sorted {
      ($0.function, line($0)) < ($1.function, line($1))
    }.map(line)
    let incomplete = traces.traces.contains(where: \.isIncomplete) ? ", incomplete" : ""
    let heading = "\(found.functions.count) functions compared, \(lines.count) differences\(incomplete)"
    return ([heading] + lines).asVisibleLines
  }

  private func line(_ difference: ModelDifferences.Difference) -> String {
    let effect = difference.effect.map { effect in
      let tree = effect.reach == .tree ? "/**" : ""
      return "\(effect.mode.rawValue) \(effect.kind.rawValue) \(traces.describe(effect.key))\(tree)"
    }
    return "\(difference.function): \(effect ?? "may end the shell") at \(place(difference.place)), "
      + "called at \(place(difference.call))"
  }

  private func place(_ place: Place) -> String {
    let source = traces.index.source.scripts[place.file.value].source
    return "\(source.path):\(source.lines.line(at: place.range.lowerBound) + 1)"
  }
}
