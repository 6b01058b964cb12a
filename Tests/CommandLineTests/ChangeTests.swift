import Foundation
import Testing

/// What a change touches or causes, and nothing old: revisions, what is staged, hooks.
@Suite("Changes")
struct ChangeTests {
  /// A stack in which a library both starts and awaits a task; `old` is never awaited, which was so before.
  private static let files = [
    "stack.sh": "async_init\nsource lib/a\nsource lib/b\nasync_run old sleep 1\nstart_a\nawait_a\nasync_cleanup\n",
    "lib/a": "#!/bin/bash\nfunction start_a {\n    async_run a sleep 1\n}\n",
    "lib/b": "#!/bin/bash\nfunction await_a {\n    async_wait a\n}\n",
    "inc/async": "#!/bin/bash\n", ".gitignore": "/.*-*\n",
  ]

  private static let options = ["--select", "DSA101,DSA102,DSA901"]

  /// The stack, committed.
  private func stack() throws -> BuiltProgram {
    let program = try BuiltProgram(Self.files)
    try git(program, "init -q -b main . && git add . && git commit -qm x")
    return program
  }

  private func git(_ program: BuiltProgram, _ command: String) throws {
    let identity = ["GIT_CONFIG_COUNT": "2", "GIT_CONFIG_KEY_0": "user.name", "GIT_CONFIG_VALUE_0": "a"].merging([
      "GIT_CONFIG_KEY_1": "user.email", "GIT_CONFIG_VALUE_1": "a@b", "HOME": program.folder.path,
    ]) { $1 }
    let outcome = try program.run(shell: "git " + command, environment: identity)
    #expect(outcome.status == 0, "git \(command)\n\(outcome.errors)")
  }

