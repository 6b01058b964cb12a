import FixtureSupport
import Foundation
import Testing

@Suite("Reading fixtures")
struct FixtureSupportTests {
  private static let text = """
    # What comes before the first file is for the reader.
    # file: stack.sh
    async_wait gone
    #<^^^^^^^^ error[first-column]: from the first
    #          ^^^^ error[wait-without-start]: nothing starts
    # file: lib/é
    é=1; async_wait \\
        far
    # at 2:5-7 warning[continued]: told at the end
    # a comment stays

    """

  private static func fixture(_ text: String, path: String = "") -> Fixture {
    Fixture(name: "some-rule/name.sh", path: path, text: text)
  }

  @Test func splitsFilesAndMarks() {
    let fixture = Self.fixture(Self.text)
    #expect(fixture.parts.map(\.path) == ["stack.sh", "lib/é"])
    #expect(
      fixture.parts.map(\.lines) == [["async_wait gone"], ["é=1; async_wait \\", "    far", "# a comment stays"]])
    #expect(
      fixture.parts.flatMap(\.expectations) == [
        StatedFinding(line: 0, columns: 0..<10, severity: "error", rule: "first-column", message: "from the first"),
        StatedFinding(
          line: 0, columns: 11..<15, severity: "error", rule: "wait-without-start", message: "nothing starts"),
        StatedFinding(line: 1, columns: 4..<7, severity: "warning", rule: "continued", message: "told at the end"),
      ])
  }

  @Test func comparesWithWhatWasFound() {
    let fixture = Self.fixture("async_wait gone\n#          ^^^^ error[a-rule]: nothing starts\n")
    func found(_ message: String, _ columns: Range<Int> = 11..<15) -> [String: [StatedFinding]] {
      ["script.sh": [StatedFinding(line: 0, columns: columns, severity: "error", rule: "a-rule", message: message)]]
    }
    #expect(fixture.differences(from: found("nothing starts task 'gone'")) == [])
    #expect(fixture.differences(from: found("something else")).count == 2)
    #expect(fixture.differences(from: found("nothing starts", 10..<15)).count == 2)
    #expect(fixture.differences(from: [:]) == ["script.sh: not found: 1:12-15 error[a-rule] nothing starts"])
  }

  @Test func rewritesItsMarks() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "fixture-\(UUID().uuidString).sh").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let plain = Self.text.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.contains("error[") && !$0.contains("warning[") }.joined(separator: "\n")
    try plain.write(toFile: path, atomically: true, encoding: .utf8)
    let found = Dictionary(uniqueKeysWithValues: Self.fixture(Self.text).parts.map { ($0.path, $0.expectations) })
    try Self.fixture(plain, path: path).update(from: found)
    let rewritten = try String(contentsOfFile: path, encoding: .utf8)
    let reread = Self.fixture(rewritten, path: path)
    #expect(reread.differences(from: found) == [])
    #expect(reread.parts.map(\.lines) == Self.fixture(Self.text).parts.map(\.lines))
    try reread.with(parts: reread.parts).update(from: found)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == rewritten)
  }

  @Test func holdsNamesToTheirVerdict() {
    let fixture = Self.fixture("function one_ok {\n    a\n}\nfunction two_bad {\n    b\n}\n")
    let finding = StatedFinding(line: 1, columns: 4..<5, severity: "error", rule: "some-rule", message: "")
    #expect(fixture.brokenPromises(in: ["script.sh": [finding]]).count == 2)
    let right = StatedFinding(line: 4, columns: 4..<5, severity: "error", rule: "some-rule", message: "")
    #expect(fixture.brokenPromises(in: ["script.sh": [right]]) == [])
    #expect(Fixture(name: "r/all-bad.sh", path: "", text: "a\n").brokenPromises(in: [:]).count == 1)
  }

  @Test func movesExpectationsWithItsVariants() {
    let fixture = Self.fixture("async_wait gone\n#          ^^^^ error[some-rule]\n")
    let inside = fixture.variant(.insideFunction)?.parts.first
    #expect(inside?.lines == ["function whole_file {", "async_wait gone", "}", "whole_file \"$@\""])
    #expect(inside?.expectations.first?.line == 1)
    let shifted = fixture.variant(.afterMultiByteText)?.parts.first
    #expect(shifted?.lines == [": 'é 日本 😀'; async_wait gone"])
    #expect(shifted?.expectations.first?.columns == 23..<27)
    let suppressed = fixture.variant(.suppressed)?.parts.first
    #expect(suppressed?.lines.first?.contains("ignore[some-rule]") == true)
    #expect(suppressed?.expectations == [])
  }
}
