import DataFlow
import ShellProgram
import TaskAnalysis

/// Which values are a user's settings: those with which variables come in that have a default in the scripts.
struct Settings {
  /// Whether settings are taken to keep apart what the defaults keep apart.
  let areTrusted: Bool
  /// What is known of each symbol, by its index.
  private let known: [(isFree: Bool, isFresh: Bool)]

  init(_ traces: ProgramTraces, areTrusted: Bool) {
    self.areTrusted = areTrusted
    var assigned: Set<String> = []
    for facts in traces.index.scripts.lazy.flatMap(\.all) { assigned.formUnion(facts.assignedVariables) }
    known = traces.symbols.map { entry in
      let isFree =
        entry.isConstant && entry.domain == nil && entry.description.hasPrefix("$")
        && assigned.contains(String(entry.description.dropFirst()))
      return (isFree, entry.isFresh)
    }
  }

  /// Whether a symbol is the value with which a variable came in that has a default in the scripts.
  func isFree(_ symbol: Symbol) -> Bool { known[Int(symbol.index)].isFree }

  /// Whether a symbol is a setting, and what settings keep apart by default is taken to be apart.
  func isSetting(_ symbol: Symbol) -> Bool { areTrusted && isFree(symbol) }

  /// Whether a symbol stands for a path that is made anew each time that its command runs.
  func isFresh(_ symbol: Symbol) -> Bool { known[Int(symbol.index)].isFresh }

  /// Whether all that is not known of a command is its name, which a user would have to set: another program of that kind
  /// does what the one does that the scripts name by default.
  func isNamedByUser(_ command: ExecutedCommand) -> Bool { command.words.first?.symbol.map(isSetting) ?? false }
}
