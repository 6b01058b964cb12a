internal import Findings
internal import JSON
internal import RuleCatalogue
internal import ShellSyntax
internal import SourceText

/// `textDocument/completion`: names of tasks after `async_wait`; in a directive its words and the rules.
@Sendable func completion(_ snapshot: Snapshot, _ params: JSONValue) throws(RequestError) -> JSONValue {
  guard let (target, offset) = try snapshot.targetAndOffset(params) else { return .null }
  let line = target.text.line(target.text.position(at: offset, snapshot.encoding).line)
  let before = String(decoding: target.text.bytes[line.lowerBound..<offset], as: UTF8.self)
  let items = directiveItems(before) ?? taskItems(before, target)
  return .members([("isIncomplete", .boolean(false)), ("items", .array(items))])
}

/// What may stand at the end of the beginning of a directive; nil where there is none.
private func directiveItems(_ before: String) -> [JSONValue]? {
  guard let hash = before.lastIndex(of: "#") else { return nil }
  let comment = before[before.index(after: hash)...].drop { $0 == " " }
  let marker = "devstack-async:"
  guard comment.hasPrefix(marker) else {
    return marker.hasPrefix(comment) && !comment.isEmpty ? [item(marker, 14, "a directive of devstack-async")] : nil
  }
  let rest = comment.dropFirst(marker.count)
  if let bracket = rest.lastIndex(of: "["), !rest[bracket...].contains("]") {
    return RuleCatalogue.pages.flatMap { page in
      [item(page.code, 20, "\(page.name): \(page.summary)"), item(page.name, 20, "\(page.code): \(page.summary)")]
    } + [item("all", 14, "every rule")]
  }
  if rest.contains("[") { return [] }
  return Directive.Verb.allCases.map { item($0.rawValue, 14, verbMeanings[$0] ?? "") }
}

private let verbMeanings: [Directive.Verb: String] = [
  .ignore: "silences rules for the next command, or for the line that it trails",
  .disable: "silences rules from here to `enable` or the end of the block",
  .enable: "ends a `disable`",
  .ignoreFile: "silences rules in this file; stands before the first command",
]

/// The tasks that the program starts, where the command is one that takes their names.
private func taskItems(_ before: String, _ target: Snapshot.Target) -> [JSONValue] {
  let roles = target.program.tasks?.traces.index.models.roles ?? [:]
  let command = before.split { ";&|({`".contains($0) }.last ?? ""
  let words = command.split { $0 == " " || $0 == "\t" }
  guard let name = words.first, case .wait? = roles[String(name)],
    words.count > 1 || before.hasSuffix(" ") || before.hasSuffix("\t")
  else { return [] }
  var seen: Set<String> = []
  return TaskMentions(target.program).all.filter { $0.kind == .start }.compactMap { start in
    guard let text = start.text, seen.insert(text).inserted else { return nil }
    return item(text, 23, "task\(start.body.map { ", runs \($0)" } ?? ""), started in \(start.place.path)")
  }
}

private func item(_ label: String, _ kind: Int, _ detail: String) -> JSONValue {
  .members([("label", .string(label)), ("kind", .number(kind)), ("detail", .string(detail))])
}
