import Testing

/// `runtime`: printing, installing and checking the library.
@Suite struct RuntimeCommandTests {
  private static let foreign = "#!/bin/bash\necho something else\n"
  private static let old = """
    async_run() { local n=$1; shift; $* & pids[$n]=$!; }
    async_wait() { wait "${pids[$1]}"; }

    """

  @Test func whatIsPrintedIsWhatIsInstalledAndLacksNothing() throws {
    let program = try BuiltProgram(["inc/old": Self.old])
    let printed = try program.run(["runtime"])
    #expect(printed.status == 0)
    #expect(try program.run(["runtime", "--output", "inc/async"]).status == 0)
    #expect(try program.text(of: "inc/async") == printed.output)
    let check = try program.run(["runtime", "--check", "inc/async"])
    #expect(check.status == 0)
    #expect(try program.run(["runtime", "--output", "inc/old"]).status == 0)
    #expect(try program.text(of: "inc/old") == printed.output)
  }

  @Test func aFileThatIsNoRuntimeIsReplacedOnRequestOnly() throws {
    let program = try BuiltProgram(["precious": Self.foreign])
    let refused = try program.run(["runtime", "--output", "precious"])
    #expect(refused.status == 2)
    #expect(refused.errors.contains("is not a runtime"))
    #expect(try program.text(of: "precious") == Self.foreign)
    #expect(try program.run(["runtime", "--output", "precious", "--force"]).status == 0)
    #expect(try program.text(of: "precious") != Self.foreign)
  }

  @Test func aCommitToDevstackIsMade() throws {
    let program = try BuiltProgram(["tree/inc/async": Self.old, "tree/stack.sh": Self.foreign, "precious": ""])
    #expect(try program.run(["runtime", "--for-devstack", "tree"]).status == 0)
    #expect(try program.text(of: "tree/inc/async") == program.run(["runtime"]).output)
    #expect(try program.text(of: "tree/tests/test_async.sh").contains("report_results"))
    #expect(try program.text(of: "tree/doc/source/async.rst").contains("async_lock"))
    #expect(try program.run(["runtime", "--for-devstack", "absent"]).status == 2)
    #expect(try program.run(["runtime", "--for-devstack", "precious"]).status == 2)
    #expect(try program.run(["runtime", "--for-devstack", "tree", "--output", "a"]).status == 2)
  }

  @Test func checkingSaysWhatIsLacking() throws {
    let program = try BuiltProgram(["old": Self.old, "foreign": Self.foreign])
    let old = try program.run(["runtime", "--check", "old"])
    #expect(old.status == 1)
    #expect(old.output.contains("old:1:34: the arguments of a task are split and globbed again"))
    #expect(old.output.contains("old:2:16: bash can forget the status"))
    #expect(try program.run(["runtime", "--check", "foreign"]).status == 1)
    #expect(try program.run(["runtime", "--check", "absent"]).status == 2)
    #expect(try program.run(["runtime", "--output", "missing/folder/async"]).status == 2)
    #expect(try program.run(["runtime", "--output", "a", "--check", "b"]).status == 2)
  }
}
