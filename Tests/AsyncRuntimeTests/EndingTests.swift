import Testing

/// However a task ends, its wait ends too, with the right status.
@Suite struct EndingTests {
  /// What a task's body does, and the status that its wait must give.
  static let endings: [(body: String, status: Int)] = [
    ("true", 0),
    ("return 7", 7),
    ("exit 3", 3),
    ("exit 0", 0),
    ("eval 'exit 4'", 4),
    ("exec sh -c 'exit 6'", 6),
    ("exec true", 0),
    ("exec \"$DEST/no/program\"", 127),
    ("kill -KILL $BASHPID", 137),
    ("kill -TERM $BASHPID; sleep 5", 143),
    ("kill -HUP $BASHPID; sleep 5", 129),
    ("kill -SEGV $BASHPID; sleep 5", 139),
    ("kill -USR1 $BASHPID; sleep 5", 138),
    ("kill -PIPE $BASHPID; sleep 5", 141),
    ("trap - EXIT; exit 5", 5),
    ("trap 'exit 9' EXIT; exit 5", 9),
    ("trap 'exit 9' EXIT", 9),
    ("trap 'true' EXIT; return 4", 4),
    ("trap 'false' EXIT", 0),
    ("trap 'trap - EXIT; exit 6' EXIT; return 4", 6),
    ("trap 'exit 8' TERM; kill -TERM $BASHPID; sleep 5", 8),
    ("set -o nounset; echo $never_set", 1),
    ("set -o errexit; false; true", 1),
    ("PATH=/nonexistent; ls", 127),
    ("no_such_command_anywhere", 127),
    ("(exit 12)", 12),
    ("exit 255", 255),
    ("exec >/dev/full 2>&1; echo lost", 1),
    ("name=x; fifo=y; inifile=z; pid=1; status=3; true", 0),
    ("IFS=,; true", 0),
    ("cd /; true", 0),
    ("unset DEST; true", 0),
    ("exec 1>&- 2>&-; true", 0),
    ("trap 'echo leaving' RETURN DEBUG; true", 0),
    ("printf '\\0\\001\\377'; true", 0),
    ("sleep 3 & true", 0),
  ]

  @Test(arguments: endings)
  func endsWithItsStatus(_ ending: (body: String, status: Int)) throws {
    let outcome = try BashDriver.run(
      """
      body() { \(ending.body)
      }
      async_init
      async_run early body
      sleep 0.2
      async_wait early; echo "= early $?"
      async_run late body
      async_wait late; echo "= late $?"
      """)
    #expect(!outcome.hung)
    #expect(outcome.results == ["early \(ending.status)", "late \(ending.status)"], "\(outcome.text)")
  }

  @Test func dieEndsTheDriverAtOnceWithTheMessage() throws {
    let outcome = try BashDriver.run(
      """
      die() { local exitcode=$?; echo "[ERROR] $*" >&2; exit $((exitcode > 0 ? exitcode : 1)); }
      broken() { echo before; die 12 "no such database"; echo after; }
      async_init
      set -o errexit
      async_runfunc broken
      async_wait broken
      echo "= not reached"
      """)
    #expect(outcome.status == 1)
    #expect(outcome.results.isEmpty)
    #expect(outcome.contains("[ERROR] 12 no such database"))
    #expect(outcome.contains("FAILED with rc 1"))
  }

  @Test func everySignalThatEndsATaskIsItsStatus() throws {
    let outcome = try BashDriver.run(
      """
      async_init
      for signal in 1 4 5 6 7 8 9 10 11 12 13 14 15 16 24 25 26 27 29 30 31; do
          async_run "s$signal" sleep 60
          pid=$(async_pidof "s$signal")
          until [[ $(cat /proc/$pid/comm) == sleep || -e /proc/$pid/task/$pid/children && -n $(cat /proc/$pid/task/$pid/children) ]]; do :; done
          child=$(cat /proc/$pid/task/$pid/children)
          # bash can miss a signal that comes just before it waits for its command.
          while kill -$signal "$pid" 2>/dev/null && [[ -e /proc/$pid ]]; do sleep 0.1; done
          async_wait "s$signal" >/dev/null 2>&1
          status=$?
          [[ $status -eq $((128 + signal)) ]] || echo "= signal $signal: $status"
          kill $child 2>/dev/null
      done
      """)
    #expect(!outcome.hung)
    #expect(outcome.results.isEmpty, "\(outcome.results)")
  }

  @Test func aTaskThatIsKilledBeforeItCanSaySoIsNotSuccess() throws {
    let outcome = try BashDriver.run(
      """
      async_init
      for i in {1..30}; do
          async_run "t$i" sleep 3
          kill -KILL "$(async_pidof "t$i")"
      done
      for i in {1..30}; do
          async_wait "t$i" >/dev/null 2>&1 || statuses+=("$?")
      done
      echo "= ${#statuses[@]} ${statuses[*]//137/}"
      """)
    #expect(outcome.results == ["30 " + String(repeating: " ", count: 29)])
  }
}
