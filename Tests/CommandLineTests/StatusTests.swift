import Foundation
import Testing

@Suite("Statuses and streams")
struct StatusTests {
  private let broken = "foo $(\n"
  private let idle = "foo # devstack-async: ignore[DSA901]\n"

  @Test func cleanIsZeroAndSilentOnStandardOutput() throws {
    let outcome = try BuiltProgram(["a.sh": "echo\n"]).run(["lint", "."])
    #expect(outcome.status == 0)
    #expect(outcome.output == "")
    #expect(outcome.errors == "No findings in 1 file.\n")
  }

  @Test func findingsAreOneAndRelativeEvenForAbsolutePaths() throws {
    let program = try BuiltProgram(["a.sh": broken])
    let outcome = try program.run([program.folder.appendingPathComponent("a.sh").path])
    #expect(outcome.status == 1)
    #expect(outcome.output.hasPrefix("a.sh:1:6: error: "))
    #expect(outcome.output.hasSuffix(" [DSA901]\n"))
  }

  @Test func severityDecidesWhatFails() throws {
    let program = try BuiltProgram(["a.sh": idle])
    #expect(try program.run(["lint"]).status == 1)
    #expect(try program.run(["lint", "--fail-on", "error"]).status == 0)
    #expect(try program.run(["lint", "--exit-zero"]).status == 0)
  }

  @Test(arguments: [
    (["lint", "nope"], "nope: no such file or directory"),
    (["lint", "--fxi"], "Did you mean '--fix'?"),
    (["lnit"], "unknown command 'lnit'; did you mean 'lint'?"),
    (["lint", "--select", "DSA1O1"], "unknown rule 'DSA1O1'; did you mean 'DSA101'?"),
    (["lint", "--output-format", "sarfi"], "unknown output format 'sarfi'; did you mean 'sarif'?"),
    (["lint", "--fail-on", "fatal"], "fatal"),
    (["lint", "-j", "0"], "at least 1"),
    (["explain", "DSA1O1"], "did you mean 'DSA101'?"),
    (["facts", "--kind", "unparsd"], "Did you mean 'unparsed'?"),
    (["facts", "--kind", "nope"], "There is no kind of fact 'nope'. Known: unparsed, calls,"),
    (["frobnicate"], "unknown command 'frobnicate', and no such file or directory"),
    (["lint", "doc"], "doc: no shell scripts found"),
    (["lint", "README.rst"], "README.rst: not a shell script, by its name"),
    (["lint", "--stdin-filename", "a.sh"], "'--stdin-filename' needs '-' among the paths"),
    (["lint", "--baseline", "/missing/file"], "/missing/file: No such file or directory"),
    (["explain", "a.sh:99999"], "a.sh has no line 99999; its last is 1"),
    (["lint", "--add-ignore", "lib/nope"], "lib/nope: no such file or directory"),
    (["parallelize", "--function", "foo_bra", "tree"], "'foo_bra'; did you mean 'foo_bar'?"),
    (["parallelize", "--only", "nosuch", "tree"], "no task 'nosuch' would be made"),
    (["lint", "--since", "nope"], "not in a git repository"),
    (["lint", "--config", "nope.toml"], "nope.toml: No such file or directory"),
    (["lint", "--config", "/nope.toml"], "error: /nope.toml: No such file or directory"),
    (["lint", "--baseline", "nope"], "nope: No such file or directory"),
    (["lint", "--devstack", "nope"], "not a devstack tree"),
    (["parallelize", "."], "not a devstack tree"),
    (["parallelize", "nope"], "nope: no such file or directory"),
    (["parallelize", "--no-fanout"], "Did you mean '--no-fan-out'?"),
  ])
  func whatCannotBeDoneIsTwoInOneLine(arguments: [String], message: String) throws {
    let outcome = try BuiltProgram([
      "a.sh": "echo\n", "doc/index.rst": "a (b)\n", "README.rst": "a (b)\n",
      "tree/stack.sh": "function foo_bar { true; }\nfoo_bar\n",
    ]).run(arguments)
    #expect(outcome.status == 2)
    #expect(outcome.output == "")
    let complaints = outcome.errors.split(separator: "\n").filter { $0.hasPrefix("devstack-async: error: ") }
    #expect(complaints.count == 1)
    #expect(complaints.first?.contains(message) == true, "\(outcome.errors)")
  }

