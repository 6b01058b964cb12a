import Findings
import Foundation
import JSON
import SourceText
import Testing

@testable import Reporting

/// Names, tasks and lines of scripts that would write reports of their own.
@Suite("Reports of hostile scripts")
struct InjectionTests {
  private static let texts = [
    "x\n::error file=a::pwned", "::error::pwned", "x\r::error::pwned", "x\u{1B}[2J\u{1B}]0;t\u{7}", "x\u{9B}2J",
    "x\u{202E}hs.x", "x\u{2028}::error::y", "##[add-matcher]x.json", "x:1:2: error: y", "\u{200B}x", "x\"></file>",
  ]

  private static func report(path: String, text: String) -> Report {
    let rule = SampleReport.leak
    let source = SourceFile(path: path, text: "a\n\(text.replacing("\n", with: " "))\nb\n")
    let place = FileRange(path: path, range: 2..<4)
    let finding = Finding(
      rule: rule.id, severity: .error, confidence: .high, message: "task '\(text)' is lost", location: place,
      task: text, notes: [Finding.Note("as \(text) says", at: place), Finding.Note(text, at: nil)],
      fix: Fix(tier: .safe, message: text, edits: [.init(path: path, edit: SourceEdit(range: 2..<3, text: "y"))]))
    return Report(
      entries: [.init(finding: finding, fingerprint: "0123456789abcdef")], sources: [path: source],
      checkedPaths: [path], rules: [rule], toolVersion: "1", rootPath: nil)
  }

  private static let plain = TextStyle(isColoured: false, hasUnicode: false)

  @Test(arguments: ReportFormats.names.filter { $0 != "diff" }, texts)
  func commandNothing(format name: String, text: String) throws {
    let format = try #require(ReportFormats.format(named: name, style: Self.plain))
    let path = FileName.text(of: Array(text.utf8))
    let output = String(decoding: format.bytes(of: Self.report(path: path, text: text)), as: UTF8.self)
    #expect(!output.isEmpty)
    for scalar in output.unicodeScalars where scalar != "\n" && scalar != "\t" {
      #expect(!VisibleText.isHarmful(scalar), "U+\(String(scalar.value, radix: 16)) in \(output)")
      #expect(scalar.value < 0x10FF00)
    }
    #expect(!output.contains("##["))
    let commands = output.split(separator: "\n").filter { $0.drop { $0 == " " }.hasPrefix("::") }
    #expect(commands.count == (name == "github" ? 1 : 0), "\(output)")
    if ["json", "sarif", "gitlab", "rdjson", "zuul"].contains(name) { _ = try JSONValue(parsing: Array(output.utf8)) }
  }

  @Test(arguments: texts)
  func conciseHasOneLineForAFindingAndItsNotes(text: String) {
    let path = FileName.text(of: Array(text.utf8))
    let lines = ConciseFormat().text(of: Self.report(path: path, text: text)).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.filter { !$0.hasPrefix("  note: ") }.count == 1)
    let place = lines.first?.firstMatch(of: #/:[0-9]+:[0-9]+: /#)
    #expect(place.map { lines.first?[..<$0.range.lowerBound] == VisibleText.line(path)[...] } == true)
  }

  @Test func namesAreTrueWhereProgramsRead() throws {
    let text = "a\n\u{202E}\u{1B}b"
    let path = FileName.text(of: Array(text.utf8))
    let report = Self.report(path: path, text: "t")
    let found = try JSONValue(parsing: Array(JSONFormat().text(of: report).utf8))["findings"]?.elements.first
    #expect(found?["path"] == .string(text))
    let sarif = SARIFFormat().text(of: Self.report(path: FileName.text(of: [0x61, 0xFF]), text: "t"))
    #expect(sarif.contains("\"a%FF\""))
  }
}
