internal import RunLogs
internal import Workspace

/// The logs that `--profile` names.
struct MeasuredRuns {
  /// Each with its path.
  private let runs: [(path: String, run: RunLog)]

  init(files: [String]) throws {
    runs = try files.map { path in
      let run = try LogFile.read(path)
      if run.durations.isEmpty {
        throw CommandFailure("\(path): no durations in it: neither a traced call with a time nor a task that has ended")
      }
      return (path, run)
    }
  }

  /// Seconds of a call by the name of what is called; of several logs, the longest.
  var seconds: [String: Double] {
    runs.reduce(into: [:]) { result, entry in result.merge(entry.run.durations) { max($0, $1) } }
  }

  /// What was taken of each log, in a line.
  ///
  /// - Parameter known: the functions of the tree.
  func report(known: Set<String>) -> [String] {
    runs.map { path, run in
      let names = Set(run.calls.filter(\.isFunction).map(\.name)).union(run.tasks.map(\.callee).filter { !$0.isEmpty })
      let unknown = names.subtracting(known).sorted()
      var line = "profile: \(path): \(run.outline)"
      if !unknown.isEmpty {
        let shown = unknown.prefix(3).joined(separator: ", ") + (unknown.count > 3 ? ", ..." : "")
        line += "; \(unknown.count) \(unknown.count == 1 ? "name" : "names") that this tree does not know (\(shown))"
      }
      if run.clock == .none { line += "; no time stamps, so that only what its tasks say of seconds counts" }
      return line
    }
  }

  /// Logs of which this tree knows nothing.
  func useless(known: Set<String>) -> String? {
    runs.first { entry in !entry.run.durations.keys.contains(where: known.contains) }?.path
  }
}
