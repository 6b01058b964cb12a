package import JSON

/// A picture in the trace-event format of Chrome, which Perfetto opens: lanes are threads, stretches complete events.
package enum ChromeTrace {
  package static func value(of picture: Picture) -> JSONValue {
    let scale = picture.unit == .seconds ? 1e6 : 1e3
    var events: [JSONValue] = [
      metadata("process_name", thread: 0, .members([("name", .string(picture.title))]))
    ]
    for (thread, lane) in picture.lanes.enumerated() {
      events.append(metadata("thread_name", thread: thread, .members([("name", .string(lane.name))])))
      events.append(metadata("thread_sort_index", thread: thread, .members([("sort_index", .number(thread))])))
      events += lane.segments.map { event($0, lane, thread, scale) }
      events += lane.marks.map { mark in
        .members([
          ("name", .string(mark.label)), ("cat", .string(mark.kind.rawValue)), ("ph", .string("i")),
          ("ts", .number(Int((mark.at * scale).rounded()))), ("pid", .number(1)), ("tid", .number(thread)),
          ("s", .string("t")),
        ])
      }
    }
    return .members([
      ("traceEvents", .array(events)), ("displayTimeUnit", .string("ms")),
      ("otherData", .members([("headline", .string(picture.headline.joined(separator: " ")))])),
    ])
  }

  private static func metadata(_ name: String, thread: Int, _ arguments: JSONValue) -> JSONValue {
    .members([
      ("name", .string(name)), ("ph", .string("M")), ("ts", .number(0)), ("pid", .number(1)), ("tid", .number(thread)),
      ("args", arguments),
    ])
  }

  private static func event(
    _ segment: Picture.Segment, _ lane: Picture.Lane, _ thread: Int, _ scale: Double
  ) -> JSONValue {
    let name =
      switch segment.kind {
      case .parked: "done, not yet awaited"
      case .blocked: "waits for " + segment.label
      case .step, .run, .failed, .open, .refused, .serial: segment.label.isEmpty ? lane.name : segment.label
      }
    let isCritical = lane.critical.contains { $0.lowerBound < segment.end && $0.upperBound > segment.begin }
    var arguments = lane.details.map { (String($0.name), Optional(JSONValue.string($0.value))) }
    if !segment.note.isEmpty { arguments.append(("note", .string(segment.note))) }
    if isCritical { arguments.append(("critical", .boolean(true))) }
    return .members([
      ("name", .string(name)), ("cat", .string(segment.kind.rawValue)), ("ph", .string("X")),
      ("ts", .number(Int((segment.begin * scale).rounded()))),
      ("dur", .number(Int(((segment.end - segment.begin) * scale).rounded()))), ("pid", .number(1)),
      ("tid", .number(thread)), ("args", .members(arguments)),
    ])
  }
}
