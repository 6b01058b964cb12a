import Foundation
import Testing

/// Help and manual say the same, and what they say is so.
@Suite("Help and manual")
struct ManualTests {
  private static let commands = [
    "lint", "parallelize", "verify", "timeline", "graph", "explain", "rules", "facts", "config", "baseline", "runtime",
    "server", "completions", "version",
  ]

  private static let hasMandoc = FileManager.default.isExecutableFile(atPath: "/usr/bin/mandoc")

  private func pages() throws -> BuiltProgram {
    let program = try BuiltProgram()
    let outcome = try program.run(["manual", "."])
    #expect(outcome.status == 0 && outcome.errors == "")
    return program
  }

  @Test func thereIsAPageForTheProgramEachCommandAndTheRules() throws {
    let names = try pages().run(shell: "echo man?/*").output.split(whereSeparator: \.isWhitespace).map(String.init)
    let expected = ["man1/devstack-async.1", "man7/devstack-async-rules.7"]
    #expect(Set(names) == Set(expected + Self.commands.map { "man1/devstack-async-\($0).1" }))
  }

  @Test(arguments: commands)
  func pagesHaveTheirSections(command: String) throws {
    let text = try pages().text(of: "man1/devstack-async-\(command).1")
    for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "\"EXIT STATUS\"", "ENVIRONMENT", "EXAMPLES", "\"SEE ALSO\""] {
      #expect(text.contains("\n.SH \(section)\n"), "\(section)")
    }
  }

  @Test func everyRuleStandsInTheManual() throws {
    let program = try pages()
    let text = try program.text(of: "man7/devstack-async-rules.7")
    let rules = try program.run(["rules"]).output.split(separator: "\n")
    #expect(rules.count > 20)
    for rule in rules { #expect(text.contains("\n.SH \"\(rule.prefix(6)) "), "\(rule)") }
    #expect(!text.contains("\n.SS \"severity"))
    #expect(text.contains("\n.SS \"Why it matters\"\n"))
  }

  @Test(.enabled(if: hasMandoc))
  func nothingIsWrongWithThePages() throws {
    let outcome = try pages().run(
      shell: "for page in man?/*; do mandoc -Tlint \"$page\"; done; mandoc man1/devstack-async.1 | col -b")
    #expect(
      !outcome.output.contains("STYLE") && !outcome.output.contains("WARNING") && !outcome.output.contains("ERROR"))
    #expect(outcome.output.contains("EXIT STATUS"))
    #expect(outcome.errors == "")
  }

  @Test(arguments: commands + [""])
  func helpHasExamplesAndStatuses(command: String) throws {
    let program = try BuiltProgram()
    let outcome = try program.run((command.isEmpty ? [] : [command]) + ["--help"], environment: ["COLUMNS": "80"])
    #expect(outcome.status == 0)
    for heading in ["EXAMPLES:", "EXIT STATUS:"] { #expect(outcome.output.contains("\n\(heading)\n"), "\(heading)") }
    for line in outcome.output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
  }

  /// The short list of options names such as there are, and stands before the long one.
  @Test(arguments: ["lint", "parallelize", "timeline", "facts"])
  func usualOptionsComeFirstAndExist(command: String) throws {
    let output = try BuiltProgram().run([command, "--help"]).output
    let short = try #require(output.components(separatedBy: "USUAL OPTIONS:\n").last)
    let list = try #require(short.components(separatedBy: "\n\n").first)
    let rest = try #require(short.components(separatedBy: "USAGE:").last)
    let names = list.split(separator: "\n").flatMap { line in
      line.split { " ,".contains($0) }.filter { $0.hasPrefix("-") && line.hasPrefix("  -") }.map(String.init)
    }.filter { name in list.contains("\n  \(name)") || list.hasPrefix("  \(name)") }
    #expect(!names.isEmpty)
    for name in names { #expect(rest.contains(name), "\(name)") }
  }

  /// The variables that the manual lists are those that the sources ask for.
  @Test func everyVariableIsInTheManual() throws {
    let sources = ReadmeTests.root.appendingPathComponent("Sources/devstack-async").path
    let text = try pages().text(of: "man1/devstack-async.1").replacing("\\-", with: "-")
    let outcome = try BuiltProgram().run([sources], shell: "grep -rhoE 'value\\(\"[A-Z_]+\"\\)' \"$1\" | sort -u")
    let names = outcome.output.split(separator: "\n").map { $0.dropFirst("value(\"".count).dropLast(2) }
    #expect(names.count >= 6)
    for name in names { #expect(text.contains(name), "\(name)") }
  }
}
