/// A place behind which something was not looked at, because a bound on the work or on what is kept was reached.
///
/// What is cut is unknown from there on: it may be anything, and what is missing in it proves nothing.
package struct Cut: Hashable, Sendable {
  package enum Kind: Sendable {
    /// More words than are told apart one by one: braces, numbers in a row, an array.
    case words
    /// A text that is longer than what is kept of texts.
    case text
    /// More rounds of loops than are followed one by one.
    case rounds
    /// Calls within calls, deeper than they are followed.
    case calls
    /// More work than one program is worth: the rest of it is not followed.
    case work
    /// More conditions than can be kept apart: the rest of the program is not followed.
    case conditions
    /// More pairs of accesses that may happen in parallel than are compared.
    case comparisons
  }

  package let kind: Kind
  package let place: Place

  package init(_ kind: Kind, at place: Place) {
    self.kind = kind
    self.place = place
  }

  /// Whether what would have run is missing, and not only unknown.
  package var losesEvents: Bool {
    switch kind {
    case .words, .text, .rounds, .comparisons: false
    case .calls, .work, .conditions: true
    }
  }
}

/// The cuts of one program, each once.
package struct Cuts: Sendable {
  package private(set) var all: [Cut] = []
  private var known: Set<Cut> = []

  /// Past so many nobody wants to read on.
  private static let maximum = 64

  package init() {}

  package mutating func note(_ cut: Cut) {
    guard all.count < Self.maximum || cut.losesEvents, known.insert(cut).inserted else { return }
    all.append(cut)
  }

  mutating func append(_ others: Cuts) { for cut in others.all { note(cut) } }

  func moved(by change: ProgramChange) -> Cuts {
    var result = Cuts()
    for cut in all { result.note(Cut(cut.kind, at: change.moved(cut.place))) }
    return result
  }

  /// Whether something that would have run is missing.
  package var loseEvents: Bool { all.contains(where: \.losesEvents) }

  package var isEmpty: Bool { all.isEmpty }
}
