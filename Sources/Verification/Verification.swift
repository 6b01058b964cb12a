/// Runs two versions of a program in a mock world and compares them: the original serially, the changed version serially,
/// and the changed version in parallel, with other delays for each seed.
///
/// Nothing outside a temporary directory is touched, and nothing is left of it. The changed version gets the runtime
/// library of the options; an original that has tasks already gets one that runs each where it is started.
package func verify(original: ScriptSet, changed: ScriptSet, entry: String, options: VerificationOptions)
  throws(VerificationError) -> Verdict
{
  guard original.scripts[entry] != nil, changed.scripts[entry] != nil else { throw .missingEntry(entry) }
  let original = original.furnished(options, entry: entry)
  let changed = changed.furnished(options, entry: entry)
  let world = try MockWorld(options)
  let serialRuntime = [options.runtimePath: WorldFiles.text(of: "serial")]
  let before = original.scripts[options.runtimePath] == nil ? original : original.replacing(serialRuntime)
  let parallelRuntime = [options.runtimePath: options.runtime + WorldFiles.text(of: "marks")]
  let after = changed.replacing(parallelRuntime)
  let serialSeed = options.isSerialDelayed ? 3 : 0

  var collector = Collector()
  let reference = try world.run(before, entry: entry, isParallel: false, seed: serialSeed)
  if reference.ending.isTimedOut { throw .originalTimedOut(seconds: Int(options.timeLimit)) }
  collector.add(.originalSerial, reference, [])
  let repeated = try world.run(before, entry: entry, isParallel: false, seed: 0)
  let comparison = Comparison(reference: reference, repeated: repeated, options: options)

  // What tasks do wrong that the original has already is not held against the change.
  var known: Set<Verdict.Difference> = []
  if options.isOriginalTrusted, original.scripts[options.runtimePath] != nil {
    let own = original.replacing(parallelRuntime)
    for seed in 1...max(1, options.seeds) {
      let run = try world.run(own, entry: entry, isParallel: true, seed: seed)
      known.formUnion(comparison.differences(in: run, isParallel: true))
      if run.ending.isTimedOut { break }
    }
  }

  let serial = try world.run(after, entry: entry, isParallel: false, seed: serialSeed)
  collector.add(.changedSerial, serial, comparison.differences(in: serial, isParallel: false))
  var spans: [TaskSpan] = []
  for seed in 1...max(1, options.seeds) {
    let run = try world.run(after, entry: entry, isParallel: true, seed: seed)
    spans += run.spans
    let differences = comparison.differences(in: run, isParallel: true).filter { !known.contains($0) }
    collector.add(.changedParallel(seed: seed), run, differences)
    // A run that hangs costs its whole time, and the next one would hang too.
    if run.ending.isTimedOut { break }
  }
  var verdict = collector.verdict
  verdict.hasEqualDelays = options.isSerialDelayed
  verdict.reach = Reach(reference: reference, spans: spans, planned: options.plannedTasks)
  verdict.breaches = world.breaches
  verdict.hidesFiles = world.hidesFiles
  return verdict
}

/// Gathers what the runs show, each difference once.
private struct Collector {
  private var observations: [Verdict.Observation] = []
  private var measures: [Verdict.Measure] = []
  private var indices: [Verdict.Difference: Int] = [:]

  mutating func add(_ label: Verdict.Run, _ run: MockWorld.Run, _ differences: [Verdict.Difference]) {
    measures.append(
      Verdict.Measure(
        run: label, seconds: run.ending.seconds, status: run.ending.status, commands: run.commands.count,
        lastOutput: run.output.suffix(10)))
    var seen: Set<Verdict.Difference> = []
    for difference in differences where seen.insert(difference).inserted {
      if let index = indices[difference] {
        observations[index].count += 1
      } else {
        indices[difference] = observations.count
        observations.append(Verdict.Observation(difference: difference, run: label, count: 1))
      }
    }
  }

  var verdict: Verdict { Verdict(observations: observations, measures: measures) }
}
