import Foundation
import Testing

import JSON
@testable import Reporting

@Suite("Formats for programs")
struct MachineFormatTests {
  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func jsonHoldsEveryUnitOfAPosition() throws {
    let document = try object(JSONFormat().text(of: SampleReport.report()))
    #expect(document["version"] as? Int == 1)
    let findings = try #require(document["findings"] as? [[String: Any]])
    #expect(findings.count == 3)
    let range = try #require(findings[0]["range"] as? [String: [String: Int]])
    #expect(range["start"] == ["line": 2, "column": 12, "utf16": 13, "byte": 16])
    #expect(findings[0]["task"] as? String == "a")
    #expect(findings[0]["fingerprint"] as? String == "0123456789abcdef")
    #expect((findings[0]["fix"] as? [String: Any])?["tier"] as? String == "safe")
    #expect((findings[2]["suppressed"] as? [String: String])?["reason"] == "so it is")
  }

  @Test func jsonLinesAreObjects() throws {
    let lines = JSONLinesFormat().text(of: SampleReport.report()).split(separator: "\n")
    #expect(lines.count == 3)
    for line in lines { #expect(try object(String(line))["code"] != nil) }
  }

  @Test func zuulCommentsHaveNoOtherKeys() throws {
    let document = try object(ZuulFormat().text(of: SampleReport.report()))
    #expect(Array(document.keys) == ["zuul"])
    let zuul = try #require(document["zuul"] as? [String: [String: [[String: Any]]]])
    let comments = try #require(zuul["file_comments"]?["lib/my file"])
    #expect(comments.count == 2)
    for comment in comments {
      #expect(Set(comment.keys).isSubset(of: ["line", "message", "level", "range"]))
      #expect(["info", "warning", "error"].contains(comment["level"] as? String))
    }
    #expect(
      comments[0]["range"] as? [String: Int]
        == ["start_line": 2, "start_character": 11, "end_line": 2, "end_character": 22])
  }

  @Test func zuulCommentsOnUntouchedFilesGoToTheCommitMessage() throws {
    var report = SampleReport.report()
    report.changedPaths = ["lib/other"]
    let text = ZuulFormat().text(of: report)
    #expect(text.contains("\"/COMMIT_MSG\""))
    #expect(!text.contains("\"lib/my file\""))
  }

  @Test func gitlabFingerprintsDiffer() throws {
    let text = GitLabFormat().text(of: SampleReport.report())
    let list = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
    #expect(Set(list.compactMap { $0["fingerprint"] as? String }).count == list.count)
    #expect(list.compactMap { $0["severity"] as? String } == ["major", "info"])
  }

  @Test func rdjsonCountsBytes() throws {
    let document = try object(RDJSONFormat().text(of: SampleReport.report()))
    let first = try #require((document["diagnostics"] as? [[String: Any]])?.first)
    let range = (first["location"] as? [String: Any])?["range"] as? [String: [String: Int]]
    #expect(range?["start"] == ["line": 2, "column": 16])
  }

  @Test func xmlIsWellFormed() {
    for text in [CheckstyleFormat().text(of: SampleReport.report()), JUnitFormat().text(of: SampleReport.report())] {
      let parser = WellFormedness()
      #expect(parser.accepts(text), "\(text)")
    }
    #expect(XMLText.escaped("a<b>&\"'\u{1}\n") == "a&lt;b&gt;&amp;&quot;&apos;\u{FFFD}&#10;")
    #expect(JUnitFormat().text(of: SampleReport.report()).contains("tests=\"3\" failures=\"2\""))
  }

  @Test func xmlCarriesTheNotes() {
    let report = SampleReport.report()
    let checkstyle = CheckstyleFormat().text(of: report)
    #expect(
      checkstyle.contains("(awaited at lib/my file line 3)&#10;note: lib/my file:3: a wait for [c]&#10;note: a remark"))
    let junit = JUnitFormat().text(of: report)
    #expect(junit.contains("[DSA101]&#10;  note: lib/my file:3: a wait for [c]&#10;  note: a remark&#10;</failure>"))
  }

  /// The elements and attributes of the schema that Jenkins holds reports against.
  @Test func junitHasWhatJenkinsKnows() {
    let known: [Substring: Set<Substring>] = [
      "testsuites": ["name", "time", "tests", "failures", "disabled", "errors"],
      "testsuite": [
        "name", "tests", "failures", "errors", "time", "disabled", "skipped", "timestamp", "hostname", "id", "package",
      ],
      "testcase": ["name", "assertions", "time", "classname", "status"], "failure": ["type", "message"],
    ]
    var elements: Set<Substring> = []
    for tag in JUnitFormat().text(of: SampleReport.report()).matches(of: /<([a-z]+)((?: [a-z]+="[^"]*")*)/) {
      elements.insert(tag.1)
      let attributes = Set(tag.2.matches(of: #/ ([a-z]+)="/#).map(\.1))
      #expect(known[tag.1].map { attributes.isSubset(of: $0) } == true, "\(tag.0)")
    }
    #expect(elements == Set(known.keys))
  }

  @Test func jsonStringsAreEscaped() throws {
    let text = JSONValue.string("a\"\\\n\t\u{1}\u{7F}\u{2028}é😀").compact
    #expect(text == "\"a\\\"\\\\\\n\\t\\u0001\\u007f\\u2028é😀\"")
    #expect(
      JSONValue.members([("a", .array([])), ("b", nil), ("c", .boolean(true))]).compact == "{\"a\":[],\"c\":true}")
  }

  @Test func everyFormatIsKnownByItsName() {
    let style = TextStyle(isColoured: false, hasUnicode: false)
    for name in ReportFormats.names { #expect(ReportFormats.format(named: name, style: style)?.name == name) }
    #expect(ReportFormats.nearest(to: "sarfi") == "sarif")
  }
}

/// Checks that elements of a document close in order and that attributes are quoted.
private struct WellFormedness {
  func accepts(_ text: String) -> Bool {
    var open: [Substring] = []
    for tag in text.matches(of: /<([?\/]?)([a-z]+)((?: [a-z]+="[^"<]*")*)[?]?(\/?)>/) {
      if tag.1 == "?" || tag.4 == "/" { continue }
      if tag.1 == "/" {
        guard open.popLast() == tag.2 else { return false }
      } else {
        open.append(tag.2)
      }
    }
    let outside = text.replacing(/<[^<>]*>/, with: "")
    return open.isEmpty && !outside.contains("<") && !outside.contains(">")
  }
}
