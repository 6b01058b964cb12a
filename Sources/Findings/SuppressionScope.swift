internal import SourceText

/// One code of one directive, and where it holds.
struct SuppressionScope {
  enum Target: Equatable {
    case rule(RuleID)
    case all
  }

  let path: String
  let directive: Directive
  let code: Directive.Code
  let target: Target
  /// Findings that begin here are silenced.
  let extent: SourceRange

  func covers(_ finding: Finding) -> Bool {
    guard finding.location.path == path, extent.contains(finding.location.range.lowerBound) else { return false }
    switch target {
    case .rule(let rule): return rule == finding.rule
    case .all: return true
    }
  }
}

/// What the directives of one file say, and what is wrong with them.
struct SuppressionReader {
  /// A defect of a directive that shows without knowing the findings.
  struct Problem {
    let message: String
    let range: SourceRange
    let fix: SourceEdit?
  }

  private struct Opening {
    let directive: Directive
    let code: Directive.Code
    let target: SuppressionScope.Target
    let block: SourceRange
  }

  let file: CommentedFile
  let names: RuleNames
  let requiresReason: Bool
  let defect: Suppressions.FactCheck
  private(set) var scopes: [SuppressionScope] = []
  private(set) var problems: [Problem] = []
  private var openings: [Opening] = []

  init(file: CommentedFile, names: RuleNames, requiresReason: Bool, defect: @escaping Suppressions.FactCheck) {
    self.file = file
    self.defect = defect
    self.names = names
    self.requiresReason = requiresReason
    for (comment, reading) in file.readings { read(reading, comment) }
    for opening in openings {
      addScope(opening, until: opening.block.upperBound)
      problem("'disable[\(opening.code.text)]' is never enabled again in its block", at: opening.directive.range)
    }
  }

  private mutating func read(_ reading: DirectiveReading, _ comment: SourceRange) {
    switch reading {
    case .facts(let stated): check(stated)
    case .malformed(let message): problem(message, at: comment)
    case .directive(let directive):
      if requiresReason, directive.verb != .enable, directive.reason.isEmpty {
        problem("'\(directive.verb.rawValue)' without a reason", at: comment)
      }
      for code in directive.codes { read(code, of: directive) }
    }
  }

  private mutating func check(_ stated: StatedFacts) {
    if !file.beginsLine(stated.range.lowerBound) {
      problem("effects are stated on a line of their own, above the command", at: stated.range)
    } else if file.command(of: stated) == nil {
      problem("no command follows of which effects could be stated", at: stated.range)
    }
    for fact in stated.facts {
      if let message = defect(fact) { problem(message, at: fact.range) }
    }
  }

  private mutating func read(_ code: Directive.Code, of directive: Directive) {
    switch names.meaning(of: code.text) {
    case .all: place(code, .all, of: directive)
    case .rule(let rule): place(code, .rule(rule), of: directive)
    case .removed(let fate): problem("rule '\(code.text)' was removed: \(fate)", at: code.range)
    case .unknown(let nearest):
      let hint = nearest.map { "; did you mean '\($0)'?" } ?? ""
      let fix = nearest.map { SourceEdit(range: code.range, text: $0) }
      problem("unknown rule '\(code.text)'\(hint)", at: code.range, fix: fix)
    }
  }

  private mutating func place(_ code: Directive.Code, _ target: SuppressionScope.Target, of directive: Directive) {
    let start = directive.range.lowerBound
    let wholeFile = 0..<file.source.bytes.count + 1
    switch directive.verb {
    case .ignore:
      let line = file.source.lines.range(ofLine: file.source.lines.line(at: start))
      let extent = file.beginsLine(start) ? file.command(after: directive.range.upperBound) : line
      let nothing = directive.range.upperBound..<directive.range.upperBound
      add(directive, code, target, extent ?? nothing)
    case .ignoreFile:
      if let first = file.commands.first, first.range.lowerBound < start {
        problem("'ignore-file' must stand before the first command", at: directive.range)
      } else {
        add(directive, code, target, wholeFile)
      }
    case .disable:
      let block = file.block(around: start) ?? wholeFile
      openings.append(Opening(directive: directive, code: code, target: target, block: block))
    case .enable:
      let block = file.block(around: start) ?? wholeFile
      guard let index = openings.lastIndex(where: { $0.target == target && $0.block == block }) else {
        problem("'enable[\(code.text)]' has no 'disable' before it in its block", at: directive.range)
        return
      }
      addScope(openings.remove(at: index), until: start)
    }
  }

  private mutating func addScope(_ opening: Opening, until end: Int) {
    let start = opening.directive.range.lowerBound
    add(opening.directive, opening.code, opening.target, start..<max(start, end))
  }

  private mutating func add(
    _ directive: Directive, _ code: Directive.Code, _ target: SuppressionScope.Target, _ extent: SourceRange
  ) {
    scopes.append(
      SuppressionScope(path: file.source.path, directive: directive, code: code, target: target, extent: extent))
  }

  private mutating func problem(_ message: String, at range: SourceRange, fix: SourceEdit? = nil) {
    problems.append(Problem(message: message, range: range, fix: fix))
  }
}
