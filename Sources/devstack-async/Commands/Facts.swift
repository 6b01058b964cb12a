internal import ArgumentParser
internal import ShellSyntax
internal import SourceText
internal import Workspace

/// `facts --kind KIND [PATH…]`: prints what the analysis knows, for developers and tests.
struct Facts: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "facts", abstract: "Print what the analysis knows of a program.")

  @Option(help: ArgumentHelp("One of: \(Facts.kinds.joined(separator: ", ")).", valueName: "kind"))
  var kind: String

  @OptionGroup var files: FileOptions

  /// What was not understood needs no analysis; the other kinds are the analysis's own.
  private static let unparsed = "unparsed"
  private static let kinds = [unparsed] + analyzedFactKinds

  func validate() throws {
    if Self.kinds.contains(kind) { return }
    let hint = nearestName(to: kind, among: Self.kinds).map { " Did you mean '\($0)'?" } ?? ""
    throw ValidationError("There is no kind of fact '\(kind)'.\(hint)")
  }

  func run() throws {
    let isUnparsed = kind == Self.unparsed
    let session = try LintSession(files: files, rules: RuleOptions.parse([]), factKinds: isUnparsed ? [] : [kind])
    let result = try session.result()
    StandardStreams.write(isUnparsed ? unparsedText(of: result) : result.facts[kind] ?? "")
    for error in result.errors { StandardStreams.complain(error) }
    if !result.errors.isEmpty { throw ExitCodes.failure }
  }

  private func unparsedText(of result: LintResult) -> String {
    let lines = result.problems.compactMap { path, problem -> String? in
      guard let source = result.sources[path] else { return nil }
      let start = source.position(at: problem.range.lowerBound)
      let excerpt = TextExcerpt.oneLine(source.text(source.firstLine(of: problem.range)), limit: 80)
      return "\(path):\(start.line):\(start.column): \(description(of: problem.kind)): \(excerpt)\n"
    }
    return lines.joined()
  }

  private func description(of kind: SyntaxProblem.Kind) -> String {
    switch kind {
    case .rejectedByBash(let reason): "rejected by bash (\(reason))"
    case .unparsedCommand: "command"
    case .unparsedWord: "word"
    case .binary: "binary file"
    case .tooDeep: "nested too deep"
    }
  }
}

/// A piece of a script in a line of output.
enum TextExcerpt {
  static func oneLine(_ text: String, limit: Int) -> String {
    let line = text.prefix { !$0.isNewline }
    return line.count > limit ? line.prefix(limit) + "…" : String(line)
  }
}
