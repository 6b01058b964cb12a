import Foundation
import Testing

/// What `parallelize --write` does to the files of a tree.
// One after the other: what one of them plants in /tmp another one would find there.
@Suite("Writing a tree", .serialized)
struct WritingTreeTests {
  private func tree() throws -> BuiltProgram {
    let program = try BuiltProgram()
    let sample = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Fixtures/Rewriting/serial-stack/before").standardizedFileURL.path
    let made = try program.run(shell: "cp -r '\(sample)' tree")
    #expect(made.status == 0, "\(made.errors)")
    return program
  }

  private let state =
    "cd tree && find . -type f -exec md5sum {} + | sort; find . | sort; stat -c '%n %a %u %g' stack.sh"

  @Test func makesTheFolderOfTheRuntime() throws {
    let program = try tree()
    let outcome = try program.run(["parallelize", "--write", "--runtime", "new/folder/async", "tree"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try program.text(of: "tree/new/folder/async").contains("async_run"))
    #expect(try program.run(shell: "find tree -name '.devstack-async-*'").output == "")
    #expect(try program.run(["parallelize", "--write", "--runtime", "new/folder/async", "tree"]).status == 0)
  }

  @Test(arguments: [
    "ln -s ../../out tree/new", "mkdir tree/new; ln -s ../../secret tree/new/async", "touch tree/new",
    "mkdir -p tree/new/async",
  ])
  func writesNothingWhereOneFileCannotBe(obstacle: String) throws {
    let program = try tree()
    _ = try program.run(shell: "mkdir out; echo keep > secret; \(obstacle)")
    let before = try program.run(shell: state).output
    let outcome = try program.run(["parallelize", "--write", "--runtime", "new/async", "tree"])
    #expect(outcome.status == 2 && !outcome.errors.contains("internal"), "\(outcome.errors)")
    #expect(try program.run(shell: state).output == before)
    #expect(try program.run(shell: "ls out; cat secret").output == "keep\n")
  }

  @Test func nothingIsLeftOfAnEndBySignal() throws {
    let program = try tree()
    let before = try program.run(shell: state).output
    for signal in ["TERM", "INT", "KILL"] {
      let outcome = try program.run(
        shell: """
          "$0" parallelize --write --runtime new/async tree >/dev/null 2>&1 & sleep 0.\(Int.random(in: 1...9)); kill -\(signal) $!
          wait; find tree /tmp -maxdepth 3 -name '.devstack-async*' -newer "$0" 2>/dev/null
          """)
      #expect(outcome.output == "")
      let after = try program.run(shell: state).output
      let isWhole = try program.run(shell: "test -s tree/new/async").status == 0
      #expect(after == before || isWhole)
      if isWhole { return }
    }
  }

  @Test func aPlantedNameIsNotWrittenTo() throws {
    let program = try tree()
    let outcome = try program.run(
      shell: """
        echo keep > secret; (for i in $(seq 0 200); do ln -sf "$PWD/secret" "/tmp/.devstack-async.$(( $$ + i )).sh"; done)
        "$0" parallelize --write --runtime new/async tree; cat secret
        (for i in $(seq 0 200); do rm -f "/tmp/.devstack-async.$(( $$ + i )).sh"; done)
        """)
    #expect(outcome.output.hasSuffix("keep\n"), "\(outcome.errors)")
  }
}
