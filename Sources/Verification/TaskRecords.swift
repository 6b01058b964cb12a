internal import AsyncRuntime
internal import JSON

/// What the runtime wrote down about its tasks, wherever its state directory was.
struct TaskRecords {
  private let entries: [String: FileTree.Entry]

  init(_ entries: [String: FileTree.Entry]) { self.entries = entries }

  /// The directories in which a runtime keeps its state.
  static func stateDirectories(_ entries: [String: FileTree.Entry]) -> [String] {
    entries.keys.filter { $0.hasSuffix("/async") && entries[$0] == .directory && !$0.hasPrefix("tree/") }
  }

  var spans: [TaskSpan] {
    Self.stateDirectories(entries).flatMap { spans(in: $0) }.sorted { ($0.start, $0.name) < ($1.start, $1.name) }
  }

  /// Collected tasks from the record of the collected, the others from the files of their own.
  private func spans(in directory: String) -> [TaskSpan] {
    let claims = claims(in: directory)
    let byProcess = Dictionary(claims.map { ($0.process, $0.name) }, uniquingKeysWith: { $1 })
    let starters = Dictionary(claims.map { ($0.name, byProcess[$0.owner] ?? "") }, uniquingKeysWith: { $1 })
    var result: [TaskSpan] = []
    for line in lines(of: directory + "/" + RuntimeLibrary.recordFile) {
      guard let value = try? JSONValue(parsing: String(line)), value["parallel"]?.boolean == true,
        let name = value["name"]?.string, let start = value["start_time"]?.integer
      else { continue }
      result.append(
        TaskSpan(name: name, starter: starters[name] ?? "", start: start, awaited: value["wait_end_time"]?.integer))
    }
    for claim in claims where !claim.isCollected && claim.process != "self" {
      result.append(
        TaskSpan(name: claim.name, starter: byProcess[claim.owner] ?? "", start: claim.start, awaited: nil))
    }
    return result
  }

  /// What a task's own file says.
  private struct Claim {
    let name: String
    let process: String
    let owner: String
    let start: Int
    let isCollected: Bool
  }

  private func claims(in directory: String) -> [Claim] {
    entries.keys.filter { $0.hasPrefix(directory + "/") && $0.hasSuffix(".ini") }.compactMap { path in
      var values: [Substring: Substring] = [:]
      for line in lines(of: path) {
        let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        if parts.count == 3 && parts[1] == "=" { values[parts[0]] = parts[2] }
      }
      guard let process = values["pid"], let start = values["start_time"].flatMap({ Int($0) }) else { return nil }
      return Claim(
        name: String(path.dropFirst(directory.utf8.count + 1).dropLast(4)), process: String(process),
        owner: String(values["owner"] ?? ""), start: start, isCollected: values["collected"] != nil)
    }
  }

  private func lines(of path: String) -> [Substring] {
    guard case .file(let bytes, _) = entries[path] else { return [] }
    return Array(bytes.split(separator: UInt8(ascii: "\n")).map { Substring(String(decoding: $0, as: UTF8.self)) })
  }
}

/// The streams of a run, as far as they are the scripts'.
enum RunOutput {
  /// The lines that can be compared: without the runtime's messages, and without the numbers of lines in bash's.
  static func lines(of text: String) -> [String] {
    text.split(separator: "\n").filter { !isRuntimeMessage($0) }.map(withoutLineNumber)
  }

  /// The tasks of which the runtime says that it collected them in the end: their failure passes unnoticed.
  static func leftovers(in text: String) -> [String] {
    text.split(separator: "\n").filter { $0.hasPrefix(leftover) }
      .map { String($0.dropFirst(leftover.count).split(separator: " ").last ?? "") }
  }

  private static let leftover = "WARNING: uncollected async "
  private static let messages = [
    "Not waiting for async task ", "Other async tasks (", "Async wait failed with status ",
    leftover,
    "=================", " Async ", "still waiting for ", " Time spent in the background", " Elapsed time: ",
    " Time if we did everything serially: ", " Speedup: ",
  ]

  /// A line that bash writes about a command under xtrace; programs that the scripts run write theirs to the output.
  private static func isTrace(_ line: Substring) -> Bool {
    line.hasPrefix("+") && line.drop { $0 == "+" }.hasPrefix(" ")
  }

  private static func isRuntimeMessage(_ line: Substring) -> Bool {
    if messages.contains(where: { line.hasPrefix($0) }) || isTrace(line) { return true }
    let parts = line.split(separator: " ", maxSplits: 3)
    // A line of async_status: name, process, state, seconds and command.
    if parts.count == 4, parts[1].hasPrefix("pid="), parts[1].dropFirst(4).allSatisfy(\.isNumber) { return true }
    return parts.count >= 2 && parts[0].hasPrefix("[") && parts[0].dropFirst().allSatisfy(\.isNumber)
      && parts[1] == "Async"
  }

  /// A start or a wait that is inserted moves every line below it.
  private static func withoutLineNumber(_ line: Substring) -> String {
    var parts = line.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    for index in parts.indices
    where parts[index].hasPrefix(" line ") && parts[index].dropFirst(6).allSatisfy(\.isNumber) {
      parts[index] = " line *"
    }
    return parts.joined(separator: ":")
  }
}
