import Glibc
import Testing

/// Trap handlers, other sourcing, and what the caller has set change no answer.
@Suite struct ReentrancyTests {
  /// Handlers that call into the library while the main line is in it, each with what brings it about.
  static let handlers = [
    "trap 'async_status >/dev/null' CHLD", "trap 'async_wait b >/dev/null 2>&1' CHLD",
    "trap 'async_wait a >/dev/null 2>&1' CHLD", "trap 'async_wait_all >/dev/null 2>&1' CHLD",
    "trap 'async_wait a b >/dev/null 2>&1' USR1", "trap 'async_run x$((++n)) true >/dev/null 2>&1' USR1",
    "trap 'async_run x$((++n)) true >/dev/null 2>&1; async_wait x$n >/dev/null 2>&1' USR1",
    "trap 'true & async_status >/dev/null' USR1", "trap 'async_wait a >/dev/null 2>&1' ERR",
    "set -o functrace; trap 'async_status >/dev/null' DEBUG",
    "set -o functrace -o errtrace; trap 'async_wait c >/dev/null 2>&1' DEBUG",
  ]

  @Test(arguments: handlers)
  func handlersChangeNoAnswer(_ handler: String) throws {
    // bash 5.2 itself falls over a trapped signal that arrives while a handler for CHLD runs in its `wait`.
    let signal = handler.hasSuffix("CHLD") ? ":" : "kill -USR1"
    let outcome = try runWhileBashLives(
      """
      body() { sleep "0.0$((RANDOM % 9))"; [[ $1 -ne 137 ]] || kill -KILL $BASHPID; return "$1"; }
      async_init
      trap : USR1
      \(handler)
      wrong=0
      for i in {1..4}; do
          async_run a body 5 >/dev/null; async_run b body 0 >/dev/null; async_run c body 7 >/dev/null
          (for j in 1 2 3; do sleep 0.01; \(signal) $$; done) &
          signals=$!
          for name in a b c; do
              async_wait $name >"$DEST/out" 2>&1
              got=$?
              case $name in a) expected=5 ;; b) expected=0 ;; c) expected=7 ;; esac
              if [[ $got -ne $expected ]] && ! grep -q 'already been waited for' "$DEST/out"; then
                  wrong=$((wrong + 1)); cat "$DEST/out"
              fi
          done
          until [[ ! -e /proc/$signals ]]; do sleep 0.01; done
      done
      trap - CHLD ERR DEBUG
      trap : USR1
      echo "= wrong $wrong, others $(grep -c '"status":\\(0\\|5\\|7\\),' "$DEST/async/tasks.jsonl") of $(grep -c . "$DEST/async/tasks.jsonl")"
      async_wait_all >/dev/null; echo "= $?"
      """)
    let numbers = outcome.results.first?.split(separator: " ") ?? []
    #expect(numbers.count == 6 && numbers[1] == "0," && numbers[3] == numbers[5], "\(outcome.text.suffix(3000))")
    #expect(outcome.results.last == "0", "\(outcome.text.suffix(3000))")
  }

  /// Runs a script once more where bash itself was ended by a fault of its memory: 5.2 is in 13 of 300 runs of a script
  /// that has no library, only functions in a handler for CHLD beside `wait -n`. No answer of ours comes of that.
  private func runWhileBashLives(_ script: String) throws -> BashDriver.Outcome {
    let faults = [SIGSEGV, SIGABRT, SIGBUS].map { 128 + $0 }
    var outcome = try BashDriver.run(script, limit: 120)
    for _ in 0..<20 where faults.contains(outcome.status) { outcome = try BashDriver.run(script, limit: 120) }
    return outcome
  }

  @Test func sourcingAgainForgetsNothing() throws {
    let outcome = try BashDriver.run(
      """
      body() { return "$1"; }
      async_init
      async_run a body 5
      set -o allexport
      source ./runtime
      plugin() { source ./runtime; async_run b body 0; }
      plugin
      async_wait_all >/dev/null; echo "= $?"
      bash -c 'source ./runtime; async_status; echo "= $?"'
      async_run a body 6; async_wait a >/dev/null; echo "= $?"
      """)
    #expect(outcome.results == ["5", "0", "6"], "\(outcome.text)")
  }

  @Test(arguments: [
    "exec 9>\"$DEST/trace\"; BASH_XTRACEFD=9; set -x", "GLOBIGNORE='*'", "IFS=$'\\n/= '", "set -a",
    "cat() { echo mine; return 9; }; rm() { return 9; }; mkdir() { return 9; }; sleep() { return 9; }",
    "tail() { echo mine; }; flock() { return 9; }; mkfifo() { return 9; }", "shopt -s nocasematch extglob dotglob",
  ])
  func whatTheCallerHasSetDoesNotMatter(_ setting: String) throws {
    let outcome = try BashDriver.run(
      """
      body() { echo "the log"; return "$1"; }
      big() { head -c 100000 /dev/zero | tr '\\0' x; echo; }
      [[ abc =~ b ]]
      \(setting)
      async_init
      async_run a body 5; async_run b true; async_run big big
      async_wait b big >"$DEST/out"; echo "= $?"
      async_wait a >"$DEST/out"; echo "= $?"
      grep -c '^the log$' "$DEST/out"
      async_run c body 0; async_lock name true; echo "= $?"
      async_cleanup >/dev/null; echo "= $?"
      echo "= ${BASH_REMATCH[0]}"
      """, limit: 30)
    #expect(outcome.results == ["0", "5", "0", "0", "b"], "\(outcome.text)")
    #expect(outcome.contains("\n1\n"))
  }

