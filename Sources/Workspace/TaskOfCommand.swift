package import Findings
import Rewriting
package import ShellProgram
package import SourceText

/// What becomes of one command where somebody wants it to run in the background.
package enum TaskOfCommand: Sendable {
  /// A task, with the edits that make it one, by paths as findings have them.
  case task(name: String, edits: [Fix.Edit], wait: Wait?)
  /// It stays where it is, for this reason.
  case refused(String)

  /// Where it is awaited.
  package struct Wait: Sendable {
    package let path: String
    /// The beginning of the line before which the wait stands.
    package let offset: Int
    package let indentation: String
    /// What has to come after it; nil where only the code around it ends there.
    package let reason: String?
  }

  /// The command at a range of a file, as `parallelize` sees it; nil where it is none that could be a task.
  package init?(_ range: SourceRange, in path: String, _ index: ProgramIndex) {
    guard let file = index.source.scripts.firstIndex(where: { $0.source.path == path }) else { return nil }
    let place = Place(file: FileIndex(file), range: range)
    let traces = ProgramTraces(programsOf: index)
    var options = PlanOptions()
    options.command = place
    var planner = Planner(traces, options: options)
    let plan = planner.plan()
    if let task = plan.tasks.first(where: { $0.start == place }) {
      self = Self.carriedOut(task, traces, runtimePath: options.runtimePath)
    } else if let refusal = plan.refusals.first(where: { $0.place == place }) {
      self = .refused(refusal.obstacle.reason)
    } else {
      return nil
    }
  }

  private static func carriedOut(_ task: PlannedTask, _ traces: ProgramTraces, runtimePath: String) -> TaskOfCommand {
    let scripts = traces.index.source.scripts
    func path(_ file: FileIndex) -> String { scripts[file.value].source.path }
    guard traces.index.functionsByName["async_run"] != nil || scripts.contains(where: { $0.source.path == runtimePath })
    else {
      return .refused("there is no runtime library; `devstack-async runtime --output \(runtimePath)` puts one there")
    }
    guard let edits = try? PlanEdits(Plan(task), traces, runtimePath: runtimePath).edits else {
      return .refused("two changes meet at one place")
    }
    let all = edits.sorted { path($0.key) < path($1.key) }.flatMap { file, set in
      set.edits.map { Fix.Edit(path: path(file), edit: $0) }
    }
    let wait = task.waits.first.map {
      Wait(path: path($0.file), offset: $0.offset, indentation: $0.indentation, reason: $0.because?.reason)
    }
    return .task(name: task.name, edits: all, wait: wait)
  }
}
