/// A picture in the language of Graphviz: the steps of the foreground as a chain, each task from its start to its waits.
package enum DOTPicture {
  package static func text(of picture: Picture) -> String {
    let steps = picture.lanes.first { $0.kind == .foreground }?.segments ?? []
    var lines = [
      "digraph \"\(escaped(picture.title))\" {", "  rankdir=TB; node [fontname=\"sans-serif\", fontsize=10];",
      "  edge [color=gray50];",
    ]
    for (number, step) in steps.enumerated() {
      lines.append("  s\(number) [shape=plaintext, label=\"\(escaped(step.note))\"];")
    }
    lines.append("  end [shape=point];")
    let chain = steps.indices.map { "s\($0)" } + ["end"]
    if chain.count > 1 { lines.append("  \(chain.joined(separator: " -> ")) [color=black];") }
    for (number, lane) in picture.lanes.enumerated() where lane.kind == .task {
      guard let segment = lane.segments.first else { continue }
      let isBad = lane.marks.contains { $0.kind == .finding }
      lines.append(
        "  t\(number) [shape=box, style=rounded, label=\"\(escaped(lane.name))\"\(isBad ? ", color=red" : "")];")
      lines.append("  \(node(Int(segment.begin), steps.count)) -> t\(number);")
      let waits = lane.marks.filter { $0.kind == .wait }
      lines += waits.map { "  t\(number) -> \(node(Int($0.at), steps.count));" }
      if waits.isEmpty { lines.append("  t\(number) -> end [style=dashed, color=red];") }
    }
    for arc in picture.arcs {
      let to = arc.to.lane == 0 ? node(Int(arc.to.at), steps.count) : "t\(arc.to.lane)"
      lines.append(
        "  t\(arc.from.lane) -> \(to) [dir=both, constraint=false, color=red, tooltip=\"\(escaped(arc.label))\"];")
    }
    return lines.joined(separator: "\n") + "\n}\n"
  }

  private static func node(_ step: Int, _ count: Int) -> String { step < count ? "s\(step)" : "end" }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }
}
