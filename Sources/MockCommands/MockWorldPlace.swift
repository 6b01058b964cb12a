internal import Glibc

/// The world that a stand-in is in, as its environment says.
struct MockWorldPlace {
  /// The directory that stands for the whole file system, and the one in it that belongs to the world itself.
  let root: String
  let own: String
  private let seed: Int
  private let longestDelay: Int
  /// Tools that are run for real.
  let tools: Set<String>

  static var current: MockWorldPlace? {
    guard let own = variable("MOCK"), own.hasSuffix("/.mock") else { return nil }
    return MockWorldPlace(
      root: String(own.dropLast(6)), own: own, seed: variable("MOCK_SEED").flatMap { Int($0) } ?? 0,
      longestDelay: variable("MOCK_DELAY").flatMap { Int($0) } ?? 0,
      tools: Set((variable("MOCK_REAL") ?? "").split(separator: ":").map(String.init)))
  }

  /// A number that depends on a text alone, wherever the world's directory is.
  func hash(_ text: String, seed: Int) -> Int {
    var hash: UInt64 = 14_695_981_039_346_656_037 &+ UInt64(seed)
    let pieces = text.split(separator: root, omittingEmptySubsequences: false)
    for byte in pieces.joined().utf8 { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
    return Int((hash ^ (hash >> 29)) & 0x3FFF_FFFF)
  }

  /// Sleeps as the seed says, by what is done and how often it was done before. Two seeds of three slow only tasks or only
  /// the foreground.
  func delay(_ text: String) {
    let isTask = !(variable("_MOCK_TASK") ?? "").isEmpty
    if seed == 0 || (seed % 3 == 1 && !isTask) || (seed % 3 == 2 && isTask) { return }
    let once = own + "/once/" + String(hash(text, seed: seed))
    var count = 0
    while count < 10_000 {
      let file = open("\(once).\(count)", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
      if file >= 0 {
        close(file)
        break
      }
      if errno != EEXIST { break }
      count += 1
    }
    let number = hash("\(count) \(text)", seed: seed)
    let time = number % (longestDelay + 1) * (number / 1_024 % 4 == 0 ? 4 : 1)
    usleep(UInt32(time * 1_000))
  }

  /// What is answered to a command, and with which status.
  struct Answer {
    let status: Int32
    let text: String
  }

  /// What the world's list of answers says; the first pattern that matches counts.
  func answer(to words: [String]) -> Answer? {
    let line = words.joined(separator: " ")
    for row in text(of: own + "/answers").split(separator: "\n") where !row.hasPrefix("#") {
      let fields = row.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
      guard fields.count >= 2, fnmatch(fields[0], line, 0) == 0 else { continue }
      let text = fields.count > 2 ? fields[2] : ""
      return Answer(status: Int32(fields[1]) ?? 1, text: Self.expanded(text, words))
    }
    return nil
  }

  /// What the list of answers says that a checkout brings, by the path below it.
  func programs(ofCheckout name: String) -> [String] {
    text(of: own + "/answers").split(separator: "\n").filter { $0.hasPrefix("@ \(name)/") }
      .map { String($0.dropFirst(name.utf8.count + 3)) }
  }

  /// A text with `$1` for the first argument, `$last` for the last one, and `\n` for the end of a line.
  private static func expanded(_ text: String, _ words: [String]) -> String {
    var result = ""
    var rest = text[...]
    while let first = rest.first {
      if rest.hasPrefix("\\n") {
        result += "\n"
        rest = rest.dropFirst(2)
      } else if rest.hasPrefix("$last") {
        result += words.last ?? ""
        rest = rest.dropFirst(5)
      } else if first == "$", let digit = rest.dropFirst().first?.wholeNumberValue {
        result += digit < words.count ? words[digit] : ""
        rest = rest.dropFirst(2)
      } else {
        result.append(first)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  /// The text of a file; empty where there is none.
  func text(of path: String) -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return "" }
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while bytes.count < 1 << 20 {
      let count = buffer.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
      if count <= 0 { break }
      bytes += buffer[0..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  func write(_ text: String, to path: String) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { return }
    defer { close(file) }
    text.withCString { _ = Glibc.write(file, $0, text.utf8.count) }
  }

  func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }

  func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Makes a directory and those above it.
  func makeDirectory(_ path: String) {
    var made = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/") {
      made += "/" + part
      mkdir(made, 0o755)
    }
  }
}

extension String {
  /// The parts between occurrences of a text.
  fileprivate func split(separator text: String, omittingEmptySubsequences: Bool) -> [Substring] {
    guard !text.isEmpty else { return [self[...]] }
    var parts: [Substring] = []
    var rest = self[...]
    var index = rest.utf8.startIndex
    while index < rest.utf8.endIndex {
      if rest.utf8[index...].starts(with: text.utf8) {
        parts.append(rest[..<index])
        rest = rest[rest.utf8.index(index, offsetBy: text.utf8.count)...]
        index = rest.startIndex
      } else {
        index = rest.utf8.index(after: index)
      }
    }
    return parts + [rest]
  }
}
