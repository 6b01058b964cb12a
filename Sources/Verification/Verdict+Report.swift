extension Verdict {
  /// The verdict as text for people: what was run, and each difference with the run that showed it.
  package var report: String {
    var lines: [String] = []
    let parallel = measures.filter(\.run.isParallel)
    let runs = "\(parallel.count) parallel \(parallel.count == 1 ? "run" : "runs")"
    let serial = seconds { $0 == .originalSerial } ?? 0
    var time = "\(Self.rounded(serial)) s serial, \(Self.rounded(seconds(of: \.isParallel) ?? 0)) s parallel at most"
    if hasEqualDelays, let same = seconds(of: { $0 == .changedParallel(seed: 3) }) {
      time = "\(Self.rounded(serial)) s serial, \(Self.rounded(same)) s parallel with the same delays"
    }
    if !isEquivalent {
      lines.append(
        "not equivalent: \(observations.count) \(observations.count == 1 ? "difference" : "differences") in \(runs) (\(time))"
      )
    } else if !reach.isEnough {
      lines.append("not verified: \(reach.started.count) of \(reach.planned) tasks were reached\(reach.reason)")
    } else {
      lines.append("verified: \(runs) did what the serial run does (\(time))")
    }
    lines += reachLines
    if !breaches.isEmpty {
      lines.append("  nothing kept the scripts from \(VerificationError.list(breaches))")
    } else if !hidesFiles {
      lines.append("  the scripts could read what you can read: the kernel has no Landlock")
    }
    for observation in observations {
      lines.append("  " + observation.difference.sentence)
      lines.append(
        "    seen in \(observation.run.name)\(observation.count > 1 ? " and \(observation.count - 1) more" : "")")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What was tried, and where the original ended.
  private var reachLines: [String] {
    var lines = [
      "  \(reach.planned - reach.missed.count) of \(reach.planned) tasks were started, \(reach.commands) commands issued"
    ]
    if !reach.missed.isEmpty { lines.append("  never started: " + reach.missed.joined(separator: ", ")) }
    guard let first = measures.first, first.status != 0 else { return lines }
    lines.append(
      "  the original itself ends with status \(first.status) at \(reach.end.joined(separator: ", from ")); its last lines:"
    )
    lines += first.lastOutput.map { "    | " + $0 }
    if let last = reach.unanswered.last {
      lines.append(
        "  nothing is known of what these answer: " + reach.unanswered.map { "`\($0)`" }.joined(separator: ", "))
      lines.append("  give an answer with --answer '\(last.prefix { $0 != "\n" })=0:TEXT'")
    }
    return lines
  }

  private static func rounded(_ seconds: Double) -> String {
    let hundredths = Int((seconds * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }
}

extension Verdict.Run {
  /// Whether tasks run in the background.
  package var isParallel: Bool {
    switch self {
    case .originalSerial, .changedSerial: false
    case .changedParallel: true
    }
  }

  /// The run in words.
  package var name: String {
    switch self {
    case .originalSerial: "the original, run serially"
    case .changedSerial: "the changed version, run serially"
    case .changedParallel(let seed): "the parallel run with seed \(seed)"
    }
  }
}

extension Verdict.Site {
  /// Who, in words.
  fileprivate var actor: String { task.isEmpty ? "the foreground" : "task '\(task)'" }
}

extension Verdict.Difference {
  /// The difference in one sentence.
  package var sentence: String {
    switch self {
    case .timedOut(let seconds): "did not end within \(seconds) s"
    case .exitStatus(let expected, let found): "ends with status \(found) instead of \(expected)"
    case .missingCommand(let command, let count): "misses\(Self.times(count)): \(command)"
    case .extraCommand(let command, let count): "issues besides\(Self.times(count)): \(command)"
    case .reorderedCommand(let site): "\(site.actor) issues out of order: \(site.command)"
    case .missingFile(let path): "does not leave \(path)"
    case .extraFile(let path): "leaves \(path) besides"
    case .changedFile(let path, let expected, let found):
      "leaves \(path) otherwise: \(Self.line(found)) instead of \(Self.line(expected))"
    case .missingOutput(let line): "does not print: \(line)"
    case .extraOutput(let line): "prints besides: \(line)"
    case .unorderedAccesses(let first, let second, let resource):
      "no wait keeps two accesses to \(resource) in order: \(first.actor) runs `\(first.command)`, which comes first in"
        + " the serial run, and \(second.actor) runs `\(second.command)`"
    case .neverAwaited(let task): "nothing waits for task '\(task)'"
    }
  }

  private static func times(_ count: Int) -> String { count == 1 ? "" : " \(count) times" }

  private static func line(_ text: String?) -> String { text.map { "'\($0)'" } ?? "nothing" }
}

extension Reach {
  /// Why too few tasks were reached.
  fileprivate var reason: String {
    end.first.map { ": the original ends at \($0)" } ?? ": no run starts any, in this configuration"
  }
}
