internal import ArgumentParser
internal import Verification

/// How scripts are run in the mock world.
struct RunOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How many parallel runs, each with delays of its own.", valueName: "number"))
  var seeds = 6

  @Option(help: ArgumentHelp("How long each run may take.", valueName: "seconds"))
  var timeLimit = 300

  @Flag(help: "Run the scripts even where nothing keeps them from changing the machine.")
  var unconfined = false

  func validate() throws {
    if seeds < 1 { throw ValidationError("--seeds is at least 1.") }
    if timeLimit < 1 { throw ValidationError("--time-limit is at least 1.") }
  }

  /// Fills in what the command line says.
  func apply(to options: inout VerificationOptions) {
    options.seeds = seeds
    options.timeLimit = Double(timeLimit)
    options.mayBeUnconfined = unconfined
    options.temporaryDirectory = Environment.value("TMPDIR") ?? "/tmp"
  }

  /// Calls what runs scripts; its failures become those of the command, and an interruption ends the program as such.
  static func verdict(_ body: () throws(VerificationError) -> Verdict) throws -> Verdict {
    Interruption.note()
    do {
      return try body()
    } catch {
      if case .interrupted(let signal) = error { Interruption.end(by: signal) }
      throw CommandFailure("could not verify: \(error)")
    }
  }
}
