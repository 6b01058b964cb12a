extension RunBuilder {
  /// A line of the trace: of the foreground, of a task's wrapper, or of a task's log that a wait shows.
  mutating func take(_ traced: TraceLine, _ line: LineBytes, at stamp: Double?) {
    if stamp == nil { noteEpoch(traced) }
    if traced.function.hasPrefix("async_inner") { return takeInner(traced) }
    if !pendingWaits.isEmpty, !traced.isOfRuntime {
      let isBack = hasWaitFailed && foreground.contains(number(of: traced))
      if !isBack { return takeReplayed(traced, line, at: stamp ?? now) }
      endWaits()
    }
    used()
    if stamp == nil, run.clock != .stamps { noteElapsed(traced) }
    let name = traced.name.map { names.number($0) }
    if !traced.isOfRuntime || pendingWaits.isEmpty { charge(CommandClass(traced.command)) }
    foreground.enter(
      depth: traced.depth, function: number(of: traced), isBase: traced.isOfFile && traced.function.hasPrefix("main"),
      name: name, at: traceTime)
    if foreground.count == 1 { openStep(traced) }
    if !traced.isOfRuntime { notePlaces(traced) }
    if let serial, !traced.isOfRuntime, foreground.count <= serial.depth {
      run.tasks[serial.task].end = run.clock == .none ? nil : now
      self.serial = nil
    }
  }

  /// Scripts and sourced files are told apart by their names.
  private mutating func number(of traced: TraceLine) -> Int {
    guard traced.isOfFile else { return names.number(traced.function) }
    let length = traced.file.count + 1 + traced.function.count
    return names.number(LineBytes(start: traced.file.start, count: length))
  }

  // MARK: Steps

  private mutating func openStep(_ traced: TraceLine) {
    closeStep()
    guard run.clock == .stamps, let name = traced.name?.text else { return }
    step = LoggedStep(name: name, place: traced.place, begin: now, end: now)
  }

  /// Steps that take no time are not kept, nor more than some thousands of the others.
  mutating func closeStep() {
    guard var done = step else { return }
    step = nil
    done.end = now
    guard done.end - done.begin >= stepThreshold else { return }
    run.steps.append(done)
    while run.steps.count > 4096 {
      stepThreshold *= 2
      run.steps.removeAll { [stepThreshold] in $0.end - $0.begin < stepThreshold }
    }
  }

  // MARK: Starts and waits

  /// Where names are started and awaited: the call in the scripts, not those within the runtime.
  private mutating func notePlaces(_ traced: TraceLine) {
    guard traced.command.hasPrefix("async_") else { return }
    var words = traced.command.prefix(4000).text.split(separator: " ").map(String.init)[...]
    let command = words.removeFirst()
    while let word = words.first, word.hasPrefix("--") { words = words.dropFirst(2) }
    guard let name = words.first else { return }
    switch command {
    case "async_run", "async_runfunc": if startPlaces.count < 10_000 { startPlaces[name] = traced.place }
    case "async_wait": waitPlace = traced.place
    default: break
    }
  }

  /// The shell of a task: its command as it begins, and the assignment that follows its end.
  private mutating func takeInner(_ traced: TraceLine) {
    used()
    if traced.command.hasPrefix("rc=") {
      if returned.count < 64 { returned.append(now) }
      return
    }
    let command = traced.command.text
    if let position = unmatchedStarts.firstIndex(where: { run.tasks[$0].command == command }) {
      run.tasks[unmatchedStarts.remove(at: position)].start = now
      return
    }
    begun.append((command, now))
    if begun.count > 64 { begun.removeFirst() }
  }

  // MARK: Logs of tasks

  /// A line of a task's log, which the wait shows: stamped when it is shown, unless it brings its own time.
  private mutating func takeReplayed(_ traced: TraceLine, _ line: LineBytes, at time: Double) {
    used()
    replayLastLine = traced.command.prefix(300).text
    let begin = pendingWaits.values.map { run.waits[$0].begin }.min() ?? now
    if run.clock == .stamps, time < begin - 0.0015 { isReplayTimed = true }
    replay.enter(
      depth: traced.depth, function: number(of: traced), isBase: false, name: traced.name.map { names.number($0) },
      at: time)
  }

  /// The log of a task has been shown.
  mutating func endReplay(of task: Int) {
    if isReplayTimed {
      replay.close(at: run.tasks[task].end ?? now)
      foreground.add(replay, except: names.number(of: run.tasks[task].callee))
    }
    run.tasks[task].lastLine = replayLastLine ?? run.tasks[task].lastLine
    (replay, isReplayTimed, replayLastLine) = (CallStack(), false, nil)
  }

  /// A wait that failed has returned: what it also named goes on.
  private mutating func endWaits() {
    for wait in pendingWaits.values { run.waits[wait].end = now }
    (pendingWaits, hasWaitFailed) = ([:], false)
    (replay, isReplayTimed, replayLastLine) = (CallStack(), false, nil)
  }

  // MARK: Times within commands

  /// Milliseconds since 1970 in a traced command are a clock where lines have no stamps.
  private mutating func noteEpoch(_ traced: TraceLine) {
    guard run.clock != .stamps, traced.command.count >= 13 else { return }
    for index in 0..<traced.command.count - 12 where traced.command[index] == 0x31 {
      let isAlone = index == 0 || [0x20, 0x3D].contains(traced.command[index - 1])
      guard isAlone, let number = traced.command.number(at: index), number.length == 13 else { continue }
      return advance(to: Double(number.value) / 1000, .epoch)
    }
  }

  /// devstack's timers say how long what they measure took: the function that stops the clock.
  private mutating func noteElapsed(_ traced: TraceLine) {
    guard traced.function.hasPrefix("time_stop"), traced.command.hasPrefix("elapsed_time="),
      let milliseconds = traced.command.number(at: 13), let function = foreground.caller
    else { return }
    foreground.note(function, Double(milliseconds.value) / 1000)
  }
}
