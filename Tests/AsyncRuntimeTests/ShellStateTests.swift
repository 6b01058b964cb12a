import Testing

/// The caller's shell is as it was, and the task's shell is as the caller's.
@Suite struct ShellStateTests {
  @Test func errexitHoldsInTheBody() throws {
    for (option, expected) in [("", "1 stopped"), ("ASYNC_ERREXIT=off", "0 went on")] {
      let outcome = try BashDriver.run(
        """
        body() { word=stopped; echo stopped >"$DEST/word"; false; echo "went on" >"$DEST/word"; }
        set -o errexit
        async_init
        \(option)
        async_run a body
        async_wait a >/dev/null && status=0 || status=$?
        echo "= $status $(cat "$DEST/word")"
        """)
      #expect(outcome.results == [expected])
    }
  }

  @Test(arguments: ["True", "False"])
  func aFailureEndsACallerWithErrexit(_ parallel: String) throws {
    let outcome = try BashDriver.run(
      """
      body() { return 7; }
      set -o errexit
      trap 'echo "= exit $?"' EXIT
      trap 'echo "= error"' ERR
      async_init
      async_run a body
      async_wait a
      echo "= not reached"
      """, prologue: "DEVSTACK_PARALLEL=\(parallel)")
    #expect(outcome.status == 7)
    // A plain call from a function, as in serial mode, does not reach the caller's trap: bash does not inherit it.
    #expect(outcome.results == (parallel == "True" ? ["error", "exit 7"] : ["exit 7"]), "\(outcome.text)")
  }

  @Test func optionsTrapsAndVariablesStay() throws {
    let outcome = try BashDriver.run(
      """
      readonly name=mine pid=mine id=mine status=mine line=mine command=mine rc=mine
      body() { set -x; shopt -s nullglob; trap 'echo gone' TERM; inside=1; }
      snapshot() { set +o; shopt -p; trap -p; compgen -v | grep -v -i '^_\\?async\\|^BASH\\|^FUNCNAME\\|^_$\\|^PIPESTATUS\\|^COLUMNS\\|^LINES' ; echo "$IFS$PWD$-"; }
      trap 'true' EXIT; trap 'true' USR1; trap 'true' ERR; trap 'true' DEBUG; trap 'true' RETURN
      set -o noclobber -o noglob -o pipefail -o errtrace -o functrace -o nounset
      shopt -s failglob
      IFS=,
      before="" after=""
      before=$(snapshot)
      after=$(snapshot)
      [[ "$before" == "$after" ]] || echo "= the test itself"
      async_init
      async_run a body; async_run b false; async_run c body; async_run c body 2>/dev/null
      async_wait a b || true; async_status || true; async_wait_all || true; async_cleanup; async_print_timing
      async_pidof a || true; async_log a hello; async_wait_dump
      after=$(snapshot)
      [[ "$before" == "$after" ]] && echo "= same" || diff <(echo "$before") <(echo "$after")
      """)
    #expect(outcome.results == ["same"], "\(outcome.text)")
  }

  @Test(arguments: [
    "set -o posix", "set -o noglob", "shopt -s failglob", "IFS=,", "IFS=0123456789", "set -o noclobber",
    "set -o nounset", "set -m", "set -o errtrace; trap 'echo \"= trapped\"' ERR", "LC_ALL=C", "umask 077", "exec 2>&-",
    "set -o functrace; trap ': debug' DEBUG",
  ])
  func callersOptionsDoNotDisturb(_ option: String) throws {
    let outcome = try BashDriver.run(
      """
      body() { return "$1"; }
      \(option)
      async_init
      async_run a body 5; async_run b true
      if async_wait a >/dev/null; then echo "= 0"; else echo "= $?"; fi
      async_wait b >/dev/null; echo "= $?"
      async_run b exit 3
      if async_wait b >/dev/null; then echo "= 0"; else echo "= $?"; fi
      async_cleanup
      """, limit: 20)
    #expect(outcome.results == ["5", "0", "3"], "\(outcome.text)")
  }

  @Test func aFailingTaskDoesNotRunTheCallersTraps() throws {
    let outcome = try BashDriver.run(
      """
      body() { false; }
      set -o errtrace -o functrace
      trap 'echo "= caller"' EXIT
      trap 'echo "= error in $BASHPID"' ERR
      async_init
      async_run a body
      sleep 0.2
      async_wait a >"$DEST/out" 2>&1 || true
      grep '^= ' "$DEST/out" || true
      """)
    #expect(outcome.results == ["caller"])
  }

  @Test func theTaskIsTracedIntoItsLogAndTheCallerIsNot() throws {
    let outcome = try BashDriver.run(
      """
      body() { : traced; }
      async_init
      async_run a body
      async_wait a
      case $- in *x*) echo "= traced" ;; *) echo "= untraced" ;; esac
      """)
    #expect(outcome.results == ["untraced"])
    #expect(outcome.contains("+ : traced"))
  }

  @Test func serialModeRunsInTheCallersShell() throws {
    let outcome = try BashDriver.run(
      """
      body() { seen=$1; name=changed; set -o noclobber; cd /; echo "to the output"; return 4; }
      async_init
      async_run a body value; echo "= $?"
      echo "= $seen $name $PWD $([[ -o noclobber ]] && echo noclobber)"
      async_wait a >/dev/null; echo "= $?"
      async_wait a >/dev/null; echo "= $?"
      """, prologue: "DEVSTACK_PARALLEL=False")
    #expect(outcome.results == ["4", "value changed / noclobber", "4", "0"])
    #expect(outcome.contains("\nto the output\n"))
  }
}