  @Test(arguments: ["disown -a", "disown", "disown -a; jobs", "kill -USR1 $$"])
  func aDisownedTaskIsWaitedFor(_ command: String) throws {
    let outcome = try BashDriver.run(
      """
      trap : USR1
      body() { until [[ -e $DEST/go ]]; do sleep 0.02; done; echo "= ended"; return 6; }
      async_init
      async_run a body; async_run b sleep 50
      \(command)
      (sleep 0.3; : >"$DEST/go") &
      async_wait a; echo "= $?"
      async_kill b
      """, limit: 30)
    #expect(outcome.results == ["ended", "6"], "\(outcome.text)")
  }

  @Test func aTaskAsksAboutItself() throws {
    let outcome = try BashDriver.run(
      """
      body() { set +x; async_status me | sed 's/pid=[0-9]* /pid /; s/ [0-9.]*s / /; s/^/= /'; [[ $(async_pidof me) == $BASHPID ]] && echo "= pid"; async_log me "= log %command" | sed 's/.*: //'; }
      async_init
      async_run me body
      async_wait me
      """)
    #expect(outcome.results == ["me pid running body", "pid", "log body"], "\(outcome.text)")
  }
}

/// What CI wants to see, and to have as errors.
@Suite struct DiagnosisTests {
  @Test func aLongWaitSaysThatItIsWaiting() throws {
    let outcome = try BashDriver.run(
      """
      body() { set +x; echo "pulling images"; until [[ -e $DEST/go ]]; do sleep 0.02; done; }
      async_init
      async_run a body
      (until grep -q 'still waiting' "$DEST/out"; do sleep 0.02; done; : >"$DEST/go") &
      ASYNC_WAIT_NOTICE=0.3 async_wait a >"$DEST/out"; echo "= $?"
      grep 'still waiting' "$DEST/out" | head -n 1 | sed 's/[0-9]* s/N s/; s/^/= /'
      """, limit: 30)
    #expect(outcome.results == ["0", "still waiting for a, N s, last line: pulling images"], "\(outcome.text)")
  }

