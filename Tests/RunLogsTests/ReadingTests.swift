import RunLogs
import Testing

@Suite("Reading logs of runs")
struct ReadingTests {
  private func seconds(_ name: String, in run: RunLog) -> Double {
    ((run.durations[name] ?? -1) * 1000).rounded() / 1000
  }

  /// Whatever tool has stamped the lines, and at whatever time of the day.
  @Test(arguments: [LogText.Style.devstack, .zuul, .timeOfDay], [36000, 86398.5])
  func durationsAreThoseOfCalls(style: LogText.Style, clock: Double) throws {
    let run = LogText.sample(style, at: clock).run
    #expect(run.clock == .stamps)
    #expect(run.calls.first { $0.name == "pip_install" }?.count == 3)
    #expect(seconds("pip_install", in: run) == 0.5)
    #expect(seconds("install_base", in: run) == 0.75)
    #expect(seconds("start_api", in: run) == 1.6)
    #expect(seconds("create_role", in: run) == 0.51)
    #expect(seconds("init_db", in: run) == 2.67)
    #expect(abs(run.wallSeconds - 4.03) < 0.001)
    #expect(run.node == (style == .zuul ? "controller" : nil))
  }

  @Test func tasksAndWaitsAreRead() throws {
    let run = LogText.sample(.devstack).run
    #expect(run.tasks.map(\.name) == ["init_db", "small"])
    #expect(run.tasks.map(\.command) == ["init_db", "create_role demo"])
    #expect(run.tasks.map(\.place) == ["stack.sh:11", "stack.sh:12"])
    #expect(run.tasks.allSatisfy { $0.isCollected && $0.status == 0 })
    #expect(run.tasks[0].lastLine == "database is there")
    #expect(run.waits.map(\.place) == ["stack.sh:14", "stack.sh:15"])
    #expect(run.strangers.map(\.name) == ["ghost"])
    let longest = try #require(run.longestWait)
    #expect(longest.task == 0 && abs(run.blocked(longest) - 1.03) < 0.001)
    #expect(abs((run.slack(of: 1) ?? 0) - 2.14) < 0.001)
    #expect(run.hang == nil)
    #expect(run.steps.map(\.name).contains("install_base"))
    #expect(run.criticalPath.map(\.task) == [nil, 0, nil])
    let whole = run.classes.reduce(0) { $0 + $1.seconds }
    #expect(abs(whole - run.wallSeconds) < 0.001)
  }

  @Test func withoutStampsTheStatedSecondsCount() throws {
    let run = LogText.sample(.bare).run
    #expect(run.clock == .none)
    #expect(run.tasks.map(\.statedSeconds) == [2, 0])
    #expect(run.durations == ["init_db": 2])
    #expect(run.wallSeconds == 0)
  }

  @Test func millisecondsInTheTraceAreAClock() throws {
    var log = LogText(.bare)
    log.trace("./stack.sh:main:3", "git_timed clone x")
    log.trace("functions-common:git_timed:700", "time_start git_timed")
    log.trace("functions-common:time_start:10", "_TIME_START[$name]=1796074841000")
    log.trace("functions-common:git_timed:705", "git clone x")
    log.trace("functions-common:git_timed:719", "time_stop git_timed")
    log.trace("functions-common:time_stop:20", "end_time=1796074843500")
    log.trace("functions-common:time_stop:21", "elapsed_time=2500")
    let run = log.run
    #expect(run.clock == .epoch)
    #expect(run.durations["git_timed"] == 2.5)
    #expect(run.wallSeconds == 2.5)
  }

  @Test func functionsWithinFunctionsAndSubstitutions() throws {
    var log = LogText()
    log.trace("./stack.sh:main:1", "outer")
    log.trace("lib/a:outer:2", "inner", after: 1)
    log.trace("lib/a:inner:3", "is_on x", after: 1, depth: 2)
    log.trace("lib/a:is_on:9", "grep x", after: 1, depth: 2)
    log.trace("lib/a:inner:3", "y=1", after: 1)
    log.trace("lib/a:inner:4", "hidden z", after: 1)
    log.trace("lib/b:deep:1", "sleep 3")
    log.trace("lib/a:outer:5", "inner", after: 3)
    log.trace("lib/a:inner:3", "true", after: 1)
    log.trace("./stack.sh:main:2", "echo done", after: 1)
    let run = log.run
    let inner = try #require(run.calls.first { $0.name == "inner" })
    #expect(inner.count == 2 && inner.isFunction)
    #expect(abs(inner.seconds - 9) < 0.001 && abs(inner.longest - 7) < 0.001)
    #expect(seconds("outer", in: run) == 10)
    #expect(seconds("is_on", in: run) == 2)
    #expect(seconds("hidden", in: run) == 3 && seconds("deep", in: run) == 3)
    #expect(run.durations["echo"] == nil)
  }

  @Test func aLogThatEndsInAWait() throws {
    var log = LogText()
    log.trace("./stack.sh:main:5", "async_runfunc init_net")
    log.say("[7 Async init_net:9]: running: init_net")
    log.trace("./stack.sh:main:6", "async_wait init_net", after: 3)
    log.say("[7 Async init_net:9]: Waiting for completion of init_net running on PID 9 (1 other jobs running)")
    log.say("[7 Async init_net:9]: Signaling child to exit", after: 0.1)
    let hang = try #require(log.run.hang)
    #expect(hang.task == 0 && hang.place == "stack.sh:6" && hang.isUnanswered)
    // The clean-up at the end, and a task that ends without a wait.
    log.say("WARNING: uncollected async future init_net")
    log.say(" Elapsed time: 9 sec")
    #expect(log.run.hang == nil)
    #expect(log.run.uncollected == ["init_net"])
  }

