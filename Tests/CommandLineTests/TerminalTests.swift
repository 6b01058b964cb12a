import Foundation
import Testing

/// What is shown where standard streams are a terminal: `script` makes one.
@Suite("On a terminal", .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
struct TerminalTests {
  private static let race = """
    async_init
    async_run one iniset /etc/nova.conf a b c
    iniset /etc/nova.conf d e f
    async_cleanup # devstack-async: ignore[DSA901]

    """

  private func shown(_ line: String, _ environment: [String: String] = [:]) throws -> String {
    let program = try BuiltProgram(["stack.sh": Self.race])
    let outcome = try program.run(
      [line], shell: "P=\"$0\" exec script -qec \"stty cols 60; $1\" /dev/null",
      environment: ["TERM": "xterm", "LC_ALL": "C.UTF-8", "GIT_PAGER": "cat", "CI": "1"].merging(environment) { $1 })
    return outcome.output.replacing("\r\n", with: "\n")
  }

  /// A text without what only a terminal reads.
  private func plain(_ text: String) -> String {
    text.replacing(#/\x1B\[[0-9;]*[A-Za-z]/#, with: "").replacing(#/\x1B\]8;;[^\x1B]*\x1B\\/#, with: "")
  }

  @Test func findingsAreWrappedAndNotCut() throws {
    let text = plain(try shown("$P lint --select DSA4"))
    for line in text.split(separator: "\n") { #expect(line.count <= 60, "\(line)") }
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("while task 'one', which does so too, may be running"), "\(text)")
    #expect(words.contains("a wait for 'one' before this makes it safe"))
  }

  @Test func codesAreLinksWhereTheTerminalCan() throws {
    let pages = ["DEVSTACK_ASYNC_RULE_PAGES": "https://rules.example", "FORCE_HYPERLINK": "1"]
    let link = "\u{1B}]8;;https://rules.example/DSA401-conflicting-access.md\u{1B}\\"
    #expect(try shown("$P lint --select DSA4", pages).contains(link))
    #expect(!(try shown("$P lint --select DSA4 --no-links", pages).contains("]8;;")))
    #expect(!(try shown("$P lint --select DSA4 --color never", pages).contains("]8;;")))
    #expect(!(try shown("$P lint --select DSA4", ["DEVSTACK_ASYNC_RULE_PAGES": "https://x.example"]).contains("]8;;")))
  }

  @Test func pagesAreText() throws {
    let text = plain(try shown("$P explain DSA102"))
    #expect(text.hasPrefix("DSA102 wait-without-start\n"))
    #expect(text.contains("\nWHY IT MATTERS\n"))
    #expect(!text.contains("## ") && !text.contains("```") && !text.contains("`async_wait`"))
    for line in text.split(separator: "\n") { #expect(line.count <= 60, "\(line)") }
  }

  @Test func patchesAreColouredAndGoThroughThePager() throws {
    let text = try shown("$P lint --diff", ["GIT_PAGER": "sed s/^/P:/"])
    #expect(text.contains("P:\u{1B}[1m--- a/stack.sh\u{1B}[0m\n"), "\(text)")
    #expect(text.contains("P:\u{1B}[32m+"))
    let unpaged = try shown("$P lint --diff", ["GIT_PAGER": "cat", "NO_COLOR": "1"])
    #expect(unpaged.hasPrefix("--- a/stack.sh\n"))
    let foreign = try shown(
      "git init -q .; git config core.pager rev; env -u GIT_PAGER PAGER=cat NO_COLOR=1 $P lint --diff")
    #expect(foreign.hasPrefix("--- a/stack.sh\n"), "what the settings of the tree name is not run: \(foreign)")
  }

  /// The input ends when progress was seen, or when that took far too long.
  @Test func progressIsShownWhileThereIsWork() throws {
    let program = try BuiltProgram()
    let wait = "for i in $(seq 600); do grep -q reading seen && break; sleep 0.1; done"
    let outcome = try program.run(
      shell: "P=\"$0\" exec script -qfec '{ \(wait); echo true; } | $P lint -' seen", environment: ["TERM": "xterm"])
    #expect(outcome.output.contains("devstack-async: reading and following the scripts"))
    #expect(outcome.output.contains("\r\u{1B}[KNo findings in 1 file."))
  }

  @Test(arguments: [("lint - --no-progress", "xterm", ""), ("lint -", "dumb", ""), ("lint -", "xterm", "1")])
  func progressIsLeftOut(arguments: String, terminal: String, ci: String) throws {
    let outcome = try BuiltProgram().run(
      shell: "P=\"$0\" exec script -qec '{ sleep 1; echo true; } | $P \(arguments)' /dev/null",
      environment: ["TERM": terminal, "CI": ci])
    #expect(outcome.output.contains("No findings in 1 file."))
    #expect(!outcome.output.contains("reading and"))
  }
}