  private func found(
    _ program: BuiltProgram, _ arguments: [String], environment: [String: String] = [:]
  ) throws -> [String] {
    let outcome = try program.run(["lint"] + Self.options + arguments, environment: environment)
    let lines = outcome.output.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("  ") }
    #expect(outcome.status == (lines.isEmpty ? 0 : 1), "\(outcome.errors)")
    return lines.map { String($0.split(separator: ":")[0]) + String($0.suffix(9)) }
  }

  @Test func whatIsOldIsNotReported() throws {
    let program = try stack()
    #expect(try found(program, []) == ["stack.sh [DSA101]"])
    #expect(try found(program, ["--staged"]) == [])
    #expect(try found(program, ["--pre-commit"]) == [])
  }

  @Test func causesAreReportedWhereTheyShow() throws {
    let program = try stack()
    try program.write(Data("#!/bin/bash\nfunction await_a {\n    :\n}\n".utf8), to: "lib/b")
    #expect(try found(program, ["--staged"]) == [], "nothing is staged")
    try git(program, "add lib/b")
    #expect(try found(program, ["--staged"]) == ["lib/a [DSA101]"])
    #expect(try found(program, ["--pre-commit", "lib/b"]) == ["lib/a [DSA101]"])
  }

  @Test func namedFilesThatDidNotChangeAreCheckedForThemselves() throws {
    let program = try stack()
    #expect(try found(program, ["--pre-commit", "lib/a", "stack.sh"]) == ["stack.sh [DSA101]"])
    #expect(try found(program, ["--pre-commit", "lib/a"]) == [])
  }

  @Test func whatIsNotStagedIsNotLookedAt() throws {
    let program = try stack()
    try program.write(Data("#!/bin/bash\nasync_wait staged\n".utf8), to: "lib/b")
    try git(program, "add lib/b")
    try program.write(Data("#!/bin/bash\nasync_wait unstaged\n".utf8), to: "lib/b")
    try program.write(Data("foo $(\n".utf8), to: "untracked.sh")
    let outcome = try program.run(["lint", "--staged"] + Self.options)
    #expect(outcome.output.contains("lib/b:2:12: error: nothing starts task 'staged'"))
    #expect(!outcome.output.contains("unstaged") && !outcome.output.contains("untracked"))
    let fixing = try program.run(["lint", "--staged", "--fix"])
    #expect(fixing.status == 2)
    #expect(fixing.errors.contains("not staged"))
    #expect(try program.text(of: "lib/b").contains("async_wait unstaged"))
  }

  @Test func fixesOfWhatIsStaged() throws {
    let program = try stack()
    let wait = "function await_a {\n    async_wait a b\n}\n"
    try program.write(Data(("#!/bin/bash\n" + wait).utf8), to: "lib/b")
    try git(program, "add lib/b")
    let outcome = try program.run(["lint", "--pre-commit", "--fix", "--exit-non-zero-on-fix", "lib/b"] + Self.options)
    #expect(outcome.status == 1)
    #expect(try program.text(of: "lib/b") == "#!/bin/bash\n" + wait.replacing(" a b", with: " a"))
    #expect(try program.text(of: "stack.sh") == Self.files["stack.sh"], "what is old stays")
  }

  @Test func renamesTouchNothing() throws {
    let program = try stack()
    try program.write(Data(((Self.files["lib/a"] ?? "") + "async_wait nobody\n").utf8), to: "lib/a")
    try git(program, "commit -qam more")
    try git(program, "mv lib/a 'lib/the \"a\"' && sed -i 's|lib/a|\"lib/the \\\\\"a\\\\\"\"|' stack.sh && git add .")
    #expect(try found(program, []) == ["lib/the \"a\" [DSA102]", "stack.sh [DSA101]"])
    #expect(try found(program, ["--staged"]) == [])
    #expect(try found(program, ["--since", "HEAD"]) == [])
  }

  @Test func deletionsCount() throws {
    let program = try stack()
    try git(program, "rm -q lib/b && sed -i '/lib.b/d; /await_a/d' stack.sh && git add .")
    #expect(try found(program, ["--pre-commit"]) == ["lib/a [DSA101]"])
  }

  @Test func allOfTheFirstCommitIsNew() throws {
    let program = try BuiltProgram(Self.files)
    try git(program, "init -q . && git add .")
    #expect(try found(program, ["--staged"]) == ["stack.sh [DSA101]"])
  }

  @Test func mergesAnswerForWhatIsNewToBothSides() throws {
    let program = try stack()
    // One side adds a fault of its own; the other no longer waits, the first starts once more.
    try git(program, "checkout -qb side && sed -i 's/async_wait a/async_wait c/' lib/b && git commit -qam side")
    try git(program, "checkout -q main && sed -i 's/^start_a/start_a\\nasync_run c sleep 1/' stack.sh")
    try git(program, "commit -qam start && git merge -q --no-commit side")
    #expect(try found(program, []) == ["lib/a [DSA101]", "stack.sh [DSA101]"])
    #expect(try found(program, ["--staged"]) == [], "each side has one of them")
    try git(program, "status -s && sed -i 's/async_wait c/async_wait c d/' lib/b && git add .")
    #expect(try found(program, ["--staged"]) == ["lib/b [DSA102]"])
  }

  @Test func rangesAreThoseOfTheHook() throws {
    let program = try stack()
    try git(program, "tag base && sed -i 's/async_wait a/:/' lib/b && git commit -qam y")
    let range = ["PRE_COMMIT_FROM_REF": "base", "PRE_COMMIT_TO_REF": "HEAD"]
    #expect(try found(program, ["--pre-commit", "lib/b"], environment: range) == ["lib/a [DSA101]"])
    #expect(try found(program, ["--pre-commit"]) == [])
  }

  @Test func whatCannotBeAsked() throws {
    let program = try BuiltProgram(["a.sh": "foo\n"])
    let ceiling = ["GIT_CEILING_DIRECTORIES": program.folder.deletingLastPathComponent().path]
    #expect(try program.run(["lint", "--staged"], environment: ceiling).status == 2)
    let both = try program.run(["lint", "--staged", "--since", "HEAD"])
    #expect(both.status == 2)
    #expect(both.errors.contains("'--since' and '--staged' cannot be combined"))
  }
}
