internal import Findings
internal import JSON
internal import ShellSyntax
internal import SourceText
internal import Workspace

/// All that a request may look at, as it is at one moment: immutable.
struct Snapshot: Sendable {
  let options: ServerOptions
  let client: ClientCapabilities
  let settings: ServerSettings
  /// Open documents by absolute path.
  let documents: [String: Document]
  /// Those of other files.
  let texts: TextMemo
  let programs: [AnalysedProgram]
  /// What is wrong with configuration files, by absolute path.
  let configurationErrors: [String: ConfigurationError]

  var encoding: PositionEncoding { client.encoding }

  /// A file of a program, and where in it something is asked about.
  struct Target {
    let program: AnalysedProgram
    let path: String
    let script: Script
    let text: DocumentText
  }

  /// The program that checks a file, else one that knows it.
  func program(of path: String) -> AnalysedProgram? {
    programs.first { $0.checks(path) } ?? programs.first { $0.held.script(at: path) != nil }
  }

  /// The document of `params.textDocument`, where it is a script of a program.
  func target(_ params: JSONValue) -> Target? {
    guard let uri = params["textDocument"]?["uri"]?.string,
      let path = DocumentURI.path(of: uri).map(PathName.normalised),
      let program = program(of: path), let script = program.held.script(at: path)
    else { return nil }
    return Target(program: program, path: path, script: script, text: text(of: path, script.source))
  }

  /// The document and the offset of `params.position`.
  func targetAndOffset(_ params: JSONValue) throws(RequestError) -> (target: Target, offset: Int)? {
    guard let position = Position(params["position"]) else {
      throw .invalidParams("a position has a line and a character")
    }
    return target(params).map { ($0, $0.text.offset(of: position, encoding)) }
  }

  /// The URI of a file: the client's own where the file is open.
  func uri(of path: String) -> String { documents[path]?.uri ?? DocumentURI.uri(of: path) }

  /// A range of a script of a program as positions.
  func positions(of place: FileRange, in program: AnalysedProgram) -> PositionRange? {
    guard let source = program.source(of: place.path) else { return nil }
    return text(of: program.absolutePath(of: place.path), source).positions(of: place.range, encoding)
  }

  private func text(of path: String, _ source: SourceFile) -> DocumentText {
    if let document = documents[path], document.text.bytes == source.bytes { return document.text }
    return texts.text(of: path, source.bytes)
  }

  /// A `Location`.
  func location(_ place: FileRange, in program: AnalysedProgram) -> JSONValue? {
    guard let range = positions(of: place, in: program) else { return nil }
    return .members([("uri", .string(uri(of: program.absolutePath(of: place.path)))), ("range", range.json)])
  }

  /// A `WorkspaceEdit` of edits by path as findings have them, in the form that the client understands.
  func workspaceEdit(_ edits: [(path: String, edit: SourceEdit)], in program: AnalysedProgram) -> JSONValue {
    var byPath: [(path: String, edits: [JSONValue])] = []
    for (path, edit) in edits {
      guard let range = positions(of: FileRange(path: path, range: edit.range), in: program) else { continue }
      let json = JSONValue.members([("range", range.json), ("newText", .string(edit.text))])
      let absolute = program.absolutePath(of: path)
      if let index = byPath.firstIndex(where: { $0.path == absolute }) {
        byPath[index].edits.append(json)
      } else {
        byPath.append((absolute, [json]))
      }
    }
    guard client.hasDocumentChanges else {
      return .members([("changes", .members(byPath.map { (uri(of: $0.path), .array($0.edits)) }))])
    }
    let changes = byPath.map { path, edits in
      JSONValue.members([
        (
          "textDocument",
          .members([
            ("uri", .string(uri(of: path))), ("version", documents[path].map { .number($0.version) } ?? .null),
          ])
        ), ("edits", .array(edits)),
      ])
    }
    return .members([("documentChanges", .array(changes))])
  }
}
