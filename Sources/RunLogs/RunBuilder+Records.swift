internal import JSON

extension RunBuilder {
  /// A record of the runtime: one object a line, with times in milliseconds since 1970.
  mutating func takeRecord(_ line: LineBytes) -> Bool {
    guard line.range(of: "\"start_time\"") != nil, let record = try? JSONValue(parsing: line.text),
      let name = record["name"]?.string ?? record["command"]?.string, let start = Self.time(record["start_time"])
    else { return false }
    used()
    var task = LoggedTask(name: name)
    task.command = record["command"]?.string ?? ""
    task.process = record["pid"]?.integer.map { String($0) } ?? ""
    (task.start, task.end) = (start, Self.time(record["end_time"]).map { max($0, start) })
    task.status = record["status"]?.integer
    task.isCollected = true
    task.isSerial = record["parallel"]?.boolean == false
    run.tasks.append(task)
    taskOfName[name] = run.tasks.count - 1
    if run.clock == .none { (run.clock, run.begin, run.end) = (.records, start, start) }
    if run.clock == .records {
      run.begin = min(run.begin, start)
      run.end = max(run.end, task.end ?? start)
    }
    if !task.isSerial, let begin = Self.time(record["wait_start_time"]) { note(begin, record) }
    return true
  }

  private mutating func note(_ begin: Double, _ record: JSONValue) {
    var wait = LoggedWait(task: run.tasks.count - 1, begin: begin, place: nil)
    wait.end = Self.time(record["wait_end_time"])
    run.waits.append(wait)
    if run.clock == .records { run.end = max(run.end, wait.end ?? begin) }
  }

  private static func time(_ value: JSONValue?) -> Double? { value?.integer.map { Double($0) / 1000 } }

  /// Tasks in the order in which they start; what waits name goes with them.
  mutating func settledTasks() -> [LoggedTask] {
    let order = run.tasks.indices.sorted { one, other in
      let times = (run.tasks[one].start ?? -.infinity, run.tasks[other].start ?? -.infinity)
      return times.0 == times.1 ? one < other : times.0 < times.1
    }
    var position = Array(repeating: 0, count: order.count)
    for (new, old) in order.enumerated() { position[old] = new }
    run.waits = run.waits.map { wait in
      var moved = LoggedWait(task: position[wait.task], begin: wait.begin, place: wait.place)
      (moved.end, moved.isUnanswered) = (wait.end, wait.isUnanswered)
      return moved
    }
    run.waits.sort { $0.begin < $1.begin }
    return order.map { run.tasks[$0] }
  }

  /// Seconds by name, as somebody has written them down: an object of numbers, or one with such an object as `calls`.
  mutating func takeDurations(_ document: JSONValue) {
    let source = document["calls"] ?? document
    guard case .object(let members) = source else { return }
    for member in members {
      let seconds: Double
      switch member.value {
      case .number(let number): seconds = Double(number)
      case .fraction(let number): seconds = number
      case .null, .boolean, .string, .array, .object: continue
      }
      guard seconds >= 0 else { continue }
      let bytes = Array(member.name.utf8)
      let number = bytes.withUnsafeBufferPointer { buffer in
        buffer.baseAddress.map { names.number(LineBytes(start: $0, count: buffer.count)) }
      }
      guard let number else { continue }
      foreground.note(number, seconds)
      used()
    }
  }
}
