internal import Findings
internal import JSON
internal import ShellSyntax
internal import SourceText
internal import Workspace

/// What can be done about one finding: its fix, a comment that silences it, an explanation.
struct FindingActions {
  let snapshot: Snapshot
  let target: Snapshot.Target

  func fix(of finding: Finding) -> [CodeAction] {
    guard let fix = finding.fix, fix.tier != .displayOnly, !fix.edits.isEmpty else { return [] }
    let edits = fix.edits.map { (path: $0.path, edit: $0.edit) }
    guard keepsSyntax(edits, target.program) else { return [] }
    let remark = fix.tier == .unsafe ? " (changes what the script does)" : ""
    return [
      CodeAction(
        title: Self.capitalised(fix.message) + remark, kind: .quickFix, isPreferred: fix.tier == .safe,
        finding: finding, edits: edits)
    ]
  }

  /// Comments above the command, above the function, and at the head of the file.
  func suppressions(of finding: Finding) -> [CodeAction] {
    guard finding.rule != Suppressions.rule,
      let commented = target.program.result.comments[target.script.source.path]
    else { return [] }
    let source = target.script.source
    let offset = finding.location.range.lowerBound
    var actions: [CodeAction] = []
    func add(_ title: String, _ verb: Directive.Verb, at place: Int?, indent: String) {
      guard let place else { return }
      let edit = SourceEdit(range: place..<place, text: indent + comment(verb, finding.rule) + lineEnd)
      actions.append(
        CodeAction(title: title, kind: .quickFix, finding: finding, edits: [(path: source.path, edit: edit)]))
    }
    let code = finding.rule.code
    let line = commented.lineForDirective(about: offset)
    add("Silence \(code) here", .ignore, at: line, indent: line.map { indent(at: $0) } ?? "")
    if let function = CommandSearch(offset, in: target.script).functions.last {
      let place = commented.lineForDirective(about: function.range.lowerBound)
      add(
        "Silence \(code) in function \(function.name)", .ignore, at: place, indent: place.map { indent(at: $0) } ?? "")
    }
    add("Silence \(code) in this file", .ignoreFile, at: headOfFile, indent: "")
    return actions
  }

  func explanation(of finding: Finding) -> CodeAction {
    CodeAction(
      title: "Explain \(finding.rule.code) \(finding.rule.name)", kind: .quickFix, finding: finding, command: .explain,
      arguments: [.string(finding.rule.code)])
  }

  private func comment(_ verb: Directive.Verb, _ rule: RuleID) -> String {
    let reason = snapshot.settings.suppressionReason
    return "# devstack-async: \(verb.rawValue)[\(rule.code)]" + (reason.isEmpty ? "" : " " + reason)
  }

  private var lineEnd: String {
    let source = target.script.source
    let first = source.bytes[source.lines.range(ofLine: 0)]
    return first.suffix(2) == [0x0D, 0x0A] ? "\r\n" : "\n"
  }

  /// The blanks with which the line at an offset begins.
  private func indent(at offset: Int) -> String {
    let blanks = target.script.source.bytes[offset...].prefix { $0 == 0x20 || $0 == 0x09 }
    return String(decoding: blanks, as: UTF8.self)
  }

  /// After the line that names the interpreter.
  private var headOfFile: Int {
    let source = target.script.source
    guard source.bytes.starts(with: "#!".utf8), source.lines.count > 1 else { return 0 }
    return source.lines.starts[1]
  }

  private static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
