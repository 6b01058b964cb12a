internal import ArgumentParser
internal import AsyncRuntime
internal import Verification

/// `verify [--against TREE] [TREE]`: runs two versions of a tree in the mock world and compares what they do.
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Run a devstack tree in a mock world, serially and in parallel, and compare what it does.",
    usage: "devstack-async verify [<options>] [--against <folder>] [<folder>]",
    discussion: CommandPages.verify.help)

  @Argument(help: ArgumentHelp("The tree that has tasks.", valueName: "folder"))
  var tree = "."

  @Option(
    help: ArgumentHelp("Compare with this tree instead of the same one without parallelism.", valueName: "folder"))
  var against: String?

  @OptionGroup var runs: RunOptions

  @Option(help: ArgumentHelp("Where the runtime library is, relative to the tree.", valueName: "path"))
  var runtime = "inc/async"

  @Flag(name: .shortAndLong, help: "No verdict; the status says it.")
  var quiet = false

  func run() throws {
    var options = VerificationOptions(runtime: RuntimeLibrary.text)
    options.runtimePath = runtime
    options.isOriginalTrusted = against != nil
    try runs.apply(to: &options)
    let verdict = try RunOptions.verdict { () throws(VerificationError) in
      let changed = try ScriptSet(directory: tree)
      let original = try against.map { path throws(VerificationError) in try ScriptSet(directory: path) } ?? changed
      return try Verification.verify(original: original, changed: changed, entry: "stack.sh", options: options)
    }
    if !quiet { StandardStreams.write(verdict.report) }
    if !verdict.reach.isEnough { throw ExitCodes.failure }
    if !verdict.isEquivalent { throw ExitCodes.findings }
  }
}
