internal import JSON
internal import RuleCatalogue

/// What a client can have carried out by name.
enum ServerCommand: String, CaseIterable {
  /// Shows the page of a rule; the argument is its code or name.
  case explain = "devstack-async.explain"
  /// Has the client apply a `WorkspaceEdit`: for clients whose code actions are commands.
  case applyEdit = "devstack-async.applyEdit"
  /// Reads all files again.
  case reload = "devstack-async.reload"
}

extension LanguageServer {
  /// `workspace/executeCommand`
  func execute(_ params: JSONValue) throws(RequestError) -> JSONValue {
    let name = params["command"]?.string ?? ""
    let arguments = params["arguments"]?.elements ?? []
    switch ServerCommand(rawValue: name) {
    case .explain:
      guard let page = RuleCatalogue.page(named: arguments.first?.string ?? "") else {
        throw .failed("'\(arguments.first?.string ?? "")' is no rule")
      }
      let why = page.section("Why it matters").map { "\n\n\($0.body)" } ?? ""
      notify(
        "window/showMessage",
        .members([("type", .number(3)), ("message", .string("\(page.code) \(page.name): \(page.summary)\(why)"))]))
      return .string(page.markdown)
    case .applyEdit:
      guard let edit = arguments.first, client.appliesEdits else { throw .failed("the client applies no edits") }
      request(
        "workspace/applyEdit",
        .members([("label", arguments.dropFirst().first), ("edit", edit)]))
      return .null
    case .reload:
      store.reload { _ in true }
      mustPublish = true
      return .null
    case nil: throw .invalidParams("unknown command '\(name)'")
    }
  }
}
