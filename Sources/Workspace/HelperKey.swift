/// The keys of a table `[helpers.NAME]` and of the tables within it, each with its shape and what it means.
package enum HelperKey: String, Sendable, CaseIterable {
  case `in`
  case when
  case options
  case reads
  case writes
  case adds
  case uses
  case restarts
  case stops
  case locks
  case runs
  case runsText = "runs-text"
  case prints
  case assigns
  case ends
  case fails
  case readsInput = "reads-input"
  case needsTerminal = "needs-terminal"
  case polls
  case unknown
  case cost
  case cases
  case also
  case because

  package enum Shape: Sendable, Equatable {
    case text, truth, texts
    case oneOf([String])
    /// Tables with the same keys.
    case parts
  }

  package var shape: Shape {
    switch self {
    case .in, .when, .reads, .writes, .adds, .uses, .restarts, .stops, .locks, .assigns: .texts
    case .options, .runs, .runsText, .prints, .because: .text
    case .fails, .readsInput, .needsTerminal, .polls, .unknown: .truth
    case .ends: .oneOf(["never", "may", "always"])
    case .cost: .oneOf(["instant", "short", "seconds", "long"])
    case .cases, .also: .parts
    }
  }

  /// The member of a model of the same meaning.
  var member: String {
    switch self {
    case .runsText: "runsText"
    case .readsInput: "readsInput"
    case .needsTerminal: "needsTerminal"
    case .in, .when, .options, .reads, .writes, .adds, .uses, .restarts, .stops, .locks, .runs, .prints, .assigns,
      .ends, .fails, .polls, .unknown, .cost, .cases, .also, .because:
      rawValue
    }
  }

  package var meaning: String {
    switch self {
    case .in: "Ends of the paths of the files that define the function; without, any file's function is meant."
    case .when: "Conditions of a case: '-i|--quiet', '$2', '$1=clone|http*', each also after '!'."
    case .options: "The options, as in '-q -o,--output: -i,--in-place?'; a colon where one takes a value."
    case .reads: "What it reads, as in 'file:$1'."
    case .writes: "What it changes."
    case .adds: "What it puts beside what is there, in any order."
    case .uses: "The services that have to answer."
    case .restarts: "The services that are down for a moment."
    case .stops: "The services that are down from then on."
    case .locks: "What only one may hold at a time, as in 'package-manager:system'."
    case .runs: "The operands that are a command which it runs, as in '$2..'."
    case .runsText: "A line of shell that it runs."
    case .prints: "What it prints."
    case .assigns: "Variables of its caller that it sets."
    case .ends: "Whether it ends the shell that runs it."
    case .fails: "false where it cannot fail."
    case .readsInput: "Whether it reads standard input."
    case .needsTerminal: "Whether it needs a terminal."
    case .polls: "Whether it lets time pass until something else has happened."
    case .unknown: "Whether it does more than is said here."
    case .cost: "How long it takes: below 10 ms, below a second, seconds, tens of seconds and more."
    case .cases: "Parts of which the first counts whose 'when' holds; the last may do without."
    case .also: "Parts of which each counts whose 'when' holds."
    case .because: "Why it is so."
    }
  }
}
