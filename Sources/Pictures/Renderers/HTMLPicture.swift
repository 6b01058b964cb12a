package import JSON
internal import Reporting

/// A picture as one page that needs nothing else: readable without script and in print, and with script one can zoom,
/// filter, fold and ask.
package struct HTMLPicture {
  private let picture: Picture
  private let data: JSONValue

  /// - Parameter data: what the picture was made from, for whoever wants to read it from the page.
  package init(_ picture: Picture, data: JSONValue) { (self.picture, self.data) = (picture, data) }

  private static func file(_ name: String) -> String {
    EmbeddedText.files.first { $0.path == "page/" + name }?.text ?? ""
  }

  package var document: String {
    let title = XMLText.escaped(picture.title)
    var lines = [
      "<!DOCTYPE html>", "<html lang=\"en\">", "<head>", "<meta charset=\"utf-8\">",
      "<meta name=\"viewport\" content=\"width=device-width\">",
      // Nothing of the page may be loaded from elsewhere, whatever stands in a log.
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">",
      "<title>\(title)</title>", "<style>", Self.file("page.css") + SVGPicture.style + "</style>", "</head>", "<body>",
      "<h1>\(title)</h1>",
      "<div class=\"headline\">" + picture.headline.map { "<p>\(XMLText.escaped($0))</p>" }.joined() + "</div>",
    ]
    if !picture.alerts.isEmpty {
      lines.append(
        "<ul class=\"alerts\">" + picture.alerts.map { "<li>\(XMLText.escaped($0))</li>" }.joined(separator: "\n")
          + "</ul>")
    }
    lines += picture.advice.map { "<p class=\"advice\">\(XMLText.escaped($0))</p>" }
    if picture.length > 0, !picture.lanes.isEmpty { lines += drawing }
    lines += tables + ["<script type=\"application/json\" id=\"data\">\(embedded)</script>"]
    lines += ["<script>", Self.file("page.js") + "</script>", "</body>", "</html>"]
    return lines.joined(separator: "\n") + "\n"
  }

  private var drawing: [String] {
    [
      "<div class=\"tools\"><input type=\"search\" id=\"filter\" placeholder=\"filter\" aria-label=\"filter lanes\">",
      "<button data-key=\"-\" aria-label=\"zoom out\">−</button><button data-key=\"+\" aria-label=\"zoom in\">+</button>"
        + "<button data-key=\"0\">all</button><button id=\"fold\" aria-pressed=\"false\">fold families</button>",
      "<span class=\"hint\">+ − 0 zoom, ← → move, ↑ ↓ lanes, / filter, f fold; drag, or wheel with Ctrl</span></div>",
      SVGPicture(picture, isWithinPage: true).element,
      "<p class=\"hint\">\(XMLText.escaped(legend))</p>",
      "<div id=\"about\" aria-live=\"polite\"><span class=\"hint\">Point at a lane for its command, places and log.</span></div>",
    ]
  }

  private var legend: String {
    let kinds = Set(picture.lanes.flatMap { $0.segments.map(\.kind) })
    var parts = picture.lanes.contains { !$0.critical.isEmpty } ? ["strong: the critical path"] : []
    if kinds.contains(.blocked) {
      parts.append(picture.unit == .steps ? "hatched: awaits" : "hatched: blocked in a wait")
    }
    if kinds.contains(.parked) { parts.append("dashes: done, not yet awaited") }
    if kinds.contains(.failed) { parts.append("red: failed") }
    if kinds.contains(.refused) { parts.append("outlined: stays in the foreground") }
    if picture.lanes.contains(where: { !$0.marks.isEmpty }) { parts.append("ticks: waits") }
    if !picture.arcs.isEmpty { parts.append("red arcs: conflicts") }
    return parts.joined(separator: " · ")
  }

  private var tables: [String] {
    let own = laneTable.map { [$0] } ?? []
    let all = (own + picture.tables).map { table in
      "<section><h2>\(XMLText.escaped(table.title))</h2><table>\(head(table))"
        + table.rows.map { row(table, $0, "td") }.joined(separator: "\n") + "</table></section>"
    }
    return ["<div class=\"tables\">"] + all + ["</div>"]
  }

  private func head(_ table: Picture.Table) -> String {
    table.columns.allSatisfy(\.isEmpty) ? "" : row(table, table.columns, "th")
  }

  /// The figures beside the lanes.
  private var laneTable: Picture.Table? {
    let lanes = picture.lanes.filter { $0.kind == .task }
    guard !lanes.isEmpty, !picture.columns.isEmpty else { return nil }
    return Picture.Table(
      title: "Tasks", columns: ["task"] + picture.columns, rows: lanes.map { [$0.name] + $0.figures })
  }

  private func row(_ table: Picture.Table, _ cells: [String], _ element: String) -> String {
    "<tr>"
      + cells.enumerated().map { column, text in
        "<\(element)\(column < table.textColumns ? " class=\"text\"" : "")>\(XMLText.escaped(text))</\(element)>"
      }.joined() + "</tr>"
  }

  /// Nothing in a string may end the element it stands in.
  private var embedded: String { data.compact.replacing("<", with: "\\u003c") }
}
