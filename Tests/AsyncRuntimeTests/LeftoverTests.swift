import Testing

/// Nothing is left behind: no process, no open descriptor, no task without a word about it.
@Suite struct LeftoverTests {
  @Test func cleanupCollectsAndNamesWhatIsLeft() throws {
    let outcome = try BashDriver.run(
      """
      async_init
      async_run good true; async_run bad sh -c 'echo the log; exit 6'
      (async_run other sh -c 'exit 4')
      async_cleanup; echo "= $?"
      async_status; echo "= $?"
      async_cleanup; echo "= $?"
      """)
    #expect(outcome.results == ["0", "0", "0"])
    for name in ["good", "bad", "other"] { #expect(outcome.contains("WARNING: uncollected async future \(name)")) }
    #expect(outcome.contains("\nthe log\n"))
    #expect(outcome.contains("that failed: bad other"))
  }

  /// However the parent ends, its tasks and what they started are gone soon, and nobody holds its output open.
  @Test(arguments: [
    "exit 0", "exit 3", "kill -INT $$; sleep 9", "kill -TERM $$; sleep 9", "kill -HUP $$; sleep 9", "kill -KILL $$",
  ])
  func tasksDoNotOutliveTheParent(_ end: String) throws {
    let outcome = try BashDriver.run(
      """
      cat >"$DEST/parent" <<'PARENT'
      source "$1"; DEST=$2
      body() { trap '' TERM; sleep 50 & sleep 50; }
      exec 3>&1
      async_init
      async_run stubborn body
      async_run plain sleep 50
      async_run finished true
      sleep 0.3
      echo "$(async_pidof stubborn) $(async_pidof plain) $(cat /proc/$(async_pidof stubborn)/task/*/children)" >"$DEST/pids"
      exec 3>&-
      \(end)
      PARENT
      bash "$DEST/parent" \\./runtime "$DEST" | cat >/dev/null
      for round in {1..80}; do
          alive=""
          for pid in $(cat "$DEST/pids"); do
              [[ -e /proc/$pid ]] && alive+=" $pid"
          done
          [[ -z $alive ]] && break
          sleep 0.1
      done
      echo "= $(wc -w <"$DEST/pids") processes, alive:$alive"
      find "$DEST/async" -type p | sed 's/^/= fifo /'
      """, limit: 40)
    #expect(outcome.results == ["4 processes, alive:"], "\(outcome.text)")
  }

  @Test func aRunningTaskDoesNotHoldTheOutput() throws {
    let outcome = try BashDriver.run(
      """
      async_init
      text=$(async_run a sleep 20; echo done)
      echo "= ${text##*$'\\n'}"
      async_run b sleep 20 | cat >/dev/null
      echo "= piped"
      """, limit: 10)
    #expect(outcome.results == ["done", "piped"])
  }

  @Test func noZombiesAndNoJobs() throws {
    let outcome = try BashDriver.run(
      """
      async_init
      for i in {1..20}; do async_run "t$i" true; done >/dev/null
      for i in {1..20}; do async_wait "t$i"; done >/dev/null 2>&1
      sleep 0.2
      zombies=0
      for stat in /proc/[0-9]*/stat; do
          read -r -a fields 2>/dev/null <"$stat" || continue
          [[ ${fields[2]} == Z && ${fields[3]} == "$$" ]] && zombies=$((zombies + 1))
      done
      echo "= zombies $zombies, jobs $(jobs -p | wc -l)"
      """)
    #expect(outcome.results == ["zombies 0, jobs 0"])
  }

  @Test func initEndsTasksThatAreStillOutstanding() throws {
    let outcome = try BashDriver.run(
      """
      async_init
      async_run a sleep 50
      pid=$(async_pidof a)
      async_init
      sleep 0.2
      [[ -e /proc/$pid ]] || echo "= gone"
      async_run a true; async_wait a >/dev/null; echo "= $?"
      """, limit: 20)
    #expect(outcome.results == ["gone", "0"])
    #expect(outcome.contains("async_init ends the uncollected task a"))
  }

  @Test func theWatchdogHoldsNothingOpen() throws {
    let outcome = try BashDriver.run(
      """
      exec 3>"$DEST/three" 6>"$DEST/six"
      async_init
      async_run a sleep 20
      sleep 0.3
      for process in /proc/[0-9]*; do
          [[ ${process#/proc/} == "$$" || ! -O $process ]] && continue
          [[ "$(tr '\\0' ' ' 2>/dev/null <"$process/cmdline")" == "$(tr '\\0' ' ' </proc/$$/cmdline)" ]] || continue
          [[ "$(readlink "$process/cwd")" == / ]] || continue
          echo "= watchdog"
          ls -l "$process/fd" | grep -c "$DEST" | sed 's/^/= /'
      done
      """, limit: 20)
    #expect(outcome.results == ["watchdog", "0"])
  }
}
