internal import ArgumentParser
internal import ShellSyntax
internal import SourceText
internal import Workspace

/// `facts --kind KIND [PATH…]`, `facts --kind effects FUNCTION [PATH…]`, `facts --kind parallel FILE:LINE [PATH…]`: prints what the analysis knows, for developers and tests.
struct Facts: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "facts", abstract: "Print what the analysis knows of a program.",
    usage: "devstack-async facts --kind <kind> [<options>] [<paths> ...]",
    discussion: """
      KINDS:
      \(kinds.map { "  \($0.name)\(String(repeating: " ", count: 19 - $0.name.utf8.count))\($0.meaning)" }.joined(separator: "\n"))

      With '--kind effects' the name of a function may stand before the paths, with
      '--kind parallel' a FILE:LINE has to: then only that is told about.

      \(CommandPages.facts.help)
      """)

  @Option(help: ArgumentHelp("What to print: \(Facts.kinds.map(\.name).joined(separator: ", ")).", valueName: "kind"))
  var kind: String

  @OptionGroup var files: FileOptions

  /// What was not understood needs no analysis; the other kinds are the analysis's own.
  private static let unparsed = "unparsed"
  /// Each kind with what it prints.
  static let kinds = [(name: unparsed, meaning: "what was not understood, with its place")] + analyzedFactKinds

  func validate() throws {
    if Self.kinds.contains(where: { $0.name == kind }) { return }
    let hint = nearestName(to: kind, among: Self.kinds.map(\.name)).map { " Did you mean '\($0)'?" } ?? ""
    let known = Self.kinds.map(\.name).joined(separator: ", ")
    throw ValidationError("There is no kind of fact '\(kind)'.\(hint.isEmpty ? " Known: \(known)." : hint)")
  }

  func run() throws {
    let isUnparsed = kind == Self.unparsed
    var files = files
    let subject = try takeSubject(from: &files.paths)
    var session = try LintSession(files: files, rules: RuleOptions.parse([]), factKinds: isUnparsed ? [] : [kind])
    session.settings.factSubject = subject
    session.settings.wantsFindings = false
    let result = try session.result()
    if result.errors.isEmpty, case .function(let name)? = subject, result.facts[kind]?.isEmpty ?? true {
      throw CommandFailure("'\(name)' is neither a path nor a function of the program")
    }
    StandardStreams.write(isUnparsed ? unparsedText(of: result) : result.facts[kind] ?? "")
    try LintOutcome.complain(of: result)
  }

  /// The function or the line that is asked about, taken from the front of the paths; nil where all of a program is.
  private func takeSubject(from paths: inout [String]) throws -> FactSubject? {
    switch kind {
    case "effects":
      guard let name = paths.first, FileSystem.kind(of: name) == nil, !name.contains("/") else { return nil }
      paths.removeFirst()
      return .function(name)
    case "parallel":
      guard let place = paths.first.flatMap({ LinePlace($0) }) else {
        throw CommandFailure("'--kind parallel' wants FILE:LINE")
      }
      paths.removeFirst()
      if paths.isEmpty { paths = [place.file] }
      return .line(path: place.file, number: place.line)
    default: return nil
    }
  }

  private func unparsedText(of result: LintResult) -> String {
    let lines = result.problems.compactMap { path, problem -> String? in
      guard let source = result.sources[path] else { return nil }
      let start = source.position(at: problem.range.lowerBound)
      let excerpt = TextExcerpt.oneLine(source.text(source.firstLine(of: problem.range)), limit: 80)
      return "\(path):\(start.line):\(start.column): \(description(of: problem.kind)): \(excerpt)\n"
    }
    return lines.joined() + recoveredText(of: result)
  }

  /// What was read without tree-sitter's tree, or otherwise than it says.
  private func recoveredText(of result: LintResult) -> String {
    var text = ""
    for (path, recovery) in result.recoveries {
      if let refusal = recovery.reasonForAll { text += "\(path): recovered as a whole: \(refusal.reason)\n" }
      guard let source = result.sources[path] else { continue }
      for range in recovery.statements {
        let start = source.position(at: range.lowerBound)
        let excerpt = TextExcerpt.oneLine(source.text(source.firstLine(of: range)), limit: 80)
        text += "\(path):\(start.line):\(start.column): recovered: \(excerpt)\n"
      }
    }
    return text
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
