/// A picture as a Gantt chart in Mermaid's language, which GitHub and GitLab draw.
package enum MermaidPicture {
  package static func text(of picture: Picture) -> String {
    var lines = [
      "gantt", "  title \(plain(picture.title))", "  dateFormat X", "  axisFormat %s", "  section foreground",
    ]
    for (number, band) in picture.bands.enumerated() {
      lines.append("  \(plain(band.name)) :b\(number), \(whole(band.begin)), \(whole(band.end))")
    }
    lines.append("  section tasks")
    for (number, lane) in picture.lanes.enumerated() where lane.kind == .task {
      guard let segment = lane.segments.first else { continue }
      let isBad = lane.hasFailed || lane.marks.contains { $0.kind == .finding }
      let begin = whole(segment.begin)
      lines.append(
        "  \(plain(lane.name)) :\(isBad ? "crit, " : "")t\(number), \(begin), \(max(begin + 1, whole(segment.end)))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func whole(_ at: Double) -> Int { Int(at) }

  /// Without the signs that mean something to Mermaid.
  private static func plain(_ text: String) -> String {
    let kept = text.map { ":;,#%\"<>{}".contains($0) ? " " : $0 }
    return kept.isEmpty ? "-" : String(kept)
  }
}
