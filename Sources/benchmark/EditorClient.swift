import Glibc
import JSON

/// A server that is spoken to over pipes, as an editor does.
struct EditorClient: ~Copyable {
  let process: pid_t
  private let toServer: Int32
  private let fromServer: Int32
  private var buffer: [UInt8] = []

  /// Starts a program with arguments; nothing if that cannot be.
  init?(_ arguments: [String]) {
    var (input, output): ([Int32], [Int32]) = ([0, 0], [0, 0])
    guard pipe(&input) == 0, pipe(&output) == 0 else { return nil }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input[0], STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO)
    for end in input + output { posix_spawn_file_actions_addclose(&actions, end) }
    var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    defer { for pointer in pointers { free(pointer) } }
    pointers.append(nil)
    var child = pid_t()
    guard posix_spawnp(&child, arguments[0], &actions, nil, pointers, environ) == 0 else { return nil }
    close(input[0])
    close(output[1])
    (process, toServer, fromServer) = (child, input[1], output[0])
  }

  deinit {
    close(toServer)
    close(fromServer)
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }

  func send(_ method: String, id: Int? = nil, _ params: JSONValue) {
    let text = JSONValue.members([
      ("jsonrpc", .string("2.0")), ("id", id.map(JSONValue.number)), ("method", .string(method)), ("params", params),
    ]).compact
    let bytes = Array("Content-Length: \(text.utf8.count)\r\n\r\n\(text)".utf8)
    var position = 0
    while position < bytes.count {
      let written = bytes.withUnsafeBytes {
        write(toServer, $0.baseAddress?.advanced(by: position), bytes.count - position)
      }
      if written <= 0 { return }
      position += written
    }
  }

  /// The next message; nothing when the server is gone.
  mutating func receive() -> JSONValue? {
    while true {
      if let message = takeMessage() { return try? JSONValue(parsing: message) }
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(fromServer, &chunk, chunk.count)
      if count <= 0 { return nil }
      buffer += chunk[..<count]
    }
  }

  private mutating func takeMessage() -> [UInt8]? {
    let separator = Array("\r\n\r\n".utf8)
    guard let end = buffer.indices.first(where: { buffer[$0...].starts(with: separator) }) else { return nil }
    let digits = String(decoding: buffer[..<end], as: UTF8.self).split(separator: ":").last?.filter(\.isNumber)
    guard let length = digits.flatMap({ Int($0) }), buffer.count >= end + 4 + length else { return nil }
    let body = Array(buffer[(end + 4)..<(end + 4 + length)])
    buffer.removeFirst(end + 4 + length)
    return body
  }

  /// Waits until the server has spoken of this version of a document; whether it has.
  mutating func awaitFindings(_ uri: String, version: Int) -> Bool {
    while let message = receive() {
      let params = message["params"]
      if message["method"]?.string == "textDocument/publishDiagnostics", params?["uri"]?.string == uri,
        params?["version"]?.integer == version
      {
        return true
      }
    }
    return false
  }

  /// The memory that the server holds, in megabytes.
  var residentMegabytes: Double {
    let fields = String(decoding: readFile("/proc/\(process)/statm") ?? [], as: UTF8.self).split(separator: " ")
    guard fields.count > 1, let pages = Int(fields[1]) else { return 0 }
    return Double(pages * sysconf(Int32(_SC_PAGESIZE))) / 1_048_576
  }
}
