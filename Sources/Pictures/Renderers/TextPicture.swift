/// A picture as lines of text: for terminals, and for comments in reviews.
package struct TextPicture {
  /// How a stretch of text is coloured, where it is.
  package enum Paint: Sendable { case plain, strong, faint, bad, good }

  private let picture: Picture
  private let width: Int
  private let isUnicode: Bool
  private let paint: @Sendable (String, Paint) -> String

  /// - Parameters:
  ///   - width: how many columns there are.
  ///   - isUnicode: whether blocks may be drawn.
  ///   - paint: gives text its colour.
  package init(
    _ picture: Picture, width: Int = 80, isUnicode: Bool = true,
    paint: @escaping @Sendable (String, Paint) -> String = { text, _ in text }
  ) {
    self.picture = picture.folded
    self.width = max(60, width)
    self.isUnicode = isUnicode
    self.paint = paint
  }

  package var text: String {
    var lines = [paint(picture.title, .strong)]
    lines += picture.headline.flatMap { wrapped($0, indent: 0) }
    for alert in picture.alerts { lines += wrapped(alert, indent: 2, first: "! ").map { paint($0, .bad) } }
    lines += picture.advice.flatMap { wrapped($0, indent: 0) }
    if !picture.lanes.isEmpty { lines += [""] + chart }
    for table in picture.tables { lines += ["", paint(table.title, .strong)] + rows(of: table) }
    return lines.map { String($0.reversed().drop { $0 == " " }.reversed()) + "\n" }.joined()
  }

  // MARK: Lanes

  private var figureWidth: Int { 9 }
  private var nameWidth: Int { min(22, max(10, picture.lanes.map(\.name.count).max() ?? 0)) }
  private var chartWidth: Int {
    picture.length == 0 ? 0 : max(16, width - nameWidth - 2 - picture.columns.count * figureWidth)
  }

  private var chart: [String] {
    var lines = [header]
    if !picture.bands.isEmpty { lines.append(bandLine) }
    for lane in picture.lanes {
      let name = padded(shortened(lane.name, nameWidth), nameWidth)
      let figures = lane.figures.map { leftPadded($0, figureWidth) }.joined()
      lines.append((lane.hasFailed ? paint(name, .bad) : name) + " " + drawn(lane) + " " + figures)
    }
    if picture.length > 0 { lines += legend.map { paint($0, .faint) } }
    return lines
  }

  private var header: String {
    let ticks = picture.length > 0 ? axis : String(repeating: " ", count: chartWidth)
    let columns = picture.columns.map { leftPadded($0, figureWidth) }.joined()
    return padded("", nameWidth) + " " + ticks + " " + columns
  }

  private var axis: String {
    var cells = Array(repeating: Character(" "), count: chartWidth)
    var free = 0
    for tick in AxisTicks(picture.unit, length: picture.length, atMost: max(1, chartWidth / 9)).ticks {
      let position = column(tick.at)
      guard position >= free, position + tick.label.count <= chartWidth else { continue }
      cells.replaceSubrange(position..<position + tick.label.count, with: tick.label)
      free = position + tick.label.count + 1
    }
    return String(cells)
  }

  private var bandLine: String {
    var cells = Array(repeating: Character(" "), count: chartWidth)
    for band in picture.bands {
      let begin = column(band.begin)
      let room = max(0, min(chartWidth, column(band.end)) - begin)
      let label = Array((room > 5 ? "|" + band.name : "|").prefix(room))
      cells.replaceSubrange(begin..<begin + label.count, with: label)
    }
    return padded("", nameWidth) + " " + String(cells)
  }

  private func column(_ at: Double) -> Int {
    picture.length > 0 ? min(chartWidth - 1, max(0, Int(at / picture.length * Double(chartWidth)))) : 0
  }

  private func drawn(_ lane: Picture.Lane) -> String {
    guard picture.length > 0 else { return String(repeating: " ", count: chartWidth) }
    var cells = Array(repeating: Cell(sign: " ", paint: .plain), count: chartWidth)
    for segment in lane.segments {
      let range = columns(segment.begin, segment.end)
      for index in range {
        let step = picture.length / Double(chartWidth)
        let begin = max(segment.begin, Double(index) * step)
        let middle = (begin + max(begin, min(segment.end, Double(index + 1) * step))) / 2
        cells[index] = cell(segment.kind, isCritical: lane.critical.contains { $0.contains(middle) })
      }
    }
    for mark in lane.marks { cells[column(mark.at)] = cell(mark.kind) }
    return cells.map { paint(String($0.sign), $0.paint) }.joined()
  }

  /// At least one column, so that nothing gets lost.
  private func columns(_ begin: Double, _ end: Double) -> ClosedRange<Int> {
    let first = column(begin)
    let last = Int((end / picture.length * Double(chartWidth)).rounded(.up)) - 1
    return first...max(first, min(chartWidth - 1, last))
  }

  private struct Cell {
    let sign: Character
    let paint: Paint
  }

  private func cell(_ kind: Picture.Segment.Kind, isCritical: Bool) -> Cell {
    switch kind {
    case .step, .run, .serial:
      isCritical ? Cell(sign: isUnicode ? "█" : "#", paint: .strong) : Cell(sign: isUnicode ? "▒" : "=", paint: .plain)
    case .failed: Cell(sign: isUnicode ? "▓" : "X", paint: .bad)
    case .open: Cell(sign: isUnicode ? "▒" : "=", paint: .bad)
    case .parked: Cell(sign: isUnicode ? "┄" : "-", paint: .faint)
    case .blocked: Cell(sign: isUnicode ? "░" : "!", paint: .bad)
    case .refused: Cell(sign: isUnicode ? "·" : ".", paint: .faint)
    }
  }

  private func cell(_ kind: Picture.Mark.Kind) -> Cell {
    switch kind {
    case .wait: Cell(sign: isUnicode ? "┃" : "|", paint: .plain)
    case .blockingWait: Cell(sign: isUnicode ? "┃" : "|", paint: .bad)
    case .stranger: Cell(sign: isUnicode ? "✗" : "x", paint: .bad)
    case .finding: Cell(sign: "*", paint: .bad)
    }
  }

  private var legend: [String] {
    func sign(_ kind: Picture.Segment.Kind, _ isCritical: Bool = false) -> String {
      String(cell(kind, isCritical: isCritical).sign)
    }
    let kinds = Set(picture.lanes.flatMap { $0.segments.map(\.kind) })
    let marks = Set(picture.lanes.flatMap { $0.marks.map(\.kind) })
    var parts: [String] = []
    if picture.lanes.contains(where: { !$0.critical.isEmpty }) { parts.append("\(sign(.run, true)) critical path") }
    if kinds.contains(.run) || kinds.contains(.step) {
      parts.append("\(sign(.run)) \(picture.unit == .steps ? "may run" : "runs")")
    }
    if kinds.contains(.failed) { parts.append("\(sign(.failed)) failed") }
    if kinds.contains(.parked) { parts.append("\(sign(.parked)) done, not yet awaited") }
    if kinds.contains(.blocked) { parts.append("\(sign(.blocked)) \(picture.unit == .steps ? "awaits" : "blocked")") }
    if kinds.contains(.refused) { parts.append("\(sign(.refused)) stays") }
    if marks.contains(.wait) || marks.contains(.blockingWait) { parts.append("\(cell(.wait).sign) awaited") }
    if marks.contains(.stranger) { parts.append("\(cell(.stranger).sign) awaited, never started") }
    if marks.contains(.finding) { parts.append("* finding") }
    return parts.reduce(into: [""]) { lines, part in
      let line = lines[lines.count - 1]
      if line.isEmpty {
        lines[lines.count - 1] = part
      } else if line.count + 3 + part.count <= width {
        lines[lines.count - 1] = line + "   " + part
      } else {
        lines.append(part)
      }
    }
  }

  // MARK: Tables and text

  private func rows(of table: Picture.Table) -> [String] {
    let all = (table.columns.allSatisfy(\.isEmpty) ? [] : [table.columns]) + table.rows
    let widest = table.textColumns > 1 ? 30 : 34
    let widths = table.columns.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    return all.map { row in
      "  "
        + row.enumerated().map { column, text in
          column < table.textColumns
            ? padded(shortened(text, widest), min(widest, widths[column])) : leftPadded(text, widths[column])
        }.joined(separator: "  ")
    }
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private func leftPadded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private func shortened(_ text: String, _ width: Int) -> String {
    text.count > width ? text.prefix(width - 1) + (isUnicode ? "…" : "~") : text
  }

  private func wrapped(_ text: String, indent: Int, first: String = "") -> [String] {
    var lines: [String] = []
    var line = first
    var isEmpty = true
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      if !isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = String(repeating: " ", count: indent)
        isEmpty = true
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return lines + [line]
  }
}
