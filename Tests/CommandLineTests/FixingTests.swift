import Foundation
import Testing

@Suite("Fixes, patches and baselines")
struct FixingTests {
  private let idle = "# devstack-async: ignore[DSA901] old\r\nfoo\r\nbar # devstack-async: ignore[DSA901]\r\nbaz"
  private let broken = "foo\n  bar $(\n"

  @Test func fixesKeepEverythingElse() throws {
    let program = try BuiltProgram(["a.sh": idle])
    let outcome = try program.run(["lint", "--fix"])
    #expect(outcome.status == 0)
    #expect(outcome.errors == "No findings in 1 file, 2 fixed.\n")
    #expect(try program.text(of: "a.sh") == "foo\r\nbar\r\nbaz")
    #expect(try program.run(["lint", "--diff"]).output == "")
  }

  @Test func diffIsAPatchThatGitTakes() throws {
    let program = try BuiltProgram(["lib/a.sh": idle])
    let outcome = try program.run(["lint", "--diff"])
    #expect(outcome.status == 1)
    #expect(outcome.output.hasPrefix("--- a/lib/a.sh\n+++ b/lib/a.sh\n@@ "))
    #expect(try program.text(of: "lib/a.sh") == idle)
    let applied = try program.run(
      shell: "\"$0\" lint --diff | GIT_CEILING_DIRECTORIES=\"$PWD/..\" git apply - && \"$0\" lint -q")
    #expect(applied.status == 0, "\(applied.errors)")
    #expect(try program.text(of: "lib/a.sh") == "foo\r\nbar\r\nbaz")
  }

  @Test func assignmentsAreMadeBeforeTheStart() throws {
    let script = """
      function set_up {
          local kind=fast
          create_flavors
          MODE="$HOST-ready"
          KIND=$kind
          if is_service_enabled nova; then
              LATER=yes
          fi
      }
      async_init
      if is_service_enabled cinder; then
          async_runfunc set_up
          start_nova
          async_wait set_up
          echo "$MODE $KIND $LATER"
      fi
      async_cleanup

      """
    let program = try BuiltProgram(["stack.sh": script])
    #expect(try program.run(["lint", "--select", "DSA301", "--diff"]).output == "")
    let outcome = try program.run(["lint", "--select", "DSA301", "--fix", "--unsafe-fixes"])
    #expect(outcome.errors.hasSuffix("2 findings in 1 file, 1 fixed.\n"))
    let changed = script.replacing("    async_runfunc", with: "    MODE=\"$HOST-ready\"\n    async_runfunc")
    #expect(try program.text(of: "stack.sh") == changed)
    #expect(!(try program.run(["lint", "--select", "DSA301"]).output.contains("'MODE'")))
  }

  @Test func hooksCanFailOnFixes() throws {
    #expect(try BuiltProgram(["a.sh": idle]).run(["lint", "--fix", "--exit-non-zero-on-fix"]).status == 1)
  }

  @Test func ignoresCanBeAdded() throws {
    let program = try BuiltProgram(["a.sh": broken])
    #expect(try program.run(["lint", "--add-ignore=not ours"]).status == 0)
    #expect(try program.text(of: "a.sh") == "foo\n  # devstack-async: ignore[DSA901] not ours\n  bar $(\n")
    #expect(try program.run(["lint"]).status == 0)
    #expect(try program.run(["lint", "--ignore-suppressions"]).status == 1)
    let spaced = try BuiltProgram(["a.sh": broken])
    #expect(try spaced.run(["lint", "--add-ignore", "not ours", "a.sh"]).status == 0)
    #expect(try spaced.text(of: "a.sh").contains("ignore[DSA901] not ours\n"))
    let named = try BuiltProgram(["a.sh": broken])
    #expect(try named.run(["lint", "--add-ignore", "a.sh"]).status == 0)
    #expect(try named.text(of: "a.sh").contains("ignore[DSA901]\n"))
    let other = try BuiltProgram(["a.sh": broken])
    #expect(try other.run(["lint", "--add-ignore"]).status == 0)
    #expect(try other.text(of: "a.sh").contains("ignore[DSA901]\n"))
  }

