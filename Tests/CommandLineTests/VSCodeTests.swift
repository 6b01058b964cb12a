import Foundation
import Testing

/// The task and the settings for VS Code in `packaging/vscode`.
@Suite("VS Code without an extension of ours")
struct VSCodeTests {
  private static let folder = ReadmeTests.root.appendingPathComponent("packaging/vscode")

  private func object(_ file: String) throws -> [String: Any] {
    let data = try Data(contentsOf: Self.folder.appendingPathComponent(file))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func task() throws -> [String: Any] {
    try #require((try object("tasks.json")["tasks"] as? [[String: Any]])?.first)
  }

  /// Every line that the task prints is a problem with all of its parts, but for the indented notes.
  @Test func theMatcherTakesEveryFinding() throws {
    let task = try task()
    let matcher = try #require(task["problemMatcher"] as? [String: Any])
    let pattern = try #require(matcher["pattern"] as? [String: Any])
    let expression = try NSRegularExpression(pattern: try #require(pattern["regexp"] as? String))
    let arguments = try #require(task["args"] as? [String])
    let sample = ReadmeTests.root.appendingPathComponent("Fixtures/sample-stack").path
    let program = try BuiltProgram()
    let outcome = try program.run(
      [sample] + arguments + ["--select", "ALL", "--min-confidence", "low"],
      shell: "cd \"$1\" && shift && exec \"$0\" \"$@\"")
    let lines = outcome.output.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("  note: ") }
    #expect(lines.count > 5)
    for line in lines {
      let match = expression.firstMatch(in: line, range: NSRange(line.startIndex..., in: line))
      let found = try #require(match, "\(line)")
      func part(_ key: String) throws -> String {
        let group = try #require(pattern[key] as? Int)
        let range = try #require(Range(found.range(at: group), in: line))
        return String(line[range])
      }
      let (file, number, column) = (try part("file"), try part("line"), try part("column"))
      #expect(FileManager.default.fileExists(atPath: sample + "/" + file), "\(line)")
      #expect(Int(number) ?? 0 > 0)
      #expect(Int(column) ?? 0 > 0)
      let (severity, code, message) = (try part("severity"), try part("code"), try part("message"))
      #expect(["error", "warning", "info"].contains(severity))
      #expect(code.hasPrefix("DSA"))
      #expect(!message.contains("[DSA"))
    }
  }

  @Test func theClientStartsTheServer() throws {
    let settings = try object("settings.json")
    let arguments = try #require(settings["glspc.server.commandArguments"] as? [String])
    #expect(settings["glspc.server.command"] as? String == "devstack-async")
    let help = try BuiltProgram().run(arguments + ["--help"])
    #expect(help.status == 0 && help.output.contains("Language Server Protocol"))
  }
}
