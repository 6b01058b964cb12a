import Glibc
import JSON

/// Replays somebody at work in a tree: lines are typed, key by key, and taken back, in several files.
struct EditingSession {
  let program: String
  let root: String

  /// What is typed: a comment, a call that has nothing to do with tasks, and a start and a wait.
  private static let lines = [
    "    # what this is for\n", "    iniset $CONF DEFAULT debug True\n",
    "    async_run my-task install_package curl\n    async_wait my-task\n",
  ]

  /// A key: where, and what comes there; an empty text takes back the key before.
  private struct Key {
    let line: Int
    let column: Int
    let text: String
  }

  /// Types in each of the files in turn, so many keys in all; prints how long findings took to come.
  func run(files: [String], keys: Int) {
    guard var client = EditorClient([program, "server", "--isolated"]) else {
      print("the server does not start")
      return
    }
    let rootURI = "file://" + root
    client.send(
      "initialize", id: 1,
      .members([
        ("processId", .number(Int(getpid()))), ("rootUri", .string(rootURI)), ("capabilities", .object([])),
      ]))
    client.send("initialized", .object([]))
    var versions: [String: Int] = [:]
    let opening = now()
    for file in files {
      guard let bytes = readFile("\(root)/\(file)") else { continue }
      versions[file] = 1
      let item = JSONValue.members([
        ("uri", .string("\(rootURI)/\(file)")), ("languageId", .string("shellscript")), ("version", .number(1)),
        ("text", .string(String(decoding: bytes, as: UTF8.self))),
      ])
      client.send("textDocument/didOpen", .members([("textDocument", item)]))
      guard client.awaitFindings("\(rootURI)/\(file)", version: 1) else { return print("the server has ended") }
    }
    print("files opened: \(versions.count), in \(rounded((now() - opening) * 1000, 0)) ms")
    var times: [Double] = []
    var memory: [Double] = []
    let script = visits(to: files.filter { versions[$0] != nil })
    var round = 0
    while times.count < keys, !script.isEmpty {
      let (file, typed) = script[round % script.count]
      round += 1
      for key in typed where times.count < keys {
        let version = (versions[file] ?? 0) + 1
        versions[file] = version
        let start = now()
        client.send("textDocument/didChange", change(key, "\(rootURI)/\(file)", version))
        guard client.awaitFindings("\(rootURI)/\(file)", version: version) else { return print("the server has ended") }
        times.append(now() - start)
        if times.count % max(1, keys / 10) == 0 { memory.append(client.residentMegabytes) }
      }
      // The lines are whole: all at once they are taken back, so that each round is like the first.
      undo(file, &versions, &client, rootURI)
    }
    client.send("shutdown", id: 2, .null)
    client.send("exit", .null)
    report(times, memory)
  }

  /// How many places of each file are typed at.
  private static let places = 8

  /// What is typed where: from file to file, and from place to place.
  private func visits(to files: [String]) -> [(file: String, keys: [Key])] {
    let keys = files.map { ($0, keysTyped(in: $0)) }
    return (0..<Self.places).flatMap { place in
      keys.compactMap { file, keys in place < keys.count ? (file, keys[place]) : nil }
    }
  }

  /// Every key of all lines, for each of some places that are spread over the file.
  private func keysTyped(in file: String) -> [[Key]] {
    let text = String(decoding: readFile("\(root)/\(file)") ?? [], as: UTF8.self)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let gaps = lines.indices.filter { Self.isGap($0, in: lines) }
    let chosen = gaps.count > Self.places ? (0..<Self.places).map { gaps[$0 * gaps.count / Self.places] } : gaps
    return chosen.map { first in
      var line = first
      var column = 0
      return Self.lines.joined().map { character in
        defer {
          column = character == "\n" ? 0 : column + 1
          line += character == "\n" ? 1 : 0
        }
        return Key(line: line, column: column, text: String(character))
      }
    }
  }

  /// Whether a line is empty, between commands of one block: that is where people add some.
  private static func isGap(_ number: Int, in lines: [String]) -> Bool {
    guard number > 0, number + 1 < lines.count, lines[number].isEmpty else { return false }
    let (before, after) = (lines[number - 1], lines[number + 1])
    func indentation(_ line: String) -> Int { line.prefix { $0 == " " }.count }
    guard indentation(before) == indentation(after), !before.isEmpty, !after.isEmpty else { return false }
    return ![before, after].contains { line in
      line.hasPrefix("#") || line.hasPrefix("function ") || line.hasPrefix("}") || line.hasSuffix("\\")
    }
  }

  private func change(_ key: Key, _ uri: String, _ version: Int) -> JSONValue {
    let place = JSONValue.members([("line", .number(key.line)), ("character", .number(key.column))])
    return .members([
      ("textDocument", .members([("uri", .string(uri)), ("version", .number(version))])),
      (
        "contentChanges",
        .array([.members([("range", .members([("start", place), ("end", place)])), ("text", .string(key.text))])])
      ),
    ])
  }

  private func undo(
    _ file: String, _ versions: inout [String: Int], _ client: inout EditorClient, _ rootURI: String
  ) {
    let version = (versions[file] ?? 0) + 1
    versions[file] = version
    let text = String(decoding: readFile("\(root)/\(file)") ?? [], as: UTF8.self)
    client.send(
      "textDocument/didChange",
      .members([
        ("textDocument", .members([("uri", .string("\(rootURI)/\(file)")), ("version", .number(version))])),
        ("contentChanges", .array([.members([("text", .string(text))])])),
      ]))
    _ = client.awaitFindings("\(rootURI)/\(file)", version: version)
  }

  private func report(_ times: [Double], _ memory: [Double]) {
    let sorted = times.sorted()
    guard let last = sorted.last else { return }
    func percentile(_ share: Double) -> String {
      rounded(sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))] * 1000, 1)
    }
    print("| keys | median | 95 % | 99 % | longest |\n| --: | --: | --: | --: | --: |")
    print(
      "| \(times.count) | \(percentile(0.5)) ms | \(percentile(0.95)) ms | \(percentile(0.99)) ms | "
        + "\(rounded(last * 1000, 1)) ms |")
    print("memory after each tenth, in MB: " + memory.map { rounded($0, 0) }.joined(separator: " "))
  }

  private func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
