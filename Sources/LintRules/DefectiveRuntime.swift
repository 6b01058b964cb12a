import AsyncRuntime
package import Findings
import ShellProgram
import SourceText
import TaskAnalysis

/// DSA203: the runtime in use can lose a status, hang, mask failures or split arguments again.
package struct DefectiveRuntime: LintRule {
  package static let id = RuleID("DSA203", "defective-runtime")
  package static let severity = Severity.warning

  package func findings(in context: LintContext) -> [Finding] {
    context.facts.runtimes.compactMap { runtime in
      let defects = runtime.profile.defects
      guard !defects.isEmpty else { return nil }
      let notes = defects.compactMap { defect in
        context.note(words(defect.kind), at: Place(file: runtime.file, range: defect.range))
      }
      let place = Place(file: runtime.file, range: runtime.profile.nameRange)
      let faults = defects.map { fault($0.kind) }.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
      guard context.isReported(place) else { return remark(on: runtime, faults, in: context) }
      return Finding(
        rule: Self.id, severity: Self.severity, confidence: .high,
        message: "this async runtime \(faults.joined(separator: ", "))",
        location: context.location(place),
        notes: notes + [
          Finding.Note("`devstack-async runtime --output PATH` puts one in place that does not", at: nil)
        ],
        fix: replacement(of: runtime.file, in: context)
      )
    }
  }

  /// The runtime is not this repository's: who starts tasks here is told once, and can only ask for another one.
  private func remark(on runtime: RuntimeInUse, _ faults: [String], in context: LintContext) -> Finding? {
    guard let site = context.startSites.first(where: { context.isReported($0.place) }) else { return nil }
    let place = Place(file: runtime.file, range: runtime.profile.nameRange)
    return Finding(
      rule: Self.id, severity: .info, confidence: .high,
      message: "devstack's async runtime \(faults.joined(separator: ", ")): that is mended there",
      location: context.location(site.place), task: nil,
      notes: [context.note("the runtime in use", at: place)].compactMap { $0 })
  }

  /// Our runtime in the place of the whole file, where nothing else in the file is used by others.
  private func replacement(of file: FileIndex, in context: LintContext) -> Fix? {
    let index = context.facts.traces.index
    let own = Set(index.scripts[file.value].functions.map(\.name)).subtracting(RuntimeLibrary.publicFunctions)
    let isUsed = index.scripts.enumerated().contains { other, facts in
      other != file.value && facts.all.contains { own.contains(where: $0.calledNames.contains) }
    }
    guard !isUsed else { return nil }
    let source = index.source.scripts[file.value].source
    let edit = SourceEdit(range: 0..<source.bytes.count, text: RuntimeLibrary.text)
    return Fix(
      tier: .unsafe, message: "put the runtime of this program in its place",
      edits: [Fix.Edit(path: source.path, edit: edit)])
  }

  private func fault(_ kind: RuntimeDefect.Kind) -> String {
    switch kind {
    case .forgetsStatuses: "can lose the status of a finished task"
    case .hangsOnExit: "hangs when a task exits"
    case .neverWakes: "has waits that never return"
    case .masksFailures: "switches errexit off in tasks"
    case .resplitsArguments: "splits arguments again"
    case .readsUnsetVariable: "has a clean-up that collects nothing"
    }
  }

  private func words(_ kind: RuntimeDefect.Kind) -> String {
    switch kind {
    case .forgetsStatuses:
      "the status is asked of bash only at the wait, and bash forgets those of long finished children"
    case .hangsOnExit: "a task that exits, is killed or calls die never reaches its fifo, and its wait blocks for ever"
    case .neverWakes: "nothing here writes to the fifo on which the task waits to be let go: both wait for ever"
    case .masksFailures: "the task runs as a condition: errexit is off in it, and it goes on after a failure"
    case .resplitsArguments: "arguments are split and globbed again here"
    case .readsUnsetVariable(let name): "'\(name)' is never set: the clean-up collects nothing"
    }
  }
}
