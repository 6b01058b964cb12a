import FixtureSupport
import Foundation
import FoundationXML
import JSON
import Pictures
import RunLogs
import Testing

@Suite("Timelines")
struct TimelineTests {
  private static let folder = "\(Fixture.packageRoot)/Fixtures/Pictures"

  private func run(_ name: String) throws -> RunLog {
    RunLogReader.read(Array(try Data(contentsOf: URL(fileURLWithPath: "\(Self.folder)/\(name).log"))))
  }

  private func picture(_ name: String, findings: [TimelineFinding] = []) throws -> Picture {
    Picture(timelineOf: try run(name), name: "\(name).log", findings: findings)
  }

  /// What is drawn is what was looked at when the file was written; `UPDATE_EXPECTATIONS=1` writes it anew.
  private func compare(_ text: String, with file: String) throws {
    let path = "\(Self.folder)/\(file)"
    if ProcessInfo.processInfo.environment["UPDATE_EXPECTATIONS"] != nil {
      try text.write(toFile: path, atomically: true, encoding: .utf8)
    }
    let expected = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text == expected, "\(file)")
  }

  @Test(arguments: ["stack", "hang"])
  func textAndDrawingAreAsBefore(name: String) throws {
    let picture = try picture(name)
    try compare(TextPicture(picture).text, with: "\(name).txt")
    try compare(SVGPicture(picture).document, with: "\(name).svg")
  }

  @Test func textKeepsToItsWidth() throws {
    for name in ["stack", "hang"] {
      for isUnicode in [true, false] {
        let text = TextPicture(try picture(name), width: 80, isUnicode: isUnicode).text
        for line in text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
        #expect(isUnicode || text.utf8.allSatisfy { $0 < 0x80 })
      }
    }
  }

  @Test func drawingsAreXML() throws {
    var run = try run("stack")
    run.tasks[0].command = "<script>\"&'\u{1B}[31m"
    for picture in [Picture(timelineOf: run, name: "a<b>&\u{7}"), Picture(timelineOf: RunLog(), name: "empty")] {
      let parser = XMLParser(data: Data(SVGPicture(picture).document.utf8))
      #expect(parser.parse(), "\(String(describing: parser.parserError))")
    }
  }

  /// A page is one file: nothing is loaded, and nothing of a log becomes part of it as markup or script.
  @Test func pagesNeedNothingAndContainNothingForeign() throws {
    var run = try run("stack")
    run.tasks[0].lastLine = "</script><script>alert(1)</script><img src=x>"
    let picture = Picture(timelineOf: run, name: "</title>")
    let page = HTMLPicture(picture, data: RunJSON(run: run, picture: picture).value).document
    #expect(page.components(separatedBy: "<script").count == 3)
    #expect(!page.contains("<img") && !page.contains("src=\"") && !page.contains("alert(1)</script>"))
    #expect(!page.replacing("http://www.w3.org/2000/svg", with: "").contains("http:"))
    #expect(page.contains("default-src 'none'"))
    let data = try #require(
      page.components(separatedBy: "id=\"data\">").last?.components(separatedBy: "</script>").first)
    #expect(try JSONValue(parsing: data)["tasks"]?.elements.count == run.tasks.count)
  }

  @Test func traceEventsAreWellFormed() throws {
    let trace = ChromeTrace.value(of: try picture("stack"))
    let events = try #require(trace["traceEvents"]).elements
    #expect(events.count > 20)
    for event in events {
      let phase = try #require(event["ph"]?.string)
      #expect(["M", "X", "i"].contains(phase))
      #expect(event["name"]?.string != nil && event["pid"]?.integer == 1 && event["tid"]?.integer != nil)
      #expect((event["ts"]?.integer ?? -1) >= 0)
      if phase == "X" { #expect((event["dur"]?.integer ?? -1) >= 0) }
    }
    let names = events.filter { $0["name"]?.string == "thread_name" }.compactMap { $0["args"]?["name"]?.string }
    #expect(names.first == "foreground" && names.contains("init_nova"))
  }

  @Test func aHangIsExplained() throws {
    let finding = TimelineFinding(
      code: "DSA204", task: "init_nova", place: "lib/nova:770", message: "the task may exit")
    let text = try picture("hang", findings: [finding]).alerts.joined(separator: "\n")
    #expect(text.contains("waits for init_nova at stack.sh:1140"))
    #expect(text.contains("did not answer"))
    #expect(text.contains("DSA204 at lib/nova:770: the task may exit"))
    #expect(try run("stack").hang == nil)
  }

  @Test func familiesFold() throws {
    let lanes = try picture("stack").folded.lanes.map(\.name)
    #expect(lanes == ["foreground", "ks-* (4)", "init_glance", "init_neutron", "init_nova"])
  }

  @Test func twoRunsAreCompared() throws {
    let before = try run("stack")
    var after = before
    after.tasks.removeAll { $0.name == "init_glance" }
    after.waits = []
    after.end -= 30
    let comparison = RunComparison(before, after, names: ("a", "b"))
    let text = TextPicture(comparison.picture).text
    #expect(text.contains("30.0 s less") && text.contains("init_glance") && text.contains("gone"))
    let same = TextPicture(RunComparison(before, before, names: ("a", "b")).picture).text
    #expect(same.contains("Nothing else differs."))
  }

  /// A log that is cut off anywhere still gives a picture.
  @Test func picturesOfWhatWasCutOff() throws {
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: "\(Self.folder)/stack.log")))
    for position in stride(from: 0, to: bytes.count, by: 397) {
      for part in [bytes[..<position], bytes[position...]] {
        let run = RunLogReader.read(Array(part))
        let picture = Picture(timelineOf: run, name: "part")
        #expect(TextPicture(picture).text.split(separator: "\n").allSatisfy { $0.count <= 80 })
        #expect(XMLParser(data: Data(SVGPicture(picture).document.utf8)).parse())
        for lane in picture.lanes {
          #expect(lane.segments.allSatisfy { $0.begin >= 0 && $0.begin <= $0.end && $0.end <= picture.length + 0.001 })
        }
      }
    }
  }
}
