import Testing

/// No status depends on what bash remembers.
@Suite struct StatusTests {
  @Test(.enabled(if: Permission.isRoot, "only root can fork beyond its limit of processes"))
  func moreTasksThanBashRemembers() throws {
    let outcome = try BashDriver.run(
      """
      body() { return $(($1 % 200)); }
      async_init
      for ((i = 0; i < 900; i++)); do async_run "t$i" body "$i"; done >/dev/null
      sleep 1
      wrong=0
      for ((i = 0; i < 900; i++)); do
          async_wait "t$i" >/dev/null
          [[ $? -eq $((i % 200)) ]] || wrong=$((wrong + 1))
      done
      echo "= wrong $wrong"
      for ((i = 0; i < 900; i++)); do (exit 7) & pids[i]=$!; done
      sleep 1
      for ((i = 0; i < 900; i++)); do wait "${pids[i]}" 2>/dev/null; [[ $? -eq 7 ]] || lost=yes; done
      echo "= bash itself lost some: $lost"
      """, launcher: Permission.smallestChildMax)
    #expect(outcome.results == ["wrong 0", "bash itself lost some: yes"], "\(outcome.text.suffix(500))")
  }

  @Test func aThousandTasks() throws {
    let outcome = try BashDriver.run(
      """
      body() { return $(($1 % 100)); }
      async_init
      for ((i = 0; i < 1000; i++)); do async_run "t$i" body "$i"; done >/dev/null
      wrong=0
      for ((i = 0; i < 1000; i++)); do
          async_wait "t$i" >/dev/null 2>&1
          [[ $? -eq $((i % 100)) ]] || wrong=$((wrong + 1))
      done
      echo "= wrong $wrong"
      """)
    #expect(outcome.results == ["wrong 0"])
  }

  /// The next process gets the pid of a task that has ended: another task, a child of the script, a foreground command.
  @Test(
    .enabled(if: Permission.chosenPids != nil, "the next process id cannot be chosen here"),
    arguments: [
      ("body 7", "async_run other body 0; sleep 0.1", 7),
      ("body 7", "sleep 30 & sleep 0", 7),
      ("body 7", "/bin/true", 7),
      ("exec sh -c 'exit 6'", "async_run other sleep 30", 127),
      ("exec sh -c 'exit 6'", "sleep 30 & sleep 0", 127),
      ("exec sh -c 'exit 6'", "/bin/true", 127),
    ])
  func aRecycledPid(_ command: String, _ recycler: String, _ expected: Int) throws {
    let outcome = try BashDriver.run(
      """
      body() { return "$1"; }
      async_init
      async_run other true; async_wait other
      async_run a \(command)
      pid=$(async_pidof a)
      sleep 0.3
      echo $((pid - 1)) >/proc/sys/kernel/ns_last_pid
      \(recycler)
      async_wait a; echo "= $?"
      async_cleanup
      """, limit: 20, launcher: Permission.chosenPids ?? [])
    #expect(outcome.results == ["\(expected)"], "\(outcome.text)")
  }

  @Test(arguments: [
    "wait", "disown -a", "jobs >/dev/null", "for i in {1..300}; do (:); done", "rm -rf \"$DEST/async\"",
  ])
  func whatTheScriptDoesMeanwhile(_ command: String) throws {
    let outcome = try BashDriver.run(
      """
      body() { return 7; }
      async_init
      async_run a body
      sleep 0.2
      \(command)
      async_wait a 2>/dev/null; echo "= $?"
      """, limit: 20)
    #expect(outcome.results == ["7"], "\(outcome.text)")
  }

  @Test func aBareWaitReturnsAndSeesTasksOnly() throws {
    let outcome = try BashDriver.run(
      """
      async_init
      async_run a sleep 0.3
      wait
      echo "= jobs: $(jobs -p)"
      async_wait a >/dev/null; echo "= $?"
      """, limit: 20)
    #expect(outcome.results == ["jobs: ", "0"])
  }

  @Test func aTrapDuringTheWaitDoesNotEndIt() throws {
    let outcome = try BashDriver.run(
      """
      body() { sleep 0.6; return 5; }
      trap 'seen=$((seen + 1))' USR1
      async_init
      async_run a body
      (sleep 0.2; kill -USR1 $$; sleep 0.1; kill -USR1 $$) &
      async_wait a >/dev/null; echo "= $? $seen"
      """, limit: 20)
    #expect(outcome.results == ["5 2"])
  }

  @Test func theStatusOfABackgroundChildStaysTheScripts() throws {
    let outcome = try BashDriver.run(
      """
      async_init
      (exit 9) & mine=$!
      async_run a true
      last=$!
      async_wait a >/dev/null
      [[ $! == "$last" ]] && echo "= same"
      wait $mine; echo "= $?"
      """)
    #expect(outcome.results == ["same", "9"])
  }
}
