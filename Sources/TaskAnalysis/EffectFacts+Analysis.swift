import DataFlow
package import ShellProgram

extension EffectFacts {
  /// Follows the programs that start tasks once more, from the first start on with all that they do; nil where none does.
  ///
  /// - Parameter expected: what was found for the programs that were expected to start tasks; it is used if they are those.
  package init?(of tasks: TaskFacts, expected: EffectFacts? = nil) {
    let starting = tasks.traces.traces.filter { trace in
      trace.events.contains { if case .start = $0.kind { true } else { false } }
    }
    guard !starting.isEmpty else { return nil }
    let entries = starting.map(\.entry)
    if let expected, expected.traces.traces.map(\.entry) == entries {
      self = expected
    } else {
      self.init(ProgramTraces(tasks.traces.index, entries: entries, depth: .effectsBesideTasks))
    }
  }

  /// The effects of the program that is most likely the only one to start tasks: worked out before it is known whether it
  /// does. Nil where there is none.
  package init?(expectedOf index: ProgramIndex) {
    guard let entry = index.likelyStartingProgram else { return nil }
    self.init(ProgramTraces(index, entries: [entry], depth: .effectsBesideTasks))
  }

  /// Judges the programs of traces that have effects written down.
  package init(_ traces: ProgramTraces) {
    var space = traces.formulas
    programs = traces.traces.map { trace in
      var analysis = EffectAnalysis(trace, traces, space: space)
      let effects = analysis.effects()
      space = analysis.space
      return effects
    }
    formulas = space
    self.traces = traces
  }
}
