internal import Glibc
internal import JSON

/// Reads a log piece by piece, in memory that does not grow with it: devstack's own, Zuul's, one without stamps, or the
/// records of the runtime.
package struct RunLogReader {
  private var rest: [UInt8] = []
  private var stamps = StampReader()
  /// One for each machine that the log tells of.
  private var builders = [RunBuilder()]
  private var nodes = [""]
  private var node = 0
  /// The first bytes, of which a document may consist.
  private var head: [UInt8] = []
  private var isDocument = false
  private var hasBegun = false
  /// Whether it is no text.
  package private(set) var isBinary = false

  private static let documentLimit = 4 << 20
  /// Of longer lines, the rest is passed over.
  private static let lineLimit = 1 << 20

  package init() {}

  /// Takes the next bytes.
  package mutating func feed(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count > 0 else { return }
    if !hasBegun { begin(bytes) }
    if isBinary { return }
    if isDocument {
      head += bytes
      isDocument = head.count <= Self.documentLimit
    }
    var position = 0
    while position < bytes.count {
      let start = base + position
      guard let end = memchr(start, 0x0A, bytes.count - position) else {
        if rest.count < Self.lineLimit { rest += UnsafeBufferPointer(start: start, count: bytes.count - position) }
        return
      }
      let count = UnsafeRawPointer(end) - UnsafeRawPointer(start)
      if rest.isEmpty {
        take(LineBytes(start: start, count: count))
      } else {
        rest += UnsafeBufferPointer(start: start, count: count)
        takeRest()
      }
      position += count + 1
    }
  }

  private mutating func begin(_ bytes: UnsafeRawBufferPointer) {
    hasBegun = true
    isBinary = bytes.prefix(4096).contains(0)
    isDocument = bytes.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 } == UInt8(ascii: "{")
  }

  private mutating func takeRest() {
    let line = rest
    rest.removeAll(keepingCapacity: true)
    line.withUnsafeBufferPointer { buffer in
      if let start = buffer.baseAddress { take(LineBytes(start: start, count: buffer.count)) }
    }
  }

  private mutating func take(_ line: LineBytes) {
    let line = line.hasSuffix("\r") ? line.prefix(line.count - 1) : line
    let wasDated = stamps.isDated
    let stamp = stamps.read(line)
    // A log that is cut off within its first stamp.
    if stamps.isDated, !wasDated, builders[0].run.clock == .stamps { builders[0] = RunBuilder() }
    guard let stamped = stamp else { return builders[node].take(line, at: nil) }
    if let name = stamped.node { select(name) }
    builders[node].take(stamped.rest, at: stamped.time)
  }

  /// Lines of several machines are mixed; each line says whose it is.
  private mutating func select(_ name: LineBytes) {
    let text = name.text
    if nodes[node] == text { return }
    if let known = nodes.firstIndex(of: text) {
      node = known
    } else if nodes.count < 64 {
      nodes.append(text)
      builders.append(RunBuilder())
      node = nodes.count - 1
    }
  }

  /// What the log tells, when all of it was fed: of several machines, the one that tells most.
  package mutating func finish() -> RunLog {
    if !rest.isEmpty { takeRest() }
    if isDocument, builders[0].run.tasks.isEmpty, let document = try? JSONValue(parsing: head) {
      builders[0].takeDurations(document)
    }
    let used = builders.map { (tasks: $0.run.tasks.count, lines: $0.run.usedLines) }
    let best = used.indices.max { (used[$0].tasks, used[$0].lines) < (used[$1].tasks, used[$1].lines) } ?? 0
    var run = builders[best].finish()
    run.lines = builders.reduce(0) { $0 + $1.run.lines }
    run.node = nodes[best].isEmpty ? nil : nodes[best]
    run.otherNodes = nodes.indices.filter { $0 != best && used[$0].tasks > 0 && !nodes[$0].isEmpty }.map { nodes[$0] }
    return run
  }

  /// The run that a whole text tells of.
  package static func read(_ text: [UInt8]) -> RunLog {
    var reader = RunLogReader()
    text.withUnsafeBytes { reader.feed($0) }
    return reader.finish()
  }
}
