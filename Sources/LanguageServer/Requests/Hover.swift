internal import EffectModels
internal import Findings
internal import JSON
internal import RuleCatalogue
internal import ShellProgram
internal import ShellSyntax
internal import SourceText
internal import Workspace

/// `textDocument/hover`: what is known of a task, a helper of the runtime, or a suppression.
@Sendable func hover(_ snapshot: Snapshot, _ params: JSONValue) throws(RequestError) -> JSONValue {
  guard let (target, offset) = try snapshot.targetAndOffset(params) else { return .null }
  let pages = HoverPages(snapshot: snapshot, target: target)
  guard let (markdown, range) = pages.suppression(at: offset) ?? pages.task(at: offset) ?? pages.helper(at: offset)
  else { return .null }
  let kind = snapshot.client.hasMarkdown ? "markdown" : "plaintext"
  let text = snapshot.client.hasMarkdown ? markdown : markdown.filter { $0 != "`" && $0 != "*" }
  return .members([
    ("contents", .members([("kind", .string(kind)), ("value", .string(text))])),
    ("range", target.text.positions(of: range, snapshot.encoding).json),
  ])
}

/// The texts that hover shows.
private struct HoverPages {
  typealias Page = (markdown: String, range: SourceRange)

  let snapshot: Snapshot
  let target: Snapshot.Target

  // MARK: Tasks

  func task(at offset: Int) -> Page? {
    let mentions = TaskMentions(target.program)
    let here = mentions.at(offset, in: target.script.source.path)
    guard let first = here.first else { return nil }
    let pages = here.prefix(8).map { page(of: $0, mentions) }
    let rest = here.count > 8 ? ["… and \(here.count - 8) more"] : []
    return ((pages + rest).joined(separator: "\n\n---\n\n"), first.place.range)
  }

  private func page(of mention: TaskMention, _ mentions: TaskMentions) -> String {
    let all = mentions.concerning(mention)
    let starts = all.filter { $0.kind == .start }
    var lines = ["**task** `\(mention.title)`"]
    let bodies = Set(starts.compactMap(\.body)).sorted().map { "`\($0)`" }
    if !bodies.isEmpty { lines.append("runs " + bodies.joined(separator: ", ")) }
    lines.append(
      starts.isEmpty ? "nothing starts it" : "started at " + places(starts))
    let waits = all.filter { $0.kind == .wait }
    lines.append(waits.isEmpty ? "nothing awaits it" : "awaited at " + places(waits))
    let effects = target.program.effects(ofTask: mention.title)
    if !effects.isEmpty {
      let more = effects.count > 10 ? "; and \(effects.count - 10) more" : ""
      lines.append("it " + effects.prefix(10).joined(separator: "; ") + more)
    }
    let beside = mentions.running(after: mention).filter { $0 != mention.title }
    let moment = mention.kind == .start ? "from here on, beside it" : "still running after this"
    if !beside.isEmpty {
      let shown = beside.prefix(12).map { "`\($0)`" }.joined(separator: ", ")
      lines.append("\(moment): \(shown)\(beside.count > 12 ? " and \(beside.count - 12) more" : "")")
    }
    return lines.joined(separator: "  \n")
  }

  /// Links to places, each once.
  private func places(_ mentions: [TaskMention]) -> String {
    var seen: Set<FileRange> = []
    let texts = mentions.compactMap { mention -> String? in
      guard seen.insert(mention.place).inserted,
        let start = snapshot.positions(of: mention.place, in: target.program)?.start
      else { return nil }
      let name = "\(mention.place.path):\(start.line + 1)"
      guard snapshot.client.hasMarkdown else { return name }
      let uri = snapshot.uri(of: target.program.absolutePath(of: mention.place.path))
      return "[\(name)](\(uri)#L\(start.line + 1))"
    }
    return texts.prefix(12).joined(separator: ", ") + (texts.count > 12 ? " and \(texts.count - 12) more" : "")
  }

  // MARK: Helpers

  func helper(at offset: Int) -> Page? {
    let search = CommandSearch(offset, in: target.script)
    guard let word = search.word, let name = word.literalText,
      word.range.lowerBound == search.command?.words.first?.range.lowerBound,
      let page = HelperPages.page(of: name)
    else { return nil }
    return (page, word.range)
  }

  // MARK: Suppressions

  func suppression(at offset: Int) -> Page? {
    let source = target.script.source
    guard
      let comment = target.script.comments.first(where: { $0.contains(offset) || $0.upperBound == offset }),
      case .directive(let directive)? = Directive.read(comment, of: source)
    else { return nil }
    let under = directive.codes.first { $0.range.contains(offset) || $0.range.upperBound == offset }
    let codes = under.map { [$0] } ?? directive.codes
    let pages = codes.map { code -> String in
      guard let page = RuleCatalogue.page(named: code.text) else {
        return "`\(code.text)`: every rule, or an unknown one"
      }
      return "**\(page.code) \(page.name)** (\(page.severity))\n\n\(page.summary)"
    }
    let line = source.lines.line(at: comment.lowerBound)
    let silenced = target.program.result.findings.filter { checked in
      guard case .comment? = checked.silence, checked.finding.location.path == source.path else { return false }
      let own = codes.contains { $0.text == checked.finding.rule.code || $0.text == checked.finding.rule.name }
      return own && source.lines.line(at: checked.finding.location.range.lowerBound) >= line
    }
    var text = pages.joined(separator: "\n\n")
    if let first = silenced.first {
      let number = source.lines.line(at: first.finding.location.range.lowerBound) + 1
      text += "\n\nSilences, in line \(number): \(first.finding.message)"
    }
    if !directive.reason.isEmpty { text += "\n\nReason: \(directive.reason)" }
    return (text, under?.range ?? directive.range)
  }
}
