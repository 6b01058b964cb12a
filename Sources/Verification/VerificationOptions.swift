internal import Glibc

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
  /// The names of the tasks that the change starts, with a star for what is not known of them; empty where that is not known.
  package var plannedTasks: [String] = []
  /// Whether what the tasks of the original do wrong is left out: else a tree is compared with itself.
  package var isOriginalTrusted = true
  /// The text of `local.conf`; nil for the tree's own, or one with what devstack asks for where it has none.
  package var localConf: String?
  /// Where what runs print and do is kept; nil for nowhere.
  package var keptDirectory: String?
  /// The program that stands in for commands when it is called by their names; nil for this one.
  package var standInProgram: String?
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

  /// The program that stands in for commands: this one, or in tests the one that was built beside them.
  func standIn() throws(VerificationError) -> String {
    if let standInProgram { return standInProgram }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let own = String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    if own.hasSuffix("/devstack-async") {
      // Builds for debugging have a smaller one beside them, which starts at once.
      let small = own.dropLast("devstack-async".utf8.count) + "mock-command"
      return access(String(small), X_OK) == 0 ? String(small) : own
    }
    guard let tests = FileTree.mappedFiles().first(where: { $0.hasSuffix(".xctest") }),
      let slash = tests.lastIndex(of: "/")
    else { throw .missingProgram("mock-command") }
    return tests[..<slash] + "/mock-command"
  }
}
