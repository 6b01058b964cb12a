import Foundation
import Glibc
import JSON
import LanguageServer
import Testing

/// The built program as a server, over pipes.
final class ServerProcess {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private let errors = Pipe()
  private var framing = MessageFraming()
  private var frames: [MessageFraming.Frame] = []

  /// Beside the tests, where the build put it.
  static var path: String {
    let tests = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
    let folder = tests.map { URL(fileURLWithPath: $0.bundlePath).deletingLastPathComponent() } ?? Bundle.main.bundleURL
    return folder.appendingPathComponent("devstack-async").path
  }

  init(_ arguments: [String] = []) throws {
    signal(SIGPIPE, SIG_IGN)
    // A process that starts at the same time must not hold the ends of these pipes open.
    for pipe in [input, output, errors] {
      for handle in [pipe.fileHandleForReading, pipe.fileHandleForWriting] {
        _ = fcntl(handle.fileDescriptor, F_SETFD, FD_CLOEXEC)
      }
    }
    process.executableURL = URL(fileURLWithPath: Self.path)
    process.arguments = ["server"] + arguments
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    try process.run()
  }

  deinit { if process.isRunning { process.terminate() } }

  func write(_ bytes: [UInt8]) { try? input.fileHandleForWriting.write(contentsOf: Data(bytes)) }

  func write(_ text: String) { write(Array(text.utf8)) }

  func send(_ message: JSONValue) { write(MessageFraming.framed(message.compact)) }

  func request(_ id: Int, _ method: String, _ params: JSONValue = .null) -> JSONValue {
    send(
      .members([
        ("jsonrpc", .string("2.0")), ("id", .number(id)), ("method", .string(method)), ("params", params),
      ]))
    return answer(id)
  }

  func notify(_ method: String, _ params: JSONValue = .null) {
    send(.members([("jsonrpc", .string("2.0")), ("method", .string(method)), ("params", params)]))
  }

  /// The next message; nil at the end of the stream, or where the output is none of the protocol.
  func next() -> JSONValue? {
    while frames.isEmpty {
      while let frame = framing.next() { frames.append(frame) }
      if !frames.isEmpty { break }
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { return nil }
      framing.append(data)
    }
    guard case .message(let bytes) = frames.removeFirst() else { return nil }
    return try? JSONValue(parsing: bytes)
  }

  /// The answer to a request; other messages before it are dropped.
  func answer(_ id: Int?) -> JSONValue {
    while let message = next() {
      if message["method"] == nil, message["id"]?.integer == id { return message }
    }
    return .null
  }

  func initialize(_ params: [(String, JSONValue?)] = []) -> JSONValue {
    let answer = request(1, "initialize", .members([("capabilities", .object([]))] + params))
    notify("initialized", .object([]))
    return answer
  }

  func closeInput() { try? input.fileHandleForWriting.close() }

  /// Waits for the end; whatever was still written belongs to the protocol.
  func status() -> Int32 {
    while next() != nil {}
    process.waitUntilExit()
    return process.terminationStatus
  }
}
