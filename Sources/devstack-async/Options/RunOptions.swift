internal import ArgumentParser
internal import EffectModels
internal import Verification
internal import Workspace

/// How scripts are run in the mock world.
struct RunOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How many parallel runs, each with delays of its own.", valueName: "number"))
  var seeds = 6

  @Option(help: ArgumentHelp("How long each run may take.", valueName: "seconds"))
  var timeLimit = 300

  @Option(
    help: ArgumentHelp(
      "What commands answer: PATTERN=STATUS:TEXT.", valueName: "pattern"))
  var answer: [String] = []

  @Option(help: ArgumentHelp("The local.conf of the runs, in the place of the tree's or ours.", valueName: "file"))
  var localConf: String?

  @Option(
    help: ArgumentHelp("Leave there what the runs printed, and the commands that they issued.", valueName: "folder"))
  var keep: String?

  @Flag(help: "Run the scripts even where nothing keeps them from changing the machine.")
  var unconfined = false

  func validate() throws {
    if seeds < 1 { throw ValidationError("--seeds is at least 1.") }
    if timeLimit < 1 { throw ValidationError("--time-limit is at least 1.") }
  }

  /// Fills in what the command line says.
  func apply(to options: inout VerificationOptions) throws {
    options.seeds = seeds
    options.timeLimit = Double(timeLimit)
    options.mayBeUnconfined = unconfined
    options.answers = try answer.map(Self.parsed)
    options.keptDirectory = keep
    // What models know is installed, as far as it is no name of a builtin or a pattern.
    options.commands = CommandModels.builtIn.names.filter {
      $0.utf8.count > 1 && !$0.contains("*") && !$0.contains("/")
    }
    if let localConf {
      options.localConf = String(decoding: try FileSystem.read(localConf), as: UTF8.self)
    }
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

  /// An answer as it is typed.
  private static func parsed(_ text: String) throws -> VerificationOptions.Answer {
    guard let equal = text.lastIndex(where: { $0 == "=" }) else { throw CommandFailure(reason(text)) }
    let rest = text[text.index(after: equal)...].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let status = rest.first.flatMap({ Int32($0) }) else { throw CommandFailure(reason(text)) }
    return .init(String(text[..<equal]), status: status, text: rest.count > 1 ? String(rest[1]) : "")
  }

  private static func reason(_ text: String) -> String {
    "--answer \(text): not of the form PATTERN=STATUS:TEXT, as in 'ip *route*=0:default via 192.0.2.1 dev eth0'"
  }
}
