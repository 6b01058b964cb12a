import Foundation
import Testing

import Findings
import SourceText

@testable import Reporting

@Suite("Formats for people and logs")
struct TextFormatTests {
  private let plain = TextStyle(isColoured: false, hasUnicode: false)

  @Test func conciseIsOneLineForEachFinding() {
    let expected = """
      lib/my file:2:12: error: task 'a' is lost at x:12:3 so <&> it goes (awaited at lib/my file line 3) [DSA101]
        note: lib/my file:3: a wait for [c]
        note: a remark
      lib/my file:3:1: info: 100% at once, really [DSA601]

      """
    #expect(ConciseFormat().text(of: SampleReport.report()) == expected)
  }

  @Test func fullShowsTheLineWithMarks() {
    let expected = """
      error[DSA101] task-never-awaited: task 'a' is lost at x:12:3 so <&> it goes
        --> lib/my file:2:12
        2 | echo "é😀"; async_run a
          |            ^^^^^^^^^^^
      """
    let text = FullFormat(style: plain).text(of: SampleReport.report())
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).prefix(2)
    #expect(lines.joined(separator: "\n") == expected.split(separator: "\n").prefix(2).joined(separator: "\n"))
    #expect(text.contains("  2 | echo \"é😀\"; async_run a b\n    |            ^^^^^^^^^^^\n"))
    #expect(text.contains("  note: a wait for [c]\n  --> lib/my file:3:1\n"))
    #expect(text.contains("  fix: Wait for 'a'\n"))
    #expect(!text.contains("\u{1B}"))
    #expect(
      FullFormat(style: TextStyle(isColoured: true, hasUnicode: true)).text(of: SampleReport.report())
        .contains("\u{1B}[1;31merror[DSA101]\u{1B}[0m"))
  }

  @Test func githubEscapesAndSortsByseverity() {
    let lines = GitHubFormat().text(of: SampleReport.report()).split(separator: "\n")
    #expect(
      lines.first
        == """
        ::error file=lib/my file,line=2,endLine=2,col=12,endColumn=23,title=DSA101 task-never-awaited::\
        lib/my file line 2: task 'a' is lost at x:12:3 so <&> it goes [DSA101]\
        %0Anote: lib/my file:3: a wait for [c]%0Anote: a remark
        """)
    #expect(lines.last?.hasPrefix("::notice ") == true)
    #expect(lines.last?.contains("100%25 at once, really") == true)
  }

  @Test func diffHoldsTheFixes() {
    #expect(DiffFormat().text(of: SampleReport.report()).contains("-async_wait c\n+async_wait a\n"))
  }
}

@Suite("Zuul's tox role reads the concise format")
struct ZuulToxRoleTests {
  /// What the role does: lines that do not begin with a blank, the greedy expression, files that are there.
  private func comments(in output: String, files: Set<String>) -> [(path: String, line: Int, message: String)] {
    let expression = /(.+):([0-9]+):([0-9]+): (.*)/
    return output.split(separator: "\n").compactMap { line in
      guard line.first != " ", line.first != "\t", let match = try? expression.wholeMatch(in: line) else { return nil }
      guard files.contains(String(match.1)), let number = Int(match.2) else { return nil }
      return (String(match.1), number, String(match.4))
    }
  }

  @Test func turnsEachFindingIntoACommentOnItsLine() {
    let found = comments(in: ConciseFormat().text(of: SampleReport.report()), files: ["lib/my file"])
    #expect(found.map(\.line) == [2, 3])
    #expect(found.map(\.path) == ["lib/my file", "lib/my file"])
    #expect(
      found.first?.message
        == "error: task 'a' is lost at x:12:3 so <&> it goes (awaited at lib/my file line 3) [DSA101]")
  }

  @Test func wouldMisreadAPlaceInsideAMessage() {
    let line = "lib/x:2:1: error: as in lib/y:12:3: no [DSA101]"
    #expect(comments(in: line, files: ["lib/x", "lib/y"]).first?.path != "lib/x")
  }

  @Test(arguments: [
    ("a:12:3: b", "a:12:3 b"), ("a:3: b", "a:3 b"), ("::: b", "::: b"), ("12:3: x 1:2: y", "12:3 x 1:2 y"),
    (":1:2: x", ":1:2 x"), ("1:2: x", "1:2 x"), ("at 1:2:3: x", "at 1:2:3 x"), ("é:1:22:3: x", "é:1:22:3 x"),
  ])
  func messagesAreTaken(message: String, printed: String) {
    let shown = SampleReport.report().oneLine(message)
    #expect(comments(in: "f:1:1: " + shown, files: ["f"]).first?.path == "f")
    #expect(shown == printed)
  }
}

@Suite("The other side of a finding is told in one line")
struct OneLineTests {
  private func line(_ notes: [Finding.Note], path: String = "stack.sh") -> String {
    let source = SourceFile(path: path, text: "one\ntwo\nthree\n")
    let finding = Finding(
      rule: SampleReport.leak.id, severity: .error, confidence: .high, message: "lost",
      location: FileRange(path: path, range: 0..<3), notes: notes)
    let report = Report(
      entries: [Report.Entry(finding: finding, fingerprint: "0")], sources: [path: source], checkedPaths: [path],
      rules: [SampleReport.leak], toolVersion: "1", rootPath: nil)
    return report.line(of: finding)
  }

  private func note(_ brief: String?, _ offset: Int, path: String = "stack.sh") -> Finding.Note {
    Finding.Note("message", at: FileRange(path: path, range: offset..<offset + 1), brief: brief)
  }

  @Test func aFileIsNamedWhereItChanges() {
    #expect(line([note("started", 4), note("awaited", 8)]) == "lost (started at stack.sh line 2, awaited at line 3)")
    #expect(
      line([note("started", 4), note(nil, 0), Finding.Note("so it is", at: nil)]) == "lost (started at stack.sh line 2)"
    )
  }

  @Test func withoutBriefWordsTheFirstPlaceIsTold() {
    #expect(line([note(nil, 4), note(nil, 8)]) == "lost (see stack.sh line 2)")
    #expect(line([Finding.Note("so it is", at: nil)]) == "lost")
  }

  @Test func oddPathsMakeNoPlaces() {
    let text = line([note("started", 4, path: "a:1:2: b.sh")], path: "a:1:2: b.sh")
    #expect(text.firstMatch(of: #/[0-9]+:[0-9]+: /#) == nil, "\(text)")
  }
}
