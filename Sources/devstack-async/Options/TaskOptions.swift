internal import ArgumentParser
internal import Rewriting
internal import SourceText
internal import Workspace

/// Which tasks are wanted.
struct TaskOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only these tasks.", valueName: "task"))
  var only: [String] = []

  @Option(help: ArgumentHelp("Only starts within these functions.", valueName: "name"))
  var function: [String] = []

  @Option(help: ArgumentHelp("No more tasks than these at a time.", valueName: "number"))
  var maxTasks: Int?

  @Option(help: ArgumentHelp("How many tasks the machine runs at a time.", valueName: "number"))
  var cores: Int?

  @Option(
    help: ArgumentHelp(
      "Measured durations: a log of a run, a record of the runtime (tasks.jsonl), or JSON.", valueName: "file"))
  var profile: [String] = []

  @Option(help: ArgumentHelp("Where the runtime library goes, relative to the tree.", valueName: "path"))
  var runtime = "inc/async"

  @Flag(inversion: .prefixedNo, help: "Start calls in the background, and await them before what needs them.")
  var background = true

  @Flag(inversion: .prefixedNo, help: "Start calls within functions, too.")
  var withinFunctions = true

  @Flag(inversion: .prefixedNo, help: "Have waits bring back variables that tasks set and others read.")
  var carryBack = true

  @Flag(inversion: .prefixedNo, help: "Start calls above steps that have nothing to do with them.")
  var startEarlier = true

  @Flag(
    inversion: .prefixedNo, help: "Fetch ahead what a later step downloads or clones; that step stays and finds it.")
  var prefetch = true

  @Flag(inversion: .prefixedNo, help: "Run the rounds of loops over different items beside each other.")
  var fanOut = true

  @Flag(
    inversion: .prefixedNo,
    help: "Split functions of which only the first statements have to run in the foreground.")
  var split = true

  @Flag(inversion: .prefixedNo, help: "Move waits that stand earlier than is needed to the first step that needs them.")
  var laterWaits = true

  @Flag(
    inversion: .prefixedNo,
    help: "Take it that paths which a user sets are as far apart as the defaults of the scripts.")
  var trustSettings = true

  func validate() throws {
    if let maxTasks, maxTasks < 1 { throw ValidationError("The value of '--max-tasks' must be at least 1.") }
    if let cores, cores < 1 { throw ValidationError("The value of '--cores' must be at least 1.") }
    if runtime.isEmpty || runtime.hasPrefix("/") || runtime.split(separator: "/").contains("..") {
      throw ValidationError("The value of '--runtime' must be a path within the tree.")
    }
  }

  /// - Parameter measured: the logs that `profile` names.
  func planOptions(_ measured: MeasuredRuns) -> PlanOptions {
    var options = PlanOptions()
    options.only = Set(only)
    options.functions = Set(function)
    options.runtimePath = runtime
    options.trustsSettings = trustSettings
    if let maxTasks { options.maximumTasks = maxTasks }
    if let cores { options.cores = cores }
    if !background { options.transformations.remove(.background) }
    if !withinFunctions { options.transformations.remove(.withinFunctions) }
    if !carryBack { options.transformations.remove(.carryBack) }
    if !startEarlier { options.transformations.remove(.startEarlier) }
    if !prefetch { options.transformations.remove(.prefetch) }
    if !fanOut { options.transformations.remove(.fanOut) }
    if !split { options.transformations.remove(.split) }
    if !laterWaits { options.transformations.remove(.laterWaits) }
    options.profile = measured.seconds
    return options
  }
}
