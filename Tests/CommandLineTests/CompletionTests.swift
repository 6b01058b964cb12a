import Foundation
import Testing

/// Lines that are typed, with a tab where the shell is to complete, in shells that run on a terminal of their own.
@Suite("Completion of the command line")
struct CompletionTests {
  /// What is typed behind the program's name, and the words that it becomes.
  private static let lines: [(typed: String, words: [String])] = [
    ("li\t", ["lint"]),
    ("lint --output-format sar\t", ["lint", "--output-format", "sarif"]),
    ("lint --fail-on=er\t", ["lint", "--fail-on=error"]),
    ("lint --select DSA101,DSA90\t3", ["lint", "--select", "DSA101,DSA903"]),
    ("lint --output sari\tout\t", ["lint", "--output", "sarif=out.sarif"]),
    ("lint sub\tx\t", ["lint", "sub dir/x.sh"]),
    ("lint --per-file-ignores a.sh:DSA601\t", ["lint", "--per-file-ignores", "a.sh:DSA601"]),
    ("lint --config child\t9", ["lint", "--config", "child-max=9"]),
    ("lint --min-confidence lo\t--no-l\ta\t", ["lint", "--min-confidence", "low", "--no-links", "a.sh"]),
    ("expl\twait-wi\t", ["explain", "wait-without-start"]),
    ("facts --kind eff\tfoo\t", ["facts", "--kind", "effects", "foo_bar"]),
    ("parallelize --function foo\t", ["parallelize", "--function", "foo_bar"]),
    ("baseline cr\t", ["baseline", "create"]),
    ("completions z\t", ["completions", "zsh"]),
  ]

  private static func has(_ program: String) -> Bool {
    ["/usr/bin/", "/bin/"].contains { FileManager.default.isExecutableFile(atPath: $0 + program) }
  }

  /// A folder with scripts, and a program of the same name that shows the words it gets, but completes as ours does.
  private func folder() throws -> BuiltProgram {
    let shown = """
      #!/bin/bash
      [[ $1 == complete ]] && exec \(BuiltProgram.path) "$@"
      printf '<%s>' "$@"
      echo

      """
    let program = try BuiltProgram([
      "a.sh": "function foo_bar { :; }\n", "sub dir/x.sh": "true\n", "out.sarif": "{}\n", "bin/devstack-async": shown,
    ])
    #expect(try program.run(shell: "chmod +x bin/devstack-async").status == 0)
    return program
  }

  @Test(
    .enabled(if: has("bash") && has("script")))
  func bashCompletes() throws {
    try complete(in: "bash --norc --noprofile -i", setUp: "source <(\"$REAL\" completions bash)")
  }

  @Test(.enabled(if: has("zsh") && has("script")))
  func zshCompletes() throws {
    try complete(in: "zsh -f -i", setUp: "autoload -Uz compinit; compinit -D -u; source <(\"$REAL\" completions zsh)")
  }

  private func complete(in shell: String, setUp: String) throws {
    let program = try folder()
    let typed = ["PS1=; \(setUp)"] + Self.lines.map { "devstack-async " + $0.typed } + ["exit", ""]
    let outcome = try program.run(
      shell: "PATH=\"$PWD/bin:$PATH\" REAL=\"$0\" exec script -qec '\(shell)' /dev/null",
      input: typed.joined(separator: "\n"), environment: ["TERM": "dumb"])
    let printed = outcome.output.split(whereSeparator: \.isNewline)
    for line in Self.lines {
      let words = line.words.map { "<\($0)>" }.joined()
      #expect(printed.contains { $0.hasSuffix(words) && !$0.contains("devstack-async") }, "\(words)\n\(outcome.output)")
    }
  }

  @Test(.enabled(if: has("fish")))
  func fishCompletes() throws {
    let lines = [
      ("li", "lint"), ("lint --fail-on=er", "--fail-on=error"), ("lint --select DSA101,DSA903", "DSA101,DSA903"),
      ("lint --output sarif=ou", "sarif=out.sarif"), ("lint sub", "sub dir/"), ("facts --kind effects foo", "foo_bar"),
      ("explain wait-wi", "wait-without-start"),
    ]
    for (typed, expected) in lines {
      let outcome = try folder().run(
        [typed],
        shell:
          "PATH=\"$PWD/bin:$PATH\" exec fish -N -c '\"$argv[1]\" completions fish | source; complete -C \"devstack-async $argv[2]\"' \"$0\" \"$1\"",
        environment: ["HOME": "/nonexistent"])
      let candidates = outcome.output.split(separator: "\n").map { $0.prefix { $0 != "\t" } }
      #expect(candidates.contains { $0 == expected }, "\(typed): \(outcome.output)\(outcome.errors)")
    }
  }

  /// The values of every option and argument are known to be something or to be nothing that can be proposed.
  @Test func everyValueHasAKind() throws {
    let program = try BuiltProgram(["a.sh": "true\n"])
    let dump = try program.run(["--experimental-dump-help"]).output
    let document = try JSONSerialization.jsonObject(with: Data(dump.utf8)) as? [String: Any]
    var names: Set<String> = []
    collect(from: document?["command"] as? [String: Any] ?? [:], into: &names)
    #expect(names.contains("rules") && names.contains("paths"))
    let known = [
      "paths", "path", "file", "folder", "subject", "rules", "pattern:rule", "format", "format=file", "kind",
      "file-or-pair", "task", "name", "revision", "log", "pattern", "number", "reason", "process", "seconds",
    ]
    #expect(names.subtracting(known) == [])
  }

  /// The names of values that are not a list of a few.
  private func collect(from command: [String: Any], into names: inout Set<String>) {
    guard command["shouldDisplay"] as? Bool ?? true, command["commandName"] as? String != "help" else { return }
    for argument in command["arguments"] as? [[String: Any]] ?? [] where argument["kind"] as? String != "flag" {
      if argument["allValues"] == nil, let name = argument["valueName"] as? String { names.insert(name) }
    }
    for part in command["subcommands"] as? [[String: Any]] ?? [] { collect(from: part, into: &names) }
  }
}
