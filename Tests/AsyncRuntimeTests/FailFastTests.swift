import Testing

/// A failure is told at once, and what did not fail goes on.
@Suite struct FailFastTests {
  /// The other tasks of a wait would end only when the driver says so, which it does after the wait.
  static let bodies = """
    held() { until [[ -e $DEST/go ]]; do sleep 0.02; done; echo "log of held"; return "${1:-0}"; }
    body() { echo "log of $1"; return "$1"; }
    """

  @Test(arguments: ["async_wait a b c d", "async_wait_all", "async_wait --timeout 50 d c b a"])
  func theFirstFailureEndsTheWait(_ wait: String) throws {
    let outcome = try BashDriver.run(
      """
      \(Self.bodies)
      async_init
      async_run a body 0; async_run b body 3; async_run c held; async_run d body 0
      for name in a b d; do until [[ ! -e /proc/$(async_pidof $name) ]]; do :; done; done
      \(wait); echo "= $?"
      async_status | sed 's/ .*//; s/^/= left /'
      : >"$DEST/go"
      async_wait c; echo "= $?"
      """, limit: 30)
    #expect(outcome.results == ["3", "left c", "0"], "\(outcome.text)")
    for text in ["\nlog of 0\n", "\nlog of 3\n", "FAILED with rc 3 (failed), log: ", "\nlog of held\n"] {
      #expect(outcome.contains(text))
    }
    #expect(outcome.contains("Other async tasks (1 of 1):\nc pid="))
    #expect(outcome.contains("Async wait failed with status 3: b"))
  }

  @Test func aFailureThatComesLaterEndsTheWaitToo() throws {
    let outcome = try BashDriver.run(
      """
      \(Self.bodies)
      late() { until [[ -e $DEST/fail ]]; do sleep 0.02; done; exit 6; }
      async_init
      async_run a held; async_run b late; async_run c held
      (sleep 0.3; : >"$DEST/fail") &
      async_wait a b c >/dev/null; echo "= $?"
      : >"$DEST/go"
      async_wait a c >/dev/null; echo "= $?"
      """, limit: 30)
    #expect(outcome.results == ["6", "0"], "\(outcome.text)")
  }

  @Test func aScriptWithErrexitEndsAndLeavesNothing() throws {
    let outcome = try BashDriver.run(
      """
      cat >"$DEST/parent" <<'PARENT'
      source "$1"; DEST=$2
      broken() { echo "no database"; return 7; }
      async_init
      set -o errexit
      async_run long sleep 50; async_run broken broken; async_run other sleep 50
      echo "$(async_pidof long) $(async_pidof other)" >"$DEST/pids"
      async_wait long broken other
      echo "= not reached"
      PARENT
      bash "$DEST/parent" ./runtime "$DEST"; echo "= $?"
      for pid in $(<"$DEST/pids"); do until [[ ! -e /proc/$pid ]]; do :; done; done
      echo "= gone"
      """, limit: 40)
    #expect(outcome.results == ["7", "gone"], "\(outcome.text)")
    #expect(outcome.contains("\nno database\n"))
  }

  @Test func aFailureIsToldWhileAnotherIsAwaited() throws {
    let outcome = try BashDriver.run(
      """
      \(Self.bodies)
      async_init
      async_run a held; async_run b body 4
      (until grep -q 'while others are awaited' "$DEST/out"; do sleep 0.02; done; : >"$DEST/go") &
      async_wait a >"$DEST/out"; echo "= $?"
      async_wait b >/dev/null; echo "= $?"
      grep 'Async b' "$DEST/out" | sed 's/\\[.*\\]: //; s/, log: .*async/ async/; s/^/= /'
      """, limit: 30)
    #expect(outcome.results == ["0", "4", "FAILED with rc 4 while others are awaited async/b.log"], "\(outcome.text)")
  }

  @Test func aSwitchLetsTheOthersFailureEndTheWait() throws {
    let outcome = try BashDriver.run(
      """
      \(Self.bodies)
      ASYNC_FAIL_FAST=True
      async_init
      async_run a held; async_run b body 4
      async_wait a; echo "= $?"
      : >"$DEST/go"
      async_wait a b >/dev/null; echo "= $?"
      """, limit: 30)
    #expect(outcome.results == ["4", "0"], "\(outcome.text)")
    #expect(outcome.contains("\nlog of 4\n"))
  }

  @Test func hundredsOfOthersDoNotHideAFailure() throws {
    let outcome = try BashDriver.run(
      """
      \(Self.bodies)
      async_init
      for i in {1..150}; do async_run "t$i" body 0; done >/dev/null
      async_run a held; async_run b body 9
      async_wait a b >/dev/null; echo "= $?"
      : >"$DEST/go"
      async_wait_all >/dev/null; echo "= $?"
      """, limit: 50)
    #expect(outcome.results == ["9", "0"], "\(outcome.text)")
  }
}
