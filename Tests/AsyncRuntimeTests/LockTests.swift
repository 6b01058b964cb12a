import Testing

/// Locks: who waits for whom, and that nobody keeps one who is gone.
@Suite struct LockTests {
  @Test func whatManyChangeUnderALockLosesNothing() throws {
    let outcome = try BashDriver.run(
      """
      add() { local n; n=$(<"$DEST/n"); sleep 0.01; echo $((n + 1)) >"$DEST/n"; }
      round() { local i; for i in {1..5}; do $1 add; done; }
      none() { "$@"; }
      locked() { async_lock /etc/some/file.conf "$@"; }
      async_init
      for way in none locked; do
          echo 0 >"$DEST/n"
          for i in {1..8}; do async_run "$way$i" round $way; done >/dev/null
          async_wait_all >/dev/null; echo "= $? $(($(<"$DEST/n") == 40))"
      done
      grep -c '"lock":"/etc/some/file.conf","task":"locked[0-9]","holder":"locked[0-9]"' "$DEST/async/locks.jsonl" >/dev/null && echo "= told"
      """, limit: 60)
    #expect(outcome.results == ["0 0", "0 1", "told"], "\(outcome.text)")
  }

  @Test func theCommandRunsInTheCallersShellWithItsStatus() throws {
    let outcome = try BashDriver.run(
      """
      body() { seen="$# $2"; set -o noclobber; return 5; }
      long() { sleep 20; }
      async_init
      async_lock name body 1 "a  b"; echo "= $? $seen $([[ -o noclobber ]] && echo noclobber)"
      set +o noclobber
      async_run long long
      seen=""; async_lock 'odd "name" $(id) `x` a[b]' body 1 "c  d"; echo "= $? $seen $([[ -o noclobber ]] && echo noclobber)"
      async_lock; echo "= $?"
      async_lock only; echo "= $?"
      async_lock $'a\\nb' true; echo "= $?"
      set -o errexit
      trap 'echo "= exit $?"' EXIT
      async_lock name false
      echo "= not reached"
      """, limit: 20)
    #expect(
      outcome.results == ["5 2 a  b noclobber", "5 2 c  d noclobber", "2", "2", "2", "exit 1"], "\(outcome.text)")
  }

  @Test func aTaskThatHoldsALockGetsItAgain() throws {
    let outcome = try BashDriver.run(
      """
      inner() { async_lock a true && async_lock b true; }
      outer() { async_lock a async_lock b inner; }
      async_init
      async_run other sleep 20
      async_lock a outer; echo "= $?"
      async_run task outer; async_wait task >/dev/null; echo "= $?"
      """, limit: 20)
    #expect(outcome.results == ["0", "0"], "\(outcome.text)")
  }

  @Test func aKilledHolderLetsGoAndWhatItLeftRunningDoesNotHold() throws {
    let outcome = try BashDriver.run(
      """
      daemon() { sleep 30 & echo $! >"$DEST/daemon"; }
      hold() { : >"$DEST/held"; sleep 30; }
      async_init
      async_run starter async_lock a daemon
      async_wait starter >/dev/null
      async_lock a true; echo "= $?"
      async_run holder async_lock a hold
      until [[ -e $DEST/held ]]; do :; done
      async_run next async_lock a echo got
      kill -KILL "$(async_pidof holder)"
      async_wait next >/dev/null; echo "= $?"
      async_wait holder >/dev/null; echo "= $?"
      kill $(<"$DEST/daemon")
      """, limit: 25)
    #expect(outcome.results == ["0", "0", "137"], "\(outcome.text)")
  }

  /// The foreground has noted the lock only, as nobody else was there; a task that it starts meanwhile is kept out.
  @Test func aStartUnderANotedLockTakesIt() throws {
    let outcome = try BashDriver.run(
      """
      task() { async_lock a task_under; }
      task_under() { [[ -e $DEST/over ]] && echo "= after"; }
      fore() { async_run t task; sleep 0.5; : >"$DEST/over"; }
      async_init
      async_lock a fore
      async_wait t; echo "= $?"
      """, limit: 20)
    #expect(outcome.results == ["after", "0"], "\(outcome.text)")
  }

  @Test func locksThatNobodyCanGetAreTold() throws {
    let outcome = try BashDriver.run(
      """
      meet() { : >"$DEST/$1"; until [[ -e $DEST/$2 ]]; do sleep 0.02; done; async_lock "$2" true; }
      async_init
      async_run x async_lock a meet a b
      async_run y async_lock b meet b a
      async_wait x >/dev/null; x=$?
      async_wait y >"$DEST/y"; y=$?
      echo "= $((x == 125)) $((y == 125)) $((x + y))"
      wants() { async_lock c true; }
      fore() { async_run z wants; until grep -q 'wants_lock = c' "$DEST/async/z.ini"; do :; done; async_wait z; echo "= $?"; }
      async_lock c fore
      async_wait z >/dev/null; echo "= $?"
      """, limit: 30)
    #expect(["1 0 125", "0 1 125"].contains(outcome.results.first))
    #expect(outcome.results.dropFirst() == ["125", "0"], "\(outcome.text)")
    #expect(outcome.contains("deadlock, not waiting: the main shell waits for z, which waits for the lock c"))
  }

  @Test func withoutATaskNothingIsTaken() throws {
    let outcome = try BashDriver.run(
      """
      async_init
      async_lock a true; async_lock b true
      ls -A "$DEST/async" | grep -c lock | sed 's/^/= /'
      """)
    #expect(outcome.results == ["0"])
  }
}

