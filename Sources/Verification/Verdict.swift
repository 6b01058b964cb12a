/// What came of running two versions of a program in the mock world.
package struct Verdict: Sendable {
  /// One run.
  package enum Run: Sendable, Hashable {
    case originalSerial
    case changedSerial
    case changedParallel(seed: Int)
  }

  /// How long one run took, and how it ended.
  package struct Measure: Sendable {
    package let run: Run
    package let seconds: Double
    package let status: Int32
    package let commands: Int
    /// The last lines that it printed.
    package let lastOutput: [String]
  }

  /// One side of a conflict.
  package struct Site: Sendable, Hashable {
    /// Empty for the foreground.
    package let task: String
    package let command: String

    package init(task: String, command: String) {
      self.task = task
      self.command = command
    }
  }

  /// Something in which the two versions differ.
  package enum Difference: Sendable, Hashable {
    case timedOut(seconds: Int)
    case exitStatus(expected: Int32, found: Int32)
    /// A command that the original issues so many times more.
    case missingCommand(String, count: Int)
    /// A command that the changed version issues so many times more.
    case extraCommand(String, count: Int)
    /// A process that issues a command earlier or later than the serial run does.
    case reorderedCommand(Site)
    case missingFile(String)
    case extraFile(String)
    /// The first lines that differ; nil where a file ends, or is no text.
    case changedFile(String, expected: String?, found: String?)
    case missingOutput(String)
    case extraOutput(String)
    /// Two accesses to one resource that the serial run makes in this order, and that no wait keeps in it.
    case unorderedAccesses(first: Site, second: Site, resource: String)
    /// A task that nobody waited for.
    case neverAwaited(task: String)
  }

  /// A difference and the first run that showed it.
  package struct Observation: Sendable, Hashable {
    package let difference: Difference
    package let run: Run
    /// How many runs showed it.
    package var count: Int
  }

  package let observations: [Observation]
  package let measures: [Measure]
  /// Whether the serial run was slowed like the parallel run with seed 3, so that their times can be compared.
  package var hasEqualDelays = false
  /// What the scripts could do to the machine while they ran: nothing keeps them from it.
  package var breaches: [String] = []
  /// Whether the scripts could read only what they were given.
  package var hidesFiles = true

  /// How far the runs came.
  package var reach = Reach()
  /// What the original's own tasks do otherwise than its serial run.
  package var known: [Difference] = []

  /// Whether the changed version does what the original does, as far as these runs can tell.
  package var isEquivalent: Bool { observations.isEmpty }

  /// How long a kind of run took at most; nil if there was none.
  package func seconds(of isIncluded: (Run) -> Bool) -> Double? {
    measures.filter { isIncluded($0.run) }.map(\.seconds).max()
  }
}
