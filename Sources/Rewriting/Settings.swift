import DataFlow
import ShellProgram
import TaskAnalysis

/// Which values are a user's settings: those with which variables come in that have a default in the scripts.
struct Settings {
  /// Whether settings are taken to keep apart what the defaults keep apart.
  let areTrusted: Bool
  /// The texts that the scripts assign to each variable, where they stand there.
  private let defaults: [String: [String]]
  private let variables: [String?]
  /// What is known of each symbol, by its index.
  private let known: [(isFree: Bool, isFresh: Bool)]

  init(_ traces: ProgramTraces, areTrusted: Bool) {
    self.areTrusted = areTrusted
    var assigned: Set<String> = []
    for facts in traces.index.scripts.lazy.flatMap(\.all) { assigned.formUnion(facts.assignedVariables) }
    var texts: [String: Set<String>] = [:]
    for facts in traces.index.scripts.lazy.flatMap(\.all) {
      texts.merge(facts.literalAssignments) { $0.union($1) }
    }
    defaults = texts.mapValues { $0.sorted() }
    variables = traces.symbols.map { $0.description.hasPrefix("$") ? Self.variable($0.description) : nil }
    known = traces.symbols.map { entry in
      let isFree =
        entry.isConstant && entry.domain == nil && entry.description.hasPrefix("$")
        && assigned.contains(Self.variable(entry.description))
      return (isFree, entry.isFresh)
    }
  }

  /// The variable in `$NAME` or `${NAME[KEY]}`.
  private static func variable(_ description: String) -> String {
    guard description.hasPrefix("${") else { return String(description.dropFirst()) }
    return String(description.dropFirst(2).prefix { $0 != "[" })
  }

  /// Whether a symbol is the value with which a variable came in that has a default in the scripts.
  func isFree(_ symbol: Symbol) -> Bool { known[Int(symbol.index)].isFree }

  /// Whether a symbol is a setting, and what settings keep apart by default is taken to be apart.
  func isSetting(_ symbol: Symbol) -> Bool { areTrusted && (isFree(symbol) || variables[Int(symbol.index)] == "HOME") }

  /// The texts that the scripts give to a setting; none where they compute them.
  func defaults(of symbol: Symbol) -> [String] {
    guard isSetting(symbol), let variable = variables[Int(symbol.index)] else { return [] }
    return defaults[variable] ?? []
  }

  /// Whether a symbol stands for a path that is made anew each time that its command runs.
  func isFresh(_ symbol: Symbol) -> Bool { known[Int(symbol.index)].isFresh }

  /// Whether all that is not known of a command is its name, which a user would have to set: another program of that kind
  /// does what the one does that the scripts name by default.
  func isNamedByUser(_ command: ExecutedCommand) -> Bool { command.words.first?.symbol.map(isSetting) ?? false }
}
