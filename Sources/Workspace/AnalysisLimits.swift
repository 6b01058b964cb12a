internal import Findings
internal import ShellProgram
internal import SourceText
internal import TaskAnalysis

/// Where an analysis stopped looking, in words.
enum AnalysisLimits {
  /// The limits of the cuts in the files of the program itself, each once, in order.
  static func limits(of cuts: [Cut], in index: ProgramIndex) -> [AnalysisLimit] {
    var seen: Set<AnalysisLimit> = []
    return cuts.filter { $0.place.file != index.modelScript }
      .sorted { ($0.place.file, $0.place.range.lowerBound) < ($1.place.file, $1.place.range.lowerBound) }
      .map { cut in
        let source = index.source.scripts[cut.place.file.value].source
        return AnalysisLimit(
          message(of: cut.kind), at: FileRange(path: source.path, range: source.firstLine(of: cut.place.range)))
      }
      .filter { seen.insert($0).inserted }
  }

  private static func message(of kind: Cut.Kind) -> String {
    switch kind {
    case .words: "more words than are told apart: each counts as an unknown one of them"
    case .text: "a longer text than is kept: it counts as unknown"
    case .rounds: "more rounds than are followed one by one: they are followed as one"
    case .calls: "called more often than is followed: what may be missing is not reported"
    case .work: "more work than one program is worth: not followed from here on, what may be missing is not reported"
    case .comparisons:
      "more may happen in parallel than is compared: from here on, conflicts and how many tasks run are not reported"
    case .conditions:
      "more conditions than are kept apart: not followed from here on, what may be missing is not reported"
    }
  }
}
