import Foundation
import Testing

@testable import SourceText

@Suite("A unified diff")
struct UnifiedDiffTests {
  private func diff(_ old: String, _ new: String) -> String {
    String(decoding: UnifiedDiff(path: "lib/x", old: Array(old.utf8), new: Array(new.utf8)).bytes, as: UTF8.self)
  }

  @Test func isEmptyWhereNothingChanges() {
    #expect(diff("a\nb\n", "a\nb\n") == "")
  }

  @Test func showsThreeLinesOfContext() {
    let old = "1\n2\n3\n4\n5\n6\n7\n8\n9\n"
    let expected = """
      --- a/lib/x
      +++ b/lib/x
      @@ -2,7 +2,7 @@
       2
       3
       4
      -5
      +five
       6
       7
       8

      """
    #expect(diff(old, old.replacingOccurrences(of: "5", with: "five")) == expected)
  }

  @Test func countsLinesOfEmptySidesAsGitDoes() {
    #expect(diff("", "a\n") == "--- a/lib/x\n+++ b/lib/x\n@@ -0,0 +1 @@\n+a\n")
    #expect(diff("a\n", "") == "--- a/lib/x\n+++ b/lib/x\n@@ -1 +0,0 @@\n-a\n")
  }

  @Test func marksAMissingLastLineEnd() {
    #expect(diff("a\nb", "a\nc").hasSuffix("-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n"))
    #expect(diff("a", "a\n").hasSuffix("-a\n\\ No newline at end of file\n+a\n"))
  }

  @Test func keepsCarriageReturnsAndBytesThatAreNotUTF8() {
    let old: [UInt8] = [0x61, 0x0D, 0x0A, 0xE9, 0x0A]
    let new: [UInt8] = [0x62, 0x0D, 0x0A, 0xE9, 0x0A]
    let bytes = UnifiedDiff(path: "x", old: old, new: new).bytes
    #expect(bytes.suffix(11) == [0x2D, 0x61, 0x0D, 0x0A, 0x2B, 0x62, 0x0D, 0x0A, 0x20, 0xE9, 0x0A])
  }

  @Test("The patch program makes the new text of the old one", arguments: 0..<60)
  func appliesWithPatch(seed: Int) throws {
    var random = SmallRandom(state: UInt64(seed) &+ 1)
    let old = random.lines()
    let new = random.changed(old)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("diff-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(old.utf8).write(to: folder.appendingPathComponent("x"))
    let patch = UnifiedDiff(path: "x", old: Array(old.utf8), new: Array(new.utf8)).bytes
    if patch.isEmpty {
      #expect(old == new)
      return
    }
    try Data(patch).write(to: folder.appendingPathComponent("p"))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git", "apply", "p"]
    process.currentDirectoryURL = folder
    process.environment = ["PATH": "/usr/bin:/bin", "GIT_CEILING_DIRECTORIES": folder.deletingLastPathComponent().path]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let result = (try? String(contentsOf: folder.appendingPathComponent("x"), encoding: .utf8)) ?? ""
    #expect(result == new)
  }

  @Test("The differences are no longer than those found by trying all", arguments: 0..<200)
  func isShortest(seed: Int) {
    var random = SmallRandom(state: UInt64(seed) &+ 77)
    let old = (0..<random.below(9)).map { _ in random.below(3) }
    let new = (0..<random.below(9)).map { _ in random.below(3) }
    let changes = LineDifference(old: old, new: new).changes
    let cost = changes.reduce(0) { $0 + $1.old.count + $1.new.count }
    #expect(cost == old.count + new.count - 2 * longestCommon(old, new))
    var rebuilt: [Int] = []
    var position = 0
    for change in changes {
      rebuilt += old[position..<change.old.lowerBound] + new[change.new]
      position = change.old.upperBound
    }
    #expect(rebuilt + old[position...] == new)
  }

  private func longestCommon(_ a: [Int], _ b: [Int]) -> Int {
    var row = [Int](repeating: 0, count: b.count + 1)
    for x in a {
      var next = row
      for (j, y) in b.enumerated() { next[j + 1] = x == y ? row[j] + 1 : max(row[j + 1], next[j]) }
      row = next
    }
    return row[b.count]
  }
}

/// Numbers that are the same on every run.
struct SmallRandom {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  mutating func lines() -> String {
    let count = 1 + below(40)
    let text = (0..<count).map { _ in "line \(below(6))" }.joined(separator: "\n")
    return below(3) == 0 ? text : text + "\n"
  }

  mutating func changed(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for _ in 0..<1 + below(5) {
      let index = below(lines.count)
      switch below(3) {
      case 0: lines[index] = "new \(below(9))"
      case 1: lines.insert("in \(below(9))", at: index)
      default: if lines.count > 1 { lines.remove(at: index) }
      }
    }
    return lines.joined(separator: "\n")
  }
}
