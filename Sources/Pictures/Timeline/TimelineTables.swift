internal import RunLogs
internal import SourceText

/// What a run took, in rows.
struct TimelineTables {
  let run: RunLog

  var tables: [Picture.Table] { [foreground, timers, calls].compactMap { $0 } }

  /// Where the foreground goes: the leaves of its trace by what they are.
  private var foreground: Picture.Table? {
    guard run.clock == .stamps, !run.classes.isEmpty else { return nil }
    let rows = run.classes.map { name, seconds in
      [name, RunLog.duration(seconds), share(seconds)]
    }
    return Picture.Table(title: "Where the foreground goes", columns: ["", "time", "share"], rows: rows)
  }

  private func share(_ seconds: Double) -> String {
    run.wallSeconds > 0 ? "\(Int((100 * seconds / run.wallSeconds).rounded())) %" : ""
  }

  private var timers: Picture.Table? {
    guard !run.timers.isEmpty else { return nil }
    let rows = run.timers.sorted { $0.seconds > $1.seconds }
      .map { [VisibleText.part($0.name), RunLog.duration($0.seconds)] }
    return Picture.Table(title: "devstack's own timers", columns: ["timer", "time"], rows: rows)
  }

  /// What takes longest, calls within calls included.
  private var calls: Picture.Table? {
    let longest = run.calls.filter { call in
      // A program with a dash or a plain word is no function of devstack's whose lines are not shown.
      (call.isFunction || call.name.contains("_")) && call.seconds >= max(0.01, run.wallSeconds / 1000)
    }

    .sorted { ($1.seconds, $0.name) < ($0.seconds, $1.name) }.prefix(12)
    guard !longest.isEmpty, run.clock == .stamps else { return nil }
    let rows = longest.map { call in
      [
        VisibleText.part(call.name), String(call.count), RunLog.duration(call.mean), RunLog.duration(call.longest),
        RunLog.duration(call.seconds),
      ]
    }
    return Picture.Table(title: "Calls", columns: ["function", "calls", "each", "longest", "together"], rows: rows)
  }
}
