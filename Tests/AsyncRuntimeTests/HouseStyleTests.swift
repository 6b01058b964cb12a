import AsyncRuntime
import Testing

/// The file is what devstack's own checks accept.
@Suite struct HouseStyleTests {
  @Test(arguments: [
    ["bash", "-n"], ["shellcheck", "-s", "bash"], ["bashate", "-i", "E006", "-e", "E005,E042"],
  ])
  func checkersAreSilent(_ checker: [String]) throws {
    let outcome = try BashDriver.run(
      "command -v \(checker[0]) >/dev/null || { echo '= 0'; exit; }\n\(checker.joined(separator: " ")) ./runtime; echo \"= $?\""
    )
    #expect(outcome.results == ["0"], "\(outcome.text)")
  }

  @Test func noLineIsLong() {
    #expect(RuntimeLibrary.text.split(separator: "\n").filter { $0.count > 120 }.isEmpty)
  }

  @Test func everyPublicFunctionIsThereAndNoOtherIsPublic() throws {
    let outcome = try BashDriver.run("compgen -A function | grep -v '^_async_' | sed 's/^/= /'")
    #expect(outcome.results.sorted() == RuntimeLibrary.publicFunctions.sorted())
  }

  @Test func theGuideTellsOfEveryOptionAndVariable() {
    for word in [
      RuntimeLibrary.carryOption, RuntimeLibrary.timeoutOption, RuntimeLibrary.afterOption,
      RuntimeLibrary.recordFile, "ASYNC_TIMEOUT",
      "ASYNC_MAX_JOBS", "ASYNC_ERREXIT", "ASYNC_STRICT", "ASYNC_FAIL_FAST", "ASYNC_WAIT_NOTICE", "ASYNC_TRACE_TIME",
      "ASYNC_SHARE", "async_wait_all", "async_status", "async_kill", "async_lock", "locks.jsonl",
    ] {
      #expect(RuntimeLibrary.guide.contains(word))
      #expect(RuntimeLibrary.text.contains(word))
    }
  }
}

/// That the drivers run in the bash that was asked for, and that it is one that the library supports.
@Suite struct BashVersionTests {
  @Test func theDriversRunInTheBashUnderTest() throws {
    let outcome = try BashDriver.run(
      "echo \"= $((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 501)) $(bash -c 'echo $BASH_VERSION') $(command -v bash)\"; echo \"= $BASH_VERSION\""
    )
    let words = outcome.results.first?.split(separator: " ").map(String.init) ?? []
    #expect(words.count == 3 && words[0] == "1" && words[1] == outcome.results.last)
    #expect(BashUnderTest.program == nil || words.last?.hasSuffix("/bash-under-test/bash") == true)
  }
}