  @Test func aFailureEndsItsWaitAndNotTheOthers() throws {
    var log = LogText()
    for name in ["a", "b"] {
      log.trace("./stack.sh:main:5", "async_run \(name) init_\(name)")
      log.say("[7 Async \(name):9]: running: init_\(name)")
    }
    log.trace("./stack.sh:main:6", "async_wait a b", after: 1)
    for name in ["a", "b"] {
      log.say("[7 Async \(name):9]: Waiting for completion of init_\(name) running on PID 9 (1)")
    }
    log.trace("lib/a:init_a:4", "exit 3", after: 2)
    log.say("[7 Async a:9]: finished init_a with result 3 in 3 seconds")
    log.say("[7 Async a:9]: FAILED with rc 3 (failed), log: /opt/stack/async/a.log")
    log.trace("./stack.sh:main:7", "err_trap", after: 1)
    log.trace("./stack.sh:main:8", "exit 1", after: 1)
    let run = log.run
    #expect(run.tasks.map(\.status) == [3, nil])
    #expect(run.tasks[0].lastLine == "exit 3")
    #expect(run.waits.allSatisfy { $0.end != nil } && run.hang == nil)
    #expect(seconds("err_trap", in: run) == 1)
    #expect(run.durations["init_a"].map { $0 >= 3 && $0 <= 4 } == true)
  }

  @Test func recordsAndObjectsOfSeconds() throws {
    let record = """
      {"name":"b","command":"init_b","parallel":true,"pid":7,"start_time":5000,"end_time":9000,"wait_start_time":8000,"wait_end_time":9010,"status":0,"outcome":"ok"}
      {"name":"a","command":"init_a --x","parallel":true,"pid":8,"start_time":1000,"end_time":3500,"wait_start_time":9010,"wait_end_time":9020,"status":4,"outcome":"failed"}

      """
    let run = RunLogReader.read(Array(record.utf8))
    #expect(run.clock == .records && run.tasks.map(\.name) == ["a", "b"])
    #expect(run.durations == ["init_a": 2.5, "init_b": 4])
    #expect(run.waits.map(\.task) == [1, 0] && run.wallSeconds == 8.02)
    #expect(run.tasks[0].hasFailed)
    let object = RunLogReader.read(Array(#"{"init_a": 3, "init_b": 0.5, "note": "x"}"#.utf8))
    #expect(object.durations == ["init_a": 3, "init_b": 0.5])
    let nested = RunLogReader.read(Array(#"{"total": 100, "calls": {"init_a": 3}}"#.utf8))
    #expect(nested.durations == ["init_a": 3])
  }

  @Test func tablesAtTheEnd() throws {
    let run = RunLogReader.read(
      Array(
        """
        =========================
        DevStack Component Timing
         (times are in seconds)
        =========================
        pip_install          437
        apt-get              443
        -------------------------
        Unaccounted time     414
        =========================
        Total runtime        2275

        =================
         Async summary
        =================
         Time spent in the background minus waits: 312 sec
         Elapsed time: 2280 sec
         Time if we did everything serially: 2592 sec
         Speedup:  1.13

        """.utf8))
    #expect(run.timers.map(\.name) == ["pip_install", "apt-get", "Unaccounted time"])
    #expect(run.statedSeconds == 2275 && run.wallSeconds == 2275 && run.serialSeconds == 2587)
    #expect(run.isComplete)
  }

  @Test func machinesAreToldApart() throws {
    var log = LogText(.zuul)
    log.trace("./stack.sh:main:5", "async_run a init_a")
    log.say("[7 Async a:9]: running: init_a")
    let other = log.text.replacing("controller", with: "compute1").replacing("init_a", with: "init_b")
    let run = RunLogReader.read(Array((other + log.text + log.text.replacing("Async a", with: "Async c")).utf8))
    #expect(run.node == "controller" && run.tasks.count == 2 && run.otherNodes == ["compute1"])
  }

  /// Wherever a log is cut off, at its begin or its end, something sensible comes of it; in whatever pieces it comes, the same.
  @Test func cutAnywhereAndInPieces() throws {
    let bytes = Array(LogText.sample(.devstack).text.utf8)
    for position in bytes.indices {
      let start = RunLogReader.read(Array(bytes[..<position]))
      let end = RunLogReader.read(Array(bytes[position...]))
      for run in [start, end] {
        #expect(run.tasks.count <= 3 && run.wallSeconds <= 4.05 && run.blockedSeconds <= 2)
        #expect(run.durations.values.allSatisfy { $0 >= 0 && $0 < 4.05 })
        #expect(run.criticalPath.allSatisfy { $0.begin <= $0.end })
      }
      var reader = RunLogReader()
      for part in [bytes[..<position], bytes[position...]] { part.withUnsafeBytes { reader.feed($0) } }
      let whole = reader.finish()
      #expect(whole.calls == RunLogReader.read(bytes).calls)
    }
  }

  @Test(arguments: [
    "", "\n", "nothing of the kind\n", "{", "[1 Async ]: running\n", "+ a:b:1\n", "2026-13-45 99:99:99.1 | x",
  ])
  func whatIsNoLogIsEmpty(text: String) {
    #expect(RunLogReader.read(Array(text.utf8)).isEmpty)
  }

  @Test func binaryFilesAreTold() {
    var reader = RunLogReader()
    [UInt8]([0x7F, 0x45, 0x4C, 0x46, 0, 1, 2]).withUnsafeBytes { reader.feed($0) }
    #expect(reader.isBinary && reader.finish().isEmpty)
  }
}
