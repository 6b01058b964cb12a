import Testing

/// Several names, other shells, nesting, limits.
@Suite struct WaitingTests {
  @Test(arguments: [
    "(async_wait a); echo \"= $?\"", "async_wait a | cat; echo \"= ${PIPESTATUS[0]}\"",
    "text=$(async_wait a); echo \"= $?\"",
  ])
  func waitingInAnotherShell(_ wait: String) throws {
    for delay in ["0", "0.4"] {
      let outcome = try BashDriver.run(
        """
        body() { sleep \(delay); return 5; }
        async_init
        async_run a body
        \(wait)
        async_wait a >/dev/null; echo "= $?"
        """)
      #expect(outcome.results == ["5", "0"], "\(outcome.text)")
    }
  }

  @Test(arguments: [
    "(async_run a body)", "async_run a body | cat", "text=$(async_run a body)",
    "async_run outer nested; async_wait outer",
  ])
  func startingInAnotherShell(_ start: String) throws {
    let outcome = try BashDriver.run(
      """
      body() { sleep 0.2; return 5; }
      nested() { async_run a body; }
      async_init
      \(start)
      async_wait a >/dev/null; echo "= $?"
      """)
    #expect(outcome.results == ["5"], "\(outcome.text)")
  }

  @Test func aTaskOfAnotherShellThatDiesWithoutAWordIsLostNotSuccessful() throws {
    let outcome = try BashDriver.run(
      """
      async_init
      (async_run a sleep 30; kill -KILL "$(async_pidof a)")
      async_wait a; echo "= $?"
      """, limit: 20)
    #expect(outcome.results == ["127"])
    #expect(outcome.contains("its status is lost"))
  }

  @Test func nestedTasks() throws {
    let outcome = try BashDriver.run(
      """
      leaf() { return "$1"; }
      inner() { async_run "leaf-$1" leaf "$1"; async_wait "leaf-$1"; }
      async_init
      for i in 0 1 2 3; do async_run "inner-$i" inner "$i"; done
      for i in 0 1 2 3; do async_wait "inner-$i" >/dev/null; echo "= $?"; done
      """)
    #expect(outcome.results == ["0", "1", "2", "3"])
  }

  @Test func tasksThatWaitForEachOtherAreToldInsteadOfHanging() throws {
    let outcome = try BashDriver.run(
      """
      self() { async_wait self; }
      first() { sleep 0.3; async_wait second; }
      second() { sleep 0.3; async_wait first; }
      async_init
      async_runfunc self; async_wait self; echo "= $?"
      async_runfunc first; async_runfunc second
      async_wait first second; echo "= $?"
      """, limit: 20)
    #expect(outcome.results == ["125", "125"], "\(outcome.text)")
    #expect(outcome.contains("deadlock"))
  }

  @Test func waitAllTakesEveryTaskOfThisShell() throws {
    let outcome = try BashDriver.run(
      """
      async_init
      async_wait_all; echo "= $?"
      async_run a true; async_run b sh -c 'exit 6'
      async_run c sh -c "until [ -e $DEST/go ]; do sleep 0.05; done; exit 7"
      async_wait_all; echo "= $?"
      touch "$DEST/go"
      async_wait_all; echo "= $?"
      async_status; echo "= $?"
      """)
    #expect(outcome.results == ["0", "6", "7", "0"])
  }

