import Foundation
import Testing

/// Where the records of tasks are kept while a run lasts, and afterwards.
@Suite struct RecordTests {
  static let keys: Set<Substring> = ["[job]", "command", "pid", "start_time", "end_time", "status"]

  @Test func theIniFileTellsPeople() throws {
    let driver = try BashDriver()
    defer { driver.remove() }
    let outcome = try driver.run(
      """
      async_init
      async_run a sh -c 'exit 3' >/dev/null
      sleep 0.2
      state=$(<"$DEST/async/.state")
      cp "${state/#./$DEST/async}/a.ini" "$DEST/copy"
      [[ $state == . || "$(stat -c %a "$state")" == 700 ]] && echo "= private"
      """)
    #expect(outcome.results == ["private"], "\(outcome.text)")
    let keys = try driver.contents(of: "dest/copy").split(separator: "\n").map { $0.prefix { $0 != " " } }
    #expect(Set(keys).isSuperset(of: Self.keys))
  }

  /// However a run ends, its records come to the directory of the logs, and nothing stays in memory.
  @Test(arguments: ["exit 0", "kill -TERM $$; sleep 9", "kill -KILL $$"])
  func theRecordsComeHomeWhenTheRunIsOver(_ end: String) throws {
    let driver = try BashDriver()
    defer { driver.remove() }
    let outcome = try driver.run(
      """
      cat >"$DEST/parent" <<'PARENT'
      source "$1"; DEST=$2
      async_init
      async_run "a name" sh -c 'exit 3'
      async_run long sleep 50
      sleep 0.2
      cp "$DEST/async/.state" "$DEST/state"
      \(end)
      PARENT
      bash "$DEST/parent" ./runtime "$DEST" >/dev/null 2>&1
      state=$(<"$DEST/state")
      for round in {1..80}; do
          [[ ! -e "$state" || $state == . ]] && [[ -s "$DEST/async/a name.ini" && -s "$DEST/async/long.ini" ]] && break
          sleep 0.1
      done
      [[ -e "$state" && $state != . ]] && echo "= left behind"
      echo "= $(grep -c '^status = 3 ' "$DEST/async/a name.ini") $(grep -c '^pid = ' "$DEST/async/long.ini")"
      async_wait "a name" >/dev/null; echo "= $?"
      async_init
      async_run long true; async_wait long >/dev/null; echo "= $?"
      """, limit: 40)
    #expect(outcome.results == ["1 1", "3", "0"], "\(outcome.text)")
  }

  @Test func aSecondScriptSeesTheRecordsAndLeavesThem() throws {
    let outcome = try BashDriver.run(
      """
      async_init
      async_run a sh -c 'sleep 0.5; exit 3' >/dev/null
      cat >"$DEST/second" <<'SECOND'
      source "$1"; DEST=$2
      async_status a >/dev/null; echo "= status $?"
      async_run b sh -c 'exit 5' >/dev/null
      async_wait b >/dev/null; echo "= $?"
      SECOND
      bash "$DEST/second" ./runtime "$DEST"
      sleep 1.5
      async_wait a >/dev/null; echo "= $?"
      """, limit: 20)
    #expect(outcome.results == ["status 0", "5", "3"], "\(outcome.text)")
  }

  @Test func recordsThatVanishAreOpenedAnew() throws {
    let outcome = try BashDriver.run(
      """
      body() { return 7; }
      async_init
      async_run a body
      sleep 0.2
      rm -rf "$(<"$DEST/async/.state")" 2>/dev/null
      async_run b body
      (async_wait b) >/dev/null; echo "= $?"
      async_wait a >/dev/null; echo "= $?"
      """, limit: 20)
    #expect(outcome.results == ["7", "7"], "\(outcome.text)")
  }

  /// Where memory has no place for them, they are beside the logs.
  @Test(
    .enabled(if: Permission.ownMounts != nil, "no file system can be mounted here"),
    arguments: ["-o size=4k,nr_inodes=1", "-o ro"])
  func withoutAPlaceInMemory(_ options: String) throws {
    let outcome = try BashDriver.run(
      """
      unset XDG_RUNTIME_DIR
      mount -t tmpfs \(options) none /dev/shm || echo "= no mount"
      body() { return "$1"; }
      async_init
      async_run a body 5; async_run b body 0
      sleep 0.2
      echo "= $(<"$DEST/async/.state") $(grep -c '^status = 5 ' "$DEST/async/a.ini")"
      (async_wait a) >/dev/null; echo "= $?"
      async_wait b >/dev/null; echo "= $?"
      """, limit: 20, launcher: Permission.ownMounts ?? [])
    #expect(outcome.results == [". 1", "5", "0"], "\(outcome.text)")
  }

  @Test(arguments: [("", "."), ("$DEST", "memory")])
  func thePlaceCanBeChosen(_ root: String, _ place: String) throws {
    let outcome = try BashDriver.run(
      """
      ASYNC_STATE_ROOT=\(root)
      async_init
      async_run a sh -c 'exit 4' >/dev/null
      state=$(<"$DEST/async/.state")
      [[ $state == "$DEST"/devstack-async.* ]] && state=memory
      echo "= $state"
      async_wait a >/dev/null; echo "= $?"
      """)
    #expect(outcome.results == [place, "4"], "\(outcome.text)")
  }

  /// Memory that fills up while a run goes on costs no status.
  @Test(.enabled(if: Permission.ownMounts != nil, "no file system can be mounted here"))
  func aFullMemory() throws {
    let outcome = try BashDriver.run(
      """
      mount -t tmpfs -o size=64k none /dev/shm || echo "= no mount"
      body() { return "$1"; }
      async_init
      async_run before body 6
      sleep 0.2
      cat /dev/zero >/dev/shm/filler 2>/dev/null
      async_run good true; async_run bad sh -c 'exit 5'; async_run killed sh -c 'kill -KILL $$'
      for name in before good bad killed; do async_wait "$name" >/dev/null 2>&1; echo "= $?"; done
      """, limit: 20, launcher: Permission.ownMounts ?? [])
    #expect(outcome.results == ["6", "0", "5", "137"], "\(outcome.text)")
  }

  @Test func cleanupBringsTheRecordsHomeAtOnce() throws {
    let outcome = try BashDriver.run(
      """
      async_init
      async_run a true >/dev/null
      state=$(<"$DEST/async/.state")
      async_cleanup >/dev/null
      [[ $state != . && -e "$state" ]] || echo "= gone"
      echo "= $(grep -c '^collected = ' "$DEST/async/a.ini")"
      async_run a sh -c 'exit 4' >/dev/null; async_wait a >/dev/null; echo "= $?"
      async_wait a >/dev/null; echo "= $?"
      async_cleanup
      """)
    #expect(outcome.results == ["gone", "1", "4", "0"], "\(outcome.text)")
  }

  /// What `.state` says is removed only if it can be a directory of ours.
  @Test func aForeignStateFileIsNotBelieved() throws {
    let outcome = try BashDriver.run(
      """
      mkdir -p "$DEST/async" "$DEST/precious"
      echo "$DEST/precious" >"$DEST/async/.state"
      async_init
      [[ -d "$DEST/precious" ]] && echo "= kept"
      async_run a sh -c 'exit 4'; async_wait a >/dev/null; echo "= $?"
      """)
    #expect(outcome.results == ["kept", "4"], "\(outcome.text)")
  }
}
