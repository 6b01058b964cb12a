import Foundation
import Testing

/// The examples of the README are what the program prints.
@Suite struct ReadmeTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
    .standardizedFileURL

  /// The example blocks that begin with a call of the program.
  static let examples: [String] = {
    let text = (try? String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)) ?? ""
    return text.components(separatedBy: "```\n").filter { $0.hasPrefix("$ devstack-async ") }
  }()

  @Test func thereAreExamples() { #expect(Self.examples.count >= 5) }

  @Test(arguments: examples)
  func examplesAreWhatIsPrinted(_ example: String) throws {
    let lines = example.split(separator: "\n").map(String.init)
    let command = try #require(lines.first).split(separator: " ").dropFirst(2).map(String.init)
    let folders = ["parallelize": "Fixtures/Rewriting/guarded-calls/before", "timeline": "Fixtures/Pictures"]
    let folder = folders[command[0]] ?? "Fixtures/sample-stack"
    let program = try BuiltProgram()
    let outcome = try program.run(
      [folder].map { Self.root.appendingPathComponent($0).path } + command,
      shell: "cd \"$1\" && shift && exec \"$0\" \"$@\"")
    var rest = outcome.output.split(separator: "\n").map(String.init)[...]
    // Between an ellipsis and the next line something may stand, elsewhere nothing.
    var mayLeaveOut = true
    for line in lines.dropFirst() {
      if line.hasSuffix("…") {
        mayLeaveOut = true
        continue
      }
      let place = rest.firstIndex(of: line)
      #expect(place != nil, "\(line)\nis not in\n\(outcome.output)\(outcome.errors)")
      guard let place else { return }
      #expect(mayLeaveOut || place == rest.startIndex, "before: \(line)")
      rest = rest[(place + 1)...]
      mayLeaveOut = false
    }
  }
}
