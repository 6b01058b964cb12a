import Foundation
import Testing

/// Where the records of tasks are kept while a run lasts, and afterwards.
@Suite struct RecordTests {
  static let keys: Set<Substring> = ["[job]", "command", "pid", "start_time", "end_time", "status"]

  @Test func theIniFileTellsPeople() throws {
    let driver = try BashDriver()
    defer { driver.remove() }
    _ = try driver.run(
      """
      body() { return 3; }
      async_init
      async_run a body >/dev/null
      async_wait a
      """)
    let keys = try driver.contents(of: "dest/async/a.ini").split(separator: "\n").map { $0.prefix { $0 != " " } }
    #expect(Set(keys).isSuperset(of: Self.keys))
  }

  /// However a run ends, its records are where the logs are, and can be read afterwards.
  @Test(arguments: ["exit 0", "kill -TERM $$; sleep 9", "kill -KILL $$"])
  func theRecordsStayWhenTheRunIsOver(_ end: String) throws {
    let driver = try BashDriver()
    defer { driver.remove() }
    let outcome = try driver.run(
      """
      cat >"$DEST/parent" <<'PARENT'
      source "$1"; DEST=$2
      body() { return 3; }
      async_init
      async_run "a name" body
      async_run long sleep 50
      until grep -q '^status = 3 ' "$DEST/async/a name.ini" && grep -q '^pid = ' "$DEST/async/long.ini"; do :; done
      \(end)
      PARENT
      bash "$DEST/parent" ./runtime "$DEST" >/dev/null 2>&1
      async_wait "a name" >/dev/null; echo "= $?"
      async_init
      async_run long true; async_wait long >/dev/null; echo "= $?"
      """, limit: 40)
    #expect(outcome.results == ["3", "0"], "\(outcome.text)")
  }

  @Test func aSecondScriptSeesTheRecordsAndLeavesThem() throws {
    let outcome = try BashDriver.run(
      """
      body() { until [[ -e $DEST/go ]]; do :; done; return 3; }
      async_init
      async_run a body >/dev/null
      cat >"$DEST/second" <<'SECOND'
      source "$1"; DEST=$2
      async_status a >/dev/null; echo "= status $?"
      async_run b sh -c 'exit 5' >/dev/null
      async_wait b >/dev/null; echo "= $?"
      async_run c sleep 50 >/dev/null
      async_pidof c >"$DEST/pid"
      SECOND
      bash "$DEST/second" ./runtime "$DEST"
      until [[ ! -e /proc/$(<"$DEST/pid") ]]; do :; done
      : >"$DEST/go"
      async_wait a >/dev/null; echo "= $?"
      """, limit: 30)
    #expect(outcome.results == ["status 0", "5", "3"], "\(outcome.text)")
  }

  @Test func aSecondRunInOneDirectoryIsToldUnlessItIsMeant() throws {
    let outcome = try BashDriver.run(
      """
      body() { until [[ -e $DEST/go ]]; do :; done; return 3; }
      async_init
      async_run a body >/dev/null
      cat >"$DEST/second" <<'SECOND'
      source "$1"; DEST=$2
      async_init; echo "= $?"
      ASYNC_SHARE=True
      async_init; echo "= $?"
      SECOND
      bash "$DEST/second" ./runtime "$DEST"
      : >"$DEST/go"
      async_wait a >/dev/null; echo "= $?"
      async_init; echo "= again $?"
      """, limit: 20)
    #expect(outcome.results == ["2", "0", "3", "again 0"], "\(outcome.text)")
    #expect(outcome.contains("has its tasks in"))
  }

  @Test func recordsThatVanishAreOpenedAnew() throws {
    let outcome = try BashDriver.run(
      """
      body() { return 7; }
      async_init
      async_run a body
      sleep 0.2
      rm -rf "$DEST/async"
      async_run b body
      (async_wait b) >/dev/null; echo "= $?"
      async_wait a >/dev/null; echo "= $?"
      """, limit: 20)
    #expect(outcome.results == ["7", "7"], "\(outcome.text)")
  }

  /// A disk that is full when a subshell starts a task: nobody could learn the status.
  @Test(.enabled(if: Permission.ownMounts != nil, "no file system can be mounted here"))
  func aStartInASubshellNeedsARecord() throws {
    let outcome = try BashDriver.run(
      """
      mount -t tmpfs -o size=64k none "$DEST" || echo "= no mount"
      async_init
      cat /dev/zero >"$DEST/filler" 2>/dev/null
      (async_run a sh -c 'exit 5'; echo "= $?")
      async_run b sh -c 'exit 5'; async_wait b >/dev/null; echo "= $?"
      """, limit: 20, launcher: Permission.ownMounts ?? [])
    #expect(outcome.results == ["2", "5"], "\(outcome.text)")
  }

  @Test func inSerialModeEveryRunIsInTheRecord() throws {
    let driver = try BashDriver()
    defer { driver.remove() }
    let outcome = try driver.run(
      """
      body() { return "$1"; }
      async_init
      async_run a body 0; async_run a body 4; echo "= $?"
      async_wait a >/dev/null; echo "= $?"
      async_run unawaited body 0
      """, prologue: "DEVSTACK_PARALLEL=False")
    #expect(outcome.results == ["4", "4"])
    let lines = try driver.contents(of: "dest/async/tasks.jsonl").split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.last?.contains("\"unawaited\"") == true)
  }

  @Test func theLogsAreWhereLogdirSays() throws {
    let outcome = try BashDriver.run(
      """
      LOGDIR=$DEST/logs
      body() { echo here; return 3; }
      async_init
      async_run a body
      async_wait a; echo "= $?"
      grep -c '^here$' "$LOGDIR/async/a.log" | sed 's/^/= /'
      ls "$DEST/async" | sed 's/^/= /'
      """)
    #expect(outcome.results == ["3", "1", "a.ini", "tasks.jsonl"], "\(outcome.text)")
    #expect(outcome.contains("/logs/async/a.log"))
  }
}
