extension RunBuilder {
  mutating func take(_ message: AsyncMessage) {
    used()
    let time = run.clock == .none ? nil : now
    switch message.content {
    case .running(let command): start(message, command, at: time)
    case .runningHere(let command): startHere(message, command, at: time)
    case .waiting(let command): wait(message, command)
    case .signaling: if let wait = pendingWaits[message.name] { run.waits[wait].isUnanswered = true }
    case .signaled: if let wait = pendingWaits[message.name] { run.waits[wait].isUnanswered = false }
    case .ended(let status): end(message, status, at: time)
    case .collected(let status, let seconds): collect(message, status, seconds)
    case .abandoned: abandon(message)
    case .other: break
    }
  }

  private mutating func start(_ message: AsyncMessage, _ command: String, at time: Double?) {
    if mainProcess == nil { mainProcess = message.shell }
    let number = newTask(message, command)
    run.tasks[number].start = time
    if let position = begun.firstIndex(where: { $0.command == command }) {
      let begun = begun.remove(at: position)
      if time != nil { run.tasks[number].start = begun.time }
    } else {
      unmatchedStarts.append(number)
      if unmatchedStarts.count > 64 { unmatchedStarts.removeFirst() }
    }
  }

  private mutating func startHere(_ message: AsyncMessage, _ command: String, at time: Double?) {
    if mainProcess == nil { mainProcess = message.shell }
    let number = newTask(message, command)
    run.tasks[number].start = time
    run.tasks[number].isSerial = true
    serial = (number, max(1, foreground.count - 1))
  }

  private mutating func newTask(_ message: AsyncMessage, _ command: String) -> Int {
    var task = LoggedTask(name: message.name)
    task.command = command
    task.process = message.process
    task.place = startPlaces[message.name]
    run.tasks.append(task)
    taskOfName[message.name] = run.tasks.count - 1
    return run.tasks.count - 1
  }

  /// The task that a message is about, or a new one: the log began after its start.
  private mutating func task(of message: AsyncMessage, _ command: String) -> Int {
    taskOfName[message.name] ?? newTask(message, command)
  }

  private mutating func wait(_ message: AsyncMessage, _ command: String) {
    if mainProcess == nil { mainProcess = message.shell }
    let number = task(of: message, command)
    // What a task waits for is part of its own lane.
    guard message.shell == mainProcess else { return }
    charge(.waiting)
    run.waits.append(LoggedWait(task: number, begin: now, place: waitPlace))
    pendingWaits[message.name] = run.waits.count - 1
  }

  private mutating func end(_ message: AsyncMessage, _ status: Int, at time: Double?) {
    let number = task(of: message, "")
    run.tasks[number].status = status
    // Only the task itself says it when it happens; others say it at the wait, or some time later.
    guard message.shell == message.process, run.tasks[number].end == nil else { return }
    run.tasks[number].end = time == nil ? nil : returned.isEmpty ? time : returned.removeFirst()
  }

  private mutating func collect(_ message: AsyncMessage, _ status: Int, _ seconds: Int?) {
    let number = task(of: message, "")
    run.tasks[number].status = status
    run.tasks[number].isCollected = true
    let wait = pendingWaits.removeValue(forKey: message.name)
    estimateEnd(of: number, seconds, begin: wait.map { run.waits[$0].begin } ?? now)
    endReplay(of: number)
    guard let wait else { return }
    run.waits[wait].end = now
    charge(pendingWaits.isEmpty ? .other : .waiting)
    if status != 0 { hasWaitFailed = !pendingWaits.isEmpty }
  }

  /// A task that has not said when it ended: its seconds are whole ones, and its wait took long if it had not ended.
  private mutating func estimateEnd(of number: Int, _ seconds: Int?, begin: Double) {
    guard run.tasks[number].end == nil, !run.tasks[number].isSerial else { return }
    guard let start = run.tasks[number].start else {
      run.tasks[number].statedSeconds = seconds.map(Double.init)
      return
    }
    guard let seconds else { return }
    let range = start + Double(seconds)...start + Double(seconds) + 1
    let guess = now - begin > 0.2 ? now : min(begin, range.lowerBound + (seconds == 0 ? 0.5 : 0))
    run.tasks[number].end = min(max(guess, range.lowerBound), range.upperBound)
  }

  private mutating func abandon(_ message: AsyncMessage) {
    guard let wait = pendingWaits.removeValue(forKey: message.name) else { return }
    run.waits[wait].end = now
    charge(pendingWaits.isEmpty ? .other : .waiting)
  }

  // MARK: Plain sentences

  /// A line of the runtime without its mark, of devstack's tables, or of the dump that follows a failure.
  mutating func takeStatement(_ line: LineBytes) -> Bool {
    if line.hasPrefix("Not waiting for async task ") {
      takeStranger(line.dropFirst(27).firstWord.text)
    } else if line.hasPrefix("WARNING: uncollected async future ") {
      let name = line.dropFirst(34).text
      if run.uncollected.count < 1000 { run.uncollected.append(name) }
    } else if line.hasPrefix("Job "), line.hasSuffix(".ini :"), let slash = line.lastIndex(of: 0x2F) {
      dumpedTask = taskOfName[line.dropFirst(slash + 1).prefix(line.count - slash - 7).text]
    } else if !takeDump(line), !takeTable(line) {
      return false
    }
    used()
    return true
  }

  private mutating func takeStranger(_ name: String) {
    guard taskOfName[name] == nil, !run.uncollected.contains(name), run.strangers.count < 1000 else { return }
    run.strangers.append(LoggedStranger(name: name, time: now, place: waitPlace))
  }

  /// The record of a task, as it is shown when another one has failed: it has the times to the millisecond.
  private mutating func takeDump(_ line: LineBytes) -> Bool {
    guard let task = dumpedTask, let equals = line.range(of: " = ") else { return false }
    guard let number = line.number(at: equals.upperBound) else { return true }
    let time = Double(number.value) / 1000
    guard run.clock == .stamps, abs(time - now) < 86400 else { return true }
    if line.hasPrefix("end_time") { run.tasks[task].end = time }
    if line.hasPrefix("start_time"), run.tasks[task].start == nil { run.tasks[task].start = time }
    return true
  }
}
