internal import RunLogs
internal import SourceText

/// The sentences about a run.
struct TimelineWords {
  let run: RunLog
  let findings: [TimelineFinding]

  private func duration(_ seconds: Double) -> String { RunLog.duration(seconds) }
  private func name(_ task: Int) -> String { VisibleText.part(run.tasks[task].name) }
  private func place(_ place: String?) -> String { place.map { " at " + VisibleText.part($0) } ?? "" }

  private func percent(_ part: Double, of whole: Double) -> String {
    whole > 0 ? " (\(Int((100 * part / whole).rounded())) %)" : ""
  }

  // MARK: The headline

  var headline: [String] {
    var lines: [String] = []
    let wall = run.wallSeconds
    let tasks = run.parallelTasks.count
    var line = wall > 0 ? "\(duration(wall))" : "no time is told"
    line += ", \(tasks == 0 ? "no task" : tasks == 1 ? "1 task" : "\(tasks) tasks")"
    if tasks > 0, wall > 0 {
      let saved = run.savedSeconds
      line += "; \(duration(run.serialSeconds)) one after another: "
      line +=
        saved >= 0 ? "\(duration(saved))\(percent(saved, of: run.serialSeconds)) saved" : "\(duration(-saved)) lost"
    }
    if run.clock != .none, tasks > 0, !run.waits.isEmpty {
      line += "; blocked in waits \(duration(run.blockedSeconds))\(percent(run.blockedSeconds, of: wall))"
    }
    lines.append(line)
    if let path = criticalPath { lines.append(path) }
    switch run.clock {
    case .none: lines.append("The lines have no time: only what they say of seconds is known.")
    case .epoch: lines.append("The lines have no time stamps: times are those that traced commands name.")
    case .stamps, .records: break
    }
    if !run.otherNodes.isEmpty {
      let others = run.otherNodes.map(VisibleText.part).joined(separator: ", ")
      lines.append("This is \(VisibleText.part(run.node ?? "the first machine")); the log also tells of \(others).")
    }
    return lines
  }

  private var criticalPath: String? {
    let pieces = run.criticalPath.filter { $0.end - $0.begin > run.wallSeconds / 200 }
    guard pieces.contains(where: { $0.task != nil }) else { return nil }
    let shown = pieces.map { piece in
      (piece.task.map(name) ?? "foreground") + " " + duration(piece.end - piece.begin)
    }
    let text =
      shown.count > 8
      ? (shown.prefix(4) + ["..."] + shown.suffix(3)).joined(separator: ", ") : shown.joined(separator: ", ")
    return "critical path: \(text)"
  }

  // MARK: What went wrong

  var alerts: [String] {
    var lines = hang
    for (number, task) in run.tasks.enumerated() where task.hasFailed {
      let after = task.seconds.map { " after \(duration($0))" } ?? ""
      let last = task.lastLine.map { "; its last line: \(shortened($0))" } ?? ""
      lines.append("\(name(number)) failed with \(task.status ?? 1)\(after)\(place(task.place))\(last).")
    }
    let left = run.leftTasks.filter { run.hang?.task != $0 }
    if !left.isEmpty {
      let names = left.prefix(8).map(name).joined(separator: ", ") + (left.count > 8 ? ", ..." : "")
      let why = run.isComplete ? "Never awaited" : "Not awaited when the log ends"
      let cleanUp =
        run.uncollected.isEmpty ? "" : "; the clean-up at the end found something, and collected none of them"
      lines.append("\(why): \(names)\(cleanUp).")
    }
    for stranger in run.strangers.prefix(20) {
      lines.append("\(VisibleText.part(stranger.name)) is awaited\(place(stranger.place)), and nothing started it.")
    }
    return lines
  }

  /// Who waits for whom since when, what that task did last, which findings explain it, and what to do.
  private var hang: [String] {
    guard let hang = run.hang else { return [] }
    let task = run.tasks[hang.task]
    let waited = run.end - hang.since
    var lines = [
      "The log ends in a wait: the script waits for \(name(hang.task))\(place(hang.place)) since \(time(hang.since))"
        + (waited >= 1 ? ", for \(duration(waited))." : ", and nothing comes after it.")
    ]
    if let end = task.end {
      lines.append("\(name(hang.task)) had ended at \(time(end)) with \(task.status ?? 0): the wait itself is stuck.")
    } else if hang.isUnanswered {
      lines.append(
        "\(name(hang.task)) was told to exit and did not answer, and never said that it had finished: it died before "
          + "(exit, die, a signal), and devstack's inc/async waits for it for ever.")
    } else {
      lines.append("\(name(hang.task)) has not said that it had finished: it may be running still.")
    }
    if let start = task.start { lines.append(did(hang.task, since: start)) }
    for finding in findings where finding.task == task.name {
      lines.append("\(finding.code) at \(finding.place): \(finding.message)")
    }
    let log = "async/\(name(hang.task)).log"
    let rule =
      findings.contains { $0.code == "DSA204" && $0.task == task.name }
      ? "" : "; rule DSA204 finds tasks that can die so"
    lines.append(
      "To do: read \(log) in $DEST, mend what made it exit, and use a runtime whose wait cannot hang (devstack-async "
        + "runtime)\(rule).")
    return lines
  }

  private func did(_ task: Int, since start: Double) -> String {
    let last = run.tasks[task].lastLine.map { "; the last line that the log has of it: \(shortened($0))" } ?? ""
    let command = VisibleText.part(run.tasks[task].command)
    return
      "It started at \(time(start))\(place(run.tasks[task].place))\(command.isEmpty ? "" : ", with '\(command)'")\(last)."
  }

  // MARK: What would help

  var advice: [String] {
    guard run.hang == nil else { return [] }
    guard let wait = run.longestWait else { return withoutWait }
    let task = run.tasks[wait.task]
    let blocked = run.blocked(wait)
    var sentence = "The longest wait is for \(name(wait.task))\(place(wait.place)): \(duration(blocked))"
    if let seconds = task.seconds { sentence += " of its \(duration(seconds))" }
    if let start = task.start {
      let before = start - run.begin
      sentence += "; it starts \(duration(before)) into the run\(place(task.place))"
      sentence += ", and as much as it starts earlier, or is awaited later, is saved"
    }
    return [sentence + "."]
  }

  private var withoutWait: [String] {
    guard let longest = run.steps.max(by: { $0.end - $0.begin < $1.end - $1.begin }) else { return [] }
    let blocks = run.waits.isEmpty ? "Nothing is waited for" : "No wait blocks"
    return [
      "\(blocks); the longest step of the foreground is \(VisibleText.part(longest.name))"
        + "\(place(longest.place)): \(duration(longest.end - longest.begin))."
    ]
  }

  private func shortened(_ text: String) -> String {
    let text = VisibleText.part(text)
    return text.count > 100 ? text.prefix(99) + "…" : text
  }

  /// The time of the day.
  private func time(_ time: Double) -> String {
    let milliseconds = Int((time * 1000).rounded())
    let seconds = milliseconds / 1000 % 86400
    let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return parts.joined(separator: ":")
  }
}