/// Tasks that start after others.
@Suite struct LaneTests {
  @Test func aRowOfTasksRunsOneAfterAnother() throws {
    let outcome = try BashDriver.run(
      """
      body() { echo "in $1" >>"$DEST/trace"; sleep 0.1; echo "out $1" >>"$DEST/trace"; return "$1"; }
      async_init
      async_run one body 1
      async_run --after one two body 2
      async_run --after two --after one three body 3
      async_status three | sed 's/.* queued .*/= queued/'
      async_wait three >/dev/null; echo "= $?"
      async_wait two >/dev/null; echo "= $?"
      async_wait one >/dev/null; echo "= $?"
      echo "= "$(<"$DEST/trace")
      async_run --after one four body 4; async_wait four >/dev/null; echo "= $?"
      ASYNC_STRICT=True async_run --after one five body 5; echo "= $?"
      """, limit: 30)
    #expect(
      outcome.results == ["queued", "3", "2", "1", "in 1 out 1 in 2 out 2 in 3 out 3", "4", "2"], "\(outcome.text)")
  }

  @Test func aTaskThatWaitsForOneWhoIsQueuedBehindItIsTold() throws {
    let outcome = try BashDriver.run(
      """
      first() { until [[ -e $DEST/async/second.ini ]] && grep -q 'waits_for = first' "$DEST/async/second.ini"; do :; done; async_wait second; }
      async_init
      async_run first first; async_run --after first second true
      async_wait first; echo "= $?"
      async_wait second >/dev/null; echo "= $?"
      full() { async_run inner true; async_wait inner; }
      ASYNC_MAX_JOBS=1
      async_run full full; async_run last sh -c 'exit 4'
      async_wait full >/dev/null; echo "= $?"
      async_wait last >/dev/null; echo "= $?"
      """, limit: 30)
    #expect(outcome.results == ["125", "0", "0", "4"], "\(outcome.text)")
    #expect(outcome.contains("deadlock, not waiting: first waits for second, which waits for first"))
  }

  @Test(arguments: ["two", "0", "-1", "1.5", "007"])
  func aLimitThatIsNoNumberIsRefused(_ limit: String) throws {
    let outcome = try BashDriver.run("async_init\nASYNC_MAX_JOBS=\(limit) async_run a true; echo \"= $?\"")
    #expect(outcome.results == ["2"])
  }

  @Test func aQueuedTaskCanBeAwaitedKilledAndEndsWithTheScript() throws {
    let outcome = try BashDriver.run(
      """
      async_init
      ASYNC_MAX_JOBS=1
      async_run long sleep 50; async_run queued true; async_run third true
      async_kill queued; async_wait queued >/dev/null; echo "= $?"
      async_kill long; async_wait third long >/dev/null; echo "= $?"
      async_wait third >/dev/null; echo "= $?"
      """, limit: 30)
    #expect(outcome.results.first == "143" && outcome.results.dropFirst().first == "143", "\(outcome.text)")
    #expect(outcome.results.last == "0")
  }
}