  @Test func statusTellsOfEachState() throws {
    let outcome = try BashDriver.run(
      """
      async_init
      async_run good true; async_run bad sh -c 'exit 6'; async_run long sleep 20; async_run dead sleep 20
      kill -KILL $(async_pidof dead); sleep 0.3
      async_status | sed 's/pid=[0-9]*/pid=N/; s/ [0-9.]*s / /; s/^/= /'
      async_status nobody; echo "= $?"
      """, limit: 20)
    #expect(
      outcome.results == [
        "good pid=N ok true", "bad pid=N failed 6 sh -c exit\\ 6", "long pid=N running sleep 20",
        "dead pid=N ended without a word sleep 20", "1",
      ])
  }

  @Test func aTasksTimeLimitEndsItAndSaysWhoHoldsWhom() throws {
    let outcome = try BashDriver.run(
      """
      outer() { async_run inner sleep 60; echo "now waiting"; async_wait inner; }
      async_init
      async_run --timeout 1 outer outer
      async_wait outer; echo "= $?"
      async_run second sleep 60
      ASYNC_TIMEOUT=0.5 async_run third sleep 60
      sleep 2.5
      async_wait third >/dev/null; echo "= $?"
      """, limit: 30)
    #expect(outcome.results == ["124", "124"], "\(outcome.text)")
    #expect(outcome.contains("task outer waits for inner"))
    #expect(outcome.contains("the main shell"))
  }

  @Test func aWaitsTimeLimitLeavesTheTask() throws {
    let outcome = try BashDriver.run(
      """
      async_init
      async_run a sh -c 'sleep 1; exit 5'
      async_wait --timeout 0.2 a; echo "= $?"
      async_wait a >/dev/null; echo "= $?"
      """, limit: 20)
    #expect(outcome.results == ["124", "5"])
    #expect(outcome.contains("still running, the wait has timed out"))
  }

  @Test func startsBeyondTheLimitQueue() throws {
    let outcome = try BashDriver.run(
      """
      body() { echo in >>"$DEST/trace"; sleep 0.2; echo out >>"$DEST/trace"; return "$1"; }
      async_init
      for i in {1..8}; do ASYNC_MAX_JOBS=3 async_run "t$i" body "$i"; done >/dev/null
      for i in {1..8}; do async_wait "t$i" >/dev/null; statuses+=" $?"; done
      echo "=$statuses"
      most=0 now=0
      while read -r word; do
          [[ $word == in ]] && now=$((now + 1)) || now=$((now - 1))
          [[ $now -gt $most ]] && most=$now
      done <"$DEST/trace"
      echo "= at most $most"
      """, limit: 30)
    #expect(outcome.results.first == "1 2 3 4 5 6 7 8", "\(outcome.text)")
    #expect(["at most 3", "at most 2", "at most 1"].contains(outcome.results.last))
  }

  /// The clock of the shell is set by years, forth and back, while tasks with limits run and are awaited.
  @Test(arguments: ["1700000000.000000 1800000000.000000", "1800000000,000000 1600000000,000000"])
  func aClockThatJumpsEndsNoTask(_ clocks: String) throws {
    let outcome = try BashDriver.run(
      """
      set -- \(clocks)
      body() { until [[ -e $DEST/go ]]; do sleep 0.02; done; return 3; }
      uptime() { read -r now _ </proc/uptime; now=${now/./}; }
      unset EPOCHREALTIME
      EPOCHREALTIME=$1
      async_init
      async_run --timeout 50 a body; async_run --timeout 50 b body
      (until [[ -e $DEST/jumped ]]; do sleep 0.02; done; sleep 0.5; : >"$DEST/go") &
      uptime; begin=$now
      EPOCHREALTIME=$2
      async_wait --timeout 0.5 a >/dev/null; echo "= $?"
      uptime; echo "= $((now - begin >= 50))"
      : >"$DEST/jumped"
      ASYNC_WAIT_NOTICE=30 async_wait --timeout 50 a >/dev/null; echo "= $?"
      async_wait b >/dev/null; echo "= $?"
      EPOCHREALTIME=$1
      async_run --timeout 50 c true; async_wait c >/dev/null; echo "= $?"
      grep -c '"status":[03],"outcome":"[a-z]*"}$' "$DEST/async/tasks.jsonl" | sed 's/^/= /'
      """, limit: 60)
    #expect(outcome.results == ["124", "1", "3", "3", "0", "3"], "\(outcome.text)")
  }

  /// What the trap makes of the status only bash knows, and bash tells only who started the task.
  @Test func aTaskWithAnExitTrapIsAnErrorForAnotherShellAndNeverASuccess() throws {
    let outcome = try BashDriver.run(
      """
      body() { trap 'exit 6' EXIT; return 0; }
      async_init
      async_run a body; (async_wait a >/dev/null; echo "= $?")
      async_run b body; async_wait b >/dev/null; echo "= $?"
      """)
    #expect(outcome.results == ["127", "6"], "\(outcome.text)")
  }
}
