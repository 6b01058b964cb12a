import Testing

/// Names and arguments arrive as they were given.
@Suite struct NamingTests {
  @Test(arguments: ["True", "False"])
  func argumentsAreNotSplitOrGlobbed(_ parallel: String) throws {
    let outcome = try BashDriver.run(
      """
      show() { echo "= $# arguments"; printf '= <%s>\\n' "${@//$'\\n'/NL}"; }
      async_init
      async_run a show "a  b" "" "*" "-n" $'x\\ny' "--" '$HOME' "it's" '\\' '%d' --carry
      async_wait a
      """, prologue: "DEVSTACK_PARALLEL=\(parallel)")
    let lines = outcome.results.filter { $0.hasPrefix("<") || $0.hasSuffix("arguments") }
    #expect(
      lines == [
        "11 arguments", "<a  b>", "<>", "<*>", "<-n>", "<xNLy>", "<-->", "<$HOME>", "<it's>", "<\\>", "<%d>",
        "<--carry>",
      ])
  }

  @Test func runfuncUsesTheFunctionsName() throws {
    let outcome = try BashDriver.run(
      """
      show() { echo "= $# <$1>"; return 3; }
      async_init
      async_runfunc show "a  b"
      async_wait show; echo "= $?"
      """)
    #expect(outcome.results == ["1 <a  b>", "3"])
  }

  @Test(arguments: [
    "a b", "a*b", "[x]", "a]b", "@", "*", "a$b", "a'b", "a\"b", "a;b", "a&b", "a%s", "a\\b", "ä€", "a=b", "~", "a#b",
    "!",
    "$(touch pwned)", "`id`", "x[$(touch pwned)]",
  ])
  func oddNamesWork(_ name: String) throws {
    let driver = try BashDriver()
    defer { driver.remove() }
    let quoted = "'" + name.replacingOccurrences(of: "'", with: "'\\''") + "'"
    let outcome = try driver.run(
      """
      async_init
      name=\(quoted)
      async_run "$name" sh -c 'exit 4'; echo "= $?"
      async_status "$name" >/dev/null; echo "= $?"
      async_wait "$name" >/dev/null; echo "= $?"
      async_wait "$name" >/dev/null; echo "= $?"
      [[ -e "$DEST/async/$name.log" ]] && echo "= log"
      ls pwned 2>/dev/null
      """)
    #expect(outcome.results == ["0", "0", "4", "0", "log"], "\(outcome.text)")
    #expect(!outcome.contains("pwned\n"))
  }

  @Test(arguments: ["", "a/b", "../x", ".hidden", "-x", "a\nb", "a\tb", String(repeating: "n", count: 300)])
  func impossibleNamesAreRefused(_ name: String) throws {
    let driver = try BashDriver()
    defer { driver.remove() }
    let outcome = try driver.run(
      """
      async_init
      async_run '\(name)' touch ran; echo "= $?"
      async_wait -- '\(name)' >/dev/null; echo "= $?"
      ls -A . "$DEST" | grep -c 'x\\.\\|ran' | sed 's/^/= /'
      """)
    #expect(outcome.results == ["2", "0", "0"], "\(outcome.text)")
    #expect(outcome.contains("not started"))
  }

  @Test func aNameInUseIsRefusedAndTheFirstTaskGoesOn() throws {
    let outcome = try BashDriver.run(
      """
      async_init
      async_run a sh -c 'sleep 0.2; exit 5'
      async_run a true; echo "= $?"
      async_wait a >/dev/null; echo "= $?"
      async_run a true; echo "= $?"
      async_wait a >/dev/null; echo "= $?"
      """)
    #expect(outcome.results == ["2", "5", "0", "0"])
    #expect(outcome.contains("a task of that name is outstanding"))
  }

  @Test(arguments: ["True", "False"])
  func unknownAndAlreadyAwaitedNamesAreHarmless(_ parallel: String) throws {
    let outcome = try BashDriver.run(
      """
      set -o errexit -o nounset
      async_init
      async_wait never; echo "= $?"
      async_run a true
      async_wait a; async_wait a; echo "= $?"
      async_wait; echo "= $?"
      async_pidof a || echo "= pidof $?"
      """, prologue: "DEVSTACK_PARALLEL=\(parallel)")
    #expect(outcome.results == ["0", "0", "0", "pidof 1"])
    #expect(outcome.contains("Not waiting for async task never that we never started"))
    #expect(outcome.contains("UNKNOWN"))
  }

  @Test(arguments: [
    "async_run", "async_run a", "async_run --carry", "async_run --carry 1x a true",
    "async_run --timeout soon a true", "async_run --nonsense a true", "async_runfunc", "async_wait --timeout soon a",
    "async_run --carry RO a true",
  ])
  func wrongUsageIsRefused(_ call: String) throws {
    let outcome = try BashDriver.run("async_init\nreadonly RO=1\n\(call); echo \"= $?\"\nls -A $DEST/async")
    #expect(outcome.results == ["2"])
  }
}
