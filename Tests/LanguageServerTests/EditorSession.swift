import Findings
import Foundation
import JSON
import LanguageServer
import RuleCatalogue
import Workspace

/// A client beside a server in one process: sends messages and looks at what comes back, all in order.
final class EditorSession {
  /// Messages of the server that nobody has looked at yet.
  private(set) var received: [JSONValue] = []
  private var server: LanguageServer?
  private var lastID = 0
  let folder: URL

  /// Begins a session over files of an own folder.
  init(_ files: [String: String] = [:], capabilities: JSONValue = .object([]), options: JSONValue? = nil) throws {
    let base = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
    folder = base.appendingPathComponent("editor-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (path, text) in files { try write(text, to: path) }
    server = LanguageServer(options: Self.options) { [weak self] in self?.received.append($0) }
    initialization = request(
      "initialize",
      .members([
        ("processId", .null), ("rootUri", .string(uri(""))), ("capabilities", capabilities),
        ("initializationOptions", options),
      ]))
    notify("initialized", .object([]))
  }

  private(set) var initialization: JSONValue = .null

  deinit { try? FileManager.default.removeItem(at: folder) }

  static var options: ServerOptions {
    let rules = RuleCatalogue.pages.map { page in
      RuleSelection.Rule(
        id: RuleID(page.code, page.name),
        severity: Severity.allCases.first { $0.name == page.severity } ?? .warning, isOnByDefault: page.isOnByDefault)
    }
    return ServerOptions(
      toolVersion: "0.1.0", rules: rules, lint: LintSettings(workingDirectory: "/"),
      link: { "https://rules.example/\($0.code)" })
  }

  // MARK: Files

  func write(_ text: String, to path: String) throws {
    let file = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func remove(_ path: String) throws { try FileManager.default.removeItem(at: folder.appendingPathComponent(path)) }

  func uri(_ path: String) -> String {
    DocumentURI.uri(of: path.isEmpty ? folder.path : folder.path + "/" + path)
  }

  func document(_ path: String) -> JSONValue { .members([("uri", .string(uri(path)))]) }

  // MARK: Messages

  /// Hands over a message, and lets the server finish all that it causes.
  func send(_ message: IncomingMessage) {
    server?.accept(message)
    while server?.work() == true {}
  }

  func notify(_ method: String, _ params: JSONValue) { send(.notification(method: method, params: params)) }

  /// Several messages at once: the server sees them all before it deals with the first.
  func sendTogether(_ messages: [IncomingMessage]) {
    for message in messages { server?.accept(message) }
    while server?.work() == true {}
  }

  /// The whole answer to a request.
  func answer(_ method: String, _ params: JSONValue) -> JSONValue {
    lastID += 1
    let id = lastID + 1_000_000
    send(.request(.number(id), method: method, params: params))
    let index = received.firstIndex { $0["id"]?.integer == id && $0["method"] == nil }
    return index.map { received.remove(at: $0) } ?? .null
  }

  /// The result of a request; null where it failed.
  func request(_ method: String, _ params: JSONValue) -> JSONValue { answer(method, params)["result"] ?? .null }

  /// The message of the error with which a request fails.
  func failure(_ method: String, _ params: JSONValue) -> String? {
    answer(method, params)["error"]?["message"]?.string
  }

  /// Takes the messages of a method out of what was received.
  func take(_ method: String) -> [JSONValue] {
    let taken = received.filter { $0["method"]?.string == method }
    received.removeAll { $0["method"]?.string == method }
    return taken
  }

  var exitStatus: Int32? { server?.exitStatus }

  // MARK: Documents

  func open(_ path: String, _ text: String, language: String = "shellscript", version: Int = 1) {
    notify(
      "textDocument/didOpen",
      .members([
        (
          "textDocument",
          .members([
            ("uri", .string(uri(path))), ("languageId", .string(language)), ("version", .number(version)),
            ("text", .string(text)),
          ])
        )
      ]))
  }

  func change(_ path: String, version: Int, to text: String) {
    change(path, version: version, [.members([("text", .string(text))])])
  }

  func change(_ path: String, version: Int, _ changes: [JSONValue]) {
    notify(
      "textDocument/didChange",
      .members([
        ("textDocument", .members([("uri", .string(uri(path))), ("version", .number(version))])),
        ("contentChanges", .array(changes)),
      ]))
  }

  func close(_ path: String) { notify("textDocument/didClose", .members([("textDocument", document(path))])) }

  /// What the server has last said of a document since somebody asked; nil where it said nothing.
  func diagnostics(_ path: String) -> JSONValue? {
    let own = received.filter {
      $0["method"]?.string == "textDocument/publishDiagnostics" && $0["params"]?["uri"]?.string == uri(path)
    }
    received.removeAll { own.contains($0) }
    return own.last?["params"]
  }

  /// The codes of what the server has last said of a document.
  func codes(_ path: String) -> [String]? {
    diagnostics(path)?["diagnostics"]?.elements.compactMap { $0["code"]?.string }
  }

  /// Parameters that name a place: the beginning of a text in a document.
  func place(_ path: String, _ text: String, in content: String, after: Int = 0) -> JSONValue {
    let (line, character) = Self.position(of: text, in: content)
    return .members([
      ("textDocument", document(path)), ("position", Self.position(line, character + after)),
    ])
  }

  static func position(_ line: Int, _ character: Int) -> JSONValue {
    .members([("line", .number(line)), ("character", .number(character))])
  }

  static func range(_ line: Int, _ start: Int, _ end: Int) -> JSONValue {
    .members([("start", position(line, start)), ("end", position(line, end))])
  }

  /// Line and UTF-16 column of the first occurrence of a text.
  static func position(of text: String, in content: String) -> (Int, Int) {
    let (units, wanted) = (Array(content.utf16), Array(text.utf16))
    guard let found = units.indices.first(where: { units[$0...].starts(with: wanted) }) else { return (0, 0) }
    let start = units[..<found].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return (units[..<found].count { $0 == 0x0A }, found - start)
  }
}

/// What clients say of themselves.
enum Capabilities {
  static let none = JSONValue.object([])

  static let rich = JSONValue.members([
    ("general", .members([("positionEncodings", .array([.string("utf-16")]))])),
    (
      "textDocument",
      .members([
        (
          "publishDiagnostics",
          .members([
            ("relatedInformation", .boolean(true)), ("codeDescriptionSupport", .boolean(true)),
            ("tagSupport", .members([("valueSet", .array([.number(1), .number(2)]))])),
          ])
        ), ("hover", .members([("contentFormat", .array([.string("markdown")]))])),
        (
          "codeAction",
          .members([
            ("codeActionLiteralSupport", .members([("codeActionKind", .object([]))])),
            ("disabledSupport", .boolean(true)),
          ])
        ),
        ("rename", .members([("prepareSupport", .boolean(true))])),
        ("documentSymbol", .members([("hierarchicalDocumentSymbolSupport", .boolean(true))])),
      ])
    ),
    (
      "workspace",
      .members([
        ("workspaceEdit", .members([("documentChanges", .boolean(true))])), ("applyEdit", .boolean(true)),
      ])
    ),
  ])

  static func encodings(_ names: [String]) -> JSONValue {
    .members([("general", .members([("positionEncodings", .array(names.map(JSONValue.string)))]))])
  }
}