  @Test func whatBashRejectsIsNotRewritten() throws {
    let program = try BuiltProgram(["tree/stack.sh": "true\n", "tree/lib/broken": "# lib/broken\n" + broken])
    let outcome = try program.run(["parallelize", "--write", "tree"])
    #expect(outcome.status == 2 && outcome.output == "")
    #expect(outcome.errors.hasPrefix("devstack-async: error: tree/lib/broken:2:6: "), "\(outcome.errors)")
  }

  @Test(arguments: ["--nope", "--xyzzy", "--frobnicate"])
  func whatIsNearNothingGetsNoGuess(option: String) throws {
    let outcome = try BuiltProgram(["a.sh": "echo\n"]).run(["lint", option])
    #expect(outcome.status == 2)
    #expect(outcome.errors == "devstack-async: error: Unknown option '\(option)'\n")
  }

  @Test func defaultsAreToldByTheirNames() throws {
    let help = try BuiltProgram().run(["lint", "--help"]).output.split(whereSeparator: \.isWhitespace).joined(
      separator: " ")
    #expect(help.contains("warning where none is given. (values: info, warning, error)"))
  }

  @Test func unknownOptionsGetTheNearestName() throws {
    let outcome = try BuiltProgram(["a.sh": "echo\n"]).run(["lint", "--exit-zer"])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("'--exit-zero'"))
  }

  @Test func whatCannotBeDoneBeatsFindings() throws {
    let outcome = try BuiltProgram(["a.sh": broken]).run(["lint", "a.sh", "nope", "--exit-zero"])
    #expect(outcome.status == 2)
    #expect(outcome.output.hasPrefix("a.sh:1:6: error: "))
  }

  @Test func aClosedPipeIsNoError() throws {
    let program = try BuiltProgram(["a.sh": String(repeating: idle, count: 5_000)])
    let outcome = try program.run(shell: "\"$0\" lint -q a.sh | head -n 1; echo ${PIPESTATUS[0]}")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.last == "141")
    #expect(outcome.errors == "")
  }

  @Test func aFullDiskIsTwo() throws {
    let outcome = try BuiltProgram(["a.sh": broken]).run(shell: "\"$0\" lint -q a.sh > /dev/full")
    #expect(outcome.status == 2)
    #expect(outcome.errors.hasPrefix("devstack-async: error: standard output: "))
  }

  @Test func threadsDoNotChangeTheOutput() throws {
    var files: [String: String] = ["stack.sh": "echo\n"]
    for index in 0..<40 { files["lib/l\(index)"] = "# l\n" + idle + (index % 3 == 0 ? broken : "") }
    let program = try BuiltProgram(files)
    let one = try program.run(["lint", "-j", "1", "--format", "json"])
    #expect(one.output.count > 1000)
    for jobs in ["2", "7"] { #expect(try program.run(["lint", "-j\(jobs)", "--format", "json"]).output == one.output) }
  }

  @Test func standardInputTakesTheNameThatIsGiven() throws {
    let program = try BuiltProgram(["stack.sh": "echo\n", "lib/a": "# a\n"])
    let outcome = try program.run(["lint", "-", "--stdin-filename", "lib/a"], input: broken)
    #expect(outcome.status == 1)
    #expect(outcome.output.hasPrefix("lib/a:1:6: "))
    #expect(try program.run(["-"], input: broken).output.hasPrefix("stdin:1:6: "))
  }

  @Test func settingsAreShownWithTheirOrigin() throws {
    let program = try BuiltProgram([
      "stack.sh": "echo\n", ".devstack-async.toml": "child-max = 9\n[severity]\nDSA102 = \"info\"\n",
    ])
    let outcome = try program.run(["lint", "--show-settings", "--ignore", "DSA101", "--exclude", "x*"])
    #expect(outcome.status == 0)
    let lines = outcome.output.split(separator: "\n").map(String.init)
    for line in [
      "# program: .", "# configuration: .devstack-async.toml", "child-max = 9  # .devstack-async.toml:1",
      "exclude = [\"x*\"]  # command line", "ignore = [\"DSA101\"]  # command line",
      "min-confidence = \"medium\"  # default",
      "#   DSA101 task-never-awaited: off", "#   DSA102 wait-without-start: info",
      "#   DSA103 task-not-awaited-on-every-path: warning",
    ] { #expect(lines.contains(line), "\(line) in \(outcome.output)") }
    #expect(try program.run(["lint", "--show-settings", "nope"]).status == 2)
  }

  @Test func pagesAreLinkedWhereTheyAreKnown() throws {
    let program = try BuiltProgram(["a.sh": broken])
    #expect(!(try program.run(["lint", "--format", "json"]).output.contains("\"url\"")))
    let linked = try program.run(
      ["lint", "--format", "json"], environment: ["DEVSTACK_ASYNC_RULE_PAGES": "https://rules.example"])
    #expect(linked.output.contains("\"https://rules.example/DSA"))
  }

  @Test func machineFormatsAreNeverColoured() throws {
    let program = try BuiltProgram(["a.sh": broken])
    for format in ["concise", "json", "github", "sarif", "zuul"] {
      let outcome = try program.run(
        ["lint", "--format", format, "--color", "always"], environment: ["FORCE_COLOR": "1"])
      #expect(!outcome.output.contains("\u{1B}"))
    }
    #expect(try program.run(["lint", "--format", "full", "--color", "always"]).output.contains("\u{1B}[1;31m"))
    let forced = try program.run(["lint", "--format", "full"], environment: ["FORCE_COLOR": "1", "NO_COLOR": "1"])
    #expect(!forced.output.contains("\u{1B}"))
  }

  @Test func hardTextsAreReadWithoutHarm() throws {
    let program = try BuiltProgram(["empty.sh": "", "crlf.sh": "echo a\r\necho b"])
    try program.write(Data([0x65, 0x63, 0x68, 0x6F, 0x20, 0xE9, 0xFF, 0x0A]), to: "latin.sh")
    try program.write(Data("echo ".utf8) + Data(repeating: 0x61, count: 3_000_000), to: "long.sh")
    try program.write(Data([0x7F, 0x45, 0x4C, 0x46, 0, 1, 2]), to: "binary.sh")
    for file in ["empty.sh", "crlf.sh", "latin.sh", "long.sh"] { #expect(try program.run(["lint", file]).status == 0) }
    let binary = try program.run(["lint", "binary.sh"])
    #expect(binary.status == 2)
    #expect(binary.errors.contains("binary.sh: a binary file"))
  }

  @Test func backQuotesDoNotNest() throws {
    let program = try BuiltProgram(["a.sh": "x=\n" + String(repeating: "`", count: 5_000) + "\n"])
    #expect(try program.run(["lint", "-q", "a.sh"]).status == 0)
  }

  @Test(arguments: ["$(", "(", "{ ", "${x:-"])
  func deepNestingIsSaid(opening: String) throws {
    let program = try BuiltProgram(["a.sh": "x=\n" + String(repeating: opening, count: 5_000) + "\n"])
    let outcome = try program.run(["lint", "-q", "a.sh"])
    #expect(outcome.status == 2, "\(outcome.errors)")
    #expect(outcome.errors.contains("a.sh:2:") && outcome.errors.contains("nested too deep"))
  }

  @Test func helpAndVersionAreForStandardOutput() throws {
    let program = try BuiltProgram()
    for arguments in [["--help"], ["--version"], ["version"], ["lint", "--help"], ["rules"], ["config", "schema"]] {
      let outcome = try program.run(arguments)
      #expect(outcome.status == 0)
      #expect(!outcome.output.isEmpty)
      #expect(outcome.errors == "")
    }
  }
}
