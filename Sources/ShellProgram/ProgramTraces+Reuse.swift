import ShellSyntax
import SourceText

extension ProgramTraces {
  /// These traces as those of another state of the program, where nothing that was followed has changed: only a comment, or
  /// the text of one function that was not followed, and nothing of it that was looked at. Nil elsewhere.
  func reused(for index: ProgramIndex, _ change: ProgramChange) -> ProgramTraces? {
    guard self.index.leadsAlike(index), change.isComment || isUnseen(change) else { return nil }
    return ProgramTraces(
      index: index, traces: traces.map(change.moved), formulas: formulas, symbols: symbols, atoms: atoms,
      unresolvedSources: unresolvedSources.map { $0.moved(change.moved) }, consulted: consulted,
      checkpoints: checkpoints.compactMap { $0.moved(by: change, to: index) }, isContinued: true)
  }

  private func isUnseen(_ change: ProgramChange) -> Bool {
    guard case .functions(let functions) = change.extent else { return false }
    return !functions.contains(where: consulted.functions.contains)
  }
}
