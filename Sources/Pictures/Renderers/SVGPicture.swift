internal import Reporting

/// A picture as SVG: as a document of its own, or within a page, whose script then moves what has `data-b` and `data-e`.
package struct SVGPicture {
  private let picture: Picture
  private let top: Double
  private let isWithinPage: Bool

  private static let width = 1080.0
  private static let left = 190.0
  private static let right = 1010.0
  private static let row = 26.0
  /// How tall a bar is, and how far below the upper edge of its row.
  private static let bar = 18.0
  private static let inset = 4.0

  package init(_ picture: Picture) { self.init(picture, isWithinPage: false) }

  init(_ picture: Picture, isWithinPage: Bool) {
    self.picture = picture
    self.isWithinPage = isWithinPage
    let bands = picture.bands.isEmpty ? 0.0 : 18
    top = 30 + bands + (isWithinPage ? 0 : 26 + 20 * Double(Self.above(picture).count))
  }

  /// The style sheet, which a page has but once.
  static let style = EmbeddedText.files.first { $0.path == "page/picture.css" }?.text ?? ""

  private static func above(_ picture: Picture) -> [(text: String, isBad: Bool)] {
    picture.headline.map { ($0, false) } + picture.alerts.map { ($0, true) } + picture.advice.map { ($0, false) }
  }

  private var bottom: Double { top + Double(max(1, picture.lanes.count)) * Self.row }
  private var height: Double { bottom + 8 }

  /// A file of its own.
  package var document: String { "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + element + "\n" }

  /// The element `svg`.
  var element: String {
    let size: [(String, String)] =
      isWithinPage ? [] : [("width", Self.number(Self.width)), ("height", Self.number(height))]
    var lines = [
      XMLText.opening(
        "svg",
        [
          ("xmlns", "http://www.w3.org/2000/svg"), ("class", "picture"), ("role", "img"),
          ("viewBox", "0 0 \(Self.number(Self.width)) \(Self.number(height))"),
        ] + size + [
          ("data-left", Self.number(Self.left)), ("data-right", Self.number(Self.right)),
          ("data-top", Self.number(top)), ("data-row", Self.number(Self.row)), ("data-bottom", Self.number(bottom)),
          ("data-length", Self.number(picture.length)), ("data-width", Self.number(Self.width)),
          ("data-unit", picture.unit.rawValue),
        ]) + ">",
      "<title>\(XMLText.escaped(picture.title))</title>",
    ]
    if !isWithinPage { lines.append("<style>\n\(Self.style)</style>") }
    lines.append(definitions)
    if !isWithinPage { lines += [background] + heading }
    lines += bands + [ticks] + picture.lanes.enumerated().map(lane) + arcs + ["</svg>"]
    return lines.joined(separator: "\n")
  }

  private var definitions: String {
    "<defs><pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
      + "<rect class=\"ground\" width=\"6\" height=\"6\"/><line class=\"hatch\" x1=\"1\" y1=\"0\" x2=\"1\" y2=\"6\"/></pattern>"
      + "<clipPath id=\"chart\"><rect x=\"\(Self.number(Self.left))\" y=\"-4000\" "
      + "width=\"\(Self.number(Self.right - Self.left + 1))\" height=\"100000\"/></clipPath></defs>"
  }

  private var background: String {
    "<rect class=\"ground\" width=\"\(Self.number(Self.width))\" height=\"\(Self.number(height))\"/>"
  }

  private var heading: [String] {
    var y = 24.0
    var lines = ["<text class=\"title\" x=\"12\" y=\"24\">\(XMLText.escaped(picture.title))</text>"]
    for line in Self.above(picture) {
      y += 20
      let text = line.text.count > 160 ? line.text.prefix(159) + "…" : line.text
      lines.append(
        "<text class=\"headline\(line.isBad ? " bad" : "")\" x=\"12\" y=\"\(Self.number(y))\">\(XMLText.escaped(text))</text>"
      )
    }
    return lines
  }

  // MARK: The axis

  private func x(_ at: Double) -> Double {
    picture.length > 0 ? Self.left + at / picture.length * (Self.right - Self.left) : Self.left
  }

  private var ticks: String {
    guard picture.length > 0 else { return "<g class=\"ticks\"></g>" }
    let lines = AxisTicks(picture.unit, length: picture.length, atMost: 10).ticks.map { tick in
      let at = Self.number(x(tick.at))
      return "<g class=\"tick\"><line x1=\"\(at)\" x2=\"\(at)\" y1=\"\(Self.number(top - 6))\" "
        + "y2=\"\(Self.number(bottom))\"/><text x=\"\(Self.number(x(tick.at) + 3))\" y=\"\(Self.number(top - 8))\">"
        + "\(XMLText.escaped(tick.label))</text></g>"
    }
    return "<g class=\"ticks\">" + lines.joined() + "</g>"
  }

  private var bands: [String] {
    guard !picture.bands.isEmpty else { return [] }
    let shapes = picture.bands.map { band in
      let begin = x(band.begin)
      let width = max(0, x(band.end) - begin)
      let label = Double(band.name.count) * 6.4 + 8 < width ? XMLText.escaped(band.name) : ""
      return "<g class=\"band\"><rect x=\"\(Self.number(begin))\" width=\"\(Self.number(width))\" "
        + "y=\"\(Self.number(top - 42))\" height=\"\(Self.number(bottom - top + 42))\" data-b=\"\(Self.number(band.begin))\" "
        + "data-e=\"\(Self.number(band.end))\"><title>\(XMLText.escaped(band.name))</title></rect>"
        + "<text class=\"label\" x=\"\(Self.number(begin + 4))\" y=\"\(Self.number(top - 28))\" "
        + "data-b=\"\(Self.number(band.begin))\" data-e=\"\(Self.number(band.end))\">\(label)</text></g>"
    }
    return ["<g class=\"bands\" clip-path=\"url(#chart)\">" + shapes.joined(separator: "\n") + "</g>"]
  }

  // MARK: Lanes

  private func lane(_ index: Int, _ lane: Picture.Lane) -> String {
    let details = lane.details.map { "[\(quoted($0.name)),\(quoted($0.value))]" }.joined(separator: ",")
    let attributes = [
      ("class", "lane \(lane.kind.rawValue)\(lane.hasFailed ? " hasFailed" : "")"), ("data-lane", String(index)),
      ("data-kind", lane.kind.rawValue), ("data-family", lane.family ?? ""),
      ("data-text", lane.details.map(\.value).joined(separator: " ")), ("data-details", "[\(details)]"),
      ("tabindex", isWithinPage ? "0" : "-1"),
      ("transform", "translate(0,\(Self.number(top + Double(index) * Self.row)))"),
    ]
    var parts = [XMLText.opening("g", attributes.filter { !$0.1.isEmpty }) + ">"]
    let shown = lane.name.count > 26 ? lane.name.prefix(25) + "…" : lane.name
    parts.append("<text class=\"name\" x=\"\(Self.number(Self.left - 10))\" y=\"17\">\(XMLText.escaped(shown))</text>")
    parts.append(
      "<text class=\"figure\" x=\"\(Self.number(Self.width - 8))\" y=\"17\">\(XMLText.escaped(lane.figures.first ?? ""))</text>"
    )
    parts.append("<g clip-path=\"url(#chart)\">")
    let isBase = { (kind: Picture.Segment.Kind) in kind == .step || kind == .run || kind == .serial || kind == .open }
    parts += lane.segments.filter { isBase($0.kind) }.map { shape($0) }
    parts += lane.critical.map { range in
      rectangle(
        "critical", range.lowerBound, range.upperBound, "on the critical path", isThin: lane.kind == .foreground)
    }
    parts += lane.segments.filter { !isBase($0.kind) }.map { shape($0) }
    parts += lane.segments.compactMap { label($0, lane) }
    parts += lane.marks.map(mark)
    return (parts + ["</g></g>"]).joined(separator: "\n")
  }

  private func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  private func shape(_ segment: Picture.Segment) -> String {
    guard segment.kind != .parked else {
      return "<line class=\"seg parked\" x1=\"\(Self.number(x(segment.begin)))\" x2=\"\(Self.number(x(segment.end)))\" "
        + "y1=\"13\" y2=\"13\" data-b=\"\(Self.number(segment.begin))\" data-e=\"\(Self.number(segment.end))\">"
        + "<title>done, not yet awaited</title></line>"
    }
    return rectangle("seg \(segment.kind.rawValue)", segment.begin, segment.end, segment.note)
  }

  private func rectangle(
    _ style: String, _ begin: Double, _ end: Double, _ note: String, isThin: Bool = false
  ) -> String {
    let title = note.isEmpty ? "/>" : "><title>\(XMLText.escaped(note))</title></rect>"
    let (y, height) = isThin ? (Self.inset + Self.bar - 4, 4) : (Self.inset, Self.bar)
    return "<rect class=\"\(style)\" x=\"\(Self.number(x(begin)))\" y=\"\(Self.number(y))\" "
      + "width=\"\(Self.number(max(1, x(end) - x(begin))))\" height=\"\(Self.number(height))\" rx=\"1.5\" "
      + "data-b=\"\(Self.number(begin))\" data-e=\"\(Self.number(end))\"\(title)"
  }

  /// Text within a bar, where it has room.
  private func label(_ segment: Picture.Segment, _ lane: Picture.Lane) -> String? {
    guard segment.kind == .step || segment.kind == .refused, !segment.label.isEmpty else { return nil }
    let hasRoom = x(segment.end) - x(segment.begin) > 8 + 6.4 * Double(segment.label.count)
    return "<text class=\"label\" x=\"\(Self.number(x(segment.begin) + 4))\" y=\"15\" "
      + "data-b=\"\(Self.number(segment.begin))\" data-e=\"\(Self.number(segment.end))\""
      + "\(hasRoom ? "" : " style=\"display:none\"")>\(XMLText.escaped(segment.label))</text>"
  }

  private func mark(_ mark: Picture.Mark) -> String {
    let title = "<title>\(XMLText.escaped(mark.label))</title>"
    let at = Self.number(mark.at)
    let place = "data-b=\"\(at)\" transform=\"translate(\(Self.number(x(mark.at))),0)\""
    switch mark.kind {
    case .wait, .blockingWait:
      return "<path class=\"\(mark.kind.rawValue)\" d=\"M0,2 V24\" \(place)>\(title)</path>"
    case .stranger: return "<path class=\"stranger\" d=\"M-4,9 L4,17 M-4,17 L4,9\" \(place)>\(title)</path>"
    case .finding:
      let code = mark.label.prefix { $0 != " " }
      return "<text class=\"finding\" x=\"\(Self.number(x(mark.at) + 4))\" y=\"17\" data-b=\"\(at)\">"
        + "\(XMLText.escaped(String(code)))\(title)</text>"
    }
  }

  private var arcs: [String] {
    guard !picture.arcs.isEmpty else { return [] }
    let shapes = picture.arcs.map { arc in
      let (a, b) = ((x(arc.from.at), y(arc.from.lane)), (x(arc.to.at), y(arc.to.lane)))
      let bend = max(20, abs(a.1 - b.1) / 3)
      let path =
        "M\(Self.number(a.0)),\(Self.number(a.1)) C\(Self.number(a.0 + bend)),\(Self.number(a.1)) "
        + "\(Self.number(b.0 + bend)),\(Self.number(b.1)) \(Self.number(b.0)),\(Self.number(b.1))"
      return
        "<path class=\"arc\" d=\"\(path)\" data-from=\"\(arc.from.lane)\" data-from-at=\"\(Self.number(arc.from.at))\" "
        + "data-to=\"\(arc.to.lane)\" data-to-at=\"\(Self.number(arc.to.at))\"><title>\(XMLText.escaped(arc.label))</title></path>"
    }
    return ["<g class=\"arcs\" clip-path=\"url(#chart)\">" + shapes.joined(separator: "\n") + "</g>"]
  }

  private func y(_ lane: Int) -> Double { top + Double(lane) * Self.row + Self.row / 2 }

  /// With three digits at most, the same wherever it is written.
  private static func number(_ value: Double) -> String {
    let thousandths = Int((value * 1000).rounded())
    if thousandths % 1000 == 0 { return String(thousandths / 1000) }
    let sign = thousandths < 0 ? "-" : ""
    var rest = String(abs(thousandths) % 1000)
    rest = String(repeating: "0", count: 3 - rest.count) + rest
    while rest.hasSuffix("0") { rest.removeLast() }
    return "\(sign)\(abs(thousandths) / 1000).\(rest)"
  }
}
