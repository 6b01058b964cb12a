import Testing

/// The failures that the other tests are about do occur with the design of the runtimes before ours: those tests can fail.
@Suite struct OldDesignTests {
  @Test(arguments: ["exit 3", "exec sh -c 'exit 6'", "kill -KILL $BASHPID", "set -o nounset; echo $never_set"])
  func theWaitHangs(_ body: String) throws {
    let outcome = try BashDriver.run(
      "body() { \(body); }\nasync_init\nasync_run a body\nasync_wait a; echo \"= $?\"", with: .blocking, limit: 3)
    #expect(outcome.hung)
  }

  @Test func aBareWaitAndASubstitutionHang() throws {
    for use in ["async_run a true; wait", "text=$(async_run a true)"] {
      #expect(try BashDriver.run("async_init\n\(use)", with: .blocking, limit: 3).hung)
    }
  }

  @Test func failuresAreMaskedAndArgumentsSplit() throws {
    let outcome = try BashDriver.run(
      """
      body() { false; echo "$# arguments"; }
      set -o errexit
      async_init
      async_run a body "a  b" "" "c d"
      async_wait a >"$DEST/log"; echo "= $? $(cat "$DEST/log")"
      """, with: .blocking, limit: 10)
    #expect(outcome.results == ["0 4 arguments"])
  }

  @Test func theRestStaysUncollected() throws {
    let outcome = try BashDriver.run(
      """
      body() { return "$1"; }
      async_init
      async_run a body 3; async_run b body 0
      async_wait a b; echo "= $? $(ls "$DEST/async" | grep -c pid)"
      async_wait b
      """, with: .blocking, limit: 10)
    #expect(outcome.results == ["3 1"])
  }

  @Test(.enabled(if: Permission.isRoot, "only root can fork beyond its limit of processes"))
  func statusesAreForgotten() throws {
    let outcome = try BashDriver.run(
      """
      async_init
      for ((i = 0; i < 900; i++)); do async_run "t$i" sh -c 'exit 7'; done
      sleep 2
      for ((i = 0; i < 900; i++)); do async_wait "t$i"; [[ $? -eq 127 ]] && lost=some; done
      echo "= $lost"
      """, with: .remembering, launcher: Permission.smallestChildMax)
    #expect(outcome.results == ["some"])
  }

  @Test(.enabled(if: Permission.chosenPids != nil, "the next process id cannot be chosen here"))
  func aRecycledPidLosesTheStatus() throws {
    let outcome = try BashDriver.run(
      """
      async_init
      async_run a sh -c 'exit 7'
      pid=${children[a]}
      sleep 0.3
      echo $((pid - 1)) >/proc/sys/kernel/ns_last_pid
      /bin/true
      async_wait a; echo "= $?"
      """, with: .remembering, limit: 20, launcher: Permission.chosenPids ?? [])
    #expect(outcome.results == ["127"])
  }
}
