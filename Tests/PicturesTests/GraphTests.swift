import Foundation
import FoundationXML
import JSON
import Pictures
import Testing

@Suite("Graphs")
struct GraphTests {
  /// Two tasks that overlap, one that is never awaited, and a conflict between the first two.
  private var lanes: GraphLanes {
    var lanes = GraphLanes()
    lanes.program = "stack.sh"
    lanes.steps = [
      .init(place: "stack.sh:3", file: "stack.sh", isWait: false, names: ["a"]),
      .init(place: "lib/b:4", file: "lib/b", isWait: false, names: ["b:1"]),
      .init(place: "stack.sh:9", file: "stack.sh", isWait: true, names: ["a", "b:1"]),
      .init(place: "stack.sh:10", file: "stack.sh", isWait: false, names: ["c"]),
    ]
    lanes.tasks = [
      .init(name: "a", command: "init_a", start: 0, waits: [2], isAlwaysAwaited: true, isConditional: false),
      .init(name: "b:1", command: nil, start: 1, waits: [2], isAlwaysAwaited: false, isConditional: true),
      .init(name: "c", command: "x \"y\"", start: 3, waits: [], isAlwaysAwaited: false, isConditional: false),
    ]
    lanes.findings = ["a", "b:1"].map {
      TimelineFinding(code: "DSA401", task: $0, place: "lib/b:7", message: "both write \"f\"")
    }
    lanes.told = ["DSA401 lib/b:7: both write \"f\""]
    lanes.refusals = [.init(command: "init_z", place: "stack.sh:20", reason: "writes z")]
    return lanes
  }

  private var picture: Picture { Picture(graphOf: lanes, name: "tree") }

  @Test func lanesGoFromStartToLastWait() throws {
    #expect(picture.lanes.map(\.name) == ["foreground", "a", "b:1", "c", "init_z"])
    #expect(picture.lanes[1].segments.first?.begin == 0.5 && picture.lanes[1].segments.first?.end == 2)
    #expect(picture.lanes[3].segments.first?.kind == .open && picture.lanes[3].segments.first?.end == 4)
    #expect(picture.bands.map(\.name) == ["stack.sh", "lib/b", "stack.sh"])
    #expect(picture.headline.first?.contains("at most 2 at a time") == true)
  }

  @Test func conflictsAreArcsBetweenTheirSides() throws {
    let arc = try #require(picture.arcs.first)
    #expect(picture.arcs.count == 1 && arc.from.lane == 1 && arc.to.lane == 2)
    #expect(picture.alerts == ["DSA401 lib/b:7: both write \"f\""])
  }

  @Test func everyFormIsWellFormed() throws {
    let parser = XMLParser(data: Data(SVGPicture(picture).document.utf8))
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    #expect(TextPicture(picture).text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    let json = GraphJSON(lanes).value
    #expect(try JSONValue(parsing: json.pretty) == json && json["tasks"]?.elements.count == 3)
    let page = HTMLPicture(picture, data: json).document
    #expect(page.contains("class=\"arc\"") && page.contains("stays: writes z"))
  }

  @Test func mermaidHasNoSignsOfItsOwnInNames() {
    let lines = MermaidPicture.text(of: picture).split(separator: "\n").map(String.init)
    #expect(lines.first == "gantt" && lines.contains("  section tasks"))
    #expect(
      lines.contains("  a :crit, t1, 0, 2") && lines.contains("  b 1 :crit, t2, 1, 2")
        && lines.contains("  c :t3, 3, 4"))
  }

  @Test func dotHasANodeForEachStepAndTask() {
    let text = DOTPicture.text(of: picture)
    for line in [
      "  s0 -> s1 -> s2 -> s3 -> end [color=black];", "  s0 -> t1;", "  t1 -> s2;",
      "  t3 -> end [style=dashed, color=red];",
    ] { #expect(text.contains(line + "\n"), "\(line)") }
    #expect(text.contains("tooltip=\"DSA401 lib/b:7: both write \\\"f\\\"\""))
    #expect(text.filter { $0 == "{" }.count == text.filter { $0 == "}" }.count)
  }
}
