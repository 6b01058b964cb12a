internal import ShellSyntax
internal import SourceText
internal import Synchronization

/// A file to read and parse.
struct ScriptRequest: Sendable {
  /// Where it lies on the disk.
  let absolutePath: String
  /// The path as the program knows it.
  let path: String
  /// Whether the contents need not prove that it is a script.
  let isSurelyScript: Bool
  /// The text, where it comes from elsewhere than the disk.
  var contents: [UInt8]?
  /// What was made of the file before: it stands where the bytes are still the same.
  var known: Script?
}

/// What became of one request.
enum ScriptReading: Sendable {
  case script(Script)
  /// The contents show that it is something else.
  case other(SourceFile)
  case failed(FileError)
}

/// Reads and parses files, each once, on several threads.
enum ScriptReader {
  private final class Queue: Sendable {
    let requests: [ScriptRequest]
    let next = Atomic<Int>(0)
    let results = Mutex<[ScriptReading?]>([])

    init(_ requests: [ScriptRequest]) {
      self.requests = requests
      results.withLock { $0 = Array(repeating: nil, count: requests.count) }
    }

    func work() {
      var parser = ShellParser()
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < requests.count else { return }
        let reading = ScriptReader.read(requests[index], &parser)
        results.withLock { $0[index] = reading }
      }
    }
  }

  /// One reading for each request, in their order, however many threads take part.
  static func read(_ requests: [ScriptRequest], threads: Int) -> [ScriptReading] {
    let queue = Queue(requests)
    LargeStack.run(threads: max(1, min(threads, requests.count))) { queue.work() }
    return queue.results.withLock { $0.compactMap { $0 } }
  }

  private static func read(_ request: ScriptRequest, _ parser: inout ShellParser) -> ScriptReading {
    let bytes: [UInt8]
    if let contents = request.contents {
      bytes = contents
    } else {
      do {
        if !request.isSurelyScript, try isLargeAndNoScript(request) {
          return .other(SourceFile(path: request.path, bytes: []))
        }
        bytes = try FileSystem.read(request.absolutePath)
      } catch {
        return .failed(FileError(path: request.absolutePath, reason: error.reason))
      }
    }
    if let known = request.known, known.source.bytes == bytes { return .script(known) }
    let source = SourceFile(path: request.path, bytes: bytes)
    if !request.isSurelyScript, !ScriptKind.byContents(bytes, path: request.path) { return .other(source) }
    return .script(parser.parse(source))
  }

  /// Whether a file is larger than scripts are, and begins like something else: its size is no matter of ours then.
  private static func isLargeAndNoScript(_ request: ScriptRequest) throws(FileError) -> Bool {
    guard let size = FileSystem.stamp(of: request.absolutePath)?.size, size > SizeLimit.script else { return false }
    let start = try FileSystem.readStart(of: request.absolutePath, count: 1 << 14)
    return !ScriptKind.byContents(start, path: request.path)
  }
}
