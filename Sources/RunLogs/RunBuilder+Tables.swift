/// Where a line stands with regard to the tables that devstack prints at the end.
enum TableState {
  case outside
  case timers(rows: Int)
}

extension RunBuilder {
  /// The timers, and the summary of tasks.
  mutating func takeTable(_ line: LineBytes) -> Bool {
    if line.hasPrefix("DevStack Component Timing") {
      table = .timers(rows: 0)
      run.timers = []
      return true
    }
    if takeSummary(line.droppingBlanks()) { return true }
    guard case .timers(let rows) = table else { return false }
    if line.hasPrefix("===") || line.hasPrefix("---") || line.droppingBlanks().hasPrefix("(times") { return true }
    guard rows < 500, let (name, seconds) = row(line) else {
      table = .outside
      return false
    }
    if name == "Total runtime" {
      (run.statedSeconds, run.isComplete, table) = (seconds, true, .outside)
    } else {
      run.timers.append((name, seconds))
      table = .timers(rows: rows + 1)
    }
    return true
  }

  /// A name, blanks, and a number.
  private func row(_ line: LineBytes) -> (String, Double)? {
    guard let blank = line.lastIndex(of: 0x20), let number = line.number(at: blank + 1),
      blank + 1 + number.length == line.count
    else { return nil }
    let name = line.prefix(blank).text.split(separator: " ").joined(separator: " ")
    return name.isEmpty ? nil : (name, Double(number.value))
  }

  private mutating func takeSummary(_ line: LineBytes) -> Bool {
    if line.hasPrefix("Time spent in the background minus waits: ") {
      run.statedSaving = line.number(at: 42).map { Double($0.value) }
    } else if line.hasPrefix("Elapsed time: ") {
      if run.statedSeconds == nil { run.statedSeconds = line.number(at: 14).map { Double($0.value) } }
    } else {
      return line.hasPrefix("Async summary") || line.hasPrefix("Time if we did everything serially: ")
    }
    run.isComplete = true
    return true
  }
}