  @Test func baselinesHideWhatWasThere() throws {
    let program = try BuiltProgram(["a.sh": broken])
    #expect(try program.run(["baseline", "create"]).status == 0)
    #expect(try program.run(["baseline", "create"]).status == 2)
    let file = ".devstack-async-baseline"
    #expect(try program.run(["lint", "--baseline", file]).status == 0)
    try program.write(Data("\n\nfoo\n  bar $(\n".utf8), to: "a.sh")
    #expect(try program.run(["lint", "--baseline", file]).status == 0)
    try program.write(Data("foo\n".utf8), to: "a.sh")
    #expect(try program.run(["baseline", "check"]).status == 1)
    #expect(try program.run(["baseline", "update"]).status == 0)
    #expect(try program.run(["baseline", "check"]).status == 0)
  }

  @Test func baselinesCanBeReadAndSayHowTheyAreUsed() throws {
    let program = try BuiltProgram(["stack.sh": "async_wait 'disk'\n"])
    let outcome = try program.run(["baseline", "create", "--select", "DSA102"])
    #expect(outcome.status == 0)
    #expect(outcome.errors.hasPrefix("1 finding in .devstack-async-baseline.\n"))
    #expect(outcome.errors.contains("devstack-async lint --baseline .devstack-async-baseline"))
    #expect(outcome.errors.contains("baseline = \".devstack-async-baseline\""))
    let lines = try program.text(of: ".devstack-async-baseline").split(separator: "\n")
    #expect(lines.dropLast().last == "# nothing starts task 'disk'")
    #expect(lines.last?.hasSuffix(" DSA102 stack.sh") == true)
    try program.write(Data("true\n".utf8), to: "stack.sh")
    let check = try program.run(["baseline", "check", "--select", "DSA102"])
    #expect(check.output.hasPrefix("stack.sh: DSA102 is no longer found: nothing starts task 'disk' ["))
    try program.write(Data("baseline = \"known\"\n".utf8), to: ".devstack-async.toml")
    #expect(try program.run(["baseline", "create"]).errors == "0 findings in known.\n")
  }

  @Test func onlyTheChangeIsReported() throws {
    let program = try BuiltProgram(["a.sh": broken, "b.sh": "foo\n"])
    let set = "git init -q . && git add . && git -c user.name=a -c user.email=a@b commit -qm x"
    #expect(try program.run(shell: set).status == 0)
    #expect(try program.run(["lint", "--since", "HEAD"]).status == 0)
    try program.write(Data("foo\nbaz $(\n".utf8), to: "b.sh")
    let outcome = try program.run(["lint", "--since", "HEAD"])
    #expect(outcome.output.split(separator: "\n").map { $0.prefix(5) } == ["b.sh:"])
    try program.write(Data("a.sh\n".utf8), to: "list")
    let listed = try program.run(["lint", "--changed-files-from", "list"])
    #expect(listed.output.split(separator: "\n").map { $0.prefix(5) } == ["a.sh:"])
  }

  @Test func severalReportsAtOnce() throws {
    let program = try BuiltProgram(["a.sh": broken])
    let outcome = try program.run(["lint", "--output", "sarif=out.sarif", "--output", "junit=out.xml"])
    #expect(outcome.status == 1)
    #expect(outcome.output.hasPrefix("a.sh:2:"))
    #expect(try program.text(of: "out.sarif").contains("\"2.1.0\""))
    #expect(try program.text(of: "out.xml").hasPrefix("<?xml"))
  }

  @Test func explainShowsPagesAndLines() throws {
    let program = try BuiltProgram(["a.sh": broken])
    #expect(try program.run(["explain", "syntax-error"]).output.hasPrefix("# DSA901 syntax-error\n"))
    let line = try program.run(["explain", "a.sh:2"]).output
    #expect(line.contains("error[DSA901]"))
    #expect(line.contains("# DSA901 syntax-error\n"))
    #expect(try program.run(["explain", "a.sh:1"]).output == "a.sh:1: no findings on this line\n")
  }
}
