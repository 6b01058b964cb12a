package import ShellProgram
import SourceText

/// A plan in words.
package struct PlanPrinter {
  private let plan: Plan
  private let describe: Descriptions

  package init(plan: Plan, traces: ProgramTraces) {
    self.plan = plan
    describe = Descriptions(traces: traces)
  }

  /// One paragraph: how many tasks, and what they gain.
  package var summary: String {
    let summary = plan.summary
    let tasks = plan.tasks.count
    let later = plan.laterWaits.count
    var text = "\(tasks) \(tasks == 1 ? "task" : "tasks"), "
    if later > 0 { text += "\(later) \(later == 1 ? "wait" : "waits") later, " }
    text += "\(plan.refusals.count) steps stay in the foreground"
    text += "; estimated \(Self.rounded(summary.serialSeconds)) s one after another"
    if summary.presentSeconds < summary.serialSeconds - 0.05 {
      text += ", \(Self.rounded(summary.presentSeconds)) s with the tasks that there are"
    }
    if !plan.isEmpty {
      text += ", \(Self.rounded(summary.parallelSeconds)) s with \(tasks > 0 ? "tasks" : "later waits")"
      text += ", \(Self.rounded(summary.criticalPathSeconds)) s on the critical path"
      text += ", at most \(summary.maximumOutstanding) outstanding"
    }
    return text
  }

  /// Each task with its resources, and each refused step with the one reason.
  package var report: String {
    var lines: [String] = []
    for task in plan.tasks {
      lines.append("\(describe.place(task.start)): task \(task.name): \(task.command)")
      if let words = task.guardWords { lines.append("  runs when \(words)") }
      if let prefetch = task.prefetch {
        lines.append("  fetched ahead, before \(describe.place(prefetch.place)); the command stays and finds it")
      }
      if let move = task.move { lines.append("  starts before \(describe.place(move.place))") }
      if task.fanOut != nil { lines.append("  each round of the loop, all awaited below it") }
      if let split = task.split { lines += self.lines(of: split) }
      for wait in task.waits {
        let source = describe.traces.index.source.scripts[wait.file.value].source
        let because = wait.because.map { ": " + $0.reason } ?? ""
        lines.append("  awaited before \(source.path):\(source.lines.line(at: wait.offset) + 1)\(because)")
      }
      if !task.carried.isEmpty { lines.append("  its wait brings back \(task.carried.joined(separator: ", "))") }
      lines.append("  \(Self.rounded(task.seconds)) s, beside \(Self.rounded(task.overlap)) s")
      for resource in task.resources { lines.append("  \(resource)") }
    }
    for later in plan.laterWaits {
      let source = describe.traces.index.source.scripts[later.wait.file.value].source
      let because = later.wait.because.map { ": " + $0.reason } ?? ""
      lines.append("\(describe.place(later.present)): the wait for \(later.name) stands earlier than is needed")
      lines.append("  started at \(describe.place(later.start))")
      lines.append("  awaited before \(source.path):\(source.lines.line(at: later.wait.offset) + 1)\(because)")
      lines.append("  gains \(Self.rounded(later.gain)) s")
      for resource in later.resources { lines.append("  \(resource)") }
    }
    for kept in plan.keptWaits {
      lines.append("\(describe.place(kept.place)): the wait for \(kept.name) stays: \(kept.obstacle.reason)")
    }
    for refusal in plan.refusals {
      lines.append(
        "\(describe.place(refusal.place)): stays: \(refusal.command) (\(Self.rounded(refusal.seconds)) s): \(refusal.obstacle.reason)"
      )
    }
    return lines.map { VisibleText.line($0) + "\n" }.joined()
  }

  private func lines(of split: PlannedSplit) -> [String] {
    let place = describe.place(Place(file: split.file, range: split.offset..<split.offset + 1))
    let first = split.first.map { ", what it does before that \($0)" } ?? ""
    let because = split.because.map { ["  all of it cannot be a task: \($0.reason)"] } ?? []
    return ["  splits \(split.function): what it does from \(place) on becomes \(split.rest)\(first)"] + because
  }

  /// With one digit after the point, where it is below ten.
  static func rounded(_ seconds: Double) -> String {
    guard seconds < 10 else { return String(Int(seconds.rounded())) }
    let tenths = Int((seconds * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
