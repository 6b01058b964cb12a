import Foundation
import Testing

/// The state directory, the logs and the record.
@Suite struct StateDirectoryTests {
  @Test(arguments: [
    "$PWD/a dir  with  spaces", "$PWD/*", "$PWD/it's \\\"quoted\\\"", "relative/dir", "$PWD/deep/er/still",
  ])
  func anyDirectoryWillDo(_ directory: String) throws {
    let outcome = try BashDriver.run(
      """
      DEST="\(directory)"
      body() { cd /; echo "in the log"; return 5; }
      async_run a body
      async_wait a; echo "= $?"
      async_init
      async_run a body; async_run b body
      async_wait a b >/dev/null; echo "= $?"
      """)
    #expect(outcome.results == ["5", "5"], "\(outcome.text)")
    #expect(outcome.contains("\nin the log\n"))
  }

  @Test(arguments: ["unset DEST", "DEST=", "DEST=/proc/nonexistent", "DEST=/dev/null"])
  func anUnusableDirectoryIsAnErrorAtTheStart(_ setting: String) throws {
    let outcome = try BashDriver.run(
      """
      \(setting)
      async_init 2>/dev/null; [[ $? -ne 0 ]] && echo "= init failed"
      async_run a touch \(NSTemporaryDirectory())/never; echo "= $?"
      async_wait a >/dev/null; echo "= $?"
      """)
    #expect(outcome.results == ["init failed", "2", "0"], "\(outcome.text)")
    #expect(outcome.contains("not started"))
  }

  @Test(.enabled(if: Permission.ownMounts != nil, "no file system can be mounted here"))
  func aReadOnlyFileSystem() throws {
    let outcome = try BashDriver.run(
      """
      mount -t tmpfs none "$DEST" && mkdir "$DEST/async" && mount -o remount,bind,ro "$DEST" || echo "= no mount"
      async_run a true; echo "= $?"
      async_wait a >/dev/null; echo "= $?"
      """, launcher: Permission.ownMounts ?? [])
    #expect(outcome.results == ["2", "0"], "\(outcome.text)")
  }

  @Test(.enabled(if: Permission.ownMounts != nil, "no file system can be mounted here"))
  func aFullDisk() throws {
    let outcome = try BashDriver.run(
      """
      mount -t tmpfs -o size=64k none "$DEST" || echo "= no mount"
      body() { echo "the output"; return "$1"; }
      async_init
      async_run before body 6
      sleep 0.2
      cat /dev/zero >"$DEST/filler" 2>/dev/null
      async_run good true; async_run bad sh -c 'exit 5'; async_run killed sh -c 'kill -KILL $$'
      for name in before good bad killed; do async_wait "$name" >/dev/null 2>&1; echo "= $?"; done
      """, limit: 20, launcher: Permission.ownMounts ?? [])
    #expect(outcome.results == ["6", "0", "5", "137"], "\(outcome.text)")
  }

  @Test func logsAreShownByteForByte() throws {
    let driver = try BashDriver()
    defer { driver.remove() }
    let outcome = try driver.run(
      """
      binary() { set +x; head -c 200000 /dev/urandom | tee "$DEST/expected"; }
      nul() { set +x; printf 'a\\0b\\n'; }
      large() { set +x; head -c 3000000 /dev/zero | tr '\\0' 'x'; echo; }
      async_init
      async_runfunc binary; async_runfunc nul; async_runfunc large
      async_wait binary >"$DEST/shown"
      python=$(grep -c . "$DEST/async/binary.log")
      tail -c 200000 "$DEST/async/binary.log" | head -c 100000 | cmp - <(grep -a -v '^\\[' "$DEST/shown" | head -c 1) 2>/dev/null
      size=$(wc -c <"$DEST/async/binary.log")
      tail -n +2 "$DEST/shown" | head -c "$size" | cmp - "$DEST/async/binary.log" && echo "= same"
      async_wait nul | od -c | grep -q 'a  \\\\0   b' && echo "= nul"
      async_wait large | tr -cd x | wc -c | sed 's/^/= /'
      """)
    #expect(outcome.results.prefix(2) == ["same", "nul"], "\(outcome.text.prefix(2000))")
    #expect(outcome.results.last.flatMap { Int($0) }.map { $0 >= 3_000_000 } == true)
  }

  @Test func aLogWithoutAFinalNewlineDoesNotSwallowTheMessage() throws {
    let outcome = try BashDriver.run(
      "body() { set +x; printf 'no end'; }\nasync_init\nasync_runfunc body\nasync_wait body")
    #expect(outcome.contains("no end\n["))
  }

  @Test(arguments: ["True", "False"])
  func everyCollectedTaskIsInTheRecord(_ parallel: String) throws {
    let driver = try BashDriver()
    defer { driver.remove() }
    let outcome = try driver.run(
      """
      body() { return "$1"; }
      async_init
      async_run 'odd "name"' body 0 'a "b" \\c'
      async_wait 'odd "name"' >/dev/null
      async_run b body 3
      async_wait b >/dev/null; echo "= $?"
      """, prologue: "DEVSTACK_PARALLEL=\(parallel)")
    #expect(outcome.results == ["3"])
    let lines = try driver.contents(of: "dest/async/tasks.jsonl").split(separator: "\n")
    #expect(lines.count == 2)
    let records = try lines.map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    #expect(records.map { $0["name"] as? String } == ["odd \"name\"", "b"])
    #expect(records.map { $0["status"] as? Int } == [0, 3])
    #expect(records.map { $0["outcome"] as? String } == ["ok", "failed"])
    #expect(records.map { $0["parallel"] as? Bool } == [parallel == "True", parallel == "True"])
    for record in records {
      let times = ["start_time", "end_time", "wait_end_time"].compactMap { record[$0] as? Int }
      #expect(times.count == 3 && times == times.sorted())
      #expect(times.allSatisfy { $0 > 1_600_000_000_000 && $0 < 10_000_000_000_000 })
    }
  }
}
