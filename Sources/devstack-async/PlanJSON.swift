internal import JSON
internal import Rewriting
internal import ShellProgram
internal import SourceText
internal import Workspace

/// A plan as the JSON document that other tools read.
struct PlanJSON {
  let plan: Plan
  let traces: ProgramTraces
  let changes: [ParallelizeRun.Change]

  var value: JSONValue {
    .members([
      ("version", .number(1)), ("tasks", .array(plan.tasks.map(task))),
      ("laterWaits", .array(plan.laterWaits.map(laterWait))), ("keptWaits", .array(plan.keptWaits.map(keptWait))),
      ("refused", .array(plan.refusals.map(refusal))),
      ("summary", summary),
      (
        "files",
        .object(
          changes.map { (name: FileName.published($0.path), value: .string(String(decoding: $0.new, as: UTF8.self))) })
      ),
    ])
  }

  private func task(_ task: PlannedTask) -> JSONValue {
    .members([
      ("name", .string(task.name)), ("command", .string(task.command)),
      ("start", place(task.startPlace)),
      (
        "waits",
        .array(task.waits.map(wait) + (task.fanOut.map { [wait(for: $0, task.start.file)] } ?? []))
      ),
      ("guard", task.guardWords.map { .string($0) } ?? .null),
      ("carried", .array(task.carried.map { .string($0) })),
      ("resources", .array(task.resources.map { .string($0) })),
      ("seconds", seconds(task.seconds)),
    ])
  }

  private func wait(_ wait: PlannedWait) -> JSONValue {
    .members([
      ("file", .string(FileName.published(source(wait.file).path))),
      ("line", .number(source(wait.file).lines.line(at: wait.offset) + 1)),
      ("reason", wait.because.map { .string($0.reason) }),
    ])
  }

  private func wait(for fanOut: PlannedFanOut, _ file: FileIndex) -> JSONValue {
    .members([
      ("file", .string(FileName.published(source(file).path))),
      ("line", .number(source(file).lines.line(at: fanOut.waitOffset) + 1)),
      ("reason", .string("all rounds of the loop are awaited below it")),
    ])
  }

  private func laterWait(_ later: LaterWait) -> JSONValue {
    .members([
      ("name", .string(later.name)), ("start", place(later.start)), ("from", place(later.present)),
      ("to", wait(later.wait)), ("resources", .array(later.resources.map { .string($0) })),
      ("gain", seconds(later.gain)),
    ])
  }

  private func keptWait(_ kept: KeptWait) -> JSONValue {
    .members([
      ("name", .string(kept.name)), ("start", place(kept.start)), ("wait", place(kept.place)),
      ("reason", .string(kept.obstacle.reason)), ("conflictsWith", kept.obstacle.other.map(place) ?? .null),
    ])
  }

  private func refusal(_ refusal: Refusal) -> JSONValue {
    .members([
      ("file", .string(FileName.published(source(refusal.place.file).path))), ("line", .number(line(refusal.place))),
      ("command", .string(refusal.command)), ("reason", .string(refusal.obstacle.reason)),
      ("resource", refusal.obstacle.resource.map { .string($0) } ?? .null),
      ("conflictsWith", refusal.obstacle.other.map(place) ?? .null), ("seconds", seconds(refusal.seconds)),
    ])
  }

  private var summary: JSONValue {
    .members([
      ("serialSeconds", seconds(plan.summary.serialSeconds)),
      ("parallelSeconds", seconds(plan.summary.parallelSeconds)),
      ("criticalPathSeconds", seconds(plan.summary.criticalPathSeconds)),
      ("maxOutstanding", .number(plan.summary.maximumOutstanding)),
    ])
  }

  private func seconds(_ seconds: Double) -> JSONValue { .fraction((seconds * 1000).rounded() / 1000) }

  private func place(_ place: Place) -> JSONValue {
    .members([("file", .string(FileName.published(source(place.file).path))), ("line", .number(line(place)))])
  }

  private func source(_ file: FileIndex) -> SourceFile { traces.index.source.scripts[file.value].source }

  private func line(_ place: Place) -> Int { source(place.file).lines.line(at: place.range.lowerBound) + 1 }
}
