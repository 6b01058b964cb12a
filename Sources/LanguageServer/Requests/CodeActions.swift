internal import Findings
internal import JSON
internal import SourceText
internal import Workspace

/// The kinds of code actions that there are.
enum CodeActionKind: String, CaseIterable {
  case quickFix = "quickfix"
  case rewrite = "refactor.rewrite.devstack-async"
  case fixAll = "source.fixAll.devstack-async"

  /// The client asks on its own, not its user.
  static let automaticTrigger = 2

  /// Whether a client that asks for some kinds only wants this one: a kind stands for all below it.
  func isWanted(_ only: [String]?) -> Bool {
    only?.contains { rawValue == $0 || rawValue.hasPrefix($0 + ".") } ?? true
  }
}

/// Something that an editor can do for its user.
struct CodeAction {
  let title: String
  let kind: CodeActionKind
  var isPreferred = false
  /// The finding that it is about.
  var finding: Finding?
  /// By paths as findings have them.
  var edits: [(path: String, edit: SourceEdit)] = []
  /// Why it cannot be done.
  var disabled: String?
  var command: ServerCommand?
  var arguments: [JSONValue] = []
}

/// `textDocument/codeAction`: fixes of the findings in a range, comments that silence them, and rewritings.
@Sendable func codeActions(_ snapshot: Snapshot, _ params: JSONValue) throws(RequestError) -> JSONValue {
  guard let target = snapshot.target(params), let asked = PositionRange(params["range"]) else { return .null }
  let context = params["context"]
  let only = context?["only"].map { $0.elements.compactMap(\.string) }
  let range = target.text.range(of: asked, snapshot.encoding)
  var actions: [CodeAction] = []
  let here = target.program.findings(in: target.path).filter { isNear($0.location.range, range, target) }
  if CodeActionKind.quickFix.isWanted(only) {
    let builder = FindingActions(snapshot: snapshot, target: target)
    for finding in here { actions += builder.fix(of: finding) }
    for finding in here { actions += builder.suppressions(of: finding) }
    for finding in here { actions.append(builder.explanation(of: finding)) }
  }
  if CodeActionKind.rewrite.isWanted(only) {
    actions += TaskRewritings(target: target).actions(for: range)
    // Planning looks at the whole program: not for each movement of the cursor.
    if context?["triggerKind"]?.integer != CodeActionKind.automaticTrigger {
      actions += TaskPlanning(target: target).actions(for: range)
    }
  }
  if !snapshot.client.showsDisabledActions { actions.removeAll { $0.disabled != nil } }
  if CodeActionKind.fixAll.isWanted(only), let action = fixAll(target) { actions.append(action) }
  let diagnostics = context?["diagnostics"]?.elements ?? []
  return .array(actions.map { json($0, diagnostics, target, snapshot) })
}

/// Whether a finding is on a line of the range.
private func isNear(_ finding: SourceRange, _ range: SourceRange, _ target: Snapshot.Target) -> Bool {
  let encoding = PositionEncoding.utf8
  let (first, last) = (
    target.text.position(at: range.lowerBound, encoding).line, target.text.position(at: range.upperBound, encoding).line
  )
  return (first...max(first, last)).contains(target.text.position(at: finding.lowerBound, encoding).line)
}

/// All safe fixes of a document at once, those that do not collide.
private func fixAll(_ target: Snapshot.Target) -> CodeAction? {
  let plan = FixPlan(for: target.program.findings(in: target.path), includingUnsafe: false)
  let edits = plan.paths.flatMap { path in (plan.edits[path]?.edits ?? []).map { (path: path, edit: $0) } }
  guard !edits.isEmpty, keepsSyntax(edits, target.program) else { return nil }
  return CodeAction(
    title: "Fix all findings that can be fixed safely (\(plan.taken.count))", kind: .fixAll, edits: edits)
}

/// Whether bash would take no less of the files after the edits.
func keepsSyntax(_ edits: [(path: String, edit: SourceEdit)], _ program: AnalysedProgram) -> Bool {
  for (path, own) in Dictionary(grouping: edits, by: \.path) {
    guard let source = program.source(of: path) else { return false }
    var set = EditSet()
    for (_, edit) in own {
      guard (try? set.insert(edit)) != nil else { return false }
    }
    let after = ScriptCheck.rejections(in: set.applied(to: source.bytes), path: path)
    if after > ScriptCheck.rejections(in: source.bytes, path: path) { return false }
  }
  return true
}

// MARK: As the protocol has them

private func json(
  _ action: CodeAction, _ diagnostics: [JSONValue], _ target: Snapshot.Target, _ snapshot: Snapshot
) -> JSONValue {
  let edit = action.edits.isEmpty ? nil : snapshot.workspaceEdit(action.edits, in: target.program)
  if let reason = action.disabled {
    return .members([
      ("title", .string(action.title)), ("kind", .string(action.kind.rawValue)),
      ("disabled", .members([("reason", .string(reason))])),
    ])
  }
  guard snapshot.client.hasCodeActionLiterals else {
    let command = action.command ?? .applyEdit
    let arguments = edit.map { [$0, .string(action.title)] } ?? action.arguments
    return .members([
      ("title", .string(action.title)), ("command", .string(command.rawValue)), ("arguments", .array(arguments)),
    ])
  }
  let about = action.finding.map { finding in diagnostics.filter { isSame($0, finding, target, snapshot) } } ?? []
  // Of many fixes the client may want to fetch the text only when it is chosen.
  let isDeferred = action.kind == .fixAll && snapshot.client.resolvesCodeActionEdits
  return .members([
    ("title", .string(action.title)), ("kind", .string(action.kind.rawValue)),
    ("diagnostics", about.isEmpty ? nil : .array(about)), ("isPreferred", action.isPreferred ? .boolean(true) : nil),
    ("edit", isDeferred ? nil : edit),
    (
      "command",
      action.command.map {
        .members([
          ("title", .string(action.title)), ("command", .string($0.rawValue)), ("arguments", .array(action.arguments)),
        ])
      }
    ), ("data", isDeferred ? .members([("uri", .string(snapshot.uri(of: target.path)))]) : nil),
  ])
}

/// Whether a diagnostic of the client is about a finding; clients may drop what they do not know of it.
private func isSame(
  _ diagnostic: JSONValue, _ finding: Finding, _ target: Snapshot.Target, _ snapshot: Snapshot
) -> Bool {
  diagnostic["code"]?.string == finding.rule.code
    && PositionRange(diagnostic["range"]) == target.text.positions(of: finding.location.range, snapshot.encoding)
}

/// `codeAction/resolve`: the edits of an action that was sent without.
@Sendable func resolveCodeAction(_ snapshot: Snapshot, _ params: JSONValue) throws(RequestError) -> JSONValue {
  guard case .object(let members) = params else { throw .invalidParams("a code action is an object") }
  let document = JSONValue.members([("textDocument", .members([("uri", params["data"]?["uri"])]))])
  guard params["edit"] == nil, let target = snapshot.target(document), let action = fixAll(target) else {
    return params
  }
  return .object(members + [("edit", snapshot.workspaceEdit(action.edits, in: target.program))])
}
