import Testing

/// Variables that a task brings home.
@Suite struct CarryTests {
  @Test(arguments: ["True", "False"])
  func valuesOfEveryKindComeHome(_ parallel: String) throws {
    let outcome = try BashDriver.run(
      """
      body() {
          text=$'two\\nlines "quoted" $HOME `id` \\\\ end\\n\\n' empty="" name=mine
          list=(1 "2  3" $'x\\ny' "") sparse=([5]=five [9]=nine)
          map=([key]=value ["odd key]"]=$'a\\nb')
          export exported=yes
          unset gone
          untold=lost
      }
      check() {
          declare -p text empty name list sparse exported | sed 's/^/= /'
          echo "= ${#map[@]} ${map[key]} ${map["odd key]"]}"
          echo "= ${gone-unset}"
          bash -c 'echo "= child has $exported"'
      }
      declare -A map
      gone=here
      async_init
      async_run --carry text --carry empty --carry name --carry list --carry sparse --carry map --carry exported \\
          --carry gone a body
      async_wait a >/dev/null
      check >"$DEST/here"
      body; check >"$DEST/there"
      cmp "$DEST/here" "$DEST/there" && echo "= equal" || diff "$DEST/here" "$DEST/there"
      """, prologue: "DEVSTACK_PARALLEL=\(parallel)")
    #expect(outcome.results == ["equal"], "\(outcome.text)")
  }

  @Test func theCallersLocalIsSetNotAGlobal() throws {
    let outcome = try BashDriver.run(
      """
      body() { answer=42; }
      caller() {
          local answer=0
          async_run --carry answer a body
          echo "= before $answer"
          async_wait a >/dev/null
          echo "= after $answer"
      }
      answer=outer
      async_init
      caller
      echo "= outside $answer"
      """)
    #expect(outcome.results == ["before 0", "after 42", "outside outer"])
  }

  @Test func whatIsNotToldStaysInTheTask() throws {
    let outcome = try BashDriver.run(
      """
      body() { told=1; untold=1; }
      told=0 untold=0
      async_init
      async_run --carry told a body; async_wait a >/dev/null
      echo "= $told $untold"
      """)
    #expect(outcome.results == ["1 0"])
  }

  @Test func aFailedTaskBringsNothingHome() throws {
    let outcome = try BashDriver.run(
      """
      body() { value=new; return 3; }
      value=old
      async_init
      async_run --carry value a body; async_wait a >/dev/null; echo "= $? $value"
      """)
    #expect(outcome.results == ["3 old"])
  }

  @Test(arguments: ["exit 0", "exec true"])
  func aTaskThatDoesNotComeBackIsTold(_ ending: String) throws {
    let outcome = try BashDriver.run(
      """
      body() { value=new; \(ending); }
      value=old
      async_init
      async_run --carry value a body; async_wait a; echo "= $? $value"
      """)
    #expect(outcome.results == ["125 old"])
    #expect(outcome.contains("did not come home"))
  }

  @Test func anotherShellSetsItsOwn() throws {
    let outcome = try BashDriver.run(
      """
      body() { value=new; }
      value=old
      async_init
      async_run --carry value a body
      (async_wait a >/dev/null; echo "= $value")
      echo "= $value"
      """)
    #expect(outcome.results == ["new", "old"])
  }

  @Test func inAPipelineItIsAnErrorAndTheTaskStays() throws {
    let outcome = try BashDriver.run(
      """
      body() { value=new; }
      value=old
      async_init
      async_run --carry value a body
      async_wait a | cat >/dev/null; echo "= ${PIPESTATUS[0]} $value"
      async_wait a >/dev/null; echo "= $? $value"
      """)
    #expect(outcome.results == ["125 old", "0 new"], "\(outcome.text)")
  }

  /// All or nothing, and no text becomes an expression.
  @Test(arguments: [
    ("declare -i second=5", "second='x[$(touch $DEST/pwned)]'"), ("readonly second=mine", "second=other"),
    ("declare -n second=third", "second=other"), ("second=(1 2)", "declare -gA second=([a]=b)"),
    ("declare -A second=()", "second='text'"),
  ])
  func whatCannotComeHomeKeepsTheOthers(_ here: String, _ there: String) throws {
    let outcome = try BashDriver.run(
      """
      body() { first=new; unset second; \(there); true; }
      first=old
      async_init
      async_run --carry first --carry second a body >/dev/null 2>&1 || echo "refused"
      \(here)
      async_wait a >/dev/null; echo "= $? $first"
      ls "$DEST/pwned" 2>/dev/null
      """)
    #expect(outcome.results == ["125 old"], "\(outcome.text)")
    #expect(!outcome.contains("pwned"))
  }
}
