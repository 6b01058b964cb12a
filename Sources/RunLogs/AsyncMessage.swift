/// A message of the runtime: `[SHELL Async NAME:PID]: …`.
struct AsyncMessage {
  enum Content {
    case running(command: String)
    case runningHere(command: String)
    case waiting(command: String)
    case signaling
    case signaled
    /// The command has ended, and the task says so itself, or whoever looks on.
    case ended(status: Int)
    case collected(status: Int, seconds: Int?)
    /// The wait gave up: the task goes on.
    case abandoned
    case other
  }

  let shell: String
  let name: String
  let process: String
  let content: Content

  init?(_ line: LineBytes) {
    guard let shell = line.number(at: 1), line.dropFirst(1 + shell.length).hasPrefix(" Async "),
      let end = line.range(of: "]: "), end.lowerBound > 8 + shell.length
    else { return nil }
    let subject = line.prefix(end.lowerBound).dropFirst(8 + shell.length)
    guard let colon = subject.lastIndex(of: 0x3A), colon > 0 else { return nil }
    self.shell = line.dropFirst(1).prefix(shell.length).text
    name = subject.prefix(colon).text
    process = subject.dropFirst(colon + 1).text
    content = Self.content(line.dropFirst(end.upperBound))
  }

  private static func content(_ text: LineBytes) -> Content {
    if text.hasPrefix("running: ") { return .running(command: text.dropFirst(9).text) }
    if text.hasPrefix("Running synchronously: ") { return .runningHere(command: text.dropFirst(23).text) }
    if text.hasPrefix("Waiting for completion of ") {
      let rest = text.dropFirst(26)
      let end = rest.range(of: " running on PID ")?.lowerBound ?? rest.count
      return .waiting(command: rest.prefix(end).text)
    }
    if text.hasPrefix("Signaling child") { return .signaling }
    if text.hasPrefix("Signaled") { return .signaled }
    if text.hasPrefix("finished successfully") { return .ended(status: 0) }
    if text.hasPrefix("FAILED with rc "), let number = text.number(at: 15) { return .ended(status: number.value) }
    if text.hasPrefix("finished "), let result = text.range(of: " with result "),
      let status = text.number(at: result.upperBound)
    {
      let seconds = text.range(of: " in ").flatMap { text.number(at: $0.upperBound)?.value }
      return .collected(status: status.value, seconds: seconds)
    }
    if text.hasPrefix("still running") { return .abandoned }
    return .other
  }
}