  @Test func theTraceHasTimesThatTheFilterKeeps() throws {
    let outcome = try BashDriver.run(
      """
      PS4='+ $FUNCNAME: '
      body() { : traced; eval ': nested'; echo "plain"; }
      async_init
      ASYNC_TRACE_TIME=True
      before=$(date -u +%Y-%m-%d)
      async_run a body
      async_wait a | sed 's/^/= /'
      """)
    let stamped = outcome.results.filter { $0.contains(" | +") }
    let date = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}.\d{3} \| \+/
    #expect(stamped.allSatisfy { $0.firstMatch(of: date) != nil })
    #expect(
      stamped.contains { $0.hasSuffix("| + body: : traced") }
        && stamped.contains { $0.hasSuffix("| ++ body: : nested") })
    #expect(outcome.results.contains("plain"), "\(outcome.text)")
  }

  @Test func theTableAtTheEndShowsTheCriticalPath() throws {
    let outcome = try BashDriver.run(
      """
      async_init
      async_run short true; async_run long sleep 1
      async_wait short; async_wait long
      async_run last sleep 0.5; async_wait last
      async_print_timing | grep -A9 'critical path' | sed 's/^/= /'
      """, limit: 30)
    #expect(outcome.results.first?.contains("start") == true && outcome.results.count == 4, "\(outcome.text)")
    let starred = outcome.results.filter { $0.hasSuffix("*") }
    let critical = starred.compactMap { $0.split(separator: " ").dropFirst().first }
    #expect(critical == ["long", "last"], "\(outcome.text)")
  }

  /// With devstack's timers, whose begin is a variable, and without.
  @Test(arguments: ["", "_TIME_BEGIN=$(date +%s); declare -A _TIME_TOTAL=()"])
  func theTimeInSeriesIsTheTimeThatPassedAndWhatWasSaved(_ timers: String) throws {
    let outcome = try BashDriver.run(
      """
      \(timers)
      async_init
      for i in 1 2 3; do async_run t$i sleep 2; done
      async_wait t1 t2 t3
      async_print_timing | sed -n -E 's/^ (Time spent|Elapsed|Time if).*: (-?[0-9]+) sec$/= \\2/p'
      """, limit: 40)
    let numbers = outcome.results.compactMap { Int($0) }
    #expect(numbers.count == 3, "\(outcome.text)")
    #expect(numbers.dropFirst().first.map { $0 >= 2 && $0 < 1000 } == true, "\(outcome.text)")
    #expect(numbers.last == numbers.dropLast().reduce(0, +), "\(outcome.text)")
  }

  @Test func strictMakesErrorsOfUnknownNamesAndUncollectedTasks() throws {
    let outcome = try BashDriver.run(
      """
      ASYNC_STRICT=True
      async_init
      async_wait never; echo "= $?"
      async_run a true
      async_cleanup; echo "= $?"
      async_cleanup; echo "= $?"
      """)
    #expect(outcome.results == ["1", "1", "0"], "\(outcome.text)")
  }

  @Test func aTaskCanBeKilledWithAllThatItStarted() throws {
    let outcome = try BashDriver.run(
      """
      body() { sleep 50 & echo $! >"$DEST/one"; sleep 50; }
      async_init
      async_run a body
      until [[ -s $DEST/one ]]; do :; done
      async_kill a; echo "= $?"
      async_wait a >/dev/null; echo "= $?"
      until [[ ! -e /proc/$(<"$DEST/one") ]]; do :; done
      async_kill a; echo "= $?"
      """, limit: 20)
    #expect(outcome.results == ["0", "143", "1"], "\(outcome.text)")
  }

  /// What stack.sh's own exit trap does; a child that ignores TERM gets KILL.
  @Test(arguments: ["kill $(jobs -p)", "kill -TERM $(jobs -p); exit 3", "kill -HUP $(jobs -p)", "exit 1"])
  func whatATaskWasRunningEndsWithTheScript(_ end: String) throws {
    let outcome = try BashDriver.run(
      """
      cat >"$DEST/parent" <<'PARENT'
      source "$1"; DEST=$2
      pip() { trap '' TERM; sleep 50 & sleep 50; }
      export -f pip
      body() { false; bash -c 'pip'; }
      readers() { exec > >(cat >"$DEST/tee"); bash -c 'sleep 50'; }
      async_init
      async_run a body; async_run b readers; async_run --after a c sleep 50
      until [[ $(pgrep -c -P "$(async_pidof b)") -ge 2 && -n $(pgrep -P "$(pgrep -P "$(async_pidof a)" | head -n 1)") ]]; do sleep 0.02; done
      all="$(async_pidof a) $(async_pidof b) $(async_pidof c)"
      for round in 1 2 3; do for pid in $all; do all+=" $(pgrep -P $pid | tr '\\n' ' ')"; done; done
      echo "$all" >"$DEST/pids"
      \(end)
      PARENT
      bash "$DEST/parent" ./runtime "$DEST" >/dev/null 2>&1
      for pid in $(<"$DEST/pids"); do until [[ ! -e /proc/$pid ]]; do sleep 0.02; done; done
      echo "= gone, of $(($(wc -w <"$DEST/pids") > 6))"
      """, limit: 40)
    #expect(outcome.results == ["gone, of 1"], "\(outcome.text)")
  }

  @Test func noWatchdogAndNoSleepIsLeftAfterTheCleanUp() throws {
    let outcome = try BashDriver.run(
      """
      async_init
      async_run a sleep 1
      async_wait --timeout 0.2 a >/dev/null
      ls /proc/$$/task/$$/children >/dev/null
      pgrep -P $$ -x sleep | sed 's/^/= sleep /'
      async_kill a; async_cleanup >/dev/null
      for process in /proc/[0-9]*; do
          [[ $process != "/proc/$$" && "$(tr '\\0' ' ' 2>/dev/null <"$process/cmdline")" == "$(tr '\\0' ' ' </proc/$$/cmdline)" && $process != /proc/$BASHPID ]] && echo "= $process"
      done
      async_run b true; async_wait b >/dev/null; echo "= $?"
      """, limit: 20)
    #expect(outcome.results == ["0"], "\(outcome.text)")
  }

  @Test(arguments: [
    ("$(printf 'x%.0s' {1..200})", "0"), ("$(printf 'ä%.0s' {1..100})", "0"), ("$(printf 'ä%.0s' {1..101})", "2"),
    ("$'a\\xff'", "2"), ("$'\\xc0\\xaf'", "2"), ("$'\\xed\\xa0\\x80'", "2"), ("日本", "0"), ("😀", "0"),
  ])
  func namesAreBytesOfUTF8(_ name: String, _ status: String) throws {
    for locale in ["C", "C.UTF-8"] {
      let outcome = try BashDriver.run(
        "export LC_ALL=\(locale)\nasync_init\nasync_run \(name) true; echo \"= $?\"\nasync_wait \(name) >/dev/null; echo \"= $?\""
      )
      #expect(outcome.results == [status, "0"], "\(locale): \(outcome.text)")
    }
  }
}
