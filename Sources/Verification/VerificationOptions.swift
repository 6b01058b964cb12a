/// How the mock world is furnished, and how often it is tried.
package struct VerificationOptions: Sendable {
  /// What a command answers: the first pattern of bash that matches its words counts.
  package struct Answer: Sendable {
    package let pattern: String
    package let status: Int32
    package let text: String

    package init(_ pattern: String, status: Int32 = 0, text: String = "") {
      self.pattern = pattern
      self.status = status
      self.text = text
    }
  }

  /// The text of the runtime library that the changed scripts use, and where it goes.
  package var runtime: String
  package var runtimePath = "inc/async"
  /// How many parallel runs there are, each with delays of its own.
  package var seeds = 6
  /// How long each run may take.
  package var timeLimit = 30.0
  /// The longest ordinary delay of a command in a parallel run, in milliseconds; one of four takes four times as long.
  package var delay = 20
  /// Whether the serial runs are slowed as the parallel run with seed 3 is: for measuring, not needed for a verdict.
  package var isSerialDelayed = false
  /// Whether the change starts steps above others: then also its serial run may issue commands in another order, as long
  /// as conflicting accesses keep theirs.
  package var mayReorder = false
  /// How often the change may issue a command once more, which then finds done what it did before.
  package var repetitions = 0
  package var arguments: [String] = []
  /// Added to the environment of the scripts. `DEST` is `/opt/stack` unless it says otherwise.
  package var environment: [String: String] = [:]
  package var answers: [Answer] = []
  /// What is in files of checkouts that tools read, by the names of their directories and their paths below these: other
  /// files have one line that says their name.
  package var checkouts: [String: String] = [
    "requirements/global-requirements.txt": WorldFiles.requirements
  ]
  /// Commands that have to be in `PATH`, beyond the usual ones.
  package var commands: [String] = []
  /// What a command accesses.
  package var accesses: @Sendable (CommandRecord) -> [ResourceAccess] = StandardAccesses.of
  /// Paths below these are not compared, nor is anything that ends in `.log`. They are paths of the mock world.
  package var ignoredPaths = ["opt/stack/logs", "tmp"]
  /// The shell that runs the scripts.
  package var bash = "/bin/bash"
  /// Whether scripts are run although nothing keeps them inside.
  package var mayBeUnconfined = false
  /// Walls that are left out, for trials.
  var missingWalls: Confinement.Walls = []
  /// Bytes of memory that the processes of a run may take together, less of it for trials.
  var memory = RunLimits.wholeMemory
  /// Where the temporary directory is made.
  package var temporaryDirectory = "/tmp"

  package init(runtime: String) { self.runtime = runtime }
}
